"""Relative times: "overnight", "the weekend", "last fall", "earlier this year", "the past 24 hours", "next week"."""

from __future__ import annotations

from collections.abc import Callable

from flows.claims.period.calendars import (
    Setting,
    When,
    back,
    month_iso,
    months,
    moved,
    seasons,
    spans,
    table,
    weekdays,
)  # fmt: skip
from flows.claims.period.counted import counted
from flows.claims.period.namedays import month_first
from flows.claims.text.grammar import CONJUNCTIONS, PREPOSITIONS
from flows.claims.text.tokens import Document

_FUTURE = frozenset({"coming", "next", "following"})
_LEADS = frozenset(
    ["last", "this", "next", "previous", "past", "recent", "coming", "preceding", "current", "following", "final"]
)
_OVER = (["over", "the"], ["in", "the"], ["during", "the"], ["within", "the"])
_NAMED = frozenset({"last", "this", "next", "previous", "past", "current", "preceding"})


def near_day(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "today", "tonight", "yesterday", "tomorrow", "overnight", "the weekend"."""
    published, word = setting.published, doc.word[i]
    if published is None:
        return None
    if word == "overnight" and any(w in weekdays() and len(w) > 5 for w in doc.word[max(0, i - 3) : min(last, i + 4)]):
        return None
    if word == "weekend":
        if doc.word[i - 1 : i] not in (["the"], ["this"], ["last"], ["past"]):
            return None
        sunday = moved(published, -((published.weekday() + 1) % 7))
        return When(i, i + 1, moved(sunday, -1).isoformat(), sunday.isoformat(), "span")
    shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    day = moved(published, shift).isoformat()
    return When(i, i + 1, day, day, "future" if shift > 0 else "point")


def relative(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """What begins with last, this, past, next, recent and the like, with or without "earlier" and "late" before."""
    published, j = setting.published, i
    if published is None:
        return None
    early = doc.word[i] in ("earlier", "later", "early", "late")
    if (
        early
        and doc.word[i + 1 : i + 3] == ["in", "the"]
        and doc.word[i + 3 : i + 4] in (["week"], ["month"], ["year"])
    ):
        return _CALENDAR[doc.word[i + 3]](doc, i, i + 2, setting)  # "earlier in the week"
    if early:
        j += 1
    if j + 1 >= last or doc.word[j] not in _LEADS:
        return None
    lead, unit = doc.word[j], doc.word[j + 1]
    if unit in table("parts"):
        return _part_of_day(i, j + 2, lead, unit, setting)
    calendar = _CALENDAR.get(unit)
    if calendar is not None and lead in _NAMED:
        return calendar(doc, i, j, setting)
    if unit in seasons() and lead in ("last", "this", "next", "previous", "past"):
        return season_of(i, j + 2, lead, seasons()[unit], setting)
    if unit in months() and doc.upper[j + 1] and lead in ("last", "this", "next", "past", "previous"):
        when = month_first(doc, j + 1, last, setting)
        if when is not None:
            when.first = i
        return when
    return _recent(doc, i, j, last, setting)


def _part_of_day(first: int, last: int, lead: str, unit: str, setting: Setting) -> When | None:
    published = setting.published
    if published is None or lead not in ("this", "last"):
        return None
    shift = -1 if lead == "last" and unit != "night" else 0
    day = moved(published, shift).isoformat()
    return When(first, last, day, day, "point")


def _year(doc: Document, i: int, j: int, setting: Setting) -> When | None:
    published, lead = setting.published, doc.word[j]
    if published is None:
        return None
    stop = j + 2 + (doc.word[j + 1] == "calendar")
    if lead == "past":
        return When(i, stop, back(published, 1, "year"), published.isoformat(), "span")
    if lead in ("this", "current"):
        if _so_far(doc, i, stop):
            return When(i, stop, f"{published.year:04d}-01-01", None, "since")
        kind = "point" if i < j else "span"
        return When(i, stop, f"{published.year:04d}-01", published.isoformat()[:7], kind)
    year = f"{published.year + (1 if lead == 'next' else -1):04d}"
    return When(i, stop, year, year, "future" if lead == "next" else "point")


def _so_far(doc: Document, i: int, stop: int) -> bool:
    return doc.word[i - 1 : i] in (["far"], ["already"]) or doc.word[stop : stop + 2] in (["so", "far"], ["to", "date"])


def _month(doc: Document, i: int, j: int, setting: Setting) -> When | None:
    published, lead = setting.published, doc.word[j]
    if published is None:
        return None
    if lead == "past":
        return When(i, j + 2, back(published, 1, "month"), published.isoformat(), "span")
    shift = {"last": -1, "previous": -1, "preceding": -1, "next": 1}.get(lead, 0)
    if shift == 0 and _so_far(doc, i, j + 2):
        return When(i, j + 2, f"{published.isoformat()[:7]}-01", None, "since")
    shown = month_iso(published.year, published.month + shift)
    kind = "future" if shift > 0 else "point" if i < j else "span"
    return When(i, j + 2, shown, shown, kind)


def _week(doc: Document, i: int, j: int, setting: Setting) -> When | None:
    published, lead = setting.published, doc.word[j]
    if published is None:
        return None
    today = published.isoformat()
    if lead == "past":
        return When(i, j + 2, moved(published, -7).isoformat(), today, "span")
    monday = moved(published, -published.weekday())
    if lead == "next":
        return When(i, j + 2, moved(monday, 7).isoformat(), moved(monday, 13).isoformat(), "future")
    if lead in ("last", "previous", "preceding"):
        return When(i, j + 2, moved(monday, -7).isoformat(), moved(monday, -1).isoformat(), "span")
    return When(i, j + 2, monday.isoformat(), today, "span")


def _weekend(doc: Document, i: int, j: int, setting: Setting) -> When | None:
    when = near_day(doc, j + 1, len(doc), setting)
    if when is not None:
        when.first = i
    return when


_CALENDAR: dict[str, Callable[[Document, int, int, Setting], When | None]] = {
    "year": _year, "month": _month, "week": _week, "weekend": _weekend,
}  # fmt: skip


def _recent(doc: Document, i: int, j: int, last: int, setting: Setting) -> When | None:
    """ "the past 24 hours", "the last two weeks", "in recent days", "in the coming weeks"."""
    published, lead, unit = setting.published, doc.word[j], doc.word[j + 1]
    if published is None:
        return None
    if unit in spans():
        if lead == "recent" or (lead in ("past", "last") and unit.endswith("s")):
            return When(i, j + 2, None, published.isoformat(), "span")
        over = lead == "last" and unit in ("day", "decade") and doc.word[max(0, i - 2) : i] in _OVER
        if over or (lead == "past" and unit not in ("hour",)):
            return When(i, j + 2, back(published, 1, unit), published.isoformat(), "span")
        if lead in _FUTURE and unit not in ("day", "night"):
            return When(i, j + 2, None, None, "future")
        return None
    stop = next((k for k in range(j + 2, min(last, j + 4)) if doc.word[k] in spans()), 0)
    if unit in ("few", "couple", "several") and stop and lead not in _FUTURE:
        return When(i, stop + 1, None, published.isoformat(), "span")
    number = counted(doc, j + 1, last)
    if number is None or lead in ("recent", "this", "current", "final"):
        return None
    if lead in _FUTURE:
        return When(i, number.last + 1, None, None, "future")
    start = back(published, number.value, doc.word[number.last])
    end = published.isoformat()
    return When(i, number.last + 1, start, end[: max(7, len(start))], "span")


def season_of(first: int, last: int, lead: str, months_of: list[int], setting: Setting) -> When | None:
    """A season of the northern hemisphere, counted from the day of publication."""
    published = setting.published
    if published is None:
        return None
    start, end = months_of
    year, month = published.year, published.month
    over_new_year = start > end
    started = month >= start or (over_new_year and month <= end)
    if lead == "next" or (lead == "this" and not started and (not over_new_year or month > 6)):
        from_year = year + (lead == "next" and started and not (over_new_year and month <= end))
        shown = month_iso(from_year, start), month_iso(from_year + over_new_year, end)
        return When(first, last, *shown, "future")
    running = started and (over_new_year or month <= end)
    from_year = year - 1 if over_new_year and month <= end else year
    if not started or (running and lead in ("last", "previous", "past")):
        from_year -= 1
    closing = month_iso(from_year + over_new_year, end)
    return When(first, last, month_iso(from_year, start), min(closing, published.isoformat()[:7]), "point")


def season(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "summer 2023", "the autumn of 2014", "in the spring"."""
    span, j = seasons()[doc.word[i]], i + 1
    if j < last and doc.word[j] == "of":
        j += 1
    if j < last and len(doc.word[j]) == 4 and doc.word[j].isdecimal() and doc.word[j][:2] in ("19", "20"):
        year = int(doc.word[j])
        return When(i, j + 1, month_iso(year, span[0]), month_iso(year + (span[0] > span[1]), span[1]), "point")
    lead = doc.word[max(0, i - 2) : i]
    named = lead[-1:] == ["the"] and lead[0] in ("in", "since", "during", "by", "until", "over", "of")
    following = doc.word[i + 1] if i + 1 < last else "."
    closed = not following[0].isalnum() or following in PREPOSITIONS or following in CONJUNCTIONS
    return season_of(i, i + 1, "the", span, setting) if named and closed and following != "of" else None
