"""A run's archive read back: strictly, for a record that was cut short must not pass for a shorter page."""

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from isal import isal_zlib
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

from flows.articles.records import PAGE, Http, Raw, Refusal, Request, Revisit, digest
from flows.articles.web.client import content_type

IsalError = cast(type[Exception], isal_zlib.error)  # its stub tells of an instance
CHUNK, INFLATED = 1 << 16, 1 << 20
OWN_SIGNS = (b"WARC/1.1",)
BLANK = b"\r\n\r\n"
LOADER = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
MEMBER = re.compile(rb"\x1f\x8b\x08")
OPEN = ".open"
ROLE, SOURCE = "X-Conflict-Figures-Role", "X-Conflict-Figures-Source"
PART = re.compile(r"\.part\d{4}\.warc\.gz$")
DIGEST_LINE = re.compile(r"([0-9a-f]{64})  (\S+)\n")
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
    end: int
    type: str
    url: str
    date: datetime
    media_type: str
    payload: bytes
    http: Http | None
    role: str = PAGE
    source: str | None = None
    before: datetime | None = None
    payload_digest: str = ""


def archives(folder: Path) -> list[Path]:
    """List a folder's finished archives, the oldest run first, each by its first file; one left open is none."""
    return sorted(path for path in folder.glob("*.warc.gz") if not PART.search(path.name))


def part_name(run_id: str, number: int) -> str:
    """Name the files of a run's archive.

    >>> part_name("night", 0), part_name("night", 1)
    ('night.warc.gz', 'night.part0001.warc.gz')
    """
    return f"{run_id}.part{number:04}.warc.gz" if number else f"{run_id}.warc.gz"


def parts(path: Path) -> list[Path]:
    """List all files of the archive that begins with this one, in their order."""
    run_id = path.name.removesuffix(OPEN).removesuffix(".warc.gz")
    return [path, *sorted(path.parent.glob(f"{run_id}.part[0-9][0-9][0-9][0-9].warc.gz"))]


def run_files(folder: Path, run_id: str) -> list[Path]:
    """List the finished files of a run's archive, in their order."""
    return [path for path in parts(folder / part_name(run_id, 0)) if path.exists()]


def digest_path(path: Path) -> Path:
    """Where the digest of a finished file stands, in the form that `sha256sum --check` reads.

    >>> digest_path(Path("night.warc.gz")).name
    'night.warc.gz.sha256'
    """
    return path.with_name(path.name + ".sha256")


def sealed_digest(path: Path) -> str | None:
    """Give the digest that a finished file had when it was finished; None where none stands beside it.

    Raises ArchiveDamagedError where what stands there is none.
    """
    try:
        told = digest_path(path).read_text("ascii", "replace")
    except FileNotFoundError:
        return None
    found = DIGEST_LINE.fullmatch(told)
    if found is None or found[2] != path.name:
        raise ArchiveDamagedError(path, 0, f"{digest_path(path).name} holds no digest of it")
    return found[1]


def whole_until(path: Path) -> int:
    """Tell up to which byte a file that was left open holds whole records."""
    end = 0
    for record in _records(path):
        if isinstance(record, ArchiveDamagedError):
            break
        end = record.end
    return end


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


def read_back(path: Path) -> Iterator[Raw | Revisit | Refusal]:
    """Give what a file holds as it was archived; damage as a Refusal, after which the next whole record follows.

    What was asked on the way to pages (feeds, robots rules, redirects) is there too, with its role.
    """
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
            yield _raw(record, path)
        elif record.type == "revisit" and record.http and record.before:
            asked = Request("GET", "", ())
            yield Revisit(
                record.url,
                record.payload_digest,
                record.before,
                record.date,
                record.http,
                asked,
                record.role,
                record.source,
            )


def _raw(record: _Record, path: Path) -> Raw:
    charset = content_type(record.http.headers)[1] if record.http else None
    return Raw(
        record.url,
        record.payload,
        record.media_type,
        charset,
        record.date,
        record.http,
        path.name,
        record.offset,
        role=record.role,
        source=record.source,
        payload_digest=record.payload_digest,
    )


