"""Work on several processes: a stream of chunks through a function, in order, with a bounded number on the way."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import forkserver, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

CHUNKS_PER_WORKER = 3


def forked() -> ForkServerContext:
    """Give the way in which processes are begun: forked from a server that has loaded what they need.

    The server has one thread and no open files of a run, so that nothing is inherited that should not be.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["flows.warm"])
    return context


def begin_early(count: int) -> None:
    """Begin the server, where several processes will be wanted, so that it loads what they need while this one does."""
    if count > 1:
        forked()
        forkserver.ensure_running()


class Workers:
    """Some processes that are kept for as long as the block lasts; one worker means this process."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = ProcessPoolExecutor(count, forked(), initializer=_end_with_parent) if count > 1 else None
        self._begun: dict[int, tuple[Any, Future[Any]]] = {}  # by the chunk's id; the chunk is held with it

    @property
    def several(self) -> bool:
        """Whether there are processes beside this one."""
        return self._pool is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def begin(self, function: Callable[[Given], Made], chunks: Iterable[Given]) -> None:
        """Begin with chunks that `in_order` is going to be asked for with the same function; all are held till then.

        One worker, which is this process, begins nothing.

        >>> with Workers(1) as workers:
        ...     workers.begin(len, ["a"])
        ...     list(workers.in_order(len, ["a"]))
        [1]
        """
        if self._pool:
            for chunk in chunks:
                self._begun[id(chunk)] = chunk, self._pool.submit(function, chunk)

    def in_order(self, function: Callable[[Given], Made], chunks: Iterable[Given]) -> Iterator[Made]:
        """Yield the result for each chunk, in the order of the chunks.

        With several workers, the function and the chunks have to be picklable, and at most `CHUNKS_PER_WORKER` chunks a
        worker are read ahead, so that memory does not grow with the stream (`Executor.map` would read all of it).

        >>> with Workers(1) as workers:
        ...     list(workers.in_order(len, ["a", "bb", "ccc"]))
        [1, 2, 3]
        """
        if self._pool is None:
            yield from map(function, chunks)
            return
        waiting, pool = iter(chunks), self._pool

        def submit(chunk: Given) -> Future[Made]:
            _, begun = self._begun.pop(id(chunk), (None, None))
            return begun or pool.submit(function, chunk)

        under_way = deque(map(submit, islice(waiting, self._count * CHUNKS_PER_WORKER)))
        while under_way:
            made = under_way.popleft().result()
            under_way.extend(map(submit, islice(waiting, 1)))
            yield made


def _end_with_parent() -> None:
    """End this worker when the process that it works for has ended, also by a signal that nobody can catch."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_wait_and_end, args=(parent.sentinel,), daemon=True, name="end-with-parent").start()


def _wait_and_end(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
