"""Time expressions as ISO dates of the precision known, and the arithmetic that counts from a day of publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from flows.claims.lexicon import words

_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()


@dataclass(slots=True)
class When:
    """A time expression, tokens [first, last). `start` and `end` are ISO dates of the precision known, or None.

    `kind`: point (a day or a stretch that is named as a time), span ("over the past week"), since, until, by, future,
    from (an opening that waits for its end), said (the time at which something was said, not at which it happened)
    and aside (the time of something that is only mentioned).
    `free` tells what the text left open and the reader filled in backwards: year, or week.
    """

    first: int
    last: int
    start: str | None
    end: str | None
    kind: str
    free: str = ""


class Setting(NamedTuple):
    """What relative times are counted from: the day of publication, the war's start, the time spoken of last.

    `count_start` is where the running total that the text gave last begins.
    """

    published: date | None
    war_start: str | None = None
    anchor: str | None = None
    count_start: str | None = None


@cache
def table(name: str) -> frozenset[str]:
    """One of the word lists of time as a set."""
    return frozenset(words("dates")[name])


@cache
def months() -> dict[str, int]:
    """Months by name and abbreviation."""
    return dict(words("dates")["months"])


@cache
def weekdays() -> dict[str, int]:
    """Days of the week by name and abbreviation; Monday is 0."""
    return dict(words("dates")["weekdays"])


@cache
def seasons() -> dict[str, list[int]]:
    """Seasons as months from-to."""
    return dict(words("dates")["seasons"])


@cache
def spans() -> dict[str, int]:
    """Nouns of an interval in days; hours are 0."""
    return dict(words("dates")["spans"])


def year_iso(year: int) -> str:
    """A year as ISO 8601, the nearest one that a calendar can hold.

    >>> year_iso(2024), year_iso(0)
    ('2024', '0001')
    """
    return f"{min(max(year, 1), 9999):04d}"


def month_iso(year: int, month: int) -> str:
    """A month as ISO 8601; months before 1 and after 12 count on into the years around.

    >>> month_iso(2024, 0), month_iso(2024, 14)
    ('2023-12', '2025-02')
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year_iso(year)}-{month:02d}"


def moved(day: date, days: float) -> date:
    """A day moved by so many days, within what a calendar can hold.

    >>> moved(date(2024, 3, 1), -1).isoformat()
    '2024-02-29'
    """
    steps = max(-4_000_000, min(4_000_000, days))
    return date.fromordinal(int(min(max(day.toordinal() + steps, _FIRST_DAY), _LAST_DAY)))


def day_of(year: int, month: int, day: int) -> date | None:
    """A day of the calendar, or None where there is none of that name."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_year(month: int, day: int, published: date) -> date | None:
    """The day of that name that a text means: the latest one, or one up to 45 days ahead.

    >>> nearest_year(12, 30, date(2025, 1, 2)).isoformat(), nearest_year(1, 20, date(2025, 1, 2)).isoformat()
    ('2024-12-30', '2025-01-20')
    """
    years = [published.year + 1, published.year, *range(published.year - 1, published.year - 9, -1)]
    for year in years:
        found = day_of(year, month, day)
        if found is not None and (found - published).days <= 45:
            return found
    return None


def dated(first: int, last: int, year: int, month: int, day: int, published: date | None) -> When | None:
    """A day with or without its year; without one and without `published` it stays unread."""
    if not year and published is None:
        return None
    found = day_of(year, month, day) if year or published is None else nearest_year(month, day, published)
    if found is None:
        return None
    kind = "point" if published is None or (found - published).days <= 1 else "future"
    return When(first, last, found.isoformat(), found.isoformat(), kind, "" if year else "year")


def back(published: date, number: float, unit: str) -> str:
    """So many hours, days, weeks, months or years before a day, at the precision that such words have.

    >>> [back(date(2025, 6, 16), n, unit) for n, unit in ((24, "hours"), (2, "weeks"), (3, "months"), (2, "years"))]
    ['2025-06-15', '2025-06-02', '2025-03', '2023-06']
    """
    size = spans()[unit]
    if unit.startswith("month"):
        return month_iso(published.year, published.month - int(min(number, 24_000)))
    if size >= 365:
        years = int(min(number * size / 365, 9000))
        return month_iso(max(1, published.year - years), published.month)
    days = number * size if size else max(1.0, number / 24)
    found = moved(published, -days)
    return found.isoformat() if days < 28 else found.isoformat()[:7]


def first_day(iso: str) -> str:
    """The first day of a date of any precision."""
    return {4: iso + "-01-01", 7: iso + "-01"}.get(len(iso), iso)


def parsed(iso: str | None) -> date | None:
    """A full ISO date as a day; None for coarser ones."""
    return date.fromisoformat(iso) if iso is not None and len(iso) == 10 else None
