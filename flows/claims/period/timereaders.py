"""The table of readers: which function may read the time expression that begins with a word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from flows.claims.period.calendars import (
    Setting,
    When,
    back,
    month_iso,
    months,
    moved,
    parsed,
    seasons,
    spans,
    table,
    weekdays,
)
from flows.claims.period.counted import counted, counted_span, part_by_letter, part_of_month, part_of_year
from flows.claims.period.feasts import feast, feasts
from flows.claims.period.namedays import month_first, numeric, weekday
from flows.claims.period.stretches import near_day, relative, season
from flows.claims.text.tokens import Document

_CLAUSE_OPENERS = frozenset({"it", "they", "there", "he", "she"})
_MONTH = 7  # letters of "2025-06"
_EARLY, _PAST = 3, frozenset({"was", "were", "had"})  # months into a year in which the last one's end is told
Reader = Callable[[Document, int, int, Setting], When | None]


def anaphoric(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "that day", "the same night", "the following day", "that week": counted from what came before."""
    if i + 1 >= last:
        return None
    if setting.anchor is None:
        near = doc.word[i] in ("previous", "preceding") and doc.word[i - 1 : i] == ["the"] and setting.published
        if not near or doc.word[i + 1] not in ("day", "night", "evening"):
            return None
        shown = moved(near, -1).isoformat()
        return When(i, i + 2, shown, shown, "point")
    word, unit = doc.word[i], doc.word[i + 1]
    day, anchor = parsed(setting.anchor), setting.anchor
    if word in ("that", "same") and unit in ("day", "night", "morning", "evening", "afternoon"):
        return When(i, i + 2, anchor, anchor, "point")
    if word == "that" and unit in months() and doc.upper[i + 1]:
        shown = month_iso(int(anchor[:4]), months()[unit])
        return When(i, i + 2, shown, shown, "point")
    if word in ("that", "same") and unit in ("month", "year"):
        shown = anchor[: 7 if unit == "month" else 4]
        return When(i, i + 2, shown, shown, "span")
    if day is None:
        return None
    if word in ("that", "same") and unit == "week":
        monday = moved(day, -day.weekday())
        return When(i, i + 2, monday.isoformat(), moved(monday, 6).isoformat(), "span")
    shift = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(word)
    if shift and unit in ("day", "night", "morning") and doc.word[i - 1 : i] in (["the"], ["this"], ["a"]):
        shown = moved(day, shift).isoformat()
        return When(i, i + 2, shown, shown, "point")
    return None


