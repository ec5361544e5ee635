"""Numbers and days to places in a drawing, and the ticks between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

Ticks = list[tuple[float, str]]


@dataclass(frozen=True)
class Scale:
    """A straight scale from a domain to places in pixels."""

    first: float
    last: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Give the place of a value.

        >>> Scale(0, 100, 400, 0)(25)
        300.0
        """
        return round(self.start + (value - self.first) / (self.last - self.first) * (self.end - self.start), 1)


def nice_step(span: float, wanted: int) -> float:
    """Choose a step of 1, 2 or 5 times a power of ten that gives about so many ticks.

    >>> nice_step(6_000, 4), nice_step(0.8, 4), nice_step(3, 4)
    (2000.0, 0.2, 1.0)
    """
    rough = span / wanted
    power = 10.0 ** floor(log10(rough))
    return float(min((step * power for step in (1, 2, 5, 10)), key=lambda step: max(step / rough, rough / step)))


def number_domain(low: float, high: float, share: bool) -> tuple[float, float, Ticks]:
    """Choose the domain of numbers and its ticks: from zero, with room above for arrows.

    >>> number_domain(100, 6_000, share=False)[2]
    [(0.0, '0'), (2000.0, '2,000'), (4000.0, '4,000'), (6000.0, '6,000')]
    """
    top = max(high * 1.12, 1.0 if not share else 0.01)
    bottom = min(low * 1.12, 0.0)
    step = nice_step(top - bottom, 4)
    if not share:
        step = max(step, 1.0)
    ticks = [number * step for number in range(ceil(bottom / step), floor(top / step) + 1)]
    return bottom, top, [(tick, _number(tick, share)) for tick in ticks]


def _number(value: float, share: bool) -> str:
    if share:
        return f"{value * 100:g} %"
    return f"{value:,.0f}"


def day_domain(days: list[date]) -> tuple[date, date]:
    """Choose the domain of days: a little more than what is shown; around a single day, two weeks.

    >>> day_domain([date(2024, 1, 1)])
    (datetime.date(2023, 12, 18), datetime.date(2024, 1, 15))
    """
    first, last = min(days), max(days)
    room = timedelta(days=max(ceil((last - first).days * 0.03), 14 if first == last else 2))
    return first - room, last + room


def day_ticks(first: date, last: date, wanted: int) -> list[tuple[date, str]]:
    """Choose days for ticks: years, months or days, whichever gives about so many.

    >>> [text for _, text in day_ticks(date(2022, 2, 1), date(2026, 8, 1), 5)]
    ['2023', '2024', '2025', '2026']
    >>> [text for _, text in day_ticks(date(2024, 11, 20), date(2025, 3, 4), 5)]
    ['Dec 2024', 'Jan 2025', 'Feb', 'Mar']
    """
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    every = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120) if len(months) / step <= wanted), 240)
    if len(months) < 2:
        return _single_days(first, last, wanted)
    chosen = [when for when in months if (when.year * 12 + when.month - 1) % every == 0] or months[:1]
    if every >= 12:
        return [(when, f"{when.year}") for when in chosen]
    return [(when, f"{when:%b %Y}" if n == 0 or when.month <= every else f"{when:%b}") for n, when in enumerate(chosen)]


def _single_days(first: date, last: date, wanted: int) -> list[tuple[date, str]]:
    span = (last - first).days
    every = next(step for step in (1, 2, 5, 7, 10, 14, 21, 31) if span / step <= wanted)
    chosen = [first + timedelta(days=number) for number in range(every // 2 or 1, span + 1, every)]
    return [(when, f"{when.day} {when:%b %Y}" if n == 0 else f"{when.day} {when:%b}") for n, when in enumerate(chosen)]
