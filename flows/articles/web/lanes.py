"""One lane a host: how many requests at once, how far apart, when to wait, when to give up."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Politeness:
    """How a harvest behaves; times in seconds.

    `delay` lies at least between the beginnings of two requests to a host, `at_once` bounds those under way there and
    `at_once_in_all` everywhere. A request is made `attempts` times where another try may help, with a pause that begins
    at `backoff`, doubles and is spread by chance. A host that asks for more than `longest_pause`, or fails
    `given_up_after` times in a row, is left alone until the next run; the whole harvest ends after `at_most`.
    """

    delay: float = 2.0
    at_once: int = 1
    at_once_in_all: int = 40
    attempts: int = 3
    backoff: float = 2.0
    longest_pause: float = 120.0
    given_up_after: int = 5
    at_most: float = 7_200.0


class HostClosedError(Exception):
    """A host that is left alone for the rest of the run; the message is the reason's code."""


def origin_of(url: str) -> str:
    """Give scheme, host and port: what has robots rules and a lane of its own.

    >>> origin_of("https://news.example/a/b?c=1")
    'https://news.example'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def pause_asked_for(header: str | None, now: datetime) -> float | None:
    """Read a Retry-After header, in seconds from `now`; None where there is none that can be read.

    >>> pause_asked_for("120", datetime(2025, 6, 16, 9, tzinfo=UTC))
    120.0
    >>> pause_asked_for("Mon, 16 Jun 2025 09:01:00 GMT", datetime(2025, 6, 16, 9, tzinfo=UTC))
    60.0
    """
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header.strip()[:9])
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


class Lane:
    """The way to one host; nothing is asked while there is no `room` for what comes."""

    def __init__(
        self, politeness: Politeness, everywhere: asyncio.Semaphore, room: asyncio.Event | None = None
    ) -> None:
        self._politeness, self._everywhere, self._room = politeness, everywhere, room
        self.delay, self._at_once = politeness.delay, asyncio.Semaphore(politeness.at_once)
        self._spacing = asyncio.Lock()
        self._free_at = self._begun_at = 0.0
        self._failures = 0
        self._closed: str | None = None

    def slow_down(self, delay: float, at_once: int | None = None) -> None:
        """Take over a longer delay, or fewer requests at once, as a source or the host's rules ask for."""
        self.delay = max(self.delay, delay)
        if self._begun_at:  # the pause holds from the request that told of it
            self._free_at = max(self._free_at, self._begun_at + self.delay)
        if at_once is not None:
            self._at_once = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn to ask. Raises HostClosedError."""
        async with self._at_once:
            async with self._spacing:
                if self._room:  # before the pause is counted, so that those who waited keep it too
                    await self._room.wait()
                self._look()
                clock = asyncio.get_running_loop().time
                while (wait := self._free_at - clock()) > 0:
                    await asyncio.sleep(wait)
                    self._look()
                self._begun_at = clock()
                self._free_at = self._begun_at + self.delay
            async with self._everywhere:
                self._look()
                yield

    def _look(self) -> None:
        if self._closed:
            raise HostClosedError(self._closed)

    def answered(self) -> None:
        """Note that the host works."""
        self._failures = 0

    def failed(self) -> None:
        """Note that the host did not work; after several times in a row it is left alone."""
        self._failures += 1
        if self._failures >= self._politeness.given_up_after:
            self.close("host-down")

    def close(self, reason: str) -> None:
        """Leave the host alone for the rest of the run."""
        self._closed = self._closed or reason

    def pause(self, seconds: float) -> None:
        """Ask nothing for some time; where that is too long, nothing more in this run."""
        if seconds > self._politeness.longest_pause:
            self.close("asked-to-wait")
        self._free_at = max(self._free_at, asyncio.get_running_loop().time() + seconds)
