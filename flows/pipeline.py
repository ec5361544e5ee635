"""The order of the stages, written once: with plain functions as it stands here, with Prefect's tasks in the flows."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from flows import reporting, stages, terminal
from flows.alarm import AlarmError, alarm
from flows.articles.archive import archive_info, archives
from flows.dataset_run import replay_dataset
from flows.health import health
from flows.job import Job, archived_job, new_job, read_notes
from flows.nights import DONE, FAILED, record
from flows.parallel import Workers
from flows.room import DiskFullError, demand_room, full_message, is_full
from flows.settings import Settings
from flows.summary import Summary, total
from warehouse.connect import fold_log
from warehouse.errors import WarehouseError
from warehouse.load import LoadCounts
from warehouse.lock import LedgerLock, hold_ledger
from warehouse.seal import break_seal, sync


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of a run; the flows put Prefect's tasks in the place of the plain functions."""

    begin: Callable[..., None] = stages.begin
    harvest: Callable[..., stages.Harvest] = stages.harvest
    admit: Callable[..., stages.Admitted] = stages.admit
    keep_archive: Callable[..., Job] = stages.keep_archive
    read: Callable[..., stages.Reading] = stages.read
    check: Callable[..., stages.Batch] = stages.check
    load: Callable[..., LoadCounts] = stages.load
    publish: Callable[..., bool] = stages.publish
    summarise: Callable[..., Summary] = stages.summarise
    report: Callable[..., str] = stages.report


PLAIN = Stages()


def carry_out(job: Job, steps: Stages = PLAIN) -> Summary:
    """Run a job with the ledger held for the whole of it: harvest, claims, load, publish, summary.

    What an earlier run had archived before it was killed is loaded first, as the run that it was. A long archive of
    others is taken in legs, each a run that is loaded before the next one begins; the last one publishes.
    Raises LedgerBusy if another run holds it, and DiskFullError. A run that fails changes nothing but for a row that
    says why. How it ended stands in the record of nights, and the alarm is given where that is not as it should be.
    """
    leg, legs = job, list[Summary]()
    with hold_ledger(job.settings.ledger) as lock:
        try:
            demand_room(job.settings)
            steps.begin(job)
            stages.prepare(job, lock)
            taken_up = _take_up(job, lock)
            while not legs or leg.inputs:
                legs.append(_in_order(leg, lock, steps))
                stages.settle(leg)
                leg = leg.next_leg(stages.left(leg))
            summary = replace(_added_up(job, legs), taken_up=taken_up)
        except Exception as fault:
            full = is_full(fault)
            told = DiskFullError(full_message(fault)) if full else fault
            _tell_of(leg, lock, told)
            if full:
                raise told from fault
            raise
        record(job.settings.warehouse, job.night(DONE, summary.counts()))
    raise_alarm(job)
    # what the night brought is safe by now; a report that cannot be built does not undo it
    return replace(summary, report=steps.report(job)) if job.kind == "nightly" else summary


def _added_up(job: Job, legs: list[Summary]) -> Summary:
    if len(legs) == 1:
        return legs[0]
    whole = total(job.run_id, legs, kind=job.kind, published_path=legs[-1].published_path, seconds=job.seconds())
    return replace(whole, published=legs[-1].published)


def _tell_of(job: Job, lock: LedgerLock, fault: Exception) -> None:
    """Leave word of a failed run wherever it can be left; what cannot be left is added to the fault."""
    message = f"{type(fault).__name__}: {fault}"
    words: tuple[Callable[[], None], ...] = (
        partial(stages.fail, job, lock, message),
        partial(record, job.settings.warehouse, job.night(FAILED, {}, message)),
        partial(raise_alarm, job),
    )
    for leave_word in words:
        try:
            leave_word()
        except Exception as second:
            fault.add_note(f"{type(second).__name__}: {second}")


def raise_alarm(job: Job) -> None:
    """Give the alarm where a night ended as it should not; an alarm that nobody takes does not undo the night."""
    if job.kind != "nightly" or job.settings.alarm is None:
        return
    try:
        alarm(job.settings, health(job.settings).troubles)
    except AlarmError as error:
        terminal.err().print(f"conflict-figures: the alarm could not be given: {error}")


def _in_order(job: Job, lock: LedgerLock, steps: Stages) -> Summary:
    batches: list[stages.Batch] = []
    with Workers(job.settings.workers) as workers:
        harvested = steps.harvest(job, partial(stages.read_ahead, job, lock, workers))
        admitted = steps.admit(job, lock, harvested)
        job = steps.keep_archive(job, admitted)
        with reporting.step("Reading claims", "articles", len(admitted.articles)) as reading:
            done = 0
            for articles in admitted.batches(job.settings.batch):
                batches.append(steps.check(job, admitted, steps.read(articles, workers)))
                reading.tick(done := done + len(articles))
    counts = steps.load(job, lock, admitted, batches)
    publish = _later if stages.left(job) else steps.publish
    published = publish(job, lock, changed=bool(admitted.articles) or counts.rejects_new > 0)
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
    aside = settings.model_copy(update={"warehouse": settings.warehouse / "rebuild", "alarm": None})
    with hold_ledger(settings.ledger) as lock:
        demand_room(settings)
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
            steps = Stages(
                harvest=partial(stages.replayed, archive=path), keep_archive=_keep, publish=_later, report=_unreported
            )
            runs.append(carry_out(job, steps))
            replaying.tick(done)
    return runs


def _keep(job: Job, admitted: stages.Admitted) -> Job:
    return job


def _unreported(job: Job) -> str:
    return ""


def _later(job: Job, lock: LedgerLock, *, changed: bool) -> bool:
    return False


def _swap(aside: Settings, settings: Settings) -> None:
    """Put the fresh ledger in the place of the old one, durably.

    What a killed run has left in the old ledger's log goes into the old ledger first: whenever the power goes, there is
    one whole ledger, and no log that belongs to another. A log that cannot be read any more is put aside.
    """
    log = settings.ledger.with_name(settings.ledger.name + ".wal")
    if log.exists():
        try:
            fold_log(settings.ledger)
        except WarehouseError:
            log.replace(log.with_name(log.name + ".damaged"))
    sync(aside.ledger)
    if aside.stories.exists():
        aside.stories.replace(settings.stories)
    break_seal(settings.ledger)
    aside.ledger.replace(settings.ledger)
    sync(settings.warehouse)
    shutil.rmtree(aside.warehouse)
