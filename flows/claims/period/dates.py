"""When: the time expressions of a sentence, resolved against the day of publication."""

from __future__ import annotations

from datetime import date
from functools import cache

from flows.claims.period.calendars import Setting, When, moved, parsed, spans, table, weekdays
from flows.claims.period.counted import counted_span
from flows.claims.period.datespans import joined
from flows.claims.period.sayings import is_saying
from flows.claims.period.starts import begun_war, compared, since, war_begun_by
from flows.claims.period.timereaders import read_time, readers
from flows.claims.text.grammar import AUXILIARIES
from flows.claims.text.tokens import DIGITS, Document

# No news is printed in other years; "last year" has no place at the ends of a calendar.
_WEEK = 7
_DATING = frozenset({"date", "dates", "dated", "dating", "go", "goes", "going", "went", "reach", "reaches"})
_ONWARDS = (["on"], ["onwards"], ["onward"])
_NOW = frozenset({"now", "date", "present", "day"})
_RANKS = frozenset({"second", "third", "fourth", "fifth", "sixth", "latest"})  # "the second in a fortnight"
_POINTING = frozenset({"that", "same"})
_HUNG = frozenset({"after", "before", "when", "following", "since"})
_NEWS_YEARS = range(1000, 9000)


def find_dates(
    doc: Document, first: int, last: int, published: date | None, war_start: str | None = None, *,
    anchor: str | None = None, count_start: str | None = None, openings: list[int] | None = None,
) -> list[When]:  # fmt: skip
    """The time expressions of a sentence, tokens [first, last); relative ones need `published`.

    `war_start` is the known start of the conflict that the text speaks of, for "since the start of the war"; `anchor`
    the time that it spoke of last, for "since then" and "that day"; `count_start` where its last running total begins;
    `openings` what `time_openings` gives, if the caller has asked.

    >>> doc = Document("Since 7 October and over the past 24 hours, and last fall, police said on Sunday.")
    >>> [(w.kind, w.start, w.end) for w in find_dates(doc, 0, len(doc), date(2025, 6, 16))]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('since', '2024-10-07', None), ('span', '2025-06-15', '2025-06-16'), ('point', '2024-09', '2024-11'),
     ('said', '2025-06-15', '2025-06-15')]
    """
    if published is not None and published.year not in _NEWS_YEARS:
        published = None
    setting = Setting(published, war_start, anchor, count_start)
    found: list[When] = []
    resume = first
    for i in time_openings(doc, first, last) if openings is None else openings:
        if i < resume:
            continue
        when = _read(doc, i, first, last, found, setting)
        if when is not None:
            found.append(when)
            resume = max(when.last, i + 1)
            if (
                when.kind == "since"
                and when.start
                and i > first + 1
                and doc.word[when.last : when.last + 2] == [",", "when"]
            ):
                found.append(When(when.last, when.last + 2, when.start, when.start, "point"))  # "…, when two fell"
    return joined(doc, found)


def time_openings(doc: Document, first: int, last: int) -> list[int]:
    """The tokens of a sentence that a time expression can begin with."""
    return doc.among(_openings() if doc.has(_units(), first, last) else _openings_without_unit(), first, last)


@cache
def _openings() -> frozenset[str]:
    return frozenset({*readers(), DIGITS})


@cache
def _units() -> frozenset[str]:
    return frozenset(spans())


@cache
def _openings_without_unit() -> frozenset[str]:
    """Those that can begin a time expression without a unit of time behind them: "two" cannot, "two days ago" can."""
    return frozenset({*(word for word, options in readers().items() if options != (counted_span,)), DIGITS})


_BACK, _COUNTED = frozenset({"earlier", "previously"}), 4  # "5,133 in 2020, up from 3,479 a year earlier"


def _read(doc: Document, i: int, first: int, last: int, found: list[When], setting: Setting) -> When | None:
    """The time expression at token i, with what the words before it make of it."""
    word = doc.word
    if word[i] == "since":
        when = _since(doc, i, last, found, setting)
    elif word[i] == "time":
        if not found or found[-1].kind == "said" or word[max(0, i - 2) : i] not in (["at", "the"], ["at", "that"]):
            return None
        return When(i, i + 1, found[-1].start, found[-1].end or found[-1].start, "point")
    else:
        when = _read_told(doc, i, first, last, found, setting)
    if when is not None and when.free == "duration" and found and _is_past_year(found[-1], setting):
        when.start = when.end = found[-1].start  # "in the war of 2020 6,500 were killed in six weeks"
    if when is not None and when.kind == "since" and compared(doc, i, first):
        when.kind = "aside"
        if "when" in doc.word[when.last : when.last + 4]:
            when.kind, when.end = "point", when.start  # "the worst since 2019, when 40 died"
    return when


