"""Decisions on a figure's metric and bound that need more than its governing word."""

from __future__ import annotations

from flows.claims.figure import Figure
from flows.claims.grammar import WEEKDAYS
from flows.claims.tokens import Document


def refine(doc: Document, figure: Figure, first: int, last: int) -> None:
    """Decisions that need more than the governing word (guidelines, decisions 24, 29 and 30)."""
    noun, trigger = figure.phrase.noun, figure.trigger
    if figure.metric == "bodies" and not any(word in _BODIES_HANDLED for word in doc.word[first:last]):
        figure.metric, figure.reason = "killed", "bodies presented as people who were killed"
    destroyed = figure.metric == "munitions_intercepted" and trigger and trigger.sense.lemma == "destroy"
    if destroyed and "on the ground" in doc.text[doc.start[first] : doc.end[last - 1]].lower():
        figure.metric = "equipment_lost"
    if figure.metric == "deployed" and figure.cost == 7.0 and noun and noun.sort == "people":
        before = doc.word[max(first, figure.quantity.first - 2) : figure.quantity.first]
        has = any(word in ("has", "have", "had", "commands", "boasts", "with") for word in before)
        if has and not _says_where(doc, first, last):
            figure.metric, figure.reason = "strength", "a side that has so many"
    if figure.metric in ("returned", "released", "evacuated") and _DEAD.intersection(figure.phrase.states):
        figure.metric, figure.reason = "bodies", "the dead who were handed over"
    armed = noun is not None and noun.code in ("military", "militants", "combatants")
    if figure.metric == "refugees" and armed:
        figure.metric = "deployed"  # fighters who cross a border flee from nobody
    if figure.metric == "deployed" and trigger is not None and _flee(doc, figure, first, last):
        figure.metric = "evacuated" if trigger.sense.lemma in _CARRYING else "refugees"
    unarmed = noun is None or noun.code not in ("military", "militants", "combatants", "peacekeepers", "police")
    if figure.metric == "withdrawn" and unarmed and trigger and trigger.sense.lemma == "leave":
        figure.metric = "displaced"
    if (
        figure.metric == "returned"
        and trigger
        and _NEGATIONS.intersection(doc.word[max(first, trigger.first - 3) : trigger.first])
    ):
        figure.metric = "displaced"
    if (
        figure.metric == "displaced"
        and trigger
        and _ABROAD.intersection(doc.word[trigger.last : min(last, trigger.last + 9)])
    ):
        figure.metric = "refugees"
    if figure.quantity.zero and figure.metric in ("killed", "wounded"):
        behind = doc.word[figure.phrase.last : figure.phrase.last + 2]
        if behind[:1] in (["or"], ["and"]) and behind[1:] and behind[1] in _HARM_NOUNS:
            figure.metric = "casualties"


def _flee(doc: Document, figure: Figure, first: int, last: int) -> bool:
    """Whether people who arrive or are moved are no troops: children, villagers, the people of a camp."""
    noun, trigger = figure.phrase.noun, figure.trigger
    if trigger is None or trigger.sense.lemma not in _CARRYING | _ARRIVING:
        return False
    if noun is not None and noun.code in ("children", "women", "civilians"):
        return True
    moved = trigger.sense.lemma in _CARRYING and noun is not None and noun.code == "people" and not figure.phrase.actors
    return moved or (noun is None or noun.code == "people") and bool(_FLEEING.intersection(doc.word[first:last]))


_DEAD = frozenset({"dead", "deceased", "fallen", "slain"})
_CARRYING = frozenset({"move", "transfer", "relocate"})
_ARRIVING = frozenset({"arrive", "enter", "reach", "come"})
_FLEEING = frozenset(
    {"refugee", "refugees", "asylum", "camp", "camps", "unhcr", "shelter", "shelters", "flee", "fleeing"}
)
_NEGATIONS = frozenset({"can't", "cannot", "unable", "not", "never", "couldn't", "won't"})
_ABROAD = frozenset({"border", "borders", "abroad", "neighbouring", "neighboring", "frontier"})
_HARM_NOUNS = frozenset({"deaths", "injuries", "casualties", "fatalities", "wounded", "injured", "dead"})


def _says_where(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence puts somebody somewhere: "in", "on", "near" before a name or "the"."""
    return any(
        doc.word[i] in ("in", "on", "near", "at", "along", "across", "around", "inside")
        and (doc.upper[i + 1] or doc.word[i + 1] in ("the", "northern", "southern", "eastern", "western"))
        and doc.word[i + 1] not in WEEKDAYS
        for i in range(first, last - 1)
    )


def bound_behind(doc: Document, figure: Figure, last: int) -> None:
    """ "5 women at least": the bound stands behind the noun."""
    quantity, at = figure.quantity, figure.phrase.last
    if quantity.qualifier == "exact" and quantity.best > 0 and at + 1 < last and doc.word[at] == "at":
        if doc.word[at + 1] == "least":
            quantity.qualifier, quantity.high = "at_least", None
        elif doc.word[at + 1] == "most":
            quantity.qualifier, quantity.low = "at_most", None


_BODIES_HANDLED = frozenset(
    [
        "recover",
        "recovered",
        "recovers",
        "recovering",
        "return",
        "returned",
        "returns",
        "returning",
        "exchange",
        "exchanged",
        "exchanges",
        "hand",
        "handed",
        "handing",
        "repatriate",
        "repatriated",
        "repatriation",
        "retrieve",
        "retrieved",
        "retrieving",
        "find",
        "found",
        "finds",
        "finding",
        "discover",
        "discovered",
        "exhume",
        "exhumed",
        "unearth",
        "unearthed",
        "identify",
        "identified",
        "identification",
        "pulled",
        "pull",
        "transfer",
        "transferred",
    ]
)
