"""Stretches with a number: "two days ago", "within a few days", "five weeks of war", "the first half of 2024"."""

from __future__ import annotations

from flows.claims.period.calendars import (
    Setting,
    When,
    back,
    day_of,
    first_day,
    month_iso,
    months,
    moved,
    parsed,
    spans,
    table,
)
from flows.claims.text.grammar import PREPOSITIONS
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import Number, read_number

_HALF = 6  # months ahead that a month without its year may lie
_LEAD = 5  # sentences that tell how long ago it was
_DAYS = frozenset({"day", "days", "night", "nights", "week", "weeks"})
_WITHIN = frozenset({"in", "within", "over", "during"})


def counted(doc: Document, i: int, last: int) -> Number | None:
    """A number with a unit of time right behind it."""
    if i + 1 >= last or not (doc.word[i][0].isalnum()):
        return None
    if doc.word[i] == "half" and i + 2 < last and doc.word[i + 1] in ("a", "an") and doc.word[i + 2] in spans():
        return Number(i, i + 2, 0.5)
    number = Number(i, i + 1, 1.0) if doc.word[i] in ("a", "an") and doc.word[i + 1] in spans() else read_number(doc, i)
    if number is None or number.share or number.last >= last or doc.word[number.last] not in spans():
        return None
    return number


_DAY_LONG = 24  # hours


