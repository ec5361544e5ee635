"""Soldiers of a mission of peacekeepers: of a state that sends them and does not fight where they serve."""

from __future__ import annotations

from collections.abc import Mapping

from flows.claims.actor.belligerents import MISSIONS, Side, fights_in, is_state
from flows.claims.actor.whom import HARM, OWN_FORCES, Answer
from flows.claims.actor.whose import Scene
from flows.claims.text.mentions import Mention
from flows.claims.text.tokens import Document

KEEPERS = MISSIONS - {"nato", "eu", "osce"}
_OF_PEACE = frozenset({"peacekeepers", "peacekeeper", "peacekeeping", "peace-keepers", "peace-keeping", "helmets"})
_FORCE = frozenset({"mission", "force"})
_BODIES = _FORCE | {"base", "troops", "soldiers", "contingent", "battalion", "patrol", "peacekeepers", "flag"}
_CIVIL = frozenset({"unami", "unama", "unsmil", "unitams"})
_NAMED = 4  # tokens
_TAKEN = HARM | {"captured", "abducted", "released"}


def keeps_peace(doc: Document, mentions: Mapping[int, Mention]) -> bool:
    """Whether a text speaks of a mission that fields soldiers: names one, or tells of peacekeepers.

    >>> from flows.claims.text.mentions import find_mentions
    >>> told = (Document("UNIFIL said so."), Document("UNAMI said so."), Document("Two blue helmets died."))
    >>> [keeps_peace(doc, find_mentions(doc)) for doc in told]
    [True, False, True]
    """
    if doc.has(_OF_PEACE, 0, len(doc)):
        return True
    missions = (m for m in mentions.values() if m.code in KEEPERS)
    return any(
        (m.role == "missions" and doc.word[m.first] not in _CIVIL) or doc.has(_BODIES, m.last, m.last + 1)
        for m in missions
    )


def in_a_mission(scene: Scene, side: Side, population: str) -> str:
    """ "Four Fijian soldiers were hurt, UNIFIL said": peacekeepers, unless their state fights there itself."""
    figure, code = scene.figure, side.code or ""
    if not scene.memory.keepers or not is_state(code) or code in (scene.country, scene.main):
        return population
    if figure.trigger is not None and figure.trigger.sense.lemma == "surrender":
        return population
    taken = figure.metric in _TAKEN
    if not (taken or (figure.metric in OWN_FORCES and _mission_named(scene, scene.first, scene.last))):
        return population
    bare = population == "people" and taken and figure.phrase.noun is None and _nearby(scene)
    if not (population == "military" or bare) or fights_in(code, scene.country or scene.main, scene.memory.day):
        return population
    return "peacekeepers"


def _nearby(scene: Scene) -> bool:
    """Whether a mission is named in the sentence or the one before."""
    number = scene.doc.sentence_of[scene.first]
    first = scene.doc.sentences[number - 1][0] if number else scene.first
    return scene.memory.mission is not None or _mission_named(scene, first, scene.last)


def _mission_named(scene: Scene, first: int, last: int) -> bool:
    doc = scene.doc
    return any(
        (m := scene.everyone.get(i)) is not None
        and m.code in KEEPERS
        and (m.role == "missions" or doc.has(_BODIES, m.last, m.last + 1))
        for i in range(first, last)
    )


def stands_for_mission(doc: Document, mentions: Mapping[int, Mention]) -> dict[int, Mention]:
    """ "The mission", "the force" in a text that has named one of peacekeepers before."""
    found: dict[int, Mention] = {}
    for i in doc.where(_FORCE):
        following = doc.word[i + 1 : i + 2]
        if i in mentions or not i or doc.word[i - 1] != "the" or doc.upper[i] or following in (["of"], ["to"]):
            continue
        before = max((m.first for m in mentions.values() if m.last <= i and _is_mission(doc, m)), default=None)
        if before is not None:
            found[i] = Mention(i, i + 1, mentions[before].code, "missions", "peacekeepers")
    return found


def _is_mission(doc: Document, mention: Mention) -> bool:
    if mention.code not in KEEPERS:
        return False
    return mention.role == "missions" or doc.has(_FORCE, mention.last, min(len(doc), mention.last + _NAMED))


def as_peacekeepers(scene: Scene, side: Side, population: str) -> Answer:
    """The answer with the soldiers of a mission, or of a contingent of one, as peacekeepers."""
    if population == "military" and side.code in KEEPERS | {"osce"}:
        return side, "peacekeepers"
    return side, in_a_mission(scene, side, population)
