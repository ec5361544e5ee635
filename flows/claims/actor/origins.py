"""Where unarmed people are from, where their own words or those of their whole tell more than the place."""

from __future__ import annotations

from flows.claims.actor.belligerents import Side, is_state, opponent
from flows.claims.actor.whom import HARM, Answer, population_of, stands_for_others
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene

UNKNOWN = frozenset(
    {"foreigners of unnamed origin", "of several nations", "of both sides", "held people of unnamed origin"}
)
CIVIL = frozenset({"civilians", "children", "women", "journalists", "aid_workers", "medical_workers"})
UPROOTED = frozenset({"displaced", "refugees", "affected"})  # of whom soldiers are none
_MOURNING = frozenset({"mourns", "mourned", "mourn", "seeks", "misses", "awaits"})
_SEARCHING = frozenset({"looking", "searching", "waiting"})
_TELLING = frozenset({
    "has", "have", "had", "counts", "counted", "count", "puts", "put", "mourns", "mourned", "lists", "listed",
    "buries", "buried", "reports", "reported", "names", "named", "admits", "admitted", "acknowledges", "acknowledged",
})  # fmt: skip


def of_who_tells(scene: Scene) -> Answer | None:
    """ "Islamabad has 40 civilians killed": a party to a war that tells of dead without a place tells of its own."""
    figure, doc = scene.figure, scene.doc
    if scene.here or figure.metric not in HARM or population_of(figure) not in CIVIL | {"people"}:
        return None
    at = figure.quantity.first
    mention = scene.everyone.get(at - 2) or scene.everyone.get(at - 3)
    mention = mention or (scene.everyone.get(at - 4) if doc.word[at - 1] == "for" else None)
    if mention is None or not is_state(mention.code) or mention.role == "people":
        return None
    if doc.word[at - 1] in _MOURNING or (doc.word[at - 1] == "for" and doc.word[at - 2] in _SEARCHING):
        return scene.side(mention, "who misses its own"), population_of(figure)
    if doc.word[at - 1] not in _TELLING:
        return None
    if doc.word[mention.first - 1] in OUTSIDE or scene.country is None or mention.code == scene.country:
        return None
    if mention.role not in SIDES or opponent(mention.code, {scene.country: 1}, scene.memory.day) is None:
        return None
    return scene.side(mention, "who tells of its own"), population_of(figure)


def takes_up_unknown(scene: Scene) -> Answer | None:
    """ "Some 120 migrants were held there: 53 dead, six of them children": of unknown origin like their whole."""
    referent, population = scene.referent, population_of(scene.figure)
    if referent is None or referent.side.code or referent.side.reason not in UNKNOWN or scene.figure.phrase.actors:
        return None
    if not (scene.whole or (referent.near and stands_for_others(scene.figure))) or population not in CIVIL | {"people"}:
        return None
    return Side(None, None, referent.side.reason), population if population != "people" else referent.population