def counted_span(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "two days ago", "48 hours earlier", "within a few days", "in the five weeks of war"."""
    published = setting.published
    if published is None or spans().keys().isdisjoint(doc.word[i + 1 : min(last, i + 4)]):
        return None
    number = counted(doc, i, last)
    if number is None:
        return None
    unit, stop = doc.word[number.last], number.last + 1
    following = doc.word[stop] if stop < last else ""
    closed = doc.word[stop + 1 : stop + 2] in ([","], ["."], [";"])
    if following in ("ago", "earlier", "previously") or (following == "before" and closed):
        return _ago(i, stop, following, number.value, unit, setting)
    if following == "after" and _opens_lead(doc, i):
        shown = back(published, number.value, unit)  # "A week after the raid, the dead are still being counted"
        begun = _after_a_beginning(doc, stop + 1, last) if spans()[unit] >= 1 and number.value > 1 else 0
        return When(i, begun or stop, shown, None if begun else shown, "since" if begun else "point")
    if following == "later" and (anchor := parsed(setting.anchor)) and unit in _DAYS:
        shown = moved(anchor, number.value * max(1, spans()[unit])).isoformat()
        return When(i, stop + 1, shown, shown, "point") if shown <= published.isoformat() else None
    what = _what_lasted(doc, stop, last) if doc.gap[number.last] == "-" else following
    if following in ("before", "later", "after", "old") or _lasted(doc, number, what):
        return None
    if doc.gap[number.last] == "-" and _goes_on_for(unit, what):
        return When(i, stop + 1, None, None, "since")  # "the five-year war"
    if spans()[unit] >= 1 and (_tolled(doc, i) or _over(doc, i) or _at_war(doc, i)):
        return When(i, stop, back(published, number.value, unit), None, "since")
    war = _of_war(doc, stop, last)
    if war and spans()[unit] >= 1:
        shown, known = back(published, number.value, unit), setting.war_start
        near = known is not None and abs(_month_count(known) - _month_count(shown)) <= 6
        return When(i, war, known if near else shown, None, "since")
    k = i - 1
    while k >= 0 and i - k <= 4 and doc.word[k] in table("span_glue"):
        k -= 1
    if k >= 0 and doc.word[k] in _WITHIN and following not in ("in", "away", "into"):
        return When(i, stop, back(published, number.value, unit), published.isoformat(), "span", "duration")
    return None


def _what_lasted(doc: Document, i: int, last: int) -> str:
    """The noun of "the 36-year civil war", "a three-day joint operation": the first of its kind behind adjectives."""
    known = [table(name) for name in ("events", "wars", "campaigns", "histories")]
    for k in range(i, min(last, i + _ADJECTIVES + 1)):
        if any(doc.word[k] in nouns for nouns in known):
            return doc.word[k]
        if not doc.word[k].isalpha() or doc.word[k] in PREPOSITIONS:
            break
    return doc.word[i] if i < last else ""


_ADJECTIVES = 2


def _goes_on_for(unit: str, following: str) -> bool:
    """Whether what took so long is counted from it: "five-day war", "five-month battle", not "five-day battle"."""
    long = following in table("events") and spans()[unit] > 1
    return long or any(following in table(name) for name in ("wars", "campaigns", "histories"))


def _lasted(doc: Document, number: Number, following: str) -> bool:
    """ "the three-day battle", "massacred hundreds in a day": how long something took, not when it was."""
    i, unit = number.first, doc.word[number.last]
    if spans()[unit] > 1:
        return False
    if spans()[unit] < 1 and number.value < _DAY_LONG:
        return True  # "in seven hours of fighting"
    if doc.gap[number.last] == "-" and following in table("events"):
        return True
    return number.value == 1 and doc.word[i - 1 : i] == ["in"] and "single" not in doc.word[i : number.last]


def _ago(i: int, stop: int, following: str, number: float, unit: str, setting: Setting) -> When | None:
    """ "two days ago" from the day of publication, "two days earlier" from the day told before."""
    published = setting.published
    anchor = setting.anchor if following != "ago" else None
    if anchor is not None and spans()[unit] >= 30:
        anchor = first_day(anchor)
    origin = parsed(anchor) or published
    if published is None or origin is None:
        return None
    shown, size = back(origin, number, unit), spans()[unit]
    if size >= 365 and number < 1:
        shown = month_iso(published.year, published.month - round(12 * number))  # "half a year ago"
    elif size >= 30:
        shown = shown[:4] if size >= 365 else shown[:7]
    return When(i, stop + 1, shown, shown, "point")


def _opens_lead(doc: Document, i: int) -> bool:
    """Whether token i opens one of the first sentences, a date line aside."""
    opens = i == doc.sentences[doc.sentence_of[i]][0] or doc.word[i - 1] in ("—", "–", "-")
    return opens and doc.sentence_of[i] < _LEAD


def _after_a_beginning(doc: Document, i: int, last: int) -> int:
    """ "Ten days after the first tanks rolled in": where a clause ends that tells what has gone on since; else 0."""
    stop = next((k for k in range(i, min(last, i + _CLAUSE)) if doc.word[k] == ","), min(last, i + _CLAUSE))
    begun = any(doc.word[k] in _BEGAN and doc.word[k + 1 : k + 2] != ["fire"] for k in range(i, stop))
    return stop if begun else 0


_CLAUSE = 14  # tokens
_BEGAN = frozenset({"began", "begun", "started", "launched", "broke", "erupted", "opened", "invaded", "outbreak",
                    "rolled", "crossed", "flared", "intensified", "landed", "coup", "takeover", "uprising",
                    "beginning", "start"})  # fmt: skip


def _tolled(doc: Document, i: int) -> bool:
    """ "the toll after 13 days": counted since the fighting began."""
    return doc.word[i - 1 : i] == ["after"] and not table("tolls").isdisjoint(doc.word[max(0, i - 7) : i - 1])


def _over(doc: Document, i: int) -> bool:
    """ "the siege was over after 106 days": it began so long ago."""
    return doc.word[i - 1 : i] == ["after"] and not table("endings").isdisjoint(doc.word[max(0, i - 5) : i - 1])


def _at_war(doc: Document, i: int) -> bool:
    """ "for seven years the rebels have been at war", "the conflict has gone on for seven years"."""
    if doc.word[i - 1 : i] != ["for"]:
        return False
    first, last = doc.sentences[doc.sentence_of[i]]
    around = doc.word[max(first, i - 12) : min(last, i + 12)]
    return not table("war_contexts").isdisjoint(around) and not {"have", "has"}.isdisjoint(around)


def _month_count(iso: str) -> int:
    return int(iso[:4]) * 12 + int(iso[5:7] or 1)


def _of_war(doc: Document, stop: int, last: int) -> int:
    """Where "of war" or "of Russia's assault" ends behind a stretch; 0 where nothing such follows."""
    if doc.word[stop : stop + 1] not in (["of"], ["into"]):
        return 0
    for k in range(stop + 1, min(last, stop + 6)):
        if doc.word[k] in table("wars") or doc.word[k] in table("turmoil") or doc.word[k] in ("bombardment", "siege"):
            return k + 1
        if doc.word[k] in (",", ".", ";"):
            break
    return 0


def part_of_year(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "the first half of 2024", "the third quarter of last year", "the first five months of this year"."""
    rank = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}[doc.word[i]]
    if i + 1 >= last:
        return None
    unit, j = doc.word[i + 1], i + 2
    if unit == "half" and rank <= 2:
        span = (6 * rank - 5, 6 * rank)
    elif unit == "quarter":
        span = (3 * rank - 2, 3 * rank)
    elif (
        rank == 1 and (number := counted(doc, i + 1, last)) and doc.word[number.last] == "months" and number.value <= 12
    ):
        span, j = (1, max(1, int(number.value))), number.last + 1
    else:
        return None
    if doc.word[j : j + 1] != ["of"] or j + 1 >= last:
        return _latest(i, j, span, setting) if unit in ("half", "quarter") and doc.word[i - 1 : i] == ["the"] else None
    j += 1 + (doc.word[j + 1] == "the")
    published, year = setting.published, 0
    if j < last and len(doc.word[j]) == 4 and doc.word[j].isdecimal() and doc.word[j][:2] in ("19", "20"):
        year, stop = int(doc.word[j]), j + 1
    elif published is not None and j < last and (doc.word[j] in ("this", "last", "year")):
        year, stop = published.year - (doc.word[j] == "last"), j + 1 + (doc.word[j] != "year")
    if not year:
        return None
    return When(i, stop, month_iso(year, span[0]), month_iso(year, span[1]), "span")


