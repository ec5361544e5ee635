"""Load a reference series: the file into the archive, its rows into the ledger, the whole published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from flows import reporting, stages
from flows.articles.archive import OPEN, Archive, discard
from flows.articles.records import Raw
from flows.articles.stored import read_back
from flows.datasets.frames import Found, articles_frame, claims_frame, read_dataset
from flows.datasets.mapping import Mapping, MappingError, load_mapping, parse_mapping
from flows.datasets.records import form
from flows.job import Job, new_job
from flows.room import demand_room
from flows.settings import Settings
from flows.summary import Refused, Summary
from schemas import ArticleModel, validate, validate_claims
from schemas.rejects import concat_rejects, rejects_frame
from warehouse.connect import open_ledger
from warehouse.load import LoadCounts, load_run
from warehouse.lock import LedgerLock, hold_ledger

_MEDIA_TYPES = {"csv": "text/csv", "json": "application/json", "jsonl": "application/jsonl"}
_MAPPING_TYPE = "application/yaml"


@dataclass(frozen=True)
class Loaded:
    """What a load did: rows of the file, what was new, what was flagged, and the days that the series covers."""

    name: str
    rows: int
    first_day: date | None
    last_day: date | None
    claims: int
    corrections_seen: int
    corrections_new: int
    flagged: tuple[str, ...]
    summary: Summary


def load_dataset(settings: Settings, name: str, file: Path) -> Loaded:
    """Load one file of a data set; a second load of the same file changes nothing.

    `name` is a data set that comes with a mapping, or the path of a mapping file.
    Raises MappingError, OSError for a file that cannot be read, LedgerBusy and DiskFullError.
    """
    mapping = load_mapping(name)
    data = file.read_bytes()
    if len(data) > settings.max_bytes:
        raise MappingError(f"{file} has {len(data):,} bytes, more than CONFLICT_FIGURES_MAX_BYTES allows")
    job = new_job(settings, "dataset", ())
    with hold_ledger(settings.ledger) as lock:
        demand_room(settings)
        raw = _archived(job, mapping, data)
        loaded, changed = _load(job, lock, mapping, raw)
        if not changed:
            discard(job.archive_path)
        published = stages.publish(job, lock, changed=changed)
    return replace(loaded, summary=replace(loaded.summary, published=published, seconds=job.seconds()))


def replay_dataset(job: Job, archive: Path) -> Summary:
    """Load a data set again out of the archive of its run, with the mapping of then."""
    found = [item for item in read_back(archive) if isinstance(item, Raw)]
    mappings = [item for item in found if item.media_type == _MAPPING_TYPE]
    files = [item for item in found if item.media_type != _MAPPING_TYPE]
    if len(mappings) != 1 or len(files) != 1:
        raise MappingError(f"{archive.name} does not hold one data set and its mapping")
    mapping = parse_mapping(mappings[0].data.decode(), archive.name)
    with hold_ledger(job.settings.ledger) as lock:
        return _load(job, lock, mapping, files[0])[0].summary


def _archived(job: Job, mapping: Mapping, data: bytes) -> Raw:
    """Keep the file and its mapping as they are, and give back the file with its place."""
    job.archive_path.with_name(job.archive_name + OPEN).unlink(missing_ok=True)
    about = {"run_id": job.run_id, "kind": job.kind, "logical_date": job.logical_date, "started_at": job.started_at}
    with Archive(job.settings.archive, **about) as archive:  # type: ignore[arg-type]
        text = mapping.text.encode()
        archive.keep(Raw(f"mapping:{mapping.name}", text, _MAPPING_TYPE, "utf-8", job.started_at))
        kind = _MEDIA_TYPES[form(data, mapping)]
        return archive.keep(Raw(f"dataset:{mapping.name}", data, kind, mapping.encoding, job.started_at))


def _load(job: Job, lock: LedgerLock, mapping: Mapping, raw: Raw) -> tuple[Loaded, bool]:
    with reporting.step("Reading rows", "rows") as reading:
        found = read_dataset(raw, mapping, run_id=job.run_id, seen_at=job.started_at, tick=reading.tick)
    told = {"run_id": job.run_id, "rejected_at": job.started_at}
    articles, bad_articles = validate(articles_frame(found), ArticleModel, **told)  # type: ignore[arg-type]
    claims, bad_claims = validate_claims(claims_frame(found), articles, **told)  # type: ignore[arg-type]
    rejects = concat_rejects([rejects_frame(found.refusals, **told), bad_articles, bad_claims])  # type: ignore[arg-type]
    corrections = pd.DataFrame(found.corrections) if found.corrections else None
    run = replace(job.run(articles_seen=len(articles)), extractor_version=mapping.extractor_version)
    with open_ledger(job.settings.ledger, lock) as ledger:
        counts = load_run(ledger, run, articles, claims, rejects, corrections, mapping.about)
    changed = counts.articles_new + counts.claims_new + counts.rejects_new + counts.corrections_new > 0
    return _told(job, mapping, found, rejects, counts, len(claims)), changed


def _told(job: Job, mapping: Mapping, found: Found, rejects: pd.DataFrame, counts: LoadCounts, claims: int) -> Loaded:
    columns = [rejects[name].tolist() for name in ("stage", "reason", "message", "url")]
    lines = [None if pd.isna(line) else int(line) for line in rejects["line"].tolist()]
    summary = Summary(
        run_id=job.run_id,
        kind=job.kind,
        articles_seen=counts.articles_seen,
        articles_new=counts.articles_new,
        articles_known=counts.articles_known,
        claims_new=counts.claims_new,
        rejects_new=counts.rejects_new,
        published_path=str(job.settings.published),
        refused=tuple(Refused(*parts) for parts in zip(*columns, lines, strict=True)),
    )
    days = (found.first_day, found.last_day)
    seen = len(found.corrections)
    return Loaded(mapping.name, found.rows, *days, claims, seen, counts.corrections_new, tuple(found.flagged), summary)


def describe(loaded: Loaded) -> list[str]:
    """Say in lines what a load did.

    >>> describe(Loaded("x", 2, date(2022, 2, 25), date(2022, 2, 26), 4, 0, 0, ("row 2: tank fallen-cumulative",),
    ...     Summary("r", "dataset", articles_new=2, claims_new=4)))[0]
    'x: 2 rows (2 new), 4 claims (4 new), 2022-02-25 to 2022-02-26, 0 refused, 1 flagged'
    """
    summary = loaded.summary
    days = f"{loaded.first_day} to {loaded.last_day}" if loaded.first_day else "no days"
    corrections = f", {loaded.corrections_new:,} new corrections" if loaded.corrections_new else ""
    lines = [
        f"{loaded.name}: {loaded.rows:,} rows ({summary.articles_new:,} new), {loaded.claims:,} claims"
        f" ({summary.claims_new:,} new){corrections}, {days}, {len(summary.refused):,} refused,"
        f" {len(loaded.flagged):,} flagged"
    ]
    lines += [f"  {flag}" for flag in loaded.flagged[:20]]
    if len(loaded.flagged) > 20:
        lines.append(f"  … and {len(loaded.flagged) - 20:,} more")
    return lines
