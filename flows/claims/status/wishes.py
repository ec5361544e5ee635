"""What is asked for, promised, announced, or only supposed: figures of things that somebody is to give or to do."""

from __future__ import annotations

from functools import cache

from flows.claims.lexicon import Phrases, words
from flows.claims.metric.figure import Figure
from flows.claims.period.timed import HARM, cue_list
from flows.claims.text import grammar
from flows.claims.text.tokens import Document

DONE = frozenset({"killed", "wounded", "casualties", "bodies", "equipment_lost", "munitions_intercepted"})
_UNWISHED = HARM | {"affected"}
_ANNOUNCING = frozenset({"announced", "announces", "announcing"})
_GIVEN = frozenset({"deployed", "equipment_supplied", "equipment_held"})


def wished(doc: Document, figure: Figure, first: int, last: int) -> str | None:
    """ "asked for 40 tanks", "with the promise of a squadron of 14", "if he were given 300", "60 were promised".

    >>> from flows.claims.metric.phrase import Phrase
    >>> from flows.claims.value.qualifiers import find_quantities
    >>> doc = Document("The governor asked for 40 lorries.")
    >>> q = find_quantities(doc, 0, len(doc))[0]
    >>> wished(doc, Figure(q, Phrase(q.last + 1), "equipment_supplied"), 0, len(doc))
    'asked for'
    """
    at, metric, word, walls = figure.quantity.first, figure.metric or "", doc.word, cue_list("walls")
    if metric in DONE or metric in _UNWISHED:
        return None
    wishes, begin = _wishes(), max(first, at - 9)
    for i in doc.among(wishes.openings, begin, at):
        hit = wishes.at(word, i)
        if hit and hit[0] <= at and walls.isdisjoint(word[hit[0] : at]) and "," not in word[hit[0] : at]:
            return doc.span(i, hit[0])
    asked = next((k for k in range(at - 1, begin, -1) if word[k] in cue_list("urging")), at)
    if "for" in word[asked + 2 : min(asked + 6, at)] and walls.isdisjoint(word[asked:at]):
        return word[asked]  # "asked parliament for 4,000 soldiers"
    if not cue_list("asks_of").isdisjoint(word[max(first, at - 1) : at]):
        return word[at - 1]
    moved = metric in _GIVEN
    if moved and not _ANNOUNCING.isdisjoint(word[max(first, at - 1) : at]):
        return word[at - 1]  # "announced 31 tanks"
    stop = next((k for k in range(at - 1, max(first, at - 16) - 1, -1) if word[k] in walls or word[k] == ","), first)
    if word[stop] == "if":
        return "if"
    return _granted(doc, figure, last)


def _granted(doc: Document, figure: Figure, last: int) -> str | None:
    """ "where 2,500 were announced", "900 guards and 50 lorries, were promised": given by word only, in the passive."""
    at, trigger = figure.phrase.last, figure.trigger
    if trigger is not None and trigger.last <= figure.quantity.first:
        return None
    for k in range(at, min(last - 1, at + 7)):
        word = doc.word[k]
        if word in grammar.PASSIVE or word in ("had", "have", "has"):
            return next((w for w in doc.word[k + 1 : min(last, k + 4)] if w in cue_list("granted")), None)
        if word in cue_list("walls") or word in grammar.PREPOSITIONS or (word == "," and k > at + 3):
            return None
    return None


@cache
def _wishes() -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in words("timing")["wishes"])
