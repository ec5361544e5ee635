"""A harvest of sites as a plain stream: the event loop runs in a thread of its own and is held back by its reader."""

import asyncio
from collections.abc import Iterator
from queue import Full, Queue
from threading import Event, Thread

from flows.articles.records import Raw, Refusal
from flows.articles.web.crawl import Crawl

AHEAD = 32  # answers that wait to be read; what is more waits on the network
LOOKING = 0.1


class _End:
    fault: BaseException | None = None


class _StoppedError(Exception):
    """The reader has gone."""


def stream(crawl: Crawl) -> Iterator[Raw | Refusal]:
    """Yield the pages and refusals of a harvest as they come.

    The archive belongs to the harvest until the last of them. What the harvest raises is raised here; a reader that
    goes ends it.
    """
    box: Queue[Raw | Refusal | _End] = Queue(AHEAD)
    gone, end = Event(), _End()

    def put(item: Raw | Refusal | _End) -> None:
        while not gone.is_set():
            try:
                return box.put(item, timeout=LOOKING)
            except Full:
                continue
        raise _StoppedError

    async def emit(item: Raw | Refusal) -> None:
        await asyncio.to_thread(put, item)

    def work() -> None:
        try:
            asyncio.run(crawl.run(emit))
        except BaseException as fault:  # whatever it is, the reader raises it
            end.fault = fault
        if not gone.is_set():
            put(end)

    thread = Thread(target=work, name="harvest", daemon=True)
    thread.start()
    try:
        while not isinstance(item := box.get(), _End):
            yield item
        if end.fault:
            raise end.fault
    finally:
        gone.set()
        thread.join()
