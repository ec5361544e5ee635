"""The raw inputs of a run as one WARC file: written whole or not at all, and checked before it counts."""

import hashlib
import json
import os
import socket
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, FileIO
from pathlib import Path
from types import TracebackType

from isal import isal_zlib
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.articles.records import PAGE, Http, Raw, Refusal, Request, Revisit, digest
from flows.articles.stored import (
    OPEN,
    ROLE,
    SOURCE,
    ArchiveDamagedError,
    ArchiveInfo,
    archive_info,
    archives,
    digest_path,
    part_name,
    parts,
    run_files,
    verify,
    whole_until,
)

__all__ = [
    "OPEN",
    "Archive",
    "ArchiveDamagedError",
    "ArchiveInfo",
    "archive_info",
    "archives",
    "discard",
    "parts",
    "run_files",
    "verify",
    "warc_date",
]

ROTATED_AT = 1_000_000_000
LEVEL = 2  # of ISA-L: a page of 330 kB takes 0.6 ms and 77 kB; at zlib's level 4 it took 3.3 ms and 70 kB
UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
SAME_BYTES = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
REFUSAL_TYPE = "application/vnd.conflict-figures.refusal+json"
# They tell of the bytes on the wire; what is kept is the body after decompression.
WIRE_HEADERS = ("content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive")
PREFIX = "X-Archive-Orig-"


class Archive:
    """One run's archive, to be used as a context manager.

    Inside the block the file is `<run_id>.warc.gz.open`. Leaving it without an exception syncs it, verifies every
    record, renames it and syncs the folder; an exception leaves the open file as it is. At `rotated_at` bytes a file
    is closed in that way and the next one of the run is begun. `first_part` is the number of the first file, where the
    run has written some before.
    Raises FileExistsError on entering if the run has an archive already, ArchiveDamagedError on leaving if what was
    written does not read back.
    """

    def __init__(
        self,
        folder: Path,
        *,
        run_id: str,
        kind: str,
        logical_date: date,
        started_at: datetime,
        rotated_at: int = ROTATED_AT,
        first_part: int = 0,
    ) -> None:
        self.path = folder / part_name(run_id, 0)
        self.records = 0
        self._run_id, self._part, self._rotated_at = run_id, first_part, rotated_at
        self._info = {
            "software": "conflict-figures",
            "format": "WARC File Format 1.1",
            "hostname": socket.gethostname(),
            "run-id": run_id,
            "run-kind": kind,
            "logical-date": logical_date.isoformat(),
            "started-at": started_at.astimezone(UTC).isoformat(),
        }
        self._file: FileIO | None = None

    @property
    def name(self) -> str:
        """The name that the file of this moment will have."""
        return part_name(self._run_id, self._part)

    def __enter__(self) -> "Archive":
        self.path.parent.mkdir(parents=True, exist_ok=True)
        path = self.path.parent / self.name
        if path.exists():
            raise FileExistsError(f"{path}: the run has an archive already")
        self._begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close(whole=kind is None)

    def _begin(self) -> None:
        self._file, self._whole = self._path_while_open().open("xb", buffering=0), 0
        self._record = BytesIO()
        self._writer = WARCWriter(self._record, gzip=False, warc_version="WARC/1.1")
        self._pack(self._writer.create_warcinfo_record(self.name, self._info))

    def _close(self, *, whole: bool) -> None:
        try:
            if whole:
                self.sync()
        finally:
            self._opened().close()
            self._file = None
        if whole:
            finish(self._path_while_open())
        else:
            self._cut_back()

    def _cut_back(self) -> None:
        """Leave whole records only, whatever stopped the run in the middle of one: a full disk, most likely."""
        with self._path_while_open().open("r+b") as file:
            file.truncate(self._whole)
            os.fsync(file.fileno())

    def _path_while_open(self) -> Path:
        return self.path.parent / (self.name + OPEN)

    def _room(self) -> None:
        if self._opened().tell() >= self._rotated_at:
            self._close(whole=True)
            self._part += 1
            self._begin()

    def sync(self) -> None:
        """Bring everything that was written onto the disk."""
        os.fsync(self._opened().fileno())

    def keep(self, raw: Raw) -> Raw:
        """Write an input and give it back with the place where it lies."""
        self._room()
        offset, name = self._opened().tell(), self.name
        payload_digest = digest(raw.data)
        headers = {"WARC-Date": warc_date(raw.fetched_at), "WARC-Payload-Digest": payload_digest}
        record = self._writer.create_warc_record(
            raw.url,
            "resource" if raw.http is None else "response",
            payload=BytesIO(raw.data),
            length=len(raw.data),
            warc_content_type=raw.media_type if raw.http is None else "application/http; msgtype=response",
            warc_headers_dict=headers | _about(raw),
            http_headers=_http_headers(raw.http, len(raw.data)) if raw.http else None,
        )
        self._write(record)
        if raw.request:
            self._write_request(record, raw.url, raw.request)
        return replace(raw, warc_file=name, warc_offset=offset, payload_digest=payload_digest)

    def keep_revisit(self, seen: Revisit) -> None:
        """Write down that an answer brought nothing that is not archived already."""
        self._room()
        profile = UNCHANGED if seen.http.status == 304 else SAME_BYTES
        about = {"WARC-Date": warc_date(seen.fetched_at), "WARC-Profile": profile}
        record = self._writer.create_revisit_record(
            seen.url,
            digest=seen.payload_digest,
            refers_to_uri=seen.url,
            refers_to_date=warc_date(seen.before),
            http_headers=_http_headers(seen.http, None),
            warc_headers_dict=about | _about(seen),
        )
        self._write(record)
        self._write_request(record, seen.url, seen.request)

    def _write_request(self, record: ArcWarcRecord, url: str, request: Request) -> None:
        headers = StatusAndHeaders(
            f"{request.method} {request.target} HTTP/1.1", list(request.headers), is_http_request=True
        )
        about = {
            "WARC-Date": record.rec_headers.get_header("WARC-Date"),
            "WARC-Concurrent-To": record.rec_headers.get_header("WARC-Record-ID"),
            "WARC-Payload-Digest": digest(b""),
        }
        self._write(
            self._writer.create_warc_record(
                url,
                "request",
                payload=BytesIO(),
                length=0,
                warc_content_type="application/http; msgtype=request",
                warc_headers_dict=about,
                http_headers=headers,
            )
        )

    def note(self, refusal: Refusal) -> None:
        """Write down an input that gave no bytes, so that reading the archive again tells of it too."""
        self._room()
        told = {"line": refusal.line, "reason": refusal.reason, "message": refusal.message, "stage": refusal.stage}
        content = json.dumps(told | {"row": refusal.row}, ensure_ascii=False).encode()
        record = self._writer.create_warc_record(
            refusal.url or "",
            "metadata",
            payload=BytesIO(content),
            length=len(content),
            warc_content_type=REFUSAL_TYPE,
            warc_headers_dict={
                "WARC-Date": warc_date(refusal.rejected_at or datetime.now(UTC)),
                "WARC-Payload-Digest": digest(content),
            },
        )
        self._write(record)

    def _write(self, record: ArcWarcRecord) -> None:
        self._pack(record)
        self.records += 1

    def _pack(self, record: ArcWarcRecord) -> None:
        """Write a record as one gzip member; the library's own way always takes the slowest level."""
        self._record.seek(0)
        self._record.truncate()
        self._writer.write_record(record)
        packer = isal_zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
        packed = memoryview(packer.compress(self._record.getbuffer()) + packer.flush())
        file = self._opened()  # without a buffer: what the system holds outlives a process that is killed
        while packed:
            packed = packed[file.write(packed) :]
        self._whole = file.tell()

    def _opened(self) -> FileIO:
        if self._file is None:
            raise ValueError(f"{self.path}: the archive is not open")
        return self._file


