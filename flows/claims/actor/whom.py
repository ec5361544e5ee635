"""Whom a figure counts by its own words: the population of its noun, and whether it says nothing of it itself."""

from __future__ import annotations

from flows.claims.actor.belligerents import Side, is_group
from flows.claims.actor.whose import Scene
from flows.claims.metric.figure import Figure

Answer = tuple[Side, str]

HARM = frozenset({"killed", "wounded", "casualties", "missing"})
OWN_FORCES = frozenset({"deployed", "recruited", "withdrawn", "strength", "trained", "deserted"})
HELD_NOUNS = frozenset({"hostage", "hostages", "captive", "captives", "prisoner", "prisoners", "detainees", "detainee"})


def population_of(figure: Figure) -> str:
    """The population that a figure's noun stands for; "people" without a noun."""
    return figure.phrase.noun.code if figure.phrase.noun is not None else "people"


def stands_for_others(figure: Figure) -> bool:
    """Whether a figure says nothing itself of whom it counts: "another 12", "600 deaths"."""
    noun = figure.phrase.noun
    return noun is None or noun.metric in HARM or (noun.code == "people" and figure.phrase.others)


def last_word(scene: Scene) -> str:
    """The last word of a figure's noun; "" without one."""
    at = scene.figure.phrase.noun_last
    return scene.doc.word[at - 1] if scene.figure.phrase.noun is not None and at > 0 else ""


def told_before(scene: Scene, code: str) -> bool:
    """Whether a text has named a group before the figure, or names it more than once."""
    if scene.memory.counts[code] > 1:
        return True
    at = scene.figure.quantity.first
    return any(mention.code == code for mention in scene.everyone.values() if mention.first < at)


def leading_group(scene: Scene) -> Side:
    """The armed group that a text speaks of: the only one, or one named twice as often as the next."""
    if scene.memory.items:
        return Side(None)
    groups = [(code, n) for code, n in scene.memory.counts.most_common() if is_group(code)]
    leads = bool(groups) and (len(groups) == 1 or groups[0][1] >= 2 * groups[1][1])
    leads = leads and told_before(scene, groups[0][0])
    return Side(groups[0][0], None, "the group that the text speaks of") if leads else Side(None)
