"""One run's order: what kind, which inputs, for which days, with which settings."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flows.articles.archive import ArchiveInfo
from flows.articles.harvest import Input
from flows.articles.records import Limits
from flows.articles.sources import load_sources
from flows.claims import EXTRACTOR_VERSION
from flows.settings import Settings
from schemas.runs import Run, new_run_id


@dataclass(frozen=True, slots=True)
class Days:
    """The days, first and last included, on which an article has to have been published.

    >>> date(2024, 12, 31) in Days(date(2024, 12, 1), date(2024, 12, 31)), None in Days(date.min, date.max)
    (True, False)
    """

    first: date
    last: date

    def __contains__(self, day: date | None) -> bool:
        """Tell whether a day is one of them; an unknown day is not."""
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Job:
    """What one run is asked to do; everything that a stage needs besides the ledger's lock."""

    settings: Settings
    kind: str
    run_id: str
    logical_date: date
    started_at: datetime
    inputs: tuple[Input, ...] = ()
    days: Days | None = None
    archived: bool = True

    @property
    def archive_name(self) -> str:
        """The name of the run's WARC file."""
        return f"{self.run_id}.warc.gz"

    @property
    def archive_path(self) -> Path:
        """Where the run's WARC file is."""
        return self.settings.archive / self.archive_name

    def seconds(self) -> float:
        """How long ago the job started."""
        return (datetime.now(UTC) - self.started_at).total_seconds()

    def limits(self) -> Limits:
        """What one input may cost."""
        return Limits(
            max_bytes=self.settings.max_bytes,
            total_seconds=self.settings.total_seconds,
            user_agent=self.settings.user_agent,
        )

    def run(self, **counts: Any) -> Run:
        """Give the run's row for the ledger."""
        return Run(
            run_id=self.run_id,
            kind=self.kind,
            logical_date=self.logical_date,
            started_at=self.started_at,
            extractor_version=EXTRACTOR_VERSION,
            project_version=version("conflict-figures"),
            warc_file=self.archive_name if self.archived else None,
            **counts,
        )


def new_job(
    settings: Settings,
    kind: str,
    inputs: tuple[Input, ...],
    *,
    logical_date: date | None = None,
    days: Days | None = None,
) -> Job:
    """Make a job that starts now; its logical date is the UTC day unless another one is given."""
    now = datetime.now(UTC)
    return Job(settings, kind, new_run_id(kind, now), logical_date or now.date(), now, inputs, days)


def nightly_job(settings: Settings, logical_date: date | None = None) -> Job:
    """Make the job of a night: everything that the registered sources offer. Raises SourcesError."""
    return new_job(settings, "nightly", tuple(load_sources(settings.sources)), logical_date=logical_date)


def backfill_job(settings: Settings, folder: str | None, first: date | None, last: date | None) -> Job:
    """Make the job of a backfill: a folder or the sources, all days or some; an open end is open.

    >>> backfill_job(Settings(), "old", date(2024, 12, 1), None).days.first.isoformat()
    '2024-12-01'
    """
    inputs: tuple[Input, ...] = (folder,) if folder else tuple(load_sources(settings.sources))
    days = Days(first or date.min, last or date.max) if first or last else None
    return new_job(settings, "backfill", inputs, days=days)


def archived_job(settings: Settings, info: ArchiveInfo, days: Days | None) -> Job:
    """Make the job of a run that was, as its archive tells."""
    return Job(settings, info.kind, info.run_id, info.logical_date, info.started_at, days=days)


def _days_path(archive: Path, run_id: str) -> Path:
    return archive / f"{run_id}.days.json"


def write_days(archive: Path, run_id: str, days: Days) -> None:
    """Note beside a run's archive which days it was for, durably, so that a rebuild admits the same articles."""
    path = _days_path(archive, run_id)
    with path.open("w", encoding="utf-8") as stream:
        json.dump({"first": days.first.isoformat(), "last": days.last.isoformat()}, stream)
        stream.flush()
        os.fsync(stream.fileno())


def forget_days(archive: Path, run_id: str) -> None:
    """Take the note away, when its archive is not kept."""
    _days_path(archive, run_id).unlink(missing_ok=True)


def read_days(archive: Path, run_id: str) -> Days | None:
    """Read the days that a run was for; None if it was for all.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_days(folder, "night", Days(date(2024, 12, 1), date(2024, 12, 31)))
    >>> read_days(folder, "night").last.isoformat(), read_days(folder, "other")
    ('2024-12-31', None)
    """
    path = _days_path(archive, run_id)
    if not path.exists():
        return None
    noted = json.loads(path.read_text("utf-8"))
    return Days(date.fromisoformat(noted["first"]), date.fromisoformat(noted["last"]))
