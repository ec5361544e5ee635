"""How a run tells how far it is: a stage opens a step and ticks; who shows it, if anybody, is chosen by the caller."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import Protocol, Self


class Step(Protocol):
    """One stage at work; `done` and `total` count its own things (inputs, articles)."""

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """End, whether well or not."""
        ...

    def tick(self, done: int, total: int | None = None) -> None:
        """Tell how many are done by now, and of how many if that is known only now."""
        ...


class Reporter(Protocol):
    """Shows steps."""

    def step(self, label: str, unit: str, total: int | None = None) -> Step:
        """Open a step."""
        ...


class Silence:
    """Shows nothing: tests, servers, pipes."""

    def step(self, label: str, unit: str, total: int | None = None) -> Step:
        """Open a step that nobody sees."""
        return _Unseen()


class _Unseen:
    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        return None

    def tick(self, done: int, total: int | None = None) -> None:
        return None


_reporter: ContextVar[Reporter] = ContextVar("reporter", default=Silence())  # noqa: B039 (it holds no state)


@contextmanager
def shown_by(reporter: Reporter) -> Iterator[None]:
    """Let a reporter show the steps of this block.

    It is a context variable, since a Prefect flow passes on nothing but its parameters.
    """
    token = _reporter.set(reporter)
    try:
        yield
    finally:
        _reporter.reset(token)


def step(label: str, unit: str, total: int | None = None) -> Step:
    """Open a step of the run.

    >>> with step("Reading", "articles", total=2) as reading:
    ...     reading.tick(1)
    """
    return _reporter.get().step(label, unit, total)
