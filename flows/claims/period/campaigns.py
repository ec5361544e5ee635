"""The campaign whose balance a text draws: begun on a day, and over by now; its figures count the whole of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from flows.claims.lexicon import Phrases, words
from flows.claims.period.calendars import When, first_day, parsed, table
from flows.claims.period.timed import SUBJECT, Timing
from flows.claims.text.tokens import Document

_OPENING = 4  # sentences
_SHORT = 2  # days: what began yesterday is one event
_LONG = 400  # days
_MONTH = 7  # letters of "2025-06"
_BY = 6  # tokens from a beginning to its day
_AFTER = frozenset({"after", "before", "when", "until"})
_FOUGHT = frozenset({"battle", "battles", "war", "wars", "manhunt", "hunt", "rising", "assault", "raid", "operations"})


def campaign_of(
    doc: Document, title: Document | None, find: Callable[[int], Sequence[When]], published: date | None
) -> Timing | None:
    """ "Operation Serval, launched on 11 January, is over. Three soldiers died": the stretch that the text counts."""
    if published is None:
        return None
    opening = range(min(_OPENING, len(doc.sentences)))
    if (told := _conducted(doc, opening, find)) is not None:
        return told
    if not _over(doc, title, opening):
        return None
    start = _begun(doc, opening, find) or _begun_later(doc, find)
    day = parsed(first_day(start)) if start is not None else None
    if start is None or day is None or not _SHORT <= (published - day).days <= _LONG:
        return None
    return Timing("cumulative", start, published.isoformat(), SUBJECT)


def _conducted(doc: Document, opening: range, find: Callable[[int], Sequence[When]]) -> Timing | None:
    """ "conducted an operation at Moura from 23 to 31 March": the days that its result is one of."""
    for n in opening:
        first, last = doc.sentences[n]
        if not (doc.has(_conducting(), first, last) and doc.has(_fought(), first, last)):
            continue
        for when in find(n):
            start, end = parsed(when.start), parsed(when.end)
            days = (end - start).days if start and end else 0
            if when.kind == "span" and when.free != "duration" and _SHORT <= days <= _LONG:
                return Timing("period", when.start, when.end, SUBJECT)
    return None


def _over(doc: Document, title: Document | None, opening: range) -> bool:
    """Whether title or opening say that a campaign has come to its end."""
    begin, near, end = (doc.sentences[n][k] for n, k in ((0, 0), (min(1, opening[-1]), 1), (opening[-1], 1)))
    told = [(doc, begin, end, _ending("over")), (doc, begin, near, _ending("quitted"))]
    if title is not None:
        told += [(title, 0, len(title), _ending("over")), (title, 0, len(title), _ending("quitted"))]
    return any(
        phrases.at(text.word, i) and not _hung(text.word[max(first, i - _BY) : i])
        for text, first, last, phrases in told
        for i in text.among(phrases.openings, first, last)
    )


def _hung(lead: list[str]) -> bool:
    """ "Two weeks after the troops withdrew from the base": whether an ending only dates something else."""
    clause = lead[len(lead) - lead[::-1].index(",") :] if "," in lead else lead
    return not _AFTER.isdisjoint(clause)


def _begun(doc: Document, opening: range, find: Callable[[int], Sequence[When]]) -> str | None:
    """The day on which the opening lets a campaign begin."""
    for n in opening:
        first, last = doc.sentences[n]
        for when in find(n):
            start, since = when.start or "", when.kind == "since" or doc.word[when.first] == "since"
            fought = doc.has(_fought(), first, last) or "after" in doc.word[when.first : when.last]
            if since and len(start) >= _MONTH and fought:
                return start
    return None


def _begun_later(doc: Document, find: Callable[[int], Sequence[When]]) -> str | None:
    """ "The operation had begun on Monday": the day of a beginning told anywhere in the text."""
    for n in sorted({doc.sentence_of[i] for i in doc.where(table("beginnings"))}):
        first, last = doc.sentences[n]
        if not doc.has(_fought(), first, last):
            continue
        for when in find(n):
            led = doc.word[max(first, when.first - _BY) : when.first]
            if when.kind == "point" and len(when.end or "") == 10 and not table("beginnings").isdisjoint(led):
                return when.end
    return None


@cache
def _fought() -> frozenset[str]:
    return _FOUGHT | table("campaigns") | table("war_contexts")


@cache
def _conducting() -> frozenset[str]:
    return frozenset(words("dates")["conducting"])


@cache
def _ending(name: str) -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in words("dates")[name])


__all__ = ["campaign_of"]
