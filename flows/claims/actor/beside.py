"""Whose the counted are by words right beside the number: an entry's label, "among the Iraqis", "on its side"."""

from __future__ import annotations

from flows.claims.actor.belligerents import Side, is_group
from flows.claims.actor.whom import HARM, OWN_FORCES, Answer, leading_group, population_of, stands_for_others
from flows.claims.actor.whose import SIDES, Scene, antecedent, named_inside, narrow
from flows.claims.text.nouns import Noun, noun_at

_POSSESSIVE = frozenset({"its", "their", "his", "her"})
_SIDE = frozenset({"side", "sides", "part", "ranks", "camp"})
_BEHIND, _CLASS = 7, 6  # tokens
_QUOTES = frozenset("\"“”‘’'")


def of_an_entry(scene: Scene) -> Answer | None:
    """ "– Hezbollah: 74 announced by the group itself": the name before the colon of an entry of a list."""
    figure, doc, at = scene.figure, scene.doc, scene.figure.quantity.first
    if (
        doc.word[at - 1] != ":"
        or figure.metric not in HARM | OWN_FORCES | {"captured"}
        or not stands_for_others(figure)
    ):
        return None
    mention = next((m for i in range(at - 2, max(-1, at - 6), -1) if (m := scene.everyone.get(i)) is not None), None)
    if mention is None or mention.last != at - 1 or mention.role not in SIDES or not is_group(mention.code):
        return None
    return scene.side(mention, "the name before the colon"), narrow("combatants", mention.code)


def among_them(scene: Scene) -> Answer | None:
    """ "Five among the Iraqi troops", "eight civilians and five troops among the Cambodians"."""
    doc, phrase = scene.doc, scene.figure.phrase
    at = max(phrase.last, scene.figure.quantity.last)
    if doc.word[at : at + 1] not in (["among"], ["amongst"]) or at + 1 >= scene.last:
        return None
    if scene.figure.phrase.noun is not None and named_inside(scene.figure, doc) is not None:
        return None
    k = at + 1 + (doc.word[at + 1] == "the")
    mention = scene.everyone.get(k)
    if mention is None or mention.role not in SIDES:
        return None
    found = noun_at(doc, mention.last)
    population = population_of(scene.figure)
    if population == "people" and found is not None and found[1].sort == "people":
        population = found[1].code
    elif population == "people" and (mention.role == "forces" or is_group(mention.code)):
        population = "combatants"
    return scene.side(mention, "among whom they are"), narrow(population, mention.code)


def on_its_side(scene: Scene) -> Answer | None:
    """ "The navy says that nobody on its side was hurt": the side that the pronoun stands for."""
    doc, start = scene.doc, scene.figure.quantity.last
    if not stands_for_others(scene.figure) or not doc.has(_SIDE, start, min(scene.last, start + _BEHIND)):
        return None
    for i in range(start, min(scene.last - 2, start + _BEHIND)):
        if doc.word[i] in ("on", "in", "from") and doc.word[i + 1] in _POSSESSIVE:
            own = i + 2 + (doc.word[i + 2] == "own")
            side = antecedent(scene, "military") if doc.word[own] in _SIDE else None
            return (side, narrow("combatants", side.code)) if side is not None and side.code else None
    return None


def counted_as(scene: Scene) -> Answer | None:
    """ "The army identifies 709 of them as “terror operatives”": what they are said to be."""
    doc, start = scene.doc, scene.figure.quantity.last
    start += 2 * (doc.word[start : start + 2] in (["of", "them"], ["of", "these"], ["of", "those"]))
    if doc.word[start : start + 1] != ["as"] or not (
        stands_for_others(scene.figure) or population_of(scene.figure) == "people"
    ):
        return None
    i = start
    for k in range(i + 1, min(scene.last, i + _CLASS)):
        found = noun_at(doc, k)
        if found is not None and found[1].sort == "people" and found[1].plural:
            inside = next((m for n in range(i + 1, k + 1) if (m := scene.everyone.get(n)) is not None), None)
            side = scene.side(inside, "what they are said to be") if inside is not None else None
            return _armed(scene, found[1], side)
        if doc.word[k] not in _QUOTES and not doc.word[k].isalpha():
            return None
    return None


def _armed(scene: Scene, noun: Noun, side: Side | None) -> Answer:
    """Armed people without a name: a state's soldiers of the place, fighters of the group that the text is about."""
    if side is not None:
        return side, narrow(noun.code, side.code)
    if noun.code in ("militants", "combatants"):
        return leading_group(scene), "militants"
    return scene.of_place(), noun.code
