"""Fighters with whom others clashed: they took part, whatever happened to those others."""

from __future__ import annotations

from flows.claims.metric.figure import Figure
from flows.claims.text.nouns import ARMED
from flows.claims.text.tokens import Document

_FIGHTS = frozenset({
    "battle", "battles", "fight", "fighting", "firefight", "firefights", "gunfight", "gunfights", "gunbattle",
    "clash", "clashes", "clashed", "skirmish", "skirmishes", "shoot-out", "shootout", "shoot-outs", "shootouts",
    "exchange", "engagement", "encounter", "encounters", "combat", "confrontation", "confrontations", "standoff",
    "stand-off", "fought", "fights", "duel", "fire", "gunfire", "shots", "clashing",
})  # fmt: skip
_AGAINST = frozenset({"with", "against"})
_HARMED = frozenset({"killed", "wounded", "casualties", "missing", "captured", "released", "deployed"})
_REACH = 4  # tokens: "a battle on Monday with"


def of_those_fought(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "84 soldiers were killed in a battle with some 2,000 rebels": the rebels are not the dead."""
    noun, at = figure.phrase.noun, figure.quantity.first
    if figure.metric not in _HARMED or noun is None or noun.code not in ARMED or noun.metric:
        return
    if figure.trigger is not None and figure.trigger.first >= at:
        return
    at -= doc.word[at - 1] == "the"
    led = at - first > 1 and doc.word[at - 1] in _AGAINST
    if led and doc.has(_FIGHTS, max(first, at - _REACH), at):
        figure.metric, figure.trigger, figure.reason = "deployed", None, "with whom others fought"
        figure.extra["fought"] = doc.word[at - 1]
