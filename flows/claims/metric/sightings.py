"""Materiel that somebody sees, shows, or sends to work: no verb of loss or supply tells of it."""

from __future__ import annotations

from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.text.nouns import MUNITIONS
from flows.claims.text.tokens import Document

_AT_WORK = frozenset(words("refinement")["striking"])
_SEEING = frozenset(words("refinement")["seeing"])
_SHOWING = frozenset(words("refinement")["showing"])
_TAKEN = frozenset(words("refinement")["taken"])
_NEAR_VERB = 4  # tokens


def seen_at_work(doc: Document, figure: Figure, first: int) -> tuple[str, str] | None:
    """ "Two jets bombed the market", "radars picked up 40 planes"; "showed reporters six tanks that were given up"."""
    noun, at, behind = figure.phrase.noun, figure.quantity.first, figure.phrase.last
    if noun is None:
        return None
    flying = noun.code in MUNITIONS
    if doc.word[behind : behind + 1] and doc.word[behind] in _AT_WORK:
        return "munitions_fired" if flying else "equipment_held", f"“{doc.word[behind]}”"
    for k in range(at - 1, max(first, at - _NEAR_VERB) - 1, -1):
        if doc.word[k] in _SEEING:
            return "munitions_fired" if flying else "equipment_held", f"“{doc.word[k]}”"
        if doc.word[k] in _SHOWING and doc.has(_TAKEN, *_around(doc, first)):
            return "equipment_lost", f"“{doc.word[k]}” of what was taken"
        if doc.word[k] in (",", ";", ":"):
            break
    return None


def _around(doc: Document, first: int) -> tuple[int, int]:
    """The tokens of a sentence and of the one before it."""
    number = doc.sentence_of[first]
    return doc.sentences[max(0, number - 1)][0], doc.sentences[number][1]
