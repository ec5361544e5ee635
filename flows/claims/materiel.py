"""Whose materiel: who owns it, who fired it, who had fired what was intercepted, who attacked."""

from __future__ import annotations

from flows.claims import grammar
from flows.claims.belligerents import Side, opponent
from flows.claims.mentions import Mention
from flows.claims.whose import Scene, agent_of, antecedent, named_inside, subject_of


def whose_materiel(scene: Scene, previous: Side | None) -> Side:
    """The side of counted materiel, buildings or attacks; `previous` is that of a figure of the same sort before."""
    figure, metric = scene.figure, scene.figure.metric or ""
    inside = named_inside(figure)
    if inside is not None:
        return scene.side(inside, "named with the figure")
    if metric == "buildings_damaged":
        return scene.of_place()
    named = agent_of(scene) or subject_of(scene.doc, figure, scene.mentions, scene.first)
    owner = figure.trigger.sense.owner if figure.trigger else None
    if metric == "munitions_intercepted" or (metric == "equipment_lost" and owner != "subject"):
        return _other_side(scene, named)
    if figure.phrase.pronoun in grammar.POSSESSIVES and (owner_named := antecedent(scene, "military")):
        return owner_named
    if named is not None:
        return scene.side(named, "subject of the sentence")
    return _carried(scene, previous)


def _other_side(scene: Scene, named: Mention | None) -> Side:
    """What is shot down or destroyed belongs to the other side of who did it."""
    memory = scene.memory
    if scene.figure.metric == "munitions_intercepted" and memory.last_fired:
        return Side(memory.last_fired, None, "who fired, as the text said before")
    reference = named.code if named else scene.country
    other = opponent(reference, memory.counts, memory.day) if reference else None
    if other:
        return Side(other, None, "the other side of the conflict")
    return Side(None) if named else scene.of_place()


def _carried(scene: Scene, previous: Side | None) -> Side:
    memory, metric = scene.memory, scene.figure.metric or ""
    if previous is not None and previous.code:
        return Side(previous.code, previous.text, "carried over from a figure before")
    if metric == "munitions_fired" and scene.country:
        return Side(opponent(scene.country, memory.counts, memory.day), None, "the other side of the conflict")
    if metric.startswith("equipment") and memory.last_armed:
        return memory.last_armed
    return Side(None)
