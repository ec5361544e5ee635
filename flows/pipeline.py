"""The order of the stages, written once: with plain functions as it stands here, with Prefect's tasks in the flows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from flows import reporting, stages
from flows.articles.archive import archive_info, archives
from flows.dataset_run import replay_dataset
from flows.job import Job, archived_job, new_job, read_notes
from flows.settings import Settings
from flows.summary import Summary, total
from warehouse.connect import LedgerLock, hold_ledger
from warehouse.load import LoadCounts


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of a run; the flows put Prefect's tasks in the place of the plain functions."""

    harvest: Callable[..., stages.Harvest] = stages.harvest
    admit: Callable[..., stages.Admitted] = stages.admit
    keep_archive: Callable[..., Job] = stages.keep_archive
    read: Callable[..., stages.Reading] = stages.read
    check: Callable[..., stages.Batch] = stages.check
    load: Callable[..., LoadCounts] = stages.load
    publish: Callable[..., bool] = stages.publish
    summarise: Callable[..., Summary] = stages.summarise


PLAIN = Stages()


def carry_out(job: Job, steps: Stages = PLAIN) -> Summary:
    """Run a job with the ledger held for the whole of it: harvest, claims, load, publish, summary.

    What an earlier run had archived before it was killed is loaded first, as the run that it was.
    Raises LedgerBusy if another run holds it. A run that fails changes nothing but for a row that says why.
    """
    with hold_ledger(job.settings.ledger) as lock:
        try:
            taken_up = _take_up(job, lock)
            summary = _in_order(job, lock, steps)
            stages.settle(job)
            return replace(summary, taken_up=taken_up)
        except Exception as fault:
            stages.fail(job, lock, fault)
            raise


def _in_order(job: Job, lock: LedgerLock, steps: Stages) -> Summary:
    harvested = steps.harvest(job)
    admitted = steps.admit(job, lock, harvested)
    job = steps.keep_archive(job, admitted)
    batches: list[stages.Batch] = []
    with reporting.step("Reading claims", "articles", len(admitted.articles)) as reading:
        done = 0
        for articles in admitted.batches(job.settings.batch):
            batches.append(steps.check(job, admitted, steps.read(job, articles)))
            reading.tick(done := done + len(articles))
    counts = steps.load(job, lock, admitted, batches)
    published = steps.publish(job, lock, changed=bool(admitted.articles) or counts.rejects_new > 0)
    return steps.summarise(job, harvested, admitted, batches, counts, published)


def _take_up(job: Job, lock: LedgerLock) -> int:
    articles = 0
    for earlier, path in stages.unfinished(job):
        steps = Stages(harvest=partial(stages.replayed, archive=path), keep_archive=_keep, publish=_later)
        articles += _in_order(earlier, lock, steps).articles_new
        stages.settle(earlier)
    return articles


class ArchiveShortError(Exception):
    """The archive holds fewer articles than the warehouse; the message says how many."""


def rebuild(settings: Settings, *, force: bool = False) -> Summary:
    """Make a fresh ledger out of the archived runs, put it in the place of the old one and publish it.

    Each archive is replayed as the run that it was, so that articles, claims and rejects come out the same; with a
    newer extractor, as that one reads them. Unless forced, the old ledger stays where the archive holds fewer articles
    than it does: raises ArchiveShortError.
    """
    job = replace(new_job(settings, "rebuild", ()), archived=False)
    aside = settings.model_copy(update={"warehouse": settings.warehouse / "rebuild"})
    with hold_ledger(settings.ledger) as lock:
        shutil.rmtree(aside.warehouse, ignore_errors=True)
        runs = _replay_all(settings, aside)
        published = stages.held_by(settings.published)
        found, held = sum(run.articles_new for run in runs), published["articles"].rows if published else 0
        if found < held and not force:
            shutil.rmtree(aside.warehouse)
            raise ArchiveShortError(f"{settings.archive} gives {found:,} articles, the warehouse holds {held:,}")
        stages.note_rebuild(replace(job, settings=aside))
        _swap(aside, settings)
        stages.publish(job, lock, changed=True)
    return total(job.run_id, runs, kind=job.kind, published_path=str(settings.published), seconds=job.seconds())


def _replay_all(settings: Settings, aside: Settings) -> list[Summary]:
    runs = []
    finished = archives(settings.archive) if settings.archive.is_dir() else []
    with reporting.step("Replaying the archive", "runs", len(finished)) as replaying:
        for done, path in enumerate(finished, 1):
            info = archive_info(path)
            job = archived_job(aside, info, *read_notes(settings.archive, info.run_id))
            if info.kind == "dataset":
                runs.append(replay_dataset(job, path))
                replaying.tick(done)
                continue
            steps = Stages(harvest=partial(stages.replayed, archive=path), keep_archive=_keep, publish=_later)
            runs.append(carry_out(job, steps))
            replaying.tick(done)
    return runs


def _keep(job: Job, admitted: stages.Admitted) -> Job:
    return job


def _later(job: Job, lock: LedgerLock, *, changed: bool) -> bool:
    return False


def _swap(aside: Settings, settings: Settings) -> None:
    """Put the fresh ledger in the place of the old one, durably."""
    for path in (settings.ledger, aside.ledger):
        path.with_name(path.name + ".wal").unlink(missing_ok=True)
    aside.ledger.replace(settings.ledger)
    if aside.stories.exists():
        aside.stories.replace(settings.stories)
    shutil.rmtree(aside.warehouse)
    folder = os.open(settings.warehouse, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
