"""What each stage of a run does, as plain functions: Prefect wraps them, the others call them as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import reporting
from flows.articles.archive import OPEN, Archive, discard, run_files
from flows.articles.frames import articles_frame
from flows.articles.harvest import Input, Means, left_of, replay, take_up_archive
from flows.articles.harvest import harvest as harvest_inputs
from flows.articles.reader import ReaderLimits, Readers
from flows.articles.records import Article, Refusal
from flows.articles.site import Site
from flows.articles.stories import Stories
from flows.articles.web.state import State
from flows.claims import EXTRACTOR_VERSION, Claim
from flows.claims.frames import claims_frame
from flows.extraction import claims_or_fault
from flows.health import last_good_day
from flows.job import Job, earlier_job, forget_notes, write_notes
from flows.parallel import Workers, begin_early, forked
from flows.summary import Refused, Summary
from schemas import ArticleModel, validate, validate_claims
from schemas.rejects import concat_rejects, rejects_frame
from warehouse.connect import open_ledger
from warehouse.errors import PublishError
from warehouse.load import LoadCounts, load_run, record_failed, unread
from warehouse.lock import LedgerLock
from warehouse.publish import publish as publish_ledger
from warehouse.publish import read_manifest
from warehouse.verify import TableDigest, digests

if TYPE_CHECKING:
    import pandas as pd

Ahead = Callable[[list[Article]], None]
MANY = 50  # articles for which it is worth while to open the ledger once more


@dataclass(frozen=True, slots=True)
class Harvest:
    """The articles and refusals of a run's inputs, in their order.

    `outside` counts those of other days, `accounts` the addresses of sites by what came of them.
    """

    articles: list[Article]
    refusals: list[Refusal]
    outside: int = 0
    accounts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Admitted:
    """The valid articles that this extractor has not read yet, as records and as the frame that is loaded."""

    articles: list[Article]
    frame: pd.DataFrame
    rejects: pd.DataFrame
    seen: int

    def batches(self, size: int) -> Iterator[list[Article]]:
        """Cut the articles into lists of at most `size`."""
        waiting = iter(self.articles)
        while batch := list(islice(waiting, size)):
            yield batch


@dataclass(frozen=True, slots=True)
class Reading:
    """The claims of a batch, and the articles at which the extractor failed."""

    claims: list[tuple[str, list[Claim]]]
    failed: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch's valid claims and its rejects."""

    claims: pd.DataFrame
    rejects: pd.DataFrame


def begin(job: Job) -> None:
    """Nothing has to be done before a plain run; a flow tells Prefect here which of its runs are dead."""


def prepare(job: Job, lock: LedgerLock) -> None:
    """Make a ledger where there is none yet, and meanwhile begin what reads: in a first night, all is new."""
    if not job.settings.ledger.exists():
        begin_early(job.settings.workers)
        with open_ledger(job.settings.ledger, lock):
            pass


def harvest(job: Job, ahead: Ahead | None = None) -> Harvest:
    """Load the inputs of a job: raw bytes into the archive, articles and refusals to the next stage.

    `ahead` is given the articles before the archive is verified, for work that can go on meanwhile.
    A try of this very run that failed is gone on with where sites were asked, and begun anew where not.
    """
    settings = job.settings
    with ExitStack() as stack:
        state = stack.enter_context(closing(State(settings.harvest))) if job.remembers else None
        means = _means(job, stack, state)
        found = list(_take_up(job, state, means))
        archive = Archive(
            settings.archive,
            run_id=job.run_id,
            kind=job.kind,
            logical_date=job.logical_date,
            started_at=job.started_at,
            first_part=len(run_files(settings.archive, job.run_id)),
        )
        write_notes(job)
        with reporting.step("Loading articles", "inputs") as loading, archive:
            if state:
                state.begin_run(job.run_id)
            known = {item.article_version_id for item in found if isinstance(item, Article)}
            found += [
                item
                for item in harvest_inputs(
                    job.inputs,
                    archive,
                    means=means,
                    on_progress=lambda progress: loading.tick(progress.done, progress.total),
                )
                if not (isinstance(item, Article) and item.article_version_id in known)
            ]
            harvested = _sorted_out(job, found)
            if ahead:
                ahead(harvested.articles)
        return replace(harvested, accounts=state.outcome_counts(job.run_id) if state else {})


def _take_up(job: Job, state: State | None, means: Means) -> Iterator[Article | Refusal]:
    if state is None:
        job.archive_path.with_name(job.archive_name + OPEN).unlink(missing_ok=True)
    elif path := take_up_archive(job.settings.archive, job.run_id, state):
        yield from replay(path, means=means)


