"""The stage as a flow calls it: inputs to articles by way of the archive, and the archive to the same articles."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from flows.articles.archive import Archive
from flows.articles.load import Input, load
from flows.articles.read import read
from flows.articles.records import PAGE, Article, Limits, Progress, Raw, Refusal
from flows.articles.stored import parts, read_back

__all__ = ["Input", "harvest", "replay"]

OnProgress = Callable[[Progress], None]


def harvest(
    inputs: Iterable[Input], archive: Archive, *, limits: Limits | None = None, on_progress: OnProgress | None = None
) -> Iterator[Article | Refusal]:
    """Archive each input's raw bytes, then yield what stands in them.

    Lazy: one input is held at a time. A version of an article is yielded once; what came before is counted as a
    duplicate in the progress that `on_progress` is told after each input.
    """
    tally = _Tally(on_progress)
    for found in load(inputs, limits=limits, on_progress=tally.tell):
        if isinstance(found, Refusal):
            archive.note(found)
            yield from tally.fresh([found])
        else:
            yield from tally.fresh(read(archive.keep(found)))


def replay(path: Path) -> Iterator[Article | Refusal]:
    """Yield from an archive the very records that its harvest gave, in the same order.

    A damaged record is a Refusal with the reason `archive-damaged`; the others follow.
    """
    tally = _Tally(None)
    for part in parts(path):
        for found in read_back(part):
            if isinstance(found, Refusal):
                yield from tally.fresh([found])
            elif isinstance(found, Raw) and found.role == PAGE:
                yield from tally.fresh(read(found))


class _Tally:
    """What a run has seen so far."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self._on_progress = on_progress
        self._versions: set[bytes] = set()
        self._refusals = self._duplicates = 0

    def fresh(self, records: Iterable[Article | Refusal]) -> Iterator[Article | Refusal]:
        for record in records:
            if isinstance(record, Refusal):
                self._refusals += 1
            else:
                key = bytes.fromhex(record.article_version_id)
                if key in self._versions:
                    self._duplicates += 1
                    continue
                self._versions.add(key)
            yield record

    def tell(self, done: int, total: int, name: str) -> None:
        if self._on_progress:
            self._on_progress(Progress(done, total, len(self._versions), self._refusals, self._duplicates, name))