def _is_past_year(when: When, setting: Setting) -> bool:
    year = when.start if when.start == when.end and when.kind == "point" else None
    return year is not None and len(year) == 4 and setting.published is not None and int(year) < setting.published.year


def _read_told(doc: Document, i: int, first: int, last: int, found: list[When], setting: Setting) -> When | None:
    """The time expression at token i that the ones before it in the sentence may date."""
    word, before = doc.word, found[-1] if found else None
    told = before is not None and before.end and before.kind in ("point", "said")
    if told and before and (word[i] in _POINTING or not _BACK.isdisjoint(word[i + 1 : i + _COUNTED])):
        setting = setting._replace(anchor=before.end)  # "in June 2021, and another that November"
    when = read_time(doc, i, last, setting)
    if when is None:
        return None
    if before is not None and when.free == "week" and not _HUNG.isdisjoint(word[before.last : i]):
        _count_from(when, before, setting)
    if before is not None and when.free == "year" and when.first - before.last <= _BESIDE:
        _of_the_year(when, before)
    _govern(doc, when, first, last, found, setting)
    ranked = when.free == "duration" and not _RANKS.isdisjoint(doc.word[when.first - 3 : when.first])
    if when.kind == "span" and (ranked or compared(doc, when.first, first, ranked=when.free != "duration")):
        when.kind = "aside"  # "the worst to strike the town in two years"
    elif when.kind == "span" and when.start == when.end and len(when.end or "") == 10:
        when.kind = "point"  # "the last day of December"
    return when


def _since(doc: Document, i: int, last: int, found: list[When], setting: Setting) -> When | None:
    """Where a count begins; "the truce of July 2015 broke: 7,152 have been killed since in clashes" tells it before."""
    when = since(doc, i, last, setting)
    if when is not None and when.start is None and found and doc.word[i + 1] in _BARE:
        when.start = found[-1].start
    return when


def _of_the_year(when: When, year: When) -> None:
    """ "Last year's clash, in April": the month of the year named just before."""
    if year.start == year.end and len(year.end or "") == 4 and len(when.end or "") == 7 and when.kind == "point":
        when.start = when.end = f"{year.end}{(when.end or '')[4:]}"


def _count_from(when: When, dated: When, setting: Setting) -> None:
    """ "8 January was the second day of attacks after schools were hit on Tuesday": the Tuesday before that day."""
    day, shown, published = parsed(dated.end), parsed(when.end), setting.published
    if day is None or shown is None or published is None or dated.free == "week" or (published - day).days < _WEEK:
        return
    when.start = when.end = moved(day, -((day.weekday() - shown.weekday()) % _WEEK)).isoformat()


def _govern(doc: Document, when: When, first: int, last: int, found: list[When], setting: Setting) -> None:
    """What the words before an expression make of it: until, by, before; said; or the time of something else."""
    if when.kind == "since":
        return
    j = _before(doc, when, first)
    before = doc.word[j] if j >= first else ""
    earlier = doc.word[j - 1] if j > first else ""
    if setting.published is not None and earlier == "now" and before in ("and", "until", "to"):
        when.kind, when.start = "future", setting.published.isoformat()
    if when.kind == "point" and not when.free and _ahead(when, setting):
        when.kind = "future"
    if when.kind == "future":
        return
    opened = bool(found) and found[-1].kind == "from"
    if before == "from" and earlier in _DATING:
        when.kind, when.start = "until", None  # "its latest count dates from September"
    elif earlier == "back" and before == "to" and when.kind == "point" and _counts_back(doc, j, first):
        when.kind, when.end = "since", None  # "the count goes back to October 2023"
    elif before == "from" and when.kind == "point" and _to_this_day(doc, when.last):
        when.kind, when.end = "since", None  # "from August on", "from 20 January to this day"
    elif before == "from":
        when.kind = "from" if when.kind == "point" else when.kind
    elif _closes(doc, j, before, earlier, opened=opened) or (when.kind == "point" and _ended_war(doc, j, first)):
        when.kind, when.start = "until", None
    elif before == "by" and when.kind == "point":
        when.kind, when.start = "by", None
    elif before in ("before", "prior") and (day := _told_before(doc, when, j)):
        when.kind, when.start, when.end = "until", None, moved(day, -1).isoformat()
    else:
        when.kind, when.end = _mentioned(doc, when, j, first, last, found)


