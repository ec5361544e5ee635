"""Sentences that only announce figures: "The ministry gave its tally on one slide", "What the army says."."""

from __future__ import annotations

from flows.claims.source.claimants import resolve_claimant
from flows.claims.source.headlines import Said, Telling
from flows.claims.source.nominals import opening_phrase
from flows.claims.source.sayers import BOUNDS, Attribution, habits, sort_of
from flows.claims.text.grammar import PREPOSITIONS
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers

_REACH = 6  # sentences that an announcement covers
_SHORT, _LABEL = 24, 12  # tokens of an announcement, and of the title of a paragraph
_OWNING = frozenset(["its", "his", "her", "their", "a", "the", "new", "own"])


def announced(story: Telling, number: int, said_in: Said) -> Attribution | None:
    """Who has announced the figures of a sentence that names nobody, in a sentence before that has none of its own."""
    doc = story.doc
    line = doc.line_start[number]
    while line > 0 and number - line < _REACH and ":" in doc.word[doc.sentences[line][0] : doc.sentences[line][0] + 4]:
        line = doc.line_start[line - 1]  # "Day one: 49 aircraft", under what announces it
    for back in range(number - 1, max(line, number - _REACH) - 1, -1):
        first, last = doc.sentences[back]
        said = [a for a in said_in(story, back) if a.kind != "nobody"]
        if back == line and (label := _bracketed(doc, first, last)) is not None:
            return label
        given = last - first <= _SHORT and not doc.has(habits()["refusing"], first, last)
        if given and not _counts(doc, first, last):
            verdict = back == number - 1 and said and all(a.kind == "phrase" for a in said)
            if verdict and said[0].wordings:
                return said[0]
            if (speaker := _announcer(doc, first, last, said)) is not None:
                return speaker
        if said:
            return None
    return None


def _bracketed(doc: Document, first: int, last: int) -> Attribution | None:
    """ "Refugees (UNHCR).", "Air operations (Gen. Jertz).": who answers for a paragraph, in its title."""
    if last - first > _LABEL or doc.word[last - 2 : last] != [")", "."] or "(" not in doc.word[first + 1 : last - 2]:
        return None
    begin = doc.word.index("(", first) + 1
    if not (sort_of(doc, begin, last - 2) or resolve_claimant([doc.span(begin, last - 2)])):
        return None
    return Attribution([doc.span(begin, last - 2)], first, last, begin, "phrase", subject=(begin, last - 2))


def _counts(doc: Document, first: int, last: int) -> bool:
    counting = BOUNDS | openers() - {"one"}
    return any(doc.digit[k] or doc.word[k] in counting for k in range(first, last))


def _announcer(doc: Document, first: int, last: int, said: list[Attribution]) -> Attribution | None:
    """Who gives, publishes or brings up to date a count of its own in a sentence without a number."""
    for k in doc.among(habits()["announced"], first + 2, last):
        own = doc.word[k - 1] in _OWNING or doc.word[k - 2] in _OWNING
        if not own or doc.word[k - 1] in PREPOSITIONS or not doc.has(habits()["announcing"], first, k):
            continue
        if said:
            return said[-1] if said[-1].wordings and said[-1].kind == "before" else None
        opening = opening_phrase(doc, first, k)
        if opening is not None and sort_of(doc, *opening) in ("body", "person", "outlet", "name"):
            return Attribution([doc.span(*opening)], first, last, k, "phrase", subject=opening)
    return None


__all__ = ["announced"]
