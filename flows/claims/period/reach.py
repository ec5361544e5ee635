"""Which time expression of a sentence is that of a figure's clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.period.calendars import When, months, weekdays
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers

_BREAKS = frozenset({"but", "while", "whereas", "when", "after", "before", ";", "which", "who", "as", "—", "whom",
                     "where"})  # fmt: skip
_LISTING = frozenset({"including", "among", "amongst"})
_AGAIN = openers() | {"and", "while", "but"}
_OF_PLACE = frozenset({"ahead", "front", "because", "behind", "instead"})
_COMPARING = frozenset(
    {
        ("up", "from"),
        ("down", "from"),
        ("as", "against"),
        ("compared", "with"),
        ("compared", "to"),
        ("contrast", "to"),
        ("opposed", "to"),
        ("unlike", "in"),
        ("unlike", "on"),
        ("as", "in"),
        ("as", "on"),
        ("than", "in"),
        ("than", "on"),
    }
)
_SUMMING = frozenset(words("timing")["summing"])
_TOLLS = frozenset(words("dates")["tolls"]) | {"number"}
_SUM = 6  # tokens: "bringing the overall death toll"
REACH = 120  # tokens
_LIMIT = 4.0


def in_reach(found: Sequence[When], figure: Figure) -> Sequence[When]:
    """The time expressions that stand near enough to a figure to be its own; all are in the order of the text."""
    if len(found) < 8:
        return found
    at = figure.quantity.first
    low = bisect_left(found, at - REACH, key=lambda when: when.first)
    return found[low : bisect_left(found, at + REACH, lo=low, key=lambda when: when.first)]


def nearest_date(doc: Document, found: Sequence[When], figure: Figure) -> When | None:
    """The time expression of a figure's clause; times of saying and of other things are none."""
    if (own := _of_the_compared(doc, found, figure)) is not None:
        return own
    best, best_cost = None, _LIMIT
    for when in in_reach(found, figure):
        if when.kind not in ("said", "aside") and not _tells_of_the_taking(doc, when, figure):
            cost = clause_cost(doc, when, figure, best_cost)
            if cost < best_cost:
                best, best_cost = when, cost
    return best


def _of_the_compared(doc: Document, found: Sequence[When], figure: Figure) -> When | None:
    """ "40 in the first half of 2025, compared with 31 in 2024": the time right behind the number compared with."""
    at, end = figure.quantity.first, figure.phrase.last
    if at < 2 or (doc.word[at - 2], doc.word[at - 1]) not in _COMPARING:
        return None
    behind = (when for when in found if 0 <= when.first - end <= _RIGHT_BEHIND and when.kind in ("point", "span"))
    when = next(behind, None)
    return when if when is not None and _STOPS.isdisjoint(doc.word[end : when.first]) else None


_RIGHT_BEHIND = 6  # tokens
_STOPS = frozenset({",", ";", ":", ")", "and", "but"})


def clause_cost(doc: Document, when: When, figure: Figure, limit: float = _LIMIT) -> float:
    """How far a time expression stands from a figure's clause: the lower, the closer; `limit` where it is farther."""
    first, last, cost = when.last, figure.quantity.first, 0.3
    behind = when.first >= last
    if behind:
        anchor = max(figure.phrase.last, figure.trigger.first if figure.trigger else 0)
        first, last, cost = min(anchor, when.first), max(anchor, when.first), 0.0
    elif not {"them", "whom"}.isdisjoint(doc.word[max(0, when.first - 4) : when.first]) and doc.word[first] == ",":
        cost += 2.5  # "four of them on Sunday, and wounded 17"
    cost += 0.05 * (last - first) + 0.4 * (when.free == "duration")
    if when.kind == "point" and len(when.end or when.start or "") == 4:
        cost += 0.8
    if not behind and doc.word[last - 1] == "against":
        cost += 3.0  # "180 since January, against 217 last year"
    before = ""
    for k in range(first, last):
        if cost >= limit:
            return limit
        word = doc.word[k]
        if word in _BREAKS:
            cost += _broken(doc, first, k, before, when if behind else None)
        elif word == ",":
            cost += 0.2
        elif not behind and _told_apart(doc, k, when):
            cost += _LIMIT
        elif word == "and" and before == ",":
            cost += 0.5
        elif behind and (_of_another(doc, before, k, figure, when) or _of_a_bare_part(doc, k, when)):
            cost += _LIMIT
        before = word
    return cost


def _tells_of_the_taking(doc: Document, when: When, figure: Figure) -> bool:
    """ "Freed 25 girls kidnapped a week earlier": the time is that of the participle behind those who were freed."""
    if "relative" in figure.extra and figure.trigger is not None:
        return figure.phrase.last <= when.first < figure.trigger.first
    if figure.metric not in _FREED or figure.side != "left":
        return False
    at = figure.phrase.last
    while doc.word[at : at + 1] and doc.word[at] in _WHO_WERE:
        at += 1
    between = doc.word[at : when.first]
    told = between[:1] and between[0] in _TAKEN and between[-1] not in ("and", ",")
    return bool(told) and months().keys().isdisjoint(between) and not doc.has(_WEEKDAYS, at, when.first)


