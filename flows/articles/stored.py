"""A run's archive read back: strictly, for a record that was cut short must not pass for a shorter page."""

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from flows.articles.fetch import content_type
from flows.articles.records import Http, Raw, Refusal, digest

CHUNK = 1 << 16
MEMBER = re.compile(rb"\x1f\x8b\x08")
INFO_FIELDS = ("run-id", "run-kind", "logical-date", "started-at")


class ArchiveDamagedError(Exception):
    """An archive that does not hold what it says; `offset` is where in bytes."""

    def __init__(self, path: Path, offset: int, why: str) -> None:
        super().__init__(f"{path.name}, at byte {offset}: {why}")
        self.name, self.offset, self.why = path.name, offset, why


@dataclass(frozen=True, slots=True)
class ArchiveInfo:
    """The run that an archive belongs to."""

    run_id: str
    kind: str
    logical_date: date
    started_at: datetime


@dataclass(frozen=True, slots=True)
class _Record:
    offset: int
    type: str
    url: str
    date: datetime
    media_type: str
    payload: bytes
    http: Http | None


def archives(folder: Path) -> list[Path]:
    """List a folder's finished archives, the oldest run first; one that was left open is none."""
    return sorted(folder.glob("*.warc.gz"))


def archive_info(path: Path) -> ArchiveInfo:
    """Read which run an archive belongs to. Raises ArchiveDamagedError."""
    first = next(_records(path), None)
    if not isinstance(first, _Record) or first.type != "warcinfo":
        raise ArchiveDamagedError(path, 0, "it does not begin with a run's description")
    told = dict(line.split(": ", 1) for line in first.payload.decode().splitlines() if ": " in line)
    try:
        run_id, kind, day, moment = (told[name] for name in INFO_FIELDS)
        return ArchiveInfo(run_id, kind, date.fromisoformat(day), datetime.fromisoformat(moment))
    except (KeyError, ValueError) as error:
        raise ArchiveDamagedError(path, 0, f"the run's description lacks or misstates a field ({error})") from error


def verify(path: Path) -> int:
    """Read every record and compare lengths and digests; give their number. Raises ArchiveDamagedError."""
    number = 0
    for record in _records(path):
        if isinstance(record, ArchiveDamagedError):
            raise record
        number += 1
    if not number:
        raise ArchiveDamagedError(path, 0, "it is empty")
    return number


def read_back(path: Path) -> Iterator[Raw | Refusal]:
    """Give the inputs of a run as they were archived; damage as a Refusal, after which the next whole one follows."""
    when = datetime.now(UTC)
    for record in _records(path):
        if isinstance(record, ArchiveDamagedError):
            message = f"{record}; what the record held is lost"
            yield Refusal(f"file:{path.name}", None, "archive-damaged", message, "load", rejected_at=when)
        elif record.type == "metadata":
            told = json.loads(record.payload)
            yield Refusal(
                record.url or None,
                told["line"],
                told["reason"],
                told["message"],
                told["stage"],
                told["row"],
                record.date,
            )
        elif record.type in ("resource", "response"):
            charset = content_type(record.http.headers)[1] if record.http else None
            yield Raw(
                record.url,
                record.payload,
                record.media_type,
                charset,
                record.date,
                record.http,
                path.name,
                record.offset,
            )


def _records(path: Path) -> Iterator[_Record | ArchiveDamagedError]:
    with path.open("rb") as file:
        offset, size = 0, path.stat().st_size
        while offset < size:
            try:
                content, length = _member(file, path, offset)
                yield _parse(content, path, offset)
                offset += length
            except ArchiveDamagedError as error:
                yield error
                offset = _next_member(file, offset + 1, size)


def _member(file: BinaryIO, path: Path, offset: int) -> tuple[bytes, int]:
    """Inflate the gzip member at an offset, its checksum included, and give its length in the file."""
    file.seek(offset)
    inflater, content, length = zlib.decompressobj(zlib.MAX_WBITS | 16), bytearray(), 0
    try:
        while not inflater.eof:
            chunk = file.read(CHUNK)
            if not chunk:
                raise ArchiveDamagedError(path, offset, "the record breaks off")
            content += inflater.decompress(chunk)
            length += len(chunk)
    except zlib.error as error:
        raise ArchiveDamagedError(path, offset, f"the record cannot be inflated ({error})") from error
    return bytes(content), length - len(inflater.unused_data)


def _next_member(file: BinaryIO, offset: int, size: int) -> int:
    """Find the next place that inflates to the beginning of a record, or the end of the file."""
    while offset < size:
        file.seek(offset)
        chunk = file.read(CHUNK)
        for match in MEMBER.finditer(chunk):
            file.seek(offset + match.start())
            try:
                if zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(file.read(CHUNK), 8) == b"WARC/1.1":
                    return offset + match.start()
            except zlib.error:
                continue
        # A sign may lie across the border of two chunks.
        offset += max(len(chunk) - 2, 1)
    return size


def _parse(content: bytes, path: Path, offset: int) -> _Record:
    try:
        record = next(iter(ArchiveIterator(BytesIO(content), arc2warc=False)))
    except (StopIteration, ArchiveLoadFailed, EOFError) as error:
        raise ArchiveDamagedError(path, offset, "no WARC record") from error
    head = record.rec_headers
    payload = record.raw_stream.read()
    block = content.partition(b"\r\n\r\n")[2]
    told = head.get_header("Content-Length") or ""
    if not told.isdecimal() or len(block) != int(told) + 4 or not block.endswith(b"\r\n\r\n"):
        raise ArchiveDamagedError(
            path, offset, f"the record is {len(block) - 4} bytes long and says {told or 'nothing'}"
        )
    _compare(head.get_header("WARC-Payload-Digest"), payload, record.rec_type, path, offset)
    media_type = head.get_header("Content-Type") or ""
    http = _http(record)
    return _Record(
        offset=offset,
        type=record.rec_type,
        url=head.get_header("WARC-Target-URI") or "",
        date=datetime.fromisoformat(head.get_header("WARC-Date")),
        media_type=content_type(http.headers)[0] if http else media_type,
        payload=payload,
        http=http,
    )


def _compare(told: str | None, payload: bytes, kind: str, path: Path, offset: int) -> None:
    if told is None and kind == "warcinfo":
        return
    if told != digest(payload):
        raise ArchiveDamagedError(
            path, offset, f"the payload's digest is {digest(payload)[:19]}…, the record says {told}"
        )


def _http(record: ArcWarcRecord) -> Http | None:
    held = record.http_headers
    if held is None:
        return None
    status, _, reason = held.statusline.partition(" ")
    return Http(int(status), reason, tuple(held.headers))