def part_of_month(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "the first week of December", "the last three days of May 2024", "the second half of June"."""
    rank, j = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 5, "final": 5}[doc.word[i]], i + 1
    number = counted(doc, j, last) if rank in (1, 5) else None
    j = number.last if number is not None else j
    unit = doc.word[j] if j < last else ""
    if doc.word[j + 1 : j + 2] != ["of"] or j + 2 >= last or doc.word[j + 2] not in months():
        return None
    month, stop = months()[doc.word[j + 2]], j + 3
    year = doc.word[stop] if stop < last and len(doc.word[stop]) == 4 and doc.word[stop].isdecimal() else ""
    published = setting.published
    ahead = 0 < month - published.month < _HALF if published is not None else True
    if not year and (published is None or ahead):
        return None
    told = int(year) if year else published.year - (month > published.month) if published else 0
    length = _length(unit, number.value if number is not None else 1.0)
    first, end = day_of(told, month, 1), parsed(_month_end(told, month))
    if not length or first is None or end is None:
        return None
    start = moved(end, 1 - length) if rank == 5 else moved(first, length * (rank - 1))
    closing = end if unit == "half" and rank == 2 else min(end, moved(start, length - 1))
    return When(i, stop + bool(year), start.isoformat(), closing.isoformat(), "span")


def _length(unit: str, number: float) -> int:
    days = {"week": 7, "weeks": 7, "day": 1, "days": 1, "half": 15, "fortnight": 14}.get(unit, 0)
    vague = unit in ("days", "weeks") and number == 1.0  # "the last days of June"
    return 0 if vague or days * number > 28 else int(days * number)


def _month_end(year: int, month: int) -> str | None:
    following = day_of(year + month // 12, month % 12 + 1, 1)
    return moved(following, -1).isoformat() if following is not None else None


def _latest(first: int, last: int, span: tuple[int, int], setting: Setting) -> When | None:
    """ "in the second quarter": the latest one that has begun."""
    published = setting.published
    if published is None:
        return None
    year = published.year - (span[0] > published.month)
    return When(first, last, month_iso(year, span[0]), month_iso(year, span[1]), "span")


def part_by_letter(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "Q1 2025", "H2": quarters and halves of a year."""
    months_of, rank = 3 if doc.word[i] == "q" else 6, doc.word[i + 1] if i + 1 < last else ""
    if i + 1 >= last or not doc.upper[i] or rank not in "1234"[: 12 // months_of] or doc.gap[i + 1] != "" or not rank:
        return None
    span = (months_of * (int(rank) - 1) + 1, months_of * int(rank))
    year = doc.word[i + 2] if i + 2 < last else ""
    if len(year) == 4 and year.isdecimal() and year[:2] in ("19", "20"):
        return When(i, i + 3, month_iso(int(year), span[0]), month_iso(int(year), span[1]), "span")
    return _latest(i, i + 2, span, setting)