_FREED = frozenset({"released", "returned", "bodies", "evacuated"})
_WEEKDAYS = frozenset(weekdays())
_WHO_WERE = frozenset({"who", "were", "was", "had", "been", "earlier"})
_TAKEN = frozenset({"abducted", "kidnapped", "seized", "captured", "taken", "arrested", "detained", "held", "snatched",
                    "conscripted", "recruited", "trafficked", "imprisoned", "jailed"})  # fmt: skip


def _counts_others(doc: Document, k: int, when: When) -> bool:
    """ "1.7 million, of whom 30,000 left in May": whether a relative clause has a number of its own and the time."""
    counted = any(doc.digit[n] or doc.word[n] in openers() for n in range(k + 1, when.first))
    return counted and "," not in doc.word[when.first - 2 : when.first]  # "of whom 12 were children, on Friday"


def _led_by_part(doc: Document, k: int, when: When) -> bool:
    """ "59 staff, 17 of whom were seized last week": the time is that of the part in front of the relative."""
    part = k > 1 and doc.word[k - 1] == "of" and (doc.digit[k - 2] or doc.word[k - 2] in openers())
    return part and not _set_off(doc, when, k)


_RELATIVE = frozenset({"where", "whom", "which", "who"})


def _broken(doc: Document, first: int, k: int, before: str, behind: When | None) -> float:
    """What it costs to cross the conjunction or relative at token k, on the way to a time that stands `behind`."""
    if doc.word[k] == ";":
        return 3.5
    if behind and doc.word[k] == "who" and not _LISTING.isdisjoint(doc.word[first:k]):
        return _LIMIT  # "40 rebels, among them three who were hanged on Friday"
    if behind and doc.word[k] in _RELATIVE and (_counts_others(doc, k, behind) or _led_by_part(doc, k, behind)):
        return _LIMIT
    if doc.word[k] == "where":
        return 0.0
    return 2.0 if behind and before == "of" else 0.5


def _of_another(doc: Document, before: str, k: int, figure: Figure, when: When) -> bool:
    """ "1,100 so far, most of them this month", "9,000, up from 7,500 on Friday": the time is the other figure's.

    And "killed 30, bringing the toll since May to 400".
    """
    part = before == "of" and doc.word[k] in ("them", "these") and _parts(doc, k, figure)
    against = before == "against" and (doc.digit[k] or doc.word[k] in openers())  # "killed 40, against 12 in May"
    compared = against or (before, doc.word[k]) in _COMPARING
    return (part and not _set_off(doc, when, k)) or compared or sums_up(doc, k)


def _told_apart(doc: Document, k: int, when: When) -> bool:
    """ "In January there were 70,000, now 15,000", "four died in the past 24 hours, bringing the total to 154"."""
    now = doc.word[k] == "now" and len(when.end or "") < 8
    return now or (when.kind == "span" and sums_up(doc, k))


def sums_up(doc: Document, k: int) -> bool:
    """Whether a verb at token k announces the sum of a toll: "bringing the number of the dead to", "took to 40 the"."""
    return doc.word[k] in _SUMMING and not _TOLLS.isdisjoint(doc.word[k + 1 : k + _SUM])


def _set_off(doc: Document, when: When, k: int) -> bool:
    """ "224, most of them civilians, since Friday": the time behind the aside is that of the whole."""
    at = when.first - (doc.word[when.first - 1] in ("on", "in", "over", "during"))
    if at - 1 > k and doc.word[at - 1] == ",":
        return True
    between = range(k + 1, when.first)
    return any(doc.word[i] == "," for i in between) and not any(doc.digit[i] or doc.word[i] in _AGAIN for i in between)


def _of_a_bare_part(doc: Document, k: int, when: When) -> bool:
    """ "300 men, including 40 over the past day": the time stands right behind the number of the part."""
    if doc.word[k] not in _LISTING:
        return False
    at = k + 2 if doc.word[k + 1] in ("them", "these") else k + 1
    if not (doc.digit[at] or doc.word[at] in openers()):
        return False
    return stands_right_behind(doc, at + 1, when)


def stands_right_behind(doc: Document, end: int, when: When) -> bool:
    """Whether nothing but a preposition stands between token `end` and a time: "40 | over the past day"."""
    return 0 <= when.first - end <= len(_LEADING) and _LEADING.issuperset(doc.word[end : when.first])


_LEADING = frozenset({"in", "on", "over", "during", "within", "the"})


def _parts(doc: Document, k: int, figure: Figure) -> bool:
    """Whether "of them" tells of a part that has the time behind it for itself, and not of the figure's own."""
    return k > figure.quantity.last + 1 and doc.word[k - 2] not in _OF_PLACE


__all__ = ["REACH", "clause_cost", "in_reach", "nearest_date", "stands_right_behind"]
__all__ = ["REACH", "clause_cost", "in_reach", "nearest_date", "sums_up"]