def _means(job: Job, stack: ExitStack, state: State | None = None) -> Means:
    settings = job.settings
    limits = ReaderLimits(settings.page_seconds, settings.page_megabytes)
    return Means(
        limits=job.limits(),
        manner=job.manner(),
        state=state,
        run_id=job.run_id,
        readers=stack.enter_context(Readers(settings.workers, limits, forked() if settings.workers > 1 else None)),
        stories=stack.enter_context(closing(Stories(settings.stories))),
        wanted=job.wanted,
        leg=settings.leg,
    )


def replayed(job: Job, ahead: Ahead | None = None, *, archive: Path) -> Harvest:
    """Read a finished archive again, as its run did."""
    with ExitStack() as stack:
        harvested = _sorted_out(job, list(replay(archive, means=_means(job, stack))))
        if ahead:
            ahead(harvested.articles)
        return harvested


def read_ahead(job: Job, lock: LedgerLock, workers: Workers, articles: Sequence[Article]) -> None:
    """Begin to read the claims of the articles that are new, where other processes can do it while this one goes on."""
    if workers.several and len(articles) >= MANY:
        waiting = _waiting(job, lock, [article.article_version_id for article in articles])
        workers.begin(claims_or_fault, [one for one in articles if one.article_version_id in waiting])


def _waiting(job: Job, lock: LedgerLock, versions: Sequence[str]) -> set[str]:
    """Tell which versions of articles this extractor has not read yet; no version at all opens no ledger."""
    if not versions:
        return set()
    with open_ledger(job.settings.ledger, lock) as ledger:
        return set(unread(ledger, versions, EXTRACTOR_VERSION))


def unfinished(job: Job) -> Iterator[tuple[Job, Path]]:
    """Give the earlier runs of which not all is known to be in the warehouse, each with its archive made whole.

    What a run had archived before it was killed is learnt, so that no page of it is asked for again.
    """
    settings = job.settings
    if not settings.harvest.exists():
        return
    with closing(State(settings.harvest)) as state:
        for run_id in state.unloaded_runs():
            path = take_up_archive(settings.archive, run_id, state)
            if path is None:
                state.end_run(run_id)
            elif run_id != job.run_id:
                yield earlier_job(settings, path), path


def left(job: Job) -> tuple[Input, ...]:
    """Give the inputs of a job that its harvest has not read to their end: long archives of others."""
    if not job.remembers:
        return ()
    with closing(State(job.settings.harvest)) as state:
        return left_of(job.inputs, state, job.wanted)


def settle(job: Job) -> None:
    """Note that all of a run is in the warehouse."""
    if job.settings.harvest.exists():
        with closing(State(job.settings.harvest)) as state:
            state.end_run(job.run_id)


def _sorted_out(job: Job, found: list[Article | Refusal]) -> Harvest:
    articles = [item for item in found if isinstance(item, Article)]
    refusals = [item for item in found if isinstance(item, Refusal)]
    admitted = [article for article in articles if job.days is None or article.published_on in job.days]
    return Harvest(admitted, refusals, outside=len(articles) - len(admitted), accounts={})


def admit(job: Job, lock: LedgerLock, harvested: Harvest) -> Admitted:
    """Validate the articles and leave out those that this extractor's version has read in an earlier run."""
    frame, refused = validate(
        articles_frame(harvested.articles, job.run_id), ArticleModel, run_id=job.run_id, rejected_at=job.started_at
    )
    waiting = _waiting(job, lock, list(frame["article_version_id"]))
    rejects = rejects_frame(map(_reject_of, harvested.refusals), run_id=job.run_id, rejected_at=job.started_at)
    return Admitted(
        articles=[article for article in harvested.articles if article.article_version_id in waiting],
        frame=frame[frame["article_version_id"].isin(waiting)].reset_index(drop=True),
        rejects=concat_rejects([rejects, refused]),
        seen=len(frame),
    )


def keep_archive(job: Job, admitted: Admitted) -> Job:
    """Drop the archive of a run that brought nothing new: what it holds is in the archives of earlier runs.

    What sites answered is kept in any case.
    """
    if admitted.articles or len(admitted.rejects) or any(isinstance(one, Site) for one in job.inputs):
        return job
    for path in run_files(job.settings.archive, job.run_id):
        discard(path)
    forget_notes(job)
    return replace(job, archived=False)


def _reject_of(refusal: Refusal) -> dict[str, Any]:
    return {name: getattr(refusal, name) for name in ("stage", "reason", "message", "url", "line", "row")}


