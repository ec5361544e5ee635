"""Who and what is there only by word: on standby, in a package, or "who should be in place by June"."""

from __future__ import annotations

from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.period.timed import cue_list
from flows.claims.text.tokens import Document

BE = frozenset({"is", "are", "was", "were", "be", "being"})


def on_call(doc: Document, figure: Figure, last: int) -> str | None:
    """ "has 800 paratroopers on standby for Bangui": who may yet be sent."""
    at = figure.phrase.last
    for i in range(at, min(last - 1, at + 8) if figure.metric in _FORCES else at):
        if (doc.word[i], doc.word[i + 1]) in _READY:
            return doc.span(i, i + 2)
        if doc.word[i] in (",", ";", "and"):
            return None
    return None


_FORCES = frozenset({"deployed", "strength", "equipment_held"})
_READY = frozenset({("on", "standby"), ("on", "stand-by"), ("at", "readiness"), ("in", "readiness"), ("on", "call")})


def in_a_package(doc: Document, figure: Figure, first: int, last: int) -> str | None:
    """ "Announced a package of 14 tanks", "the package includes 14 tanks": announced, unless something has arrived."""
    at = figure.quantity.first
    if not ((figure.metric or "").startswith("equipment_") and doc.has(_PACKAGES, first, at)):
        return None
    around = set(doc.word[max(first, at - _AROUND) : min(last, at + _AROUND)])
    announced = cue_list("announces") & around or (_CONTAINING & around if _ARRIVED.isdisjoint(around) else None)
    return f"{min(announced)} package" if announced else None


_AROUND = 40  # tokens
_PACKAGES = frozenset(words("timing")["package"])
_CONTAINING = frozenset({"includes", "include", "included", "contains", "contain", "contained", "comprises", "comprise",
                         "comprised", "consists", "consisted"})  # fmt: skip
_ARRIVED = frozenset({"delivered", "arrived", "handed", "received", "sent", "supplied", "delivery"})
_COMES = frozenset({"arrive", "follow", "land", "join", "come", "reach", "take", "be"})
_IN_PLACE = frozenset({"in", "there", "sent", "deployed", "flown", "ready", "operational", "brought", "stationed"})


def who_come(doc: Document, at: int, last: int) -> str | None:
    """ "750 troops, who should be in place by June": a clause behind a comma that lets them come."""
    if doc.word[at : at + 1] not in (["who"], ["which"]) or at + 3 >= last:
        return None
    verb = at + 2
    if doc.word[at + 1] in BE:
        verb += 1 + (doc.word[verb] in ("due", "expected", "scheduled", "set"))
        if doc.word[verb - 1] != "to":
            return None
    elif doc.word[at + 1] not in cue_list("modals"):
        return None
    there = doc.word[verb] in _COMES and (doc.word[verb] != "be" or doc.word[verb + 1] in _IN_PLACE)
    return doc.span(at + 1, verb + 1) if there else None


__all__ = ["BE", "in_a_package", "on_call", "who_come"]
