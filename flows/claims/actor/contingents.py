"""Whose the soldiers of a mission are where a state has sent them: "Chad has 1,400 men with the UN in Mali"."""

from __future__ import annotations

from flows.claims.actor.agents import subject_of
from flows.claims.actor.belligerents import MISSIONS, is_state
from flows.claims.actor.whom import HARM, OWN_FORCES, Answer, population_of
from flows.claims.actor.whose import Scene
from flows.claims.lexicon import words
from flows.claims.text.mentions import Mention

_PEACE_MISSIONS = MISSIONS - {"nato", "eu"}
_SERVED_OR_HARMED = OWN_FORCES | HARM
_HAVING = frozenset(words("weighing")["contributing"])
_SERVING = frozenset({"with", "in", "under", "of", "for", "to", "at"})
_ARMED = frozenset({"people", "military", "combatants", "peacekeepers", "police"})


def of_a_contingent(scene: Scene) -> Answer | None:
    """The state that has, sends or loses soldiers in a mission that is only where they serve."""
    figure, doc = scene.figure, scene.doc
    if figure.metric not in _SERVED_OR_HARMED or population_of(figure) not in _ARMED:
        return None
    if doc.word[figure.quantity.first - 2 : figure.quantity.first] == ["of", "the"]:
        return None  # "3,600 of the 22,000 troops of the mission"
    if not any(_behind(scene, m) for m in figure.phrase.actors) or not doc.has(
        _HAVING, scene.first, figure.quantity.first
    ):
        return None
    subject = subject_of(doc, figure, scene.mentions, scene.first)
    if subject is None or not is_state(subject.code) or not doc.has(_HAVING, subject.last, figure.quantity.first):
        return None
    population = "police" if population_of(figure) == "police" else "peacekeepers"
    return scene.side(subject, "who has them in the mission"), population


def _behind(scene: Scene, mention: Mention) -> bool:
    """Whether a mission stands behind the number and a word of serving."""
    if mention.code not in _PEACE_MISSIONS or mention.first < scene.figure.quantity.last:
        return False
    before = scene.doc.word[mention.first - 1]
    before = scene.doc.word[mention.first - 2] if before == "the" else before
    return before in _SERVING
