"""Apply a function to a stream of chunks on several processes, in order, with a bounded number of chunks on the way."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

CHUNKS_PER_WORKER = 3


def in_order(function: Callable[[Given], Made], chunks: Iterable[Given], workers: int) -> Iterator[Made]:
    """Yield the result for each chunk, in the order of the chunks.

    One worker means this process. With more, the function and the chunks have to be picklable, and at most
    `CHUNKS_PER_WORKER` chunks a worker are read ahead, so that memory does not grow with the stream (`Pool.imap` would
    read all of it).

    >>> list(in_order(len, ["a", "bb", "ccc"], workers=1))
    [1, 2, 3]
    """
    if workers == 1:
        yield from map(function, chunks)
        return
    waiting = iter(chunks)
    with ProcessPoolExecutor(max_workers=workers, initializer=_end_with_parent) as pool:
        under_way: deque[Future[Made]] = deque(
            pool.submit(function, chunk) for chunk in islice(waiting, workers * CHUNKS_PER_WORKER)
        )
        while under_way:
            made = under_way.popleft().result()
            under_way.extend(pool.submit(function, chunk) for chunk in islice(waiting, 1))
            yield made


def _end_with_parent() -> None:
    """End this worker when the process that it works for has ended, also by a signal that nobody can catch."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_wait_and_end, args=(parent.sentinel,), daemon=True, name="end-with-parent").start()


def _wait_and_end(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
