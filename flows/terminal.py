"""The terminal: consoles that never read text as markup nor let it steer the terminal, and progress bars."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.segment import Segment

WIDTH_WITHOUT_TERMINAL = 140


def out() -> Console:
    """Give the console of results; where no terminal tells its width, tables are as wide as a page of text."""
    return _console(sys.stdout.isatty())


def err() -> Console:
    """Give the console of messages and bars."""
    return _console(sys.stderr.isatty(), stderr=True)


def printable(text: str) -> str:
    r"""Take out what a terminal would obey: control and direction characters, but for the end of a line and the tab.

    >>> printable("six\x1b[31m hundred\u202e\n")
    'six[31m hundred\n'
    """
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign)[0] != "C")


def writer() -> Callable[[bytes], int]:
    """Give what writes results to standard output: as they are into a pipe or file, printable on a terminal."""
    write = sys.stdout.buffer.write
    return (lambda data: write(printable(data.decode()).encode())) if sys.stdout.isatty() else write


class _SafeConsole(Console):
    """A console through which no text reaches the terminal but what is printable; its own control codes do."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(printable(segment.text), segment.style)


def _console(terminal: bool, *, stderr: bool = False) -> Console:
    width = None if terminal or "COLUMNS" in os.environ else WIDTH_WITHOUT_TERMINAL
    return _SafeConsole(stderr=stderr, highlight=False, markup=False, width=width)


class _Bar:
    """One step's bar: count, total, rate."""

    def __init__(self, bars: Progress, label: str, unit: str, total: int | None) -> None:
        self._bars, self._label, self._unit, self._total = bars, label, unit, total
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._task = self._bars.add_task(self._label, total=self._total, told="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        if self._task is not None:
            self._bars.remove_task(self._task)

    def tick(self, done: int, total: int | None = None) -> None:
        if self._task is None:
            return
        task = self._bars.tasks[self._bars.task_ids.index(self._task)]
        whole = total or self._total
        of = f" of {whole:,}" if whole else ""
        rate = f" {done / task.elapsed:,.0f}/s" if task.elapsed else ""
        self._bars.update(self._task, completed=done, total=whole, told=f"{done:,}{of} {self._unit}{rate}")


class Bars:
    """Shows each step as a bar while it runs; before the first one, what is waited for."""

    def __init__(self, bars: Progress, waiting: str) -> None:
        self._bars = bars
        self._waiting = bars.add_task(waiting, total=None, told="") if waiting else None

    def step(self, label: str, unit: str, total: int | None = None) -> _Bar:
        """Open the bar of a step."""
        if self._waiting is not None:
            self._bars.remove_task(self._waiting)
            self._waiting = None
        return _Bar(self._bars, label, unit, total)


@contextmanager
def bars(waiting: str = "") -> Iterator[None]:
    """Show the steps of a block as progress bars on stderr; silent where that is no terminal."""
    from flows.reporting import shown_by

    console = err()
    if not console.is_terminal:
        yield
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[told]}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress, shown_by(Bars(progress, waiting)):
        yield
