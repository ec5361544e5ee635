"""Whether a time is that of a saying: "told reporters in Kyiv on Sunday", "on Sunday the ministry acknowledged"."""

from __future__ import annotations

from flows.claims.period.calendars import When, table
from flows.claims.text.grammar import AUXILIARIES, PREPOSITIONS
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import trigger_table

_LABEL = 6  # tokens: "The defence ministry this morning:"
_DAY = 10  # letters of "2025-06-15"
_TOLD, _TELLING = frozenset({"reporters", "journalists"}), frozenset({"told", "tell", "tells", "telling", "with", "to"})
_GIVING = frozenset({"gave", "given", "gives"})
_WALLS = frozenset({";", ":", "that", "after", "when", "since", "until", "in which", "”", "."})


def is_saying(doc: Document, when: When, j: int, first: int, last: int) -> bool:
    """Whether a time is that of the saying: "told reporters in Kyiv on Sunday", "the ministry on Sunday said"."""
    saying = table("saying")
    papers, before = table("papers"), doc.word[max(first, j - 4) : max(first, j)]
    if j > first and doc.word[j] in table("publishing") and not papers.isdisjoint(before):
        return True  # "in an assessment released on Sunday"
    if when.kind == "point" and (_reached(doc, j, first) or (j >= first and doc.word[j] in _GIVING)):
        return True  # "the number that the mayor gave yesterday"
    following = doc.word[when.last] if when.last < last else "."
    told = _followed(doc, when, j, first, last, following)
    if told is not None:
        return told
    if when.kind == "point" and when.first - first <= 2 and _speaks_then(doc, when, last):
        return True
    if when.kind == "span":
        return doc.word[j] in saying and j >= first and when.first - j <= 3
    commas = 0
    for k in range(j, max(first - 1, j - 13), -1):
        word = doc.word[k]
        if word in saying and not (word in _TOLD and doc.word[k - 1] not in _TELLING):
            goes_on = following.isalnum() and following not in table("saying_closers")
            return not commas or (commas <= 2 and not goes_on)
        if word == ",":
            commas += 1
        elif word in _WALLS or word[0].isdecimal() or _happened(doc, k):
            return False
    return False


def _followed(doc: Document, when: When, j: int, first: int, last: int, following: str) -> bool | None:
    """What the word right behind a time says of it; None where it says nothing."""
    saying, behind = table("saying"), doc.word[when.last + 1 : min(last, when.last + 4)]
    if following == "'s" and (table("events") | table("tolls")) & set(behind):
        return False  # "put a number on Sunday's mass kidnapping"
    verbless = following == ":" and AUXILIARIES.isdisjoint(doc.word[first:j])
    if verbless and when.kind == "point" and 1 < when.first - first <= _LABEL:
        return True  # "The ministry this morning: 59 rebels dead"
    if when.first == first and len(when.end or "") < _DAY and following in saying:
        return False  # "December added 759 to the total"
    cleft = doc.word[max(first, when.first - 3) : when.first - 1] in (["it", "was"], ["it", "is"], ["was"])
    that = following == "that" and when.free != "duration" and not (cleft and j <= when.first - 2)
    if (following in saying and following != "dated") or that:
        return True  # "reckoned last week that", but not "it was in May that"
    return True if following == "'s" and when.last + 2 < last and saying & set(behind[:2]) else None


def _speaks_then(doc: Document, when: When, last: int) -> bool:
    """ "On Sunday the ministry acknowledged the deaths of 40": the day that opens a sentence is that of its verb."""
    for k in range(when.last, min(last, when.last + 9)):
        if doc.word[k] in table("said_verbs"):
            return True
        if doc.word[k] in AUXILIARIES or doc.word[k] in _WALLS or doc.word[k][0].isdecimal():
            return False
    return False


def _reached(doc: Document, j: int, first: int) -> bool:
    """ "the death toll rose to 22 people on Monday": the day on which so many were known, not that of their death."""
    for k in range(j, max(first, j - 6), -1):
        if doc.word[k][0].isdecimal() and doc.word[k - 1] in ("to", "at", "least"):
            lead = set(doc.word[max(first, k - 12) : k])
            if {"from", "in"} <= set(doc.word[max(first, k - _SPAN) : k]):
                return False  # "rose from 120 in May to 240 in June": two counts of two times
            return bool(table("tolls") & lead) and not table("rising").isdisjoint(lead)
        if doc.word[k] in (",", ";", ".", "in", "from"):
            return False
    return False


_SPAN = 6  # tokens: "from 120 in May to"


def _happened(doc: Document, k: int) -> bool:
    """Whether a word of what happened to the counted begins at token k."""
    triggers = trigger_table()
    if doc.word[k] not in triggers.openings or doc.word[k] in PREPOSITIONS or doc.word[k] in ("the", "a", "no"):
        return False
    return triggers.at(doc.word, k) is not None and doc.word[k - 1 : k] not in (["the"], ["a"], ["its"])


__all__ = ["is_saying"]
