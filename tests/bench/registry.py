"""The rows of the benchmark.

A new row is a function with `@measures(Row(...))` in a module that `__main__` names; it returns a `Result`. Several
rows that come out of one measurement share one function.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; a change within `noise` (a fraction of the old value) is neither a gain nor a loss."""

    name: str
    unit: str
    goal: float
    better: Literal["higher", "lower"] = "higher"
    noise: float = 0.0

    def met(self, value: float) -> bool:
        """Tell whether a value reaches the goal.

        >>> Row("time", "s", 2.0, "lower").met(1.5), Row("f1", "share", 0.9).met(0.85)
        (True, False)
        """
        return value >= self.goal if self.better == "higher" else value <= self.goal

    def gain(self, old: float, new: float) -> int:
        """Compare two values: 1 is a gain, -1 a loss, 0 neither.

        >>> Row("time", "s", 2.0, "lower", noise=0.1).gain(1.0, 1.05), Row("f1", "share", 0.9).gain(0.8, 0.79)
        (0, -1)
        """
        if abs(new - old) <= max(self.noise * abs(old), 1e-9):
            return 0
        return 1 if (new > old) == (self.better == "higher") else -1


@dataclass(slots=True)
class Result:
    """What a measurement gave: the values by row, by row the names of the cases that failed, and lines to print."""

    values: dict[str, float]
    failed: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


class Absent(Exception):  # noqa: N818 (no error: the data lie outside of the project)
    """Data that a measurement needs are not there; its message says which."""


Measure = Callable[[], Result]


@dataclass(frozen=True, slots=True)
class Measurement:
    """A function and the rows that it fills."""

    rows: tuple[Row, ...]
    measure: Measure


MEASUREMENTS: list[Measurement] = []


def measures(*rows: Row) -> Callable[[Measure], Measure]:
    """Register the function that fills these rows."""

    def register(function: Measure) -> Measure:
        MEASUREMENTS.append(Measurement(rows, function))
        return function

    return register


def shared(*parts: str) -> Path:
    """Give the path of evaluation data beside the project.

    Raises Absent where they are not there.
    """
    path = SHARED.joinpath(*parts)
    if not path.exists():
        raise Absent(f"{Path('..', 'shared', *parts)} is not there")
    return path
