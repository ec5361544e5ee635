"""Armed bodies without a name: "a gang of 40", "eleven of the band", "a garrison of 1,000", "lost 400 of its men"."""

from __future__ import annotations

from functools import cache

from flows.claims.actor.belligerents import Side, is_state
from flows.claims.actor.weighing import weighed
from flows.claims.actor.whom import Answer, last_word, leading_group, population_of
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene, narrow
from flows.claims.lexicon import words

_BEFORE, _BEHIND = 7, 5  # tokens
_MEMBERS = frozenset({"", "men", "members", "strong", "people", "dead", "wounded", "men and women"})


_LASTING = [[unit, "of"] for unit in ("years", "months", "weeks", "decade", "decades")]


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(entries) for name, entries in words("bodies").items()}


def of_a_body(scene: Scene) -> Answer | None:
    """The people of a gang, a cell, a garrison, a battalion that stands beside the number."""
    if population_of(scene.figure) != "people" or last_word(scene) not in _MEMBERS:
        return None
    at = _behind(scene)
    at = at if at is not None else _before(scene)
    if at is None:
        return None
    group = _is_group(scene, at)
    named = _named_beside(scene, at)
    if named is not None and (is_state(named.code or "") != group or not group):
        return named, narrow("combatants", named.code)
    if group:
        return leading_group(scene), "militants"
    return weighed(scene, None) or scene.of_place(), "military"


def _behind(scene: Scene) -> int | None:
    """ "Eleven of the band", "eight members of the cell"."""
    doc, start = scene.doc, scene.figure.quantity.last
    for i in range(start, min(scene.last - 1, start + _BEHIND)):
        if doc.word[i] == "of":
            for k in range(i + 1, min(scene.last, i + 5)):
                if _is_body(scene, k):
                    return k
            return None
        if not doc.word[i].isalpha():
            return None
    return None


def _before(scene: Scene) -> int | None:
    """ "A gang of 40", "the cell had at least 20 members", "the garrison was 300 strong"."""
    doc, end = scene.doc, scene.figure.quantity.first
    for i in range(end - 1, max(scene.first - 1, end - _BEFORE), -1):
        if _is_body(scene, i):
            if doc.word[i - 2 : i] in _LASTING:
                return None  # "in the ten years of insurgency 13,000 have died"
            return i if i == end - 1 or doc.word[i + 1] != "'s" else None
        if doc.word[i] not in _words()["having"] and doc.word[i] not in (",", "(", "–", "—"):
            return None
    return None


def _is_body(scene: Scene, i: int) -> bool:
    doc, told = scene.doc, _words()
    word = doc.word[i]
    if word in told["groups"] or word in told["states"]:
        return doc.word[i + 1 : i + 2] != ["of"] or doc.word[i + 2 : i + 3] != ["the"]
    return word in told["groups_if"] and not told["armed"].isdisjoint(doc.word[max(scene.first, i - 2) : i])


def _is_group(scene: Scene, i: int) -> bool:
    told = _words()
    armed = not told["armed"].isdisjoint(scene.doc.word[max(scene.first, i - 2) : i])
    return scene.doc.word[i] in told["groups"] or (armed and scene.doc.word[i] in told["groups_if"])


def _named_beside(scene: Scene, at: int) -> Side | None:
    """The side in the noun phrase of a body, or the one that the noun stands for."""
    doc = scene.doc
    for i in range(at, max(scene.first, at - 4) - 1, -1):
        mention = scene.everyone.get(i)
        if mention is not None and mention.role in SIDES and mention.last >= i:
            return scene.side(mention, "whose body it is") if doc.word[i - 1] not in OUTSIDE - {"against"} else None
    return None