def the_week(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "Used 2,300 drones during the week", "over the week": the one that ends with the report."""
    led = doc.word[max(0, i - 2) : i] in (["during", "the"], ["over", "the"], ["throughout", "the"], ["for", "the"])
    follows = doc.word[i + 1] if i + 1 < last else "."
    if setting.published is None or not led or (follows[0].isalnum() and follows not in _AFTER_THE_WEEK):
        return None
    return When(i - 1, i + 1, moved(setting.published, -7).isoformat(), setting.published.isoformat(), "span")


_AFTER_THE_WEEK = frozenset({"in", "at", "near", "by", "and", "alone", "against", "on", "across", "with", "from"})


def day_before(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "the day before", "the night before": counted from what came before, else from the day of publication."""
    closed = i + 2 >= last or not doc.word[i + 2][0].isalnum() or doc.word[i + 2] in _CLAUSE_OPENERS
    if doc.word[i - 1 : i] != ["the"] or doc.word[i + 1 : i + 2] != ["before"] or not closed:
        return None
    origin = parsed(setting.anchor) or setting.published
    if origin is None:
        return None
    shown = moved(origin, -1).isoformat()
    return When(i, i + 2, shown, shown, "point")


def edge(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "the end of the year", "the beginning of this month", "the start of the week", "the year to date"."""
    published, word = setting.published, doc.word[i]
    if published is None:
        return None
    if word == "year":
        if doc.word[i + 1 : i + 3] != ["to", "date"]:
            return None
        return When(i, min(last, i + 3), f"{published.year:04d}-01-01", None, "since")
    j = i + 1
    if doc.word[j : j + 1] != ["of"] or j + 2 >= last:
        return None
    unit, end = doc.word[j + 2], word == "end"
    if doc.word[j + 1] == "last" and unit in ("year", "month"):
        year = published.year - 1
        shown = month_iso(year, 12 if end else 1) if unit == "year" else month_iso(published.year, published.month - 1)
        return When(i, j + 3, shown, shown, "point")
    return _edge_of_this(doc, i, j, published) if doc.word[j + 1] in ("the", "this") else None


def _edge_of_this(doc: Document, i: int, j: int, published: date) -> When | None:
    """The end or the start of the year, month or week at token j, or of the one that has just ended."""
    unit, end = doc.word[j + 2], doc.word[i] == "end"
    if doc.word[i] == "turn":
        shown = month_iso(published.year, 1)
        return When(i, j + 3, shown, shown, "point") if unit in ("year", "month") else None
    if unit == "year" and end and published.month <= _EARLY and not _PAST.isdisjoint(doc.word[max(0, i - 20) : i]):
        shown = month_iso(published.year - 1, 12)  # "were serving there at the end of the year", told in January
        return When(i, j + 3, shown, shown, "point")
    if unit == "year":
        shown = month_iso(published.year, 12) if end else f"{published.year:04d}-01-01"
    elif unit == "month":
        shown = published.isoformat()[:7] if end else published.isoformat()[:8] + "01"
    elif unit == "week":
        shown = moved(published, (6 if end else 0) - published.weekday()).isoformat()
    else:
        return None
    return When(i, j + 3, shown, shown, "future" if end else "point")


def week_to(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "the week to 22 May", "the week ending Sunday", "the month to 20 March", "the year to June"."""
    if i + 2 >= last or doc.word[i + 1] not in ("to", "ending", "ended", "of", "beginning", "starting", "from"):
        return None
    unit, j = doc.word[i], i + 2
    while j < last and doc.word[j] in ("on", "the"):
        j += 1
    when = read_day(doc, j, last, setting) if j < last else None
    if when is None or when.end is None:
        return None
    day = parsed(when.end)
    if unit == "week" and day is not None:
        forward = doc.word[i + 1] in ("of", "beginning", "starting", "from")
        start, end = (day, moved(day, 6)) if forward else (moved(day, -6), day)
        return When(i, when.last, start.isoformat(), end.isoformat(), "span")
    if unit == "month" and day is not None and doc.word[i + 1] in ("to", "ending", "ended"):
        return When(i, when.last, back(day, 1, "month"), when.end, "span")
    if unit == "year" and len(when.end) >= 7 and doc.word[i + 1] != "of":
        year, month = int(when.end[:4]), int(when.end[5:7])
        return When(i, when.last, month_iso(year, month - 11), when.end[:7], "span")
    return None


def whose_toll(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "the week's dead", "the month's casualties": of the week or month up to the day of publication."""
    counts = table("tolls") | table("registers")
    if doc.word[i + 1 : i + 2] != ["'s"] or counts.isdisjoint(doc.word[i + 2 : min(last, i + 4)]):
        return None
    published, anchor = setting.published, setting.anchor
    if published is None or doc.word[i - 1 : i] not in (["the"], ["this"]):
        return None
    if doc.word[i] == "month" and anchor is not None and len(anchor) == _MONTH:
        return When(i, i + 1, anchor, anchor, "span")
    return When(i, i + 1, back(published, 1, doc.word[i]), published.isoformat(), "span")


def stretch_to(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "the seven days to 8 June", "the 12 months ending in May"."""
    number = counted(doc, i, last) if doc.word[i - 1 : i] == ["the"] else None
    if number is None or doc.word[number.last + 1 : number.last + 2] not in (
        ["to"],
        ["ending"],
        ["ended"],
        ["through"],
    ):
        return None
    unit, j = doc.word[number.last], number.last + 2
    while j < last and (doc.word[j] in ("on", "in", "the", "early", "late") or doc.word[j] in table("parts")):
        j += 1
    when = read_day(doc, j, last, setting) if j < last else None
    day = parsed(when.end) if when is not None else None
    if when is None or when.end is None:
        return None
    if day is not None and spans()[unit] < 1:
        return When(i, when.last, back(day, number.value, unit), when.end, "span", "duration")
    if day is not None:
        return When(i, when.last, back(moved(day, 1), number.value, unit), when.end, "span")
    if not unit.startswith("month") or len(when.end) != 7:
        return None
    start = month_iso(int(when.end[:4]), int(when.end[5:7]) + 1 - int(min(number.value, 240)))
    return When(i, when.last, start, when.end, "span")


def read_day(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """A day, month or year by name that begins at token i."""
    word = doc.word[i]
    if word[0].isdecimal():
        return numeric(doc, i, last, setting)
    if word in months():
        return month_first(doc, i, last, setting)
    return weekday(doc, i, last, setting) if word in weekdays() else None


def read_time(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """The time expression that begins at token i, without what the words before it make of it."""
    if doc.digit[i]:
        return (
            numeric(doc, i, last, setting) or stretch_to(doc, i, last, setting) or counted_span(doc, i, last, setting)
        )
    for read in readers().get(doc.word[i], ()):
        when = read(doc, i, last, setting)
        if when is not None and when.last <= last:
            return when
    return None


_SMALL = ("a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "fifteen", "eighteen", "twenty", "several", "few", "half", "couple", "dozen", "thirty")  # fmt: skip


@cache
def readers() -> dict[str, tuple[Reader, ...]]:
    """By the word that a time expression begins with, the functions that may read it, in their order."""
    found: dict[str, list[Reader]] = {}

    def add(reader: Reader, *names: str) -> None:
        for name in names:
            found.setdefault(name, []).append(reader)

    add(weekday, *weekdays())
    add(month_first, *months())
    add(season, *seasons())
    add(part_of_month, "first", "second", "third", "fourth", "last", "final")
    add(part_of_year, "first", "second", "third", "fourth", "last", "final")
    add(anaphoric, "that", "same", "next", "following", "previous", "preceding")
    add(relative, "last", "this", "next", "previous", "past", "recent", "coming", "preceding", "current", "following",
        "earlier", "later", "early", "late")  # fmt: skip
    add(near_day, "today", "tonight", "yesterday", "tomorrow", "overnight", "weekend")
    add(edge, "end", "start", "beginning", "turn", "year")
    add(part_by_letter, "q", "h")
    add(week_to, "week", "month", "year")
    add(whose_toll, "week", "month")
    add(the_week, "week")
    add(day_before, "day", "night", "evening")
    add(stretch_to, *_SMALL)
    add(counted_span, *_SMALL)
    add(feast, *(word for word in feasts()))
    for word in ("since", "time"):  # read by their sentence
        found.setdefault(word, [])
    return {word: tuple(options) for word, options in found.items()}