def read(articles: Sequence[Article], workers: Workers) -> Reading:
    """Read the claims out of a batch of articles.

    An article at which the extractor fails is a reject; the others go on.
    """
    claims: list[tuple[str, list[Claim]]] = []
    failed: list[dict[str, Any]] = []
    for article, found in zip(articles, workers.in_order(claims_or_fault, articles), strict=True):
        if isinstance(found, str):
            failed.append(
                {
                    "stage": "extract",
                    "reason": "extractor-failed",
                    "message": found,
                    "url": article.url,
                    "article_version_id": article.article_version_id,
                }
            )
        else:
            claims.append((article.article_version_id, found))
    return Reading(claims, failed)


def check(job: Job, admitted: Admitted, reading: Reading) -> Batch:
    """Validate the claims of a batch; the rows that fail become rejects with their reasons."""
    of_batch = admitted.frame["article_version_id"].isin([article for article, _ in reading.claims])
    claims, refused = validate_claims(
        claims_frame(reading.claims), admitted.frame[of_batch], run_id=job.run_id, rejected_at=job.started_at
    )
    failed = rejects_frame(reading.failed, run_id=job.run_id, rejected_at=job.started_at)
    return Batch(claims, concat_rejects([failed, refused]))


def load(job: Job, lock: LedgerLock, admitted: Admitted, batches: Sequence[Batch]) -> LoadCounts:
    """Load all that a run found into the ledger, in one transaction."""
    claims = _joined([batch.claims for batch in batches])
    rejects = concat_rejects([admitted.rejects, *(batch.rejects for batch in batches)])
    step = reporting.step("Loading the ledger", "claims")
    with step, open_ledger(job.settings.ledger, lock) as ledger:
        return load_run(ledger, job.run(articles_seen=admitted.seen), admitted.frame, claims, rejects)


def _joined(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat(frames, ignore_index=True) if frames else claims_frame([])


def note_rebuild(job: Job) -> None:
    """Leave a row in a fresh ledger that says when it was made out of the archive."""
    with open_ledger(job.settings.ledger) as ledger:
        load_run(ledger, job.run(), articles_frame([], job.run_id), claims_frame([]), concat_rejects([]))


def fail(job: Job, lock: LedgerLock, message: str) -> None:
    """Leave a row in the ledger that says why the run ended."""
    with open_ledger(job.settings.ledger, lock) as ledger:
        record_failed(ledger, job.run(), message)


def publish(job: Job, lock: LedgerLock, *, changed: bool) -> bool:
    """Replace the file that readers open, unless it holds all that the ledger holds but for rows of quiet runs."""
    with reporting.step("Publishing", "files"), open_ledger(job.settings.ledger, lock) as ledger:
        if not changed and held_by(job.settings.published) == _but_runs(digests(ledger)):
            return False
        publish_ledger(ledger, job.settings.published)
    return True


def report(job: Job) -> str:
    """Build the site of what is published, and say what became of it."""
    from flows.report.build import build_report
    from flows.report.manner import Manner

    settings = job.settings
    manner = Manner(base=settings.report_base)
    return build_report(
        settings.published,
        settings.site,
        manner=manner,
        convention=settings.convention,
        last_good=last_good_day(settings),
    ).told()


def held_by(published: Path) -> dict[str, TableDigest]:
    """Give rows and digest of each table of the published file but the runs; nothing if it is not whole."""
    try:
        manifest = read_manifest(published)
    except PublishError:
        return {}
    return _but_runs(manifest.tables) if manifest and published.is_file() else {}


def _but_runs(tables: dict[str, TableDigest]) -> dict[str, TableDigest]:
    return {name: digest for name, digest in tables.items() if name != "runs"}


def summarise(
    job: Job, harvested: Harvest, admitted: Admitted, batches: Sequence[Batch], counts: LoadCounts, published: bool
) -> Summary:
    """Say what the run did."""
    rejects = concat_rejects([admitted.rejects, *(batch.rejects for batch in batches)])
    return Summary(
        run_id=job.run_id,
        kind=job.kind,
        articles_seen=admitted.seen,
        articles_new=counts.articles_new,
        articles_known=admitted.seen - counts.articles_new,
        outside=harvested.outside,
        accounts=harvested.accounts,
        claims_new=counts.claims_new,
        rejects_new=counts.rejects_new,
        published=published,
        published_path=str(job.settings.published),
        seconds=job.seconds(),
        refused=tuple(_refused(rejects)),
    )


def _refused(rejects: pd.DataFrame) -> Iterator[Refused]:
    columns = [rejects[name].tolist() for name in ("stage", "reason", "message", "url", "line")]
    without = rejects[["url", "line"]].isna().to_numpy().tolist()
    for (stage, reason, message, url, line), (no_url, no_line) in zip(zip(*columns, strict=True), without, strict=True):
        yield Refused(stage, reason, message, None if no_url else url, None if no_line else int(line))