def finish(unfinished: Path) -> Path:
    """Verify a file that was left open, and give it the name of a finished one. Raises ArchiveDamagedError.

    Its digest stands beside it before it has that name, since a file that is cut between two records reads as whole.
    """
    verify(unfinished)
    path = unfinished.with_name(unfinished.name.removesuffix(OPEN))
    with unfinished.open("rb") as file, digest_path(path).open("w", encoding="ascii") as beside:
        beside.write(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
        beside.flush()
        os.fsync(beside.fileno())
    _sync_folder(path.parent)
    unfinished.rename(path)
    _sync_folder(path.parent)
    return path


def discard(path: Path) -> None:
    """Remove a finished file, and the digest beside it."""
    path.unlink(missing_ok=True)
    digest_path(path).unlink(missing_ok=True)


def salvage(unfinished: Path) -> Path | None:
    """Finish the file of a run that was killed: up to its last whole record; None where not even the first is whole."""
    end = whole_until(unfinished)
    if not end:
        unfinished.unlink()
        return None
    with unfinished.open("r+b") as file:
        file.truncate(end)
        os.fsync(file.fileno())
    return finish(unfinished)


def warc_date(moment: datetime) -> str:
    """Write a moment as WARC 1.1 does, to the microsecond.

    >>> warc_date(datetime(2024, 12, 19, 9, 30, tzinfo=UTC))
    '2024-12-19T09:30:00.000000Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _about(kept: Raw | Revisit) -> dict[str, str]:
    told = {ROLE: kept.role} if kept.role != PAGE else {}
    if isinstance(kept, Raw) and kept.is_cut:
        told["WARC-Truncated"] = "length"
    return told | ({SOURCE: kept.source} if kept.source else {})


def _http_headers(http: Http, length: int | None) -> StatusAndHeaders:
    kept = [(PREFIX + name if name.lower() in WIRE_HEADERS else name, value) for name, value in http.headers]
    if length is not None:
        kept.append(("Content-Length", str(length)))
    return StatusAndHeaders(f"{http.status} {http.reason}".rstrip(), kept, protocol="HTTP/1.1")


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
