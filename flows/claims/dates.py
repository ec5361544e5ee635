"""When: the time expressions of a sentence, resolved against the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from flows.claims.lexicon import words
from flows.claims.numbers import read_number
from flows.claims.tokens import Document
from flows.claims.triggers import trigger_table

_LAST = frozenset({"last", "past", "previous", "preceding", "recent"})
_REPORT_VERBS = frozenset(
    [
        "said",
        "says",
        "told",
        "announced",
        "reported",
        "stated",
        "declared",
        "confirmed",
        "wrote",
        "tweeted",
        "posted",
        "added",
        "published",
        "claimed",
        "warned",
        "acknowledged",
        "admitted",
        "spoke",
        "released",
        "issued",
        "estimated",
        "assessed",
        "briefing",
        "statement",
        "update",
        "conference",
        "interview",
        "reporters",
        "journalists",
        "communique",
        "communiqué",
        "report",
        "post",
        "assessment",
        "dated",
        "bulletin",
        "announcement",
        "noted",
        "wrote",
        "cited",
        "speech",
        "address",
        "news",
        "television",
        "radio",
    ]
)


@dataclass(slots=True)
class When:
    """A time expression, tokens [first, last). `start` and `end` are ISO dates of the precision known, or None.

    `kind`: point (a day or a stretch that is named as a time), span ("over the past week"), since, until, future,
    and said (the time at which something was said, not at which it happened).
    """

    first: int
    last: int
    start: str | None
    end: str | None
    kind: str


def _iso(day: date) -> str:
    return day.isoformat()


def _month(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}"


@cache
def _tables() -> tuple[dict[str, int], dict[str, int], dict[str, list[int]], dict[str, int], frozenset[str]]:
    lists = words("dates")
    return lists["months"], lists["weekdays"], lists["seasons"], lists["spans"], frozenset(lists["parts"])


def find_dates(
    doc: Document, first: int, last: int, published: date | None, war_start: str | None = None
) -> list[When]:
    """The time expressions of a sentence, tokens [first, last); relative ones need `published`.

    `war_start` is the known start of the conflict that the text speaks of, for "since the start of the war".

    >>> doc = Document("Since 7 October and over the past 24 hours, and last fall, police said on Sunday.")
    >>> [(w.kind, w.start, w.end) for w in find_dates(doc, 0, len(doc), date(2025, 6, 16))]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('since', '2024-10-07', None), ('span', '2025-06-15', '2025-06-16'), ('point', '2024-09', '2024-11'),
     ('said', '2025-06-15', '2025-06-15')]
    """
    found: list[When] = []
    i = first
    while i < last:
        when = _since_event(doc, i, last, published, war_start)
        for read in _READERS if when is None else ():
            when = read(doc, i, last, published)
            if when:
                break
        if when is None:
            i += 1
            continue
        if when.kind != "since":
            _governed(doc, when, first, found)
        found.append(when)
        i = max(when.last, i + 1)
    return _joined(doc, found)


def _governed(doc: Document, when: When, first: int, found: list[When]) -> None:
    """Read the words before an expression: since, until, by, and the verbs of saying."""
    j = when.first - 1
    while j >= first and doc.word[j] in (
        "the",
        "on",
        "in",
        "late",
        "early",
        "of",
        "at",
        "mid",
        "about",
        "around",
        "end",
    ):
        j -= 1
    before = doc.word[j] if j >= first else ""
    if before == "since" or (
        before == "from" and doc.word[when.last : when.last + 1] in (["until"], ["to"], ["through"], ["till"])
    ):
        when.kind, when.end = "since", None
    elif before in ("until", "till", "through") or (before == "to" and found and found[-1].kind == "since"):
        when.kind, when.start = "until", None
    elif before == "by" and when.kind == "point":
        when.kind, when.start = "by", None
    elif before == "of" and j > first and doc.word[j - 1] == "as":
        when.kind, when.start = "until", None
    elif (when.kind in ("point", "span") and _said_before(doc, j, first)) or (
        when.kind == "point" and any(word in _REPORT_VERBS for word in doc.word[when.last : when.last + 1])
    ):
        when.kind = "said"


def _said_before(doc: Document, j: int, first: int) -> bool:
    """Whether a verb of saying stands before a time, with nothing that happened in between."""
    table = trigger_table()
    for k in range(j, max(first - 1, j - 6), -1):
        word = doc.word[k]
        if word in _REPORT_VERBS:
            return True
        if word in table or word in (",", ";", ":", "that") or word[0].isdecimal():
            return False
    return False


def _since_event(doc: Document, i: int, last: int, published: date | None, war_start: str | None) -> When | None:
    """ "since the war broke out in mid-April", "since the fighting resumed", "since then": a running total."""
    if doc.word[i] != "since":
        return None
    for j in range(i + 1, min(i + 10, last)):
        if doc.word[j] in (",", ".", ";", ":"):
            break
        for read in _READERS:
            when = read(doc, j, last, published)
            if when:
                return When(i, when.last, when.start, None, "since")
    words_after = doc.word[i + 1 : min(i + 9, last)]
    if (
        words_after[:1]
        and words_after[0] not in ("they", "it", "he", "she", "we")
        and any(w in _WARS for w in words_after)
    ):
        return When(i, i + 1, war_start, None, "since")
    if any(word in _BEGINNINGS for word in words_after) or words_after[:1] == ["then"]:
        return When(i, i + 1, None, None, "since")
    return None


_WARS = frozenset({"war", "invasion", "conflict", "fighting", "hostilities", "uprising", "coup", "genocide"})
_BEGINNINGS = frozenset(
    [
        "began",
        "begun",
        "started",
        "start",
        "beginning",
        "outbreak",
        "broke",
        "erupted",
        "resumed",
        "opened",
        "launched",
        "widened",
        "escalated",
        "campaign",
        "offensive",
    ]
)


def _joined(doc: Document, found: list[When]) -> list[When]:
    """ "from X until Y", "between 1979 and 1989", "16 to 22 May": two expressions are one span."""
    joined: list[When] = []
    for when in found:
        previous = joined[-1] if joined else None
        if previous and previous.kind == "since" and when.kind == "until" and when.first - previous.last <= 3:
            previous.end, previous.last = when.end, when.last
            continue
        between = doc.word[previous.last : when.first] if previous else []
        if previous and between == ["and"] and doc.word[previous.first - 1] == "between":
            previous.end, previous.last, previous.kind = when.end, when.last, "span"
            continue
        joined.append(when)
    return joined


def _explicit(doc: Document, i: int, last: int, published: date | None) -> When | None:
    """Days, months and years by name and number: "15 June 2025", "June 15", "in June", "2014"."""
    months = _tables()[0]
    word = doc.word[i]
    if word in months and (doc.upper[i] or doc.caps) and not (word in ("mar", "may", "sun") and _modal_may(doc, i)):
        return _month_first(doc, i, last, published)
    if not word.isdecimal():
        return None
    if len(word) <= 2 and 1 <= int(word) <= 31:
        j = i + 1
        if j < last and doc.gap[j] == "" and doc.word[j] in ("st", "nd", "rd", "th"):
            j += 1
        if j < last and doc.word[j] == "of":
            j += 1
        if (j < last and doc.word[j] in ("to", "and") and j + 1 < last and doc.word[j + 1].isdecimal()) or (
            j < last and doc.word[j].isdecimal() and doc.gap[j] == "-"
        ):
            k = j + 1 if doc.word[j] in ("to", "and") else j
            end = _day_first(doc, i, k + 1, last, published, int(doc.word[k]) if len(doc.word[k]) <= 2 else 0)
            if end and end.end and len(end.end) == 10:
                return When(i, end.last, end.end[:8] + f"{int(word):02d}", end.end, "span")
        return _day_first(doc, i, j, last, published, int(word))
    if len(word) == 4 and "1900" <= word <= "2100" and doc.word[i - 1 : i] != ["$"]:
        if i + 4 < last and doc.raw[i + 1] in "-/" and doc.raw[i + 3] in "-/":
            return None
        if i + 2 < last and doc.gap[i + 1] == "-" and doc.gap[i + 2] == "-" and len(doc.word[i + 1]) == 2:
            return _checked(i, i + 3, int(word), int(doc.word[i + 1]), doc.word[i + 2])
        if i + 1 < last and doc.gap[i + 1] == "-" and doc.raw[i + 1].isdecimal():
            return None
        if (doc.word[i - 1 : i] and doc.word[i - 1] in _YEAR_LEADS) or i == 0:
            return When(i, i + 1, word, word, "point")
    return None


_YEAR_LEADS = frozenset(
    [
        "in",
        "since",
        "of",
        "from",
        "until",
        "by",
        "to",
        "late",
        "early",
        "mid",
        "and",
        "during",
        "between",
        "through",
        "before",
        "year",
        "autumn",
        "summer",
        "winter",
        "spring",
        "fall",
    ]
)


def _modal_may(doc: Document, i: int) -> bool:
    if doc.word[i] != "may":
        return not doc.upper[i]
    following = doc.word[i + 1] if i + 1 < len(doc) else ""
    return following in ("be", "have", "not", "also", "well", "still", "yet")


def _month_first(doc: Document, i: int, last: int, published: date | None) -> When | None:
    month = _tables()[0][doc.word[i]]
    j = i + 1
    if j < last and doc.word[j] == ".":
        j += 1
    if j < last and doc.word[j].isdecimal() and len(doc.word[j]) <= 2 and 1 <= int(doc.word[j]) <= 31:
        day = int(doc.word[j])
        year, end = _year_after(doc, j + 1, last)
        return _dated(i, end or j + 1, year, month, day, published)
    year, end = _year_after(doc, i + 1, last)
    if year:
        return When(i, end, _month(year, month), _month(year, month), "point")
    if published is None:
        return None
    year = published.year if month <= published.month else published.year - 1
    lead = doc.word[i - 1] if i else ""
    if lead in ("next", "coming") or (lead == "by" and month > published.month and month - published.month < 7):
        year = published.year if month > published.month else published.year + 1
        return When(i, i + 1, _month(year, month), _month(year, month), "future")
    return When(i, i + 1, _month(year, month), _month(year, month), "point")


def _year_after(doc: Document, j: int, last: int) -> tuple[int, int]:
    if j < last and doc.word[j] in (",", "of"):
        j += 1
    if j < last and doc.raw[j].isdecimal() and len(doc.raw[j]) == 4 and "1800" <= doc.raw[j] <= "2100":
        return int(doc.raw[j]), j + 1
    return 0, 0


def _day_first(doc: Document, i: int, j: int, last: int, published: date | None, day: int) -> When | None:
    months = _tables()[0]
    if j < last and doc.word[j] in months and (doc.upper[j] or doc.caps) and day:
        year, end = _year_after(doc, j + 1, last)
        return _dated(i, end or j + 1, year, months[doc.word[j]], day, published)
    return None


def _dated(first: int, last: int, year: int, month: int, day: int, published: date | None) -> When | None:
    if not year and published is None:
        return None
    try:
        if year:
            found = date(year, month, day)
        else:
            assert published is not None  # noqa: S101 (for the type checker: see above)
            found = date(published.year, month, day)
            if found > published + timedelta(days=45):
                found = date(published.year - 1, month, day)
    except ValueError:
        return None
    kind = "point" if published is None or found <= published + timedelta(days=1) else "future"
    return When(first, last, _iso(found), _iso(found), kind)


def _checked(first: int, last: int, year: int, month: int, day: str) -> When | None:
    try:
        found = date(year, month, int(day))
    except ValueError:
        return None
    return When(first, last, _iso(found), _iso(found), "point")


def _weekday(doc: Document, i: int, last: int, published: date | None) -> When | None:
    weekdays = _tables()[1]
    if published is None or doc.word[i] not in weekdays or not (doc.upper[i] or doc.caps) or len(doc.word[i]) < 6:
        return None
    lead = doc.word[i - 1] if i else ""
    back = (published.weekday() - weekdays[doc.word[i]]) % 7
    if lead in ("next", "coming") or doc.word[i - 2 : i] == ["this", "coming"]:
        ahead = published + timedelta(days=(7 - back) or 7)
        return When(i, i + 1, _iso(ahead), _iso(ahead), "future")
    if lead == "last" and back == 0:
        back = 7
    if lead == "previous":
        back += 7
    day = published - timedelta(days=back)
    after = i + 1
    if after < last and doc.word[after] in _tables()[4]:
        after += 1
    return When(i, after, _iso(day), _iso(day), "point")


def _near_day(doc: Document, i: int, last: int, published: date | None) -> When | None:
    if published is None:
        return None
    word = doc.word[i]
    following = doc.word[i + 1] if i + 1 < last else ""
    if word in ("today", "tonight") or (word == "this" and following in _tables()[4]):
        return When(i, i + 1 + (word == "this"), _iso(published), _iso(published), "point")
    if word == "overnight":
        return When(i, i + 1, _iso(published), _iso(published), "point")
    if word == "yesterday" or (word == "last" and following in ("night", "evening")):
        day = published - timedelta(days=1)
        end = published if following == "night" else day
        return When(i, i + 1 + (word == "last"), _iso(day if word == "yesterday" else end), _iso(end), "point")
    if word == "tomorrow":
        day = published + timedelta(days=1)
        return When(i, i + 1, _iso(day), _iso(day), "future")
    if word == "weekend" and doc.word[i - 1 : i] and doc.word[i - 1] in ("the", "this", "last", "past"):
        sunday = published - timedelta(days=(published.weekday() + 1) % 7)
        return When(i, i + 1, _iso(sunday - timedelta(days=1)), _iso(sunday), "span")
    return None


def _calendar(doc: Document, i: int, last: int, published: date | None) -> When | None:
    """ "last year", "this month", "earlier this year", "so far this year", "last fall"."""
    if published is None or doc.word[i] not in (
        "last",
        "this",
        "next",
        "previous",
        "past",
        "earlier",
        "later",
        "early",
        "late",
    ):
        return None
    j = i
    early = doc.word[i] in ("earlier", "later", "early", "late")
    if early:
        j += 1
    if j + 1 >= last or doc.word[j] not in ("last", "this", "next", "previous", "past"):
        return None
    lead, unit = doc.word[j], doc.word[j + 1]
    seasons = _tables()[2]
    if unit == "year":
        year = published.year + {"last": -1, "previous": -1, "past": -1, "next": 1}.get(lead, 0)
        if lead == "past":
            return When(i, j + 2, _iso(published - timedelta(days=365)), _iso(published), "span")
        if doc.word[max(0, i - 2) : i] == ["so", "far"] or doc.word[max(0, i - 1) : i] == ["far"]:
            return When(i, j + 2, f"{published.year}-01-01", None, "since")
        if lead == "this":
            return When(i, j + 2, f"{year}-01", _iso(published)[:7], "point" if early else "span")
        return When(i, j + 2, str(year), str(year), "future" if lead == "next" else "point")
    if unit == "month":
        year, month = published.year, published.month + {"last": -1, "previous": -1, "next": 1}.get(lead, 0)
        year, month = (year - 1, 12) if month == 0 else (year + 1, 1) if month == 13 else (year, month)
        if lead == "past":
            return When(i, j + 2, _iso(published - timedelta(days=30)), _iso(published), "span")
        return When(i, j + 2, _month(year, month), _month(year, month), "future" if lead == "next" else "span")
    if unit == "week":
        monday = published - timedelta(days=published.weekday())
        if lead in ("last", "previous"):
            return When(i, j + 2, _iso(monday - timedelta(days=7)), _iso(monday - timedelta(days=1)), "span")
        if lead == "past":
            return When(i, j + 2, _iso(published - timedelta(days=7)), _iso(published), "span")
        return When(i, j + 2, _iso(monday), _iso(published), "future" if lead == "next" else "span")
    if unit in seasons:
        return _season(i, j + 2, lead, seasons[unit], published)
    if unit in _tables()[0] and doc.upper[j + 1]:
        month = _tables()[0][unit]
        year = published.year if month < published.month or lead == "this" else published.year - 1
        return When(i, j + 2, _month(year, month), _month(year, month), "point")
    return None


def _season(first: int, last: int, lead: str, span: list[int], published: date) -> When:
    start, end = span
    year = published.year
    started = published.month >= start if start <= end else published.month >= start or published.month <= end
    if lead == "this":
        if not started and start <= end:
            return When(first, last, _month(year, start), _month(year, end), "future")
        from_year = year - 1 if start > end and published.month <= end else year
    else:
        from_year = year if start <= end and published.month > end else year - 1
    to_year = from_year + 1 if start > end else from_year
    return When(first, last, _month(from_year, start), _month(to_year, end), "point")


def _span(doc: Document, i: int, last: int, published: date | None) -> When | None:
    """ "the past 24 hours", "the last two weeks", "in recent days", "three days ago", "the coming weeks"."""
    if published is None:
        return None
    spans = _tables()[3]
    word = doc.word[i]
    if word in ("recent",) and i + 1 < last and doc.word[i + 1] in spans:
        return When(i, i + 2, None, _iso(published), "span")
    if (
        word in ("coming", "next", "following")
        and i + 1 < last
        and doc.word[i + 1] in spans
        and doc.word[i + 1] not in ("day", "night")
    ):
        return When(i, i + 2, None, None, "future")
    if word in _LAST and i + 1 < last and (number := read_number(doc, i + 1)) and not number.share:
        unit = doc.word[number.last] if number.last < last else ""
        if unit in spans:
            days = max(1.0, number.value * spans[unit]) if spans[unit] else max(1.0, number.value / 24)
            start = published - timedelta(days=min(days, 36500))
            shown = _iso(start) if days < 28 else _iso(start)[:7] if spans[unit] < 365 else _iso(start)[:7]
            return When(i, number.last + 1, shown, _iso(published) if days < 28 else _iso(published)[:7], "span")
    if (word[0].isdecimal() or word.isalpha()) and i + 2 < last:
        number = read_number(doc, i) if word[0].isdecimal() or word in _SMALL else None
        if (
            number
            and number.last + 1 < last
            and doc.word[number.last] in spans
            and doc.word[number.last + 1] in ("ago", "earlier", "before")
        ):
            unit = doc.word[number.last]
            day = published - timedelta(days=min(number.value * max(spans[unit], 0), 36500))
            shown = _iso(day) if spans[unit] <= 7 else _iso(day)[:7] if spans[unit] <= 30 else str(day.year)
            return When(i, number.last + 2, shown, shown, "point")
    return None


_SMALL = frozenset(
    ["a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "several"]
)
_READERS: tuple[Callable[[Document, int, int, date | None], When | None], ...] = (
    _span, _calendar, _near_day, _weekday, _explicit,
)  # fmt: skip
