"""Whose the prisoners are: of the other side than the one that took them, holds them or shows them."""

from __future__ import annotations

from flows.claims.actor.belligerents import Side, is_group, is_state, only_opponent, opponent
from flows.claims.actor.whom import HELD_NOUNS, Answer, last_word
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene, agent_of, antecedent, is_counted, narrow
from flows.claims.text.mentions import Mention

_TAKEN = HELD_NOUNS | {"pows", "war"}
_PRISONER = frozenset({"prisoner", "captive"})
_PRONOUNS = frozenset({"it", "they", "we"})


def taken(scene: Scene) -> Answer | None:
    """ "Al-Shabaab says that it holds a dozen prisoners": of the side that their captor fights in this text."""
    if scene.figure.metric != "captured" or not _prisoners(scene):
        return None
    counted = scene.referent
    unnamed = scene.figure.phrase.noun is None or (last_word(scene) in _PRISONER and scene.figure.quantity.best > 1)
    if counted is not None and unnamed and counted.same_sentence and counted.population in ("militants", "military"):
        return counted.side, counted.population  # "killed 350 Taliban and took 40 prisoner"
    captor = _captor(scene)
    if captor is None or captor.code is None:
        return None
    memory = scene.memory
    other = opponent(captor.code, memory.counts, memory.day) or only_opponent(captor.code, memory.day)
    if other is None:
        return None
    return Side(other, None, "the other side of who took them"), narrow("combatants", other)


def _prisoners(scene: Scene) -> bool:
    """ "594 prisoners", "200 taken prisoner"."""
    phrase, doc = scene.figure.phrase, scene.doc
    if last_word(scene) in _TAKEN:
        return True
    return phrase.noun is None and doc.has(_PRISONER, scene.figure.quantity.last, min(scene.last, phrase.last + 4))


def _captor(scene: Scene) -> Side | None:
    """Who took them: behind "by", else the side named last before them, also one that the sentence lets speak."""
    if (agent := agent_of(scene)) is not None:
        return scene.side(agent, "")
    doc = scene.doc
    for i in range(scene.figure.quantity.first - 1, scene.first - 1, -1):
        mention = scene.everyone.get(i)
        if mention is not None and _acts(scene, mention) and not is_counted(doc, i, scene.first):
            return scene.side(mention, "")
        if doc.word[i] in _PRONOUNS and not any(k in scene.everyone for k in range(scene.first, i)):
            return antecedent(scene, "combatants")
    return None


def _acts(scene: Scene, mention: Mention) -> bool:
    before = scene.doc.word[mention.first - 1] if mention.first > scene.first else ""
    side = is_state(mention.code) or is_group(mention.code)
    return side and mention.role in SIDES and before not in OUTSIDE | {"with", "of"}
