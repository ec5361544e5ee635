"""Whose the prisoners are: of the other side than the one that took them, holds them, shows them or frees them."""

from __future__ import annotations

from flows.claims.actor.agents import agent_of, is_counted, subject_of
from flows.claims.actor.belligerents import Side, is_group, is_state, only_opponent, opponent
from flows.claims.actor.whom import HELD_NOUNS, Answer, last_word, population_of
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene, antecedent, narrow
from flows.claims.text.mentions import Mention
from schemas.vocabulary import actors

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


def freed(scene: Scene) -> Answer | None:
    """Prisoners whom a side frees belong to the other one."""
    figure, memory = scene.figure, scene.memory
    if figure.metric != "released" or population_of(figure) not in ("prisoners", "combatants", "people"):
        return None
    if last_word(scene) not in HELD_NOUNS | {"war", "pows", "combatants", "fighters"}:
        return None
    if _two_parties(scene):
        return Side(None, None, "of both parties"), population_of(figure)
    subject = subject_of(scene.doc, figure, scene.mentions, scene.first)
    other = opponent(subject.code, memory.counts, memory.day) if subject is not None else None
    if other is not None and subject is not None and is_state(subject.code) and not is_state(other):
        if last_word(scene) in _VICTIMS:
            return None  # "the army frees 15 hostages held by the rebels"
        home = actors()[other].get("country")
        if isinstance(home, str) and home != subject.code and population_of(figure) == "people":
            other = home  # the prisoners whom Israel frees are Palestinians
    return (Side(other, None, "the other side of who frees them"), population_of(figure)) if other else None


_VICTIMS = frozenset({"hostage", "hostages", "captive", "captives"})


def _two_parties(scene: Scene) -> bool:
    """ "Russia and Ukraine exchanged 190 prisoners of war": two states joined by "and"."""
    inside = [m for m in scene.mentions.values() if is_state(m.code) and m.role in ("names", "capitals")]
    codes = {m.last: m.code for m in inside}
    word = scene.doc.word
    return any(word[m.first - 1] == "and" and codes.get(m.first - 1, m.code) != m.code for m in inside)
