"""What is refused or flagged when a row is held against the rows before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from flows.datasets.values import Value, ValueFault

UNIT_FACTOR = 100.0  # from one report to the next: thousands instead of units are 1,000, percent 100
UNIT_FLOOR = 1_000.0  # small totals may well grow a hundredfold

Series = tuple[str, ...]


@dataclass
class Memory:
    """What a file's earlier rows have said: their keys, and the last running total of each series."""

    today: date
    keys: dict[tuple[str, ...], int] = field(default_factory=dict)
    totals: dict[Series, tuple[date, float]] = field(default_factory=dict)

    def row(self, key: tuple[str, ...], number: int, day: date) -> None:
        """Raise ValueFault for a row of the future, and for a key that was there before."""
        if day > self.today + timedelta(days=1):
            raise ValueFault("future-date", f"{day} lies in the future.")
        if (first := self.keys.setdefault(key, number)) != number:
            raise ValueFault("duplicate-day", f"Row {first} has the same {' · '.join(key)}.")

    def flag(self, value: Value, day: date) -> str | None:
        """Give what is odd about a running total, seen from the one before: `fallen-cumulative`, or nothing.

        Raises ValueFault where its unit must have changed: a hundredfold step up or down.
        """
        if value.fields.get("aggregation") != "cumulative":
            return None
        who = value.fields.get("claimant") or value.fields.get("source") or ""
        series = (value.figure.field, str(who), *(str(value.fields.get(name)) for name in ("metric", "actor", "place")))
        before = self.totals.get(series)
        if before is not None and before[0] <= day:
            small, large = sorted((before[1], value.best))
            if large >= UNIT_FLOOR and small * UNIT_FACTOR <= large and small > 0:
                raise ValueFault(
                    "unit-changed",
                    f"{value.figure.field} went from {before[1]:g} on {before[0]} to {value.best:g} on {day}: "
                    "its unit may have changed.",
                )
        if before is None or before[0] <= day:
            self.totals[series] = (day, value.best)
        fell = before is not None and before[0] <= day and value.best < before[1]
        return "fallen-cumulative" if fell else None
