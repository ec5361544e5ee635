"""One run's order: what kind, which inputs, for which days, with which settings."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flows.articles.archive import ArchiveInfo, archive_info
from flows.articles.foreign import Wanted, is_archive
from flows.articles.harvest import Input
from flows.articles.records import Limits
from flows.articles.site import Site
from flows.articles.sources import Source, load_sources
from flows.articles.web.lanes import Politeness
from flows.claims import EXTRACTOR_VERSION
from flows.nights import Night, nights
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
    wanted: Wanted = field(default_factory=Wanted)

    @property
    def archive_name(self) -> str:
        """The name of the run's WARC file."""
        return f"{self.run_id}.warc.gz"

    @property
    def archive_path(self) -> Path:
        """Where the run's WARC file is."""
        return self.settings.archive / self.archive_name

    def was_done(self) -> bool:
        """Whether a run with this key came to its end before, as the record of nights says."""
        return any(night.run_id == self.run_id and night.good for night in nights(self.settings.warehouse))

    def next_leg(self, inputs: tuple[Input, ...]) -> Job:
        """Give the job that goes on with what is left, a run of its own."""
        now = datetime.now(UTC)
        return replace(self, run_id=new_run_id(self.kind, now), started_at=now, inputs=inputs)

    def seconds(self) -> float:
        """How long ago the job started."""
        return (datetime.now(UTC) - self.started_at).total_seconds()

    def limits(self) -> Limits:
        """What one input may cost."""
        return limits_of(self.settings)

    def manner(self) -> Politeness:
        """How sites are asked."""
        settings = self.settings
        return Politeness(delay=settings.harvest_delay_seconds, at_most=settings.harvest_at_most_seconds)

    @property
    def remembers(self) -> bool:
        """Whether what the run loads has to be remembered: sites, and archives that take long to read."""
        return any(
            isinstance(one, Site) or (not isinstance(one, Source) and is_archive(Path(one))) for one in self.inputs
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

    def night(self, status: str, counts: dict[str, int], message: str | None = None) -> Night:
        """Give the run's line for the record of nights, ended now; never before it began, whatever the clock says."""
        ended = max(datetime.now(UTC), self.started_at)
        return Night(
            self.run_id, self.kind, self.logical_date, self.started_at, ended, status, message=message, **counts
        )


def limits_of(settings: Settings) -> Limits:
    """Give what one input may cost, as the settings say.

    >>> limits_of(Settings(max_bytes=2_000)).max_bytes
    2000
    """
    return Limits(
        max_bytes=settings.max_bytes,
        total_seconds=settings.total_seconds,
        user_agent=settings.agent,
        allow_hosts=settings.allow_hosts,
        authorities=str(settings.authorities) if settings.authorities else None,
    )


def new_job(
    settings: Settings,
    kind: str,
    inputs: tuple[Input, ...],
    *,
    logical_date: date | None = None,
    days: Days | None = None,
    wanted: Wanted | None = None,
) -> Job:
    """Make a job that starts now; its logical date is the UTC day unless another one is given."""
    now = datetime.now(UTC)
    day = logical_date or now.date()
    return Job(settings, kind, new_run_id(kind, now), day, now, inputs, days, wanted=wanted or Wanted())


def wanted(languages: list[str] | None, keywords: list[str] | None) -> Wanted:
    """Make the filter of an ingest.

    >>> wanted(["en"], None)
    Wanted(languages=('en',), keywords=())
    """
    return Wanted(tuple(languages or ()), tuple(keywords or ()))


def nightly_job(settings: Settings, logical_date: date | None = None, planned: datetime | None = None) -> Job:
    """Make the job of a night: everything that the registered sources offer.

    `planned` is the moment for which a schedule has planned it: it is the key of the run, whenever it starts, and its
    day in the schedule's time zone is the day that the night stands for.
    Raises SourcesError, and ContactMissingError where sites are to be asked and nobody can be reached about it.
    """
    job = new_job(settings, "nightly", _sources(settings), logical_date=logical_date)
    if planned is None:
        return job
    return replace(job, run_id=new_run_id("nightly", planned), logical_date=logical_date or day_of(planned, settings))


def day_of(planned: datetime, settings: Settings) -> date:
    """Give the day that a planned night stands for: that of the schedule's own calendar.

    >>> day_of(datetime(2025, 3, 29, 23, 30, tzinfo=UTC), Settings(timezone="Europe/Vienna")).isoformat()
    '2025-03-30'
    """
    return planned.astimezone(ZoneInfo(settings.timezone)).date()


class ContactMissingError(Exception):
    """Sites are to be asked, and the settings name no address for their people to write to."""


def _sources(settings: Settings) -> tuple[Input, ...]:
    found = load_sources(settings.sources)
    sites = [one.id for one in found if isinstance(one, Site)]
    if sites and not settings.contact:
        more = f" and {len(sites) - 1} more" if len(sites) > 1 else ""
        raise ContactMissingError(f"{sites[0]}{more} would be asked without an address for its people to write to")
    return tuple(found)


def backfill_job(settings: Settings, folder: str | None, first: date | None, last: date | None) -> Job:
    """Make the job of a backfill: a folder or the sources, all days or some; an open end is open.

    >>> backfill_job(Settings(), "old", date(2024, 12, 1), None).days.first.isoformat()
    '2024-12-01'
    """
    inputs: tuple[Input, ...] = (folder,) if folder else _sources(settings)
    days = Days(first or date.min, last or date.max) if first or last else None
    return new_job(settings, "backfill", inputs, days=days)


def archived_job(settings: Settings, info: ArchiveInfo, days: Days | None, wanted: Wanted) -> Job:
    """Make the job of a run that was, as its archive tells."""
    return Job(settings, info.kind, info.run_id, info.logical_date, info.started_at, days=days, wanted=wanted)


def earlier_job(settings: Settings, archive: Path) -> Job:
    """Make the job of a run that was, as its archive and the notes beside it tell. Raises ArchiveDamagedError."""
    info = archive_info(archive)
    return archived_job(settings, info, *read_notes(settings.archive, info.run_id))


def _note_path(archive: Path, run_id: str) -> Path:
    return archive / f"{run_id}.notes.json"


def write_notes(job: Job) -> None:
    """Note beside a run's archive which days and articles it was for, durably, so that a rebuild admits the same."""
    if job.days is None and job.wanted.everything:
        return
    held = {"languages": job.wanted.languages, "keywords": job.wanted.keywords}
    days = {"first": job.days.first.isoformat(), "last": job.days.last.isoformat()} if job.days else None
    job.settings.archive.mkdir(parents=True, exist_ok=True)
    with _note_path(job.settings.archive, job.run_id).open("w", encoding="utf-8") as stream:
        json.dump({"days": days, "wanted": held}, stream)
        stream.flush()
        os.fsync(stream.fileno())


def forget_notes(job: Job) -> None:
    """Take the notes away, when their archive is not kept."""
    _note_path(job.settings.archive, job.run_id).unlink(missing_ok=True)


def read_notes(archive: Path, run_id: str) -> tuple[Days | None, Wanted]:
    """Read the days that a run was for, None if it was for all, and the articles that it wanted.

    >>> import tempfile
    >>> settings = Settings(warehouse=tempfile.mkdtemp())
    >>> job = new_job(settings, "backfill", (), days=Days(date(2024, 12, 1), date(2024, 12, 31)))
    >>> write_notes(job)
    >>> read_notes(settings.archive, job.run_id)[0].last.isoformat(), read_notes(settings.archive, "other")[0]
    ('2024-12-31', None)
    """
    older = archive / f"{run_id}.days.json"  # how days were noted before there was anything else to note
    path = _note_path(archive, run_id)
    if older.exists():
        return _days(json.loads(older.read_text("utf-8"))), Wanted()
    if not path.exists():
        return None, Wanted()
    noted = json.loads(path.read_text("utf-8"))
    wanted = Wanted(tuple(noted["wanted"]["languages"]), tuple(noted["wanted"]["keywords"]))
    return _days(noted["days"]) if noted["days"] else None, wanted


def _days(noted: dict[str, str]) -> Days:
    return Days(date.fromisoformat(noted["first"]), date.fromisoformat(noted["last"]))
