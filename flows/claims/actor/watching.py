"""Materiel that a side sees and does not own: "Taiwan detected 45 aircraft", "the navy tracked 14 warships"."""

from __future__ import annotations

from flows.claims.actor.belligerents import Side, is_state, only_opponent, opponent
from flows.claims.actor.ledgers import only_attacker
from flows.claims.actor.owners import claimant
from flows.claims.actor.whose import SIDES, Scene
from flows.claims.lexicon import words
from flows.claims.text.mentions import Mention

_SEEING = frozenset(words("weighing")["seeing"])
_COUNTING = _SEEING | frozenset(words("weighing")["counting"])
_REACH = 5  # tokens
WATCHERS = "who follows the other side"
_BYSTANDERS = frozenset({"monitors", "monitor", "observers", "observer", "mission", "residents", "resident",
                         "witnesses", "witness", "villagers", "reporters", "reporter", "correspondent", "journalists",
                         "analysts", "researchers", "satellite", "satellites", "patrol"})  # fmt: skip
_GOVERNING = frozenset({"government", "government-controlled", "government-held"})


def seen(scene: Scene, watcher: Mention | None, previous: Side | None) -> Side | None:
    """The owner of ships and aircraft that somebody detects, tracks or meets: the other side of who sees them.

    So too who fired what somebody counts: "Police in Israel counted 3,970 rockets".
    """
    doc, at = scene.doc, scene.figure.quantity.first
    if scene.figure.metric == "munitions_fired":
        trigger = scene.figure.trigger
        told = doc.among(_COUNTING, trigger.first if trigger else max(scene.first, at - _REACH), at)
        if all(doc.word[i - 1] in ("a", "an", "the") for i in told):
            return None  # "fired a record 728 drones" counts nothing
        state = claimant(scene) or scene.country
        shooter = opponent(state, scene.memory.counts, scene.memory.day) if state else None
        shooter = shooter or (only_opponent(state, scene.memory.day) if state else None)
        return Side(shooter, None, WATCHERS) if shooter else only_attacker(scene)
    if scene.figure.metric != "equipment_held" or not doc.has(_SEEING, max(scene.first, at - _REACH), at):
        return None
    if doc.word[at - 1] == "with":
        return Side(scene.of_place().code, None, WATCHERS)  # "shadowed it with four cutters"
    memory = scene.memory
    verb = max(doc.among(_SEEING, max(scene.first, at - _REACH), at))
    if doc.word[verb - 1] in _BYSTANDERS:
        return scene.of_place() if doc.has(_GOVERNING, scene.first, at) else Side(None)
    code = watcher.code if watcher is not None else scene.country or scene.main
    if previous is not None and previous.code and previous.code != code:
        return previous
    known = memory.materiel.get("equipment_held")
    if known is not None and known.code and known.code != code:
        return known
    other = opponent(code, memory.counts, memory.day) if code else None
    named = (state for state, _ in memory.counts.most_common() if is_state(state) and state != code)
    other = other or next(named, None)
    return Side(other, None, "who is seen by the other side" if other else "")


def of_whom(scene: Scene) -> Side | None:
    """ "153 aircraft of the People's Liberation Army": the side that "of" leads to, right behind the noun."""
    doc, end = scene.doc, scene.figure.phrase.noun_last
    if scene.figure.phrase.noun is None or scene.figure.phrase.noun_first < 0 or doc.word[end : end + 1] != ["of"]:
        return None
    at = end + 1 + (doc.word[end + 1 : end + 2] == ["the"])
    mention = scene.everyone.get(at)
    if mention is None or mention.role not in SIDES - {"people"} or at >= scene.last:
        return None
    return scene.side(mention, "named with the figure")