def _told_before(doc: Document, when: When, j: int) -> date | None:
    """The day that "before Monday" and "before this week" reach up to; "before dawn on Monday" is on that day."""
    if doc.word[j + 1] in table("parts") or not (
        when.kind == "span" or (when.kind == "point" and when.start == when.end)
    ):
        return None
    return parsed(when.start)


def _to_this_day(doc: Document, i: int) -> bool:
    """Whether what follows lets a stretch go on until now: "on", "to this day", "up to now", "to date"."""
    if doc.word[i : i + 1] in _ONWARDS:
        return True
    behind = doc.word[i : i + 4]
    opened = behind[:1] in (["to"], ["until"], ["till"], ["up"], ["through"])
    return opened and not _NOW.isdisjoint(behind[1:]) and "that" not in behind


def _counts_back(doc: Document, j: int, first: int) -> bool:
    """ "the count goes back to": a list or a toll that is kept since then."""
    lists = table("tolls") | table("registers")
    return doc.word[j - 2] in _DATING and not lists.isdisjoint(doc.word[max(first, j - 7) : j - 2])


def _ended_war(doc: Document, j: int, first: int) -> bool:
    """ "The civil war, which ended in 1996": what it has cost was counted until then."""
    return j >= first and doc.word[j] in table("endings") and begun_war(doc, j, first)


def _closes(doc: Document, j: int, before: str, earlier: str, *, opened: bool) -> bool:
    """ "until", "up to", "as of", and "to" behind an opened "from"."""
    if before in ("until", "till", "through", "til"):
        return True
    as_of = before == "as" and doc.word[j + 1] in ("of", "at") and earlier not in ("many", "much", "high")
    return (before == "to" and (earlier == "up" or opened)) or as_of


def _mentioned(doc: Document, when: When, j: int, first: int, last: int, found: list[When]) -> tuple[str, str | None]:
    """Kind and end of a time by what it hangs on: a saying, something only mentioned, a war that began then."""
    before = doc.word[j] if j >= first else ""
    if j - 2 >= first and doc.upper[j] and doc.word[j - 1] in ("in", "at"):
        before = doc.word[j - 2]  # "agreed in Istanbul on 16 May"
    plain = when.kind in ("point", "span")
    if before in table("asides") or (plain and _replied(doc, j, first)):
        return "aside", when.end
    following = (
        doc.word[when.last + 1 : min(last, when.last + 3)] if doc.word[when.last : when.last + 1] == ["'s"] else []
    )
    if not table("gatherings").isdisjoint(following):
        return "aside", when.end  # "postponed Monday's summit"
    if plain and is_saying(doc, when, j, first, last):
        return "said", when.end
    listed = before in table("registers") and not table("beginnings").isdisjoint(doc.word[max(first, j - 2) : j])
    if (listed and when.kind == "point") or (before in table("beginnings") and begun_war(doc, j, first)):
        return "since", None
    if when.kind == "point" and war_begun_by(doc, j, first):
        return "since", None
    if len(when.end or "") == 4 and found and found[-1].kind == "aside" and when.first - found[-1].last <= 5:
        return "aside", when.end  # "one born in 1999, the other in 2005"
    return when.kind, when.end


def _ahead(when: When, setting: Setting) -> bool:
    """Whether a month or year by its full name has not begun at the day of publication."""
    start = when.start or ""
    return setting.published is not None and start[:7] > setting.published.isoformat()[: len(start[:7])]


def _before(doc: Document, when: When, first: int) -> int:
    """The word that a time hangs on, behind "on the night of" and the like."""
    glue, j = table("glue"), when.first - 1
    first = max(first, j - 8)
    while j >= first and (doc.word[j] in glue or doc.word[j] in weekdays()) and not (
        doc.word[j] in ("of", "at") and j > first and doc.word[j - 1] == "as"
    ):  # fmt: skip
        j -= 1
    if j >= first and doc.word[j] in ("of", "at"):
        j -= 1
    return j


def _replied(doc: Document, j: int, first: int) -> bool:
    """ "in answer to the strike of 3 May": the time of what was replied to."""
    stop = max(first, j - 5)
    for k in range(j, stop - 1, -1):
        if doc.word[k] in AUXILIARIES or doc.word[k] in (",", ";", ":", "."):
            return False
        if doc.word[k] in table("replies"):
            return doc.word[k + 1 : k + 2] in (["to"], ["for"]) or doc.word[k].startswith(
                ("aveng", "commem", "retaliat")
            )
    return False


_BESIDE = 4  # tokens
_BARE = frozenset({"in", "by", "at", "on", "through"})


__all__ = ["When", "find_dates"]
