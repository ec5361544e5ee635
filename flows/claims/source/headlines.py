"""Sources that stand around a list or a section: in its heading, in its last line, in the sentence after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from flows.claims.source.nominals import phrase_after
from flows.claims.source.sayers import Attribution, sort_of
from flows.claims.text.leads import lead_of
from flows.claims.text.mentions import Mention
from flows.claims.text.tokens import Document


class Telling(Protocol):
    """What of a text its sources are read from."""

    doc: Document
    mentions: dict[int, Mention]
    said: dict[int, list[Attribution]]


_LINES = 30  # of a list under its heading


Said = Callable[[Telling, int], list[Attribution]]


def line_ends(doc: Document, number: int) -> int:
    """How many line ends stand before a sentence."""
    first = doc.sentences[number][0]
    return doc.text.count("\n", doc.end[first - 1], doc.start[first]) if first else 9


def heading_source(story: Telling, number: int, said_in: Said) -> Attribution | None:
    """The source that stands around a list, or over the section that a sentence belongs to."""
    return _list_source(story, number, said_in) or _version_source(story, number, said_in)


def _list_source(story: Telling, number: int, said_in: Said) -> Attribution | None:
    """The source that a heading names for the list under it: "Totals (ACLED, until May)", "According to UNHCR:"."""
    doc = story.doc
    if not _is_line(doc, number):
        return None
    below = _source_below(story, number)
    if below is not None:
        return below
    lead = lead_of(doc, doc.sentences[number][0])
    if lead is not None:
        covered = range(doc.sentence_of[lead[0]], doc.sentence_of[lead[1]] + 1)
        told = [a for n in covered for a in said_in(story, n) if a.wordings and a.kind != "noun"]
        if told:
            return told[-1]
    for back in range(number - 1, max(-1, number - _LINES), -1):
        first, last = doc.sentences[back]
        if not line_ends(doc, back + 1):
            return None
        if doc.word[last - 1] in (".", "!", "?") or line_ends(doc, back + 1) > 2:
            return None
        bracketed = _in_brackets(doc, first, last)
        if bracketed is not None:
            return bracketed
        leads_in = doc.word[last - 1] == ":"
        own = [a for a in said_in(story, back) if a.wordings and (a.kind == "phrase" or leads_in)]
        if own:
            return own[-1]
    return None


def _source_below(story: Telling, number: int) -> Attribution | None:
    """ "Source: ministry of health", as the last line of a list."""
    doc = story.doc
    for ahead in range(number + 1, min(len(doc.sentences), number + 12)):
        first, last = doc.sentences[ahead]
        if line_ends(doc, ahead) != 1:
            return None
        if doc.word[first] in ("source", "sources") and doc.word[first + 1 : first + 2] == [":"]:
            end = phrase_after(doc, first + 2, last)
            return (
                Attribution([doc.span(first + 2, end)], first, last, first, "phrase", subject=(first + 2, end))
                if end > first + 2
                else None
            )
    return None


def _version_source(story: Telling, number: int, said_in: Said) -> Attribution | None:
    """The source of a heading such as "The rebels' version", for the text under it."""
    doc = story.doc
    for back in range(number - 1, max(-1, number - 16), -1):
        first, last = doc.sentences[back]
        if doc.word[last - 1] == ":" and line_ends(doc, back + 1):
            told = [a for a in said_in(story, back) if a.wordings]
            return told[-1] if told else None
        if not doc.opens_line(first):
            continue  # "3. Since May: 12 killed": an item, and no heading
        if last - first <= 12 and line_ends(doc, back + 1) and doc.word[last - 1] not in (".", "!", "”", '"'):
            found = [a for a in said_in(story, back) if a.kind == "phrase" and a.wordings]
            return found[-1] if found else None
        if line_ends(doc, back + 1) > 1 and back + 1 != number:
            return None
    return None


def _is_line(doc: Document, number: int) -> bool:
    """Whether a sentence is a line of its own."""
    after = number + 1 >= len(doc.sentences) or line_ends(doc, number + 1) > 0
    return line_ends(doc, number) > 0 and after


def _in_brackets(doc: Document, first: int, last: int) -> Attribution | None:
    for k in range(first, last - 1):
        if doc.word[k] == "(":
            begin = k + 1 + (2 if doc.word[k + 1 : k + 3] in (["source", ":"], ["sources", ":"]) else 0)
            end = phrase_after(doc, begin, last)
            if end > begin and sort_of(doc, begin, end) in ("name", "body", "outlet", "document"):
                return Attribution([doc.span(begin, end)], first, last, k, "phrase", subject=(begin, end))
    return None
