"""Whether armed people who are counted are a whole force, or those of it who are somewhere."""

from __future__ import annotations

from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.text.grammar import WEEKDAYS
from flows.claims.text.tokens import Document

_WORDS = {name: frozenset(words("refinement")[name]) for name in ("having", "measured", "attackers", "camps")}
_ARMED = frozenset({"military", "militants", "combatants"})


def of_a_force(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "The group has 6,000 fighters", "can field 7,000", without a word of where: how strong it is."""
    noun, trigger = figure.phrase.noun, figure.trigger
    fielding = (
        figure.metric == "deployed"
        and trigger is not None
        and trigger.sense.lemma == "field"
        and trigger.form == "base"
    )
    if fielding and not _says_where(doc, first, last):
        figure.metric, figure.reason = "strength", "how many a side can field"
        return
    if figure.metric == "deployed" and figure.cost == 7.0 and noun and noun.sort == "people":
        before = doc.word[max(first, figure.quantity.first - 2) : figure.quantity.first]
        grown = before[-1:] == ["to"] and not _WHOLE_FORCES.isdisjoint(doc.word[max(first, figure.quantity.first - 4) :
            figure.quantity.first])  # fmt: skip
        number = (grown or not _NUMBERING.isdisjoint(before)) and noun.code in _ARMED
        if (number or not _WORDS["having"].isdisjoint(before)) and not _says_where(doc, first, last):
            figure.metric, figure.reason = "strength", "a side that has so many"


def attackers_or_camp(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "The assailants numbered 6,000", "the raiders, 400 strong": these are no whole force; a camp holds people."""
    if figure.metric != "strength":
        return
    at = figure.quantity.first
    begin = max(first, at - _NAMED_BEFORE)
    if doc.has(_WORDS["attackers"], begin, figure.phrase.last):
        figure.metric, figure.reason = "deployed", "who attacks"


_NAMED_BEFORE = 9  # tokens


_WHOLE_FORCES = frozenset({"army", "military", "forces", "navy", "force", "militia", "garrison"})
_NUMBERING = frozenset({"number", "numbers", "numbered", "numbering"})


def _says_where(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence puts somebody somewhere: "in", "on", "near" before a name or "the"."""
    return any(
        doc.word[i] in ("in", "on", "near", "at", "along", "across", "around", "inside")
        and (doc.upper[i + 1] or doc.word[i + 1] in ("the", "northern", "southern", "eastern", "western"))
        and doc.word[i + 1] not in WEEKDAYS
        for i in range(first, last - 1)
    )