def _records(path: Path) -> Iterator[_Record | ArchiveDamagedError]:
    with path.open("rb") as file:
        offset, size = 0, path.stat().st_size
        while offset < size:
            try:
                content, length = member(file, path, offset)
                yield _parse(content, path, offset, offset + length)
                offset += length
            except ArchiveDamagedError as error:
                yield error
                offset = next_member(file, offset + 1, size)


def member(file: BinaryIO, path: Path, offset: int, most: int | None = None) -> tuple[bytes, int]:
    """Inflate the gzip member at an offset, its checksum included, and give its length in the file.

    Raises ArchiveDamagedError, also where it holds more than `most` bytes.
    """
    file.seek(offset)
    inflater, content, length = isal_zlib.decompressobj(zlib.MAX_WBITS | 16), bytearray(), 0
    try:
        while not inflater.eof:
            chunk = file.read(CHUNK)
            if not chunk:
                raise ArchiveDamagedError(path, offset, "the record breaks off")
            length += len(chunk)
            while chunk and not inflater.eof:
                content += inflater.decompress(chunk, INFLATED)
                chunk = inflater.unconsumed_tail
                if most is not None and len(content) > most:
                    raise ArchiveDamagedError(path, offset, f"the record holds more than {most:,} bytes")
    except IsalError as error:
        raise ArchiveDamagedError(path, offset, f"the record cannot be inflated ({error})") from error
    return bytes(content), length - len(inflater.unused_data)


def next_member(file: BinaryIO, offset: int, size: int, signs: tuple[bytes, ...] = OWN_SIGNS) -> int:
    """Find the next place that inflates to the beginning of a record, or the end of the file."""
    while offset < size:
        file.seek(offset)
        chunk = file.read(CHUNK)
        for match in MEMBER.finditer(chunk):
            file.seek(offset + match.start())
            try:
                if isal_zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(file.read(CHUNK), 8) in signs:
                    return offset + match.start()
            except IsalError:
                continue
        # A sign may lie across the border of two chunks.
        offset += max(len(chunk) - 2, 1)
    return size


def _parse(content: bytes, path: Path, offset: int, end: int) -> _Record:
    try:
        record = record_of(content)
    except (ArchiveLoadFailed, EOFError) as error:
        raise ArchiveDamagedError(path, offset, "no WARC record") from error
    head = record.rec_headers
    payload = record.raw_stream.read()
    begin = content.find(BLANK)
    length = len(content) - begin - 2 * len(BLANK) if begin >= 0 else -len(BLANK)
    told = head.get_header("Content-Length") or ""
    if not told.isdecimal() or length != int(told) or not content.endswith(BLANK):
        raise ArchiveDamagedError(path, offset, f"the record is {length} bytes long and says {told or 'nothing'}")
    # A revisit's digest is that of the payload that it stands for; it has none of its own.
    if record.rec_type not in ("warcinfo", "revisit"):
        _compare(head.get_header("WARC-Payload-Digest"), payload, path, offset)
    http = _http(record) if record.rec_type in ("response", "revisit") else None
    before = head.get_header("WARC-Refers-To-Date")
    return _Record(
        offset=offset,
        end=end,
        type=record.rec_type,
        url=head.get_header("WARC-Target-URI") or "",
        date=datetime.fromisoformat(head.get_header("WARC-Date")),
        media_type=content_type(http.headers)[0] if http else head.get_header("Content-Type") or "",
        payload=payload,
        http=http,
        role=head.get_header(ROLE) or PAGE,
        source=head.get_header(SOURCE),
        before=datetime.fromisoformat(before) if before else None,
        payload_digest=head.get_header("WARC-Payload-Digest") or "",
    )


def record_of(content: bytes) -> ArcWarcRecord:
    """Take one record that is held whole apart. Raises ArchiveLoadFailed and EOFError.

    The library's iterator over a file would copy it through buffers of its own, piece by piece.
    """
    return LOADER.parse_record_stream(BytesIO(content))


def _compare(told: str | None, payload: bytes, path: Path, offset: int) -> None:
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
