"""The stage as a flow calls it: inputs to articles by way of the archive, and the archive to the same articles."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.articles.archive import OPEN, Archive, run_files, salvage
from flows.articles.foreign import Wanted, is_archive, read_foreign
from flows.articles.load import Found, Input, find, load_one
from flows.articles.read import read
from flows.articles.reader import Readers
from flows.articles.records import PAGE, Article, Limits, Progress, Raw, Refusal
from flows.articles.site import Site
from flows.articles.sources import Source
from flows.articles.stored import parts, read_back
from flows.articles.stories import Stories
from flows.articles.web.crawl import Crawl
from flows.articles.web.lanes import Politeness
from flows.articles.web.state import State, relearn
from flows.articles.web.stream import stream

__all__ = ["Input", "Means", "Wanted", "harvest", "left_of", "replay", "take_up_archive"]

OnProgress = Callable[[Progress], None]
BATCH = 50  # pages of a foreign archive between two notes of how far it was read


@dataclass(frozen=True, slots=True)
class Means:
    """What a harvest works with; without a state no site is asked, without readers pages are read in this process.

    `leg` is how many pages of an archive of others are read before it is left for the next leg; that takes a state.
    """

    limits: Limits = field(default_factory=Limits)
    manner: Politeness = field(default_factory=Politeness)
    state: State | None = None
    run_id: str = ""
    readers: Readers | None = None
    stories: Stories | None = None
    wanted: Wanted = field(default_factory=Wanted)
    leg: int = 2_000


def harvest(
    inputs: Iterable[Input],
    archive: Archive,
    *,
    limits: Limits | None = None,
    means: Means | None = None,
    on_progress: OnProgress | None = None,
) -> Iterator[Article | Refusal]:
    """Archive each input's raw bytes, then yield what stands in them.

    Lazy: few inputs are held at a time. A version of an article is yielded once; what came before is counted as a
    duplicate in the progress that `on_progress` is told after each input. Sites come after everything else.
    """
    means = means or Means(limits or Limits())
    given = list(inputs)
    tally = _Tally(on_progress, means)
    yield from tally.fresh(_archived(given, archive, means, tally))


def replay(path: Path, *, means: Means | None = None) -> Iterator[Article | Refusal]:
    """Yield from an archive the very records that its harvest gave, in the same order.

    A damaged record is a Refusal with the reason `archive-damaged`; the others follow.
    """
    yield from _Tally(None, means or Means()).fresh(
        found
        for part in parts(path)
        for found in read_back(part)
        if isinstance(found, Refusal) or (isinstance(found, Raw) and found.role == PAGE)
    )


def take_up_archive(folder: Path, run_id: str, state: State) -> Path | None:
    """Make the archive of a run that died whole, and learn from it what was asked; None where nothing was archived."""
    for path in sorted(folder.glob(f"{run_id}.*{OPEN}")):
        salvage(path)
    files = run_files(folder, run_id)
    for path in files:
        relearn(state, read_back(path))
    return files[0] if files else None


def _archived(given: list[Input], archive: Archive, means: Means, tally: "_Tally") -> Iterator[Raw | Refusal]:
    listed = find(given)
    long = any(one.path is not None and is_archive(one.path) for one in listed)
    tally.steps = 100 if long else 1  # an archive takes long, so its hundredths are told
    for number, one in enumerate(listed):
        tally.start(number, len(listed), one.name)
        for found in _loaded(one, archive, means, tally):
            if isinstance(found, Refusal):
                archive.note(found)
            yield archive.keep(found) if isinstance(found, Raw) else found
    sites = [one for one in given if isinstance(one, Site)]
    if sites and means.state:
        crawl = Crawl(sites, means.state, archive, means.run_id, means.limits, means.manner)
        for found in stream(crawl):
            tally.start(len(listed) + crawl.done - 1, len(listed) + crawl.total, found.url or "")
            yield found


def _loaded(one: Found, archive: Archive, means: Means, tally: "_Tally") -> Iterator[Raw | Refusal]:
    if one.path is None or not is_archive(one.path) or not one.path.is_file():
        yield load_one(one, means.limits)
        return
    size, key = one.path.stat().st_size, _reading_key(one.path, means.wanted)
    state = means.state
    start = state.reading_point(key) if state else 0

    def note(point: int) -> None:
        if state:
            archive.sync()
            state.keep_reading_point(key, point)
            state.commit()

    for number, (found, end) in enumerate(read_foreign(one.path, means.limits, means.wanted, start), 1):
        yield found
        tally.share = end / size
        if not number % BATCH or number == means.leg:
            note(end)
        if state and number == means.leg:
            return
    note(0)  # it was read whole: asked for again, it is read again


def left_of(inputs: Iterable[Input], state: State, wanted: Wanted) -> tuple[Input, ...]:
    """Give those of the inputs that are archives of others and have not been read to their end."""
    archives = [one for one in inputs if not isinstance(one, Source | Site) and is_archive(Path(one))]
    return tuple(
        one for one in archives if Path(one).is_file() and state.reading_point(_reading_key(Path(one), wanted))
    )


def _reading_key(path: Path, wanted: Wanted) -> str:
    return f"{path.absolute()} of {path.stat().st_size} bytes for {wanted}"


class _Tally:
    """What a run has seen so far."""

    def __init__(self, on_progress: OnProgress | None, means: Means) -> None:
        self._on_progress, self._means = on_progress, means
        self._versions: set[bytes] = set()
        self._refusals = self._duplicates = 0
        self.number = self.total = 0
        self.share, self.steps, self.name = 1.0, 1, ""

    def start(self, number: int, total: int, name: str) -> None:
        """Note which input is begun, how many there are, and its name."""
        self.number, self.total, self.name, self.share = number, total, name, 1.0

    def fresh(self, found: Iterable[Raw | Refusal]) -> Iterator[Article | Refusal]:
        """Read what was found, and yield what this run has not had before."""
        readers = self._means.readers
        each = readers.in_order(found) if readers else map(_read_here, found)
        for records in each:
            yield from self._new(records)
            self._tell()

    def _new(self, records: Iterable[Article | Refusal]) -> Iterator[Article | Refusal]:
        wanted, stories = self._means.wanted, self._means.stories
        for record in records:
            if isinstance(record, Refusal):
                self._refusals += 1
            else:
                key = bytes.fromhex(record.article_version_id)
                if key in self._versions:
                    self._duplicates += 1
                    continue
                if not wanted.admits(record.text, record.language):
                    continue
                self._versions.add(key)
                record = replace(record, origin_id=stories.origin(record)) if stories else record
            yield record

    def _tell(self) -> None:
        if self._on_progress:
            done, total = int((self.number + self.share) * self.steps), self.total * self.steps
            told = Progress(done, total, len(self._versions), self._refusals, self._duplicates, self.name)
            self._on_progress(told)


def _read_here(found: Raw | Refusal) -> Iterable[Article | Refusal]:
    return [found] if isinstance(found, Refusal) else read(found)
