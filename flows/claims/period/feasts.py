"""Days that news names by their feast: "since Christmas", "on New Year's Eve", "at Easter"."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from flows.claims.lexicon import Phrases, words
from flows.claims.period.calendars import Setting, When
from flows.claims.text.tokens import Document

_CENTURIES = ("19", "20")
_YEAR, _NEAR = 365, 60  # days


def feast(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """The feast that begins at token i: of the year named behind it, else the last one, or one that is near ahead.

    >>> doc = Document("Nine were killed on Palm Sunday.")
    >>> when = feast(doc, 4, len(doc), Setting(date(2024, 6, 12)))
    >>> when.kind, when.start
    ('point', '2024-03-24')
    """
    hit = feasts().at(doc.word, i)
    if hit is None or hit[0] > last or setting.published is None or not doc.upper[i]:
        return None
    stop, day = hit
    stop += doc.word[stop : stop + 1] == ["of"] and doc.digit[stop + 1 : stop + 2] == [True]
    named = doc.word[stop] if stop < last else ""
    if len(named) == 4 and named.isdecimal() and named[:2] in _CENTURIES:
        return _on(i, stop + 1, _day_of(day, int(named)))
    year = setting.published.year
    found = _day_of(day, year)
    if found < setting.published - timedelta(days=_YEAR - _NEAR):
        found = _day_of(day, year + 1)
    ahead = (found - setting.published).days
    if ahead > _NEAR or (ahead > 0 and doc.word[i - 1 : i] in (["since"], ["last"])):
        found = _day_of(day, found.year - 1)
    when = _on(i, stop, found)
    when.kind = "future" if found > setting.published else "point"
    return when


def _on(first: int, last: int, day: date) -> When:
    return When(first, last, day.isoformat(), day.isoformat(), "point")


def _day_of(name: str, year: int) -> date:
    """The day of a feast, written as month and day, or as days after Easter."""
    if name.startswith("easter"):
        return easter(year) + timedelta(days=int(name.removeprefix("easter") or 0))
    return date(year, int(name[:2]), int(name[3:]))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876).

    >>> easter(2024), easter(2025)
    (datetime.date(2024, 3, 31), datetime.date(2025, 4, 20))
    """
    golden, century, rest = year % 19, year // 100, year % 100
    leap = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - leap + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def feasts() -> Phrases[str]:
    """Feasts by name, with their days."""
    return Phrases((name, str(day)) for name, day in words("dates")["feasts"].items())


__all__ = ["feast", "feasts"]
