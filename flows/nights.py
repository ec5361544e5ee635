"""The record of runs: one line each, written durably beside the ledger, whether a run did well or not.

It is the project's own word on when the last good night was: Prefect's database may be gone, the published file tells
of no quiet night and of no failed one, and the ledger may be the very thing that is damaged.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from warehouse.seal import sync

DONE, FAILED = "done", "failed"


@dataclass(frozen=True, slots=True)
class Night:
    """What one run came to; moments are UTC."""

    run_id: str
    kind: str
    logical_date: date
    started_at: datetime
    finished_at: datetime
    status: str
    articles_seen: int = 0
    articles_new: int = 0
    claims_new: int = 0
    rejects_new: int = 0
    message: str | None = None

    @property
    def good(self) -> bool:
        """Whether it was a night that came to its end."""
        return self.kind == "nightly" and self.status == DONE


def record_path(warehouse: Path) -> Path:
    """Where the record stands."""
    return warehouse / "nights.jsonl"


def record(warehouse: Path, night: Night) -> None:
    """Add a line to the record, on the disk when this returns."""
    path = record_path(warehouse)
    new = not path.exists()
    line = json.dumps(asdict(night), default=_written).encode() + b"\n"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
    try:
        size = os.fstat(descriptor).st_size
        if size and os.pread(descriptor, 1, size - 1) != b"\n":  # a line that was cut short stays one line
            line = b"\n" + line
        os.write(descriptor, line)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if new:
        sync(warehouse)


def nights(warehouse: Path) -> list[Night]:
    """Read the record, the oldest run first; a line that was cut short or damaged tells nothing and is left out.

    >>> import tempfile
    >>> folder, moment = Path(tempfile.mkdtemp()), datetime(2025, 6, 16, 3, tzinfo=UTC)
    >>> record(folder, Night("a", "nightly", moment.date(), moment, moment, DONE, claims_new=3))
    >>> [(night.run_id, night.claims_new, night.good) for night in nights(folder)]
    [('a', 3, True)]
    """
    return list(_read(record_path(warehouse)))


def damaged_lines(warehouse: Path) -> int:
    """Count the lines of the record that tell nothing."""
    path = record_path(warehouse)
    lines = path.read_bytes().splitlines() if path.exists() else []
    return sum(1 for line in lines if line.strip()) - len(nights(warehouse))


def _read(path: Path) -> Iterator[Night]:
    for line in path.read_bytes().splitlines() if path.exists() else []:
        try:
            told = json.loads(line)
            moments = {name: datetime.fromisoformat(told[name]) for name in ("started_at", "finished_at")}
            yield Night(**{**told, **moments, "logical_date": date.fromisoformat(told["logical_date"])})
        except (ValueError, TypeError, KeyError):
            continue  # counted by `damaged_lines`, which `verify` tells


def _written(moment: date | datetime) -> str:
    return moment.astimezone(UTC).isoformat() if isinstance(moment, datetime) else moment.isoformat()
