"""Pages are read in processes of their own, so that one that hangs, crashes or eats memory costs one reject row."""

import multiprocessing
import resource
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from flows.articles.media import kind_of
from flows.articles.read import name_of, read
from flows.articles.records import MEGABYTE, Article, Raw, Refusal

Records = list[Article | Refusal]
Context = ForkServerContext | SpawnContext  # the ways to begin a process that inherits nothing of this one
LATE = ("flows.articles.page", "flows.articles.pdf", "py3langid.langid")  # what reading loads when it is needed
AHEAD = 4  # inputs a process, read ahead of the one that is waited for
GRACE = 10.0  # seconds after which the parent ends a process that did not end itself


@dataclass(frozen=True, slots=True)
class ReaderLimits:
    """What reading one page may cost: seconds, and megabytes beyond what the process takes from the start."""

    seconds: float = 30.0
    megabytes: int = 1_000


class Readers:
    """Some reading processes, to be used as a context manager; a process starts when it is first needed."""

    def __init__(self, count: int = 1, limits: ReaderLimits | None = None, context: Context | None = None) -> None:
        limits, context = limits or ReaderLimits(), context or multiprocessing.get_context("spawn")
        self._count = count
        self._threads = ThreadPoolExecutor(count, "reading")
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        for _ in range(count):
            self._idle.put(_Process(limits, context))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(cancel_futures=True)
        while not self._idle.empty():
            self._idle.get().end()

    def in_order(self, items: Iterable[Raw | Refusal]) -> Iterator[Iterable[Article | Refusal]]:
        """Yield what each input holds, in the order of the inputs; only a few are held at a time.

        Plain text and JSON lines are read here: they cannot hang, and a file of lines may be long.
        """
        waiting = iter(items)
        under_way: deque[Future[Records] | Iterable[Article | Refusal]] = deque(
            map(self._begin, islice(waiting, self._count * AHEAD))
        )
        while under_way:
            first = under_way.popleft()
            yield first.result() if isinstance(first, Future) else first
            under_way.extend(map(self._begin, islice(waiting, 1)))

    def _begin(self, item: Raw | Refusal) -> "Future[Records] | Iterable[Article | Refusal]":
        if isinstance(item, Refusal):
            return [item]
        if kind_of(item.media_type) in ("text", "markdown", "jsonl"):
            return read(item)
        return self._threads.submit(self._read, item)

    def _read(self, raw: Raw) -> Records:
        process = self._idle.get()
        try:
            return process.read(raw)
        finally:
            self._idle.put(process)


class _Process:
    """One reading process and the line to it; replaced by a new one when it has ended."""

    def __init__(self, limits: ReaderLimits, context: Context) -> None:
        self._limits, self._context = limits, context
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None

    def read(self, raw: Raw) -> Records:
        line = self._opened()
        try:
            line.send(raw)
            if line.poll(self._limits.seconds + GRACE):
                found: Records = line.recv()
                return found
            ended = -signal.SIGALRM
        except (EOFError, OSError):
            ended = self._exit_code()
        self.end()
        return [_refuse(raw, ended, self._limits)]

    def end(self) -> None:
        """End the process, if there is one."""
        if self._process is not None and self._line is not None:
            self._line.close()
            self._process.kill()
            self._process.join()
            self._process = self._line = None

    def _opened(self) -> Connection:
        if self._line is None:
            self._line, theirs = self._context.Pipe()
            self._process = self._context.Process(target=_serve, args=(theirs, self._limits), daemon=True)
            self._process.start()
            theirs.close()
        return self._line

    def _exit_code(self) -> int:
        if self._process is None:
            return 0
        self._process.join(GRACE)
        return self._process.exitcode or 0


def _refuse(raw: Raw, ended: int, limits: ReaderLimits) -> Refusal:
    if ended == -signal.SIGALRM:
        reason, why = "reading-too-long", f"the page was not read within {limits.seconds:g} s"
    else:
        reason, why = "reader-crashed", f"the process that read the page ended ({_ending(ended)})"
    return Refusal(raw.url, None, reason, f"{name_of(raw.url)}: {why}", "read", rejected_at=raw.fetched_at)


def _ending(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def _serve(line: Connection, limits: ReaderLimits) -> None:
    """Read what comes in until the other end goes; ended by the system when a page takes too long."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this one
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for name in LATE:  # before time and memory are counted, which are the page's own
        import_module(name)
    most = _bytes_taken() + limits.megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    while True:
        try:
            raw = line.recv()
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_REAL, limits.seconds)
        found = list(read(raw))
        signal.setitimer(signal.ITIMER_REAL, 0)
        line.send(found)


def _bytes_taken() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:  # no Linux: what a reader takes at its start, roughly
        return 1_000 * MEGABYTE
