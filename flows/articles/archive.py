"""The raw inputs of a run as one WARC file: written whole or not at all, and checked before it counts."""

import json
import os
import socket
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.articles.records import Http, Raw, Refusal, digest
from flows.articles.stored import ArchiveDamagedError, ArchiveInfo, archive_info, archives, verify

__all__ = ["Archive", "ArchiveDamagedError", "ArchiveInfo", "archive_info", "archives", "verify", "warc_date"]

OPEN = ".open"
REFUSAL_TYPE = "application/vnd.conflict-figures.refusal+json"
# They tell of the bytes on the wire; what is kept is the body after decompression.
WIRE_HEADERS = ("content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive")
PREFIX = "X-Archive-Orig-"


class Archive:
    """One run's archive, to be used as a context manager.

    Inside the block the file is `<run_id>.warc.gz.open`. Leaving it without an exception syncs it, verifies every
    record, renames it and syncs the folder; an exception leaves the open file as it is. Raises FileExistsError on
    entering if the run has an archive already, ArchiveDamagedError on leaving if what was written does not read back.
    """

    def __init__(self, folder: Path, *, run_id: str, kind: str, logical_date: date, started_at: datetime) -> None:
        self.name = f"{run_id}.warc.gz"
        self.path = folder / self.name
        self.records = 0
        self._open_path = folder / (self.name + OPEN)
        self._info = {
            "software": "conflict-figures",
            "format": "WARC File Format 1.1",
            "hostname": socket.gethostname(),
            "run-id": run_id,
            "run-kind": kind,
            "logical-date": logical_date.isoformat(),
            "started-at": started_at.astimezone(UTC).isoformat(),
        }
        self._file: BinaryIO | None = None

    def __enter__(self) -> "Archive":
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists():
            raise FileExistsError(f"{self.path}: the run has an archive already")
        self._file = self._open_path.open("xb")
        self._writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
        self._writer.write_record(self._writer.create_warcinfo_record(self.name, self._info))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        file = self._opened()
        file.flush()
        os.fsync(file.fileno())
        file.close()
        self._file = None
        if kind is None:
            verify(self._open_path)
            self._open_path.rename(self.path)
            _sync_folder(self.path.parent)

    def keep(self, raw: Raw) -> Raw:
        """Write an input and give it back with the place where it lies."""
        offset = self._opened().tell()
        headers = {
            "WARC-Date": warc_date(raw.fetched_at),
            "WARC-Payload-Digest": digest(raw.data),
        }
        record = self._writer.create_warc_record(
            raw.url,
            "resource" if raw.http is None else "response",
            payload=BytesIO(raw.data),
            length=len(raw.data),
            warc_content_type=raw.media_type if raw.http is None else "application/http; msgtype=response",
            warc_headers_dict=headers,
            http_headers=_http_headers(raw.http, len(raw.data)) if raw.http else None,
        )
        self._writer.write_record(record)
        self.records += 1
        return replace(raw, warc_file=self.name, warc_offset=offset)

    def note(self, refusal: Refusal) -> None:
        """Write down an input that gave no bytes, so that reading the archive again tells of it too."""
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
        self._writer.write_record(record)
        self.records += 1

    def _opened(self) -> BinaryIO:
        if self._file is None:
            raise ValueError(f"{self.path}: the archive is not open")
        return self._file


def warc_date(moment: datetime) -> str:
    """Write a moment as WARC 1.1 does, to the microsecond.

    >>> warc_date(datetime(2024, 12, 19, 9, 30, tzinfo=UTC))
    '2024-12-19T09:30:00.000000Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _http_headers(http: Http, length: int) -> StatusAndHeaders:
    kept = [(PREFIX + name if name.lower() in WIRE_HEADERS else name, value) for name, value in http.headers]
    kept.append(("Content-Length", str(length)))
    return StatusAndHeaders(f"{http.status} {http.reason}".rstrip(), kept, protocol="HTTP/1.1")


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
