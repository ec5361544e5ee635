"""How large a force is said to be: "the army is down to 130,000 men", "diplomats credit the group with 200"."""

from __future__ import annotations

from flows.claims.lexicon import Phrases, words
from flows.claims.metric.figure import Figure
from flows.claims.text.mentions import actor_table
from flows.claims.text.nouns import ARMED, Noun
from flows.claims.text.tokens import Document

_WORDS = {name: frozenset(words("refinement")[name]) for name in ("forces", "measured", "unsized")}
_SIZING = Phrases((phrase, phrase) for phrase in words("refinement")["sizing"])
_PREDICATES = frozenset({"at", "with", "is", "are", "was", "were"})  # alone they say too little
_SUBJECT, _OBJECT = 14, 7  # tokens
_MEN = frozenset({"men", "members", "people", "personnel", "fighters", "soldiers", "troops"})


def sized(doc: Document, figure: Figure, first: int) -> bool:
    """Whether a figure is the size of the force that its clause speaks of; it takes that metric then.

    >>> from flows.claims import extract
    >>> [claim.metric for claim in extract("After two years of war the army is down to 130,000 men.")]
    ['strength']
    """
    phrase, at = figure.phrase, figure.quantity.first
    noun = phrase.noun
    if figure.cost <= _OWN or figure.quantity.best < _SOME or figure.quantity.share:
        return False
    if phrase.unknown is not None or phrase.partitive:
        return False
    if noun is not None and not (noun.code in ARMED or doc.word[phrase.noun_last - 1] in _MEN):
        return False
    found = _changes(doc, at, first) or _SIZING.before(doc.word, at)
    if found is None or found[0] < first:
        return False
    begin = max(first, found[0] - _SUBJECT)
    before = doc.word[begin : found[0]]
    if not _WORDS["unsized"].isdisjoint(before):
        return False
    if found[1] in _PREDICATES:  # "puts the group at", "credits them with"
        measured = [k for k, word in enumerate(before) if word in _WORDS["measured"]]
        credited = bool(measured) and found[1] == "with" and before[measured[-1]].startswith("credit")
        if not credited:
            before = before[measured[-1] :][:_OBJECT] if measured and found[1] == "at" else []
    force = next((k for k in range(len(before) - 1, -1, -1) if _is_force(doc, begin + k)), None)
    if force is None:
        return False
    placed = before[force] in ("troops", "soldiers") or not _SOMEWHERE.isdisjoint(before[force + 1 : force + 2])
    figure.metric, figure.cost = "deployed" if placed else "strength", 2.0
    figure.reason = f"“{doc.span(found[0], at)}” of a force"
    figure.trigger, figure.side = None, "left"
    if noun is None or noun.code not in ARMED:  # "130,000 men"
        regular = before[force] in _REGULARS
        phrase.noun = Noun("people", "military" if regular else "combatants", plural=True)
    return True


def _is_force(doc: Document, i: int) -> bool:
    """ "The garrison", "the Tamil Tigers", "UNIFIL": whether a word for a force, or the name of one, stands there."""
    if doc.word[i] in _WORDS["forces"]:
        return True
    named = actor_table().at(doc.word, i) if doc.upper[i] else None
    return named is not None and (named[1].role == "missions" or named[1].population in ("militants", "combatants"))


def _changes(doc: Document, at: int, first: int) -> tuple[int, str] | None:
    """ "Will cut its troops from 14,000 to 11,500": where the two sizes of a force begin, before the token `at`."""
    near = range(at - 1, max(first, at - _OBJECT), -1)
    begin = next((i for i in near if doc.word[i] == "from"), None)
    if begin is None or doc.word[at - 1] not in ("from", "to") or not doc.has(_CHANGING, first, begin):
        return None
    return begin, "from"


_CHANGING = frozenset({
    "cut", "cuts", "cutting", "reduce", "reduces", "reduced", "reducing", "shrink", "shrinks", "shrank", "shrunk",
    "grow", "grows", "grew", "grown", "growing", "expand", "expands", "expanded", "expanding", "raise", "raises",
    "raised", "lower", "lowers", "lowered", "trim", "trims", "trimmed", "slim", "slimmed", "increase", "increases",
    "increased", "enlarge", "enlarged", "swell", "swelled", "swollen", "bring", "brought", "dwindle", "dwindled",
})  # fmt: skip
_SOME = 50
_REGULARS = frozenset({
    "army", "armies", "military", "navy", "battlegroup", "battalion", "brigade", "division", "garrison", "regiment",
    "corps", "reserve", "reserves", "troops", "soldiers", "guard", "guards", "force", "forces",
})  # fmt: skip
_OWN = 2.0  # up to here a word is the figure's own
_SOMEWHERE = frozenset({
    "in", "near", "along", "around", "against", "on", "at", "inside", "outside", "across", "deployed", "stationed",
    "massed", "sent",
})  # fmt: skip
