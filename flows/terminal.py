"""The terminal: consoles that never read text as markup, and progress bars."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

WIDTH_WITHOUT_TERMINAL = 140


def out() -> Console:
    """Give the console of results; where no terminal tells its width, tables are as wide as a page of text."""
    return _console(sys.stdout.isatty())


def err() -> Console:
    """Give the console of messages and bars."""
    return _console(sys.stderr.isatty(), stderr=True)


def _console(terminal: bool, *, stderr: bool = False) -> Console:
    width = None if terminal or "COLUMNS" in os.environ else WIDTH_WITHOUT_TERMINAL
    return Console(stderr=stderr, highlight=False, markup=False, width=width)


class _Bar:
    """One step's bar: count, total, rate."""

    def __init__(self, bars: Progress, label: str, unit: str, total: int | None) -> None:
        self._bars, self._label, self._unit, self._total = bars, label, unit, total
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._task = self._bars.add_task(self._label, total=self._total, unit=self._unit, rate="")
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
        rate = f"{done / task.elapsed:,.0f}/s" if task.elapsed else ""
        self._bars.update(self._task, completed=done, total=total or self._total, rate=rate)


class Bars:
    """Shows each step as a bar while it runs; before the first one, what is waited for."""

    def __init__(self, bars: Progress, waiting: str) -> None:
        self._bars = bars
        self._waiting = bars.add_task(waiting, total=None, unit="", rate="") if waiting else None

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
        TextColumn("{task.completed:,.0f} {task.fields[unit]} {task.fields[rate]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress, shown_by(Bars(progress, waiting)):
        yield
