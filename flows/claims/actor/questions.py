"""Whom a question names that the paragraph answers: "And the Tigers? The force is down to a few hundred"."""

from __future__ import annotations

from flows.claims.actor.agents import subject_of
from flows.claims.actor.belligerents import ARMED, Side, is_state
from flows.claims.actor.whom import HARM, OWN_FORCES, Answer, leading_group, population_of
from flows.claims.actor.whose import SIDES, Scene, narrow
from flows.claims.text.nouns import noun_at

_OPENING = frozenset({"and", "about"})
_SIZE = frozenset({"left", "strong", "have", "has", "lose", "lost", "losses", "soldiers", "troops", "fighters", "men",
                   "dead", "big", "large", "strength", "arsenal", "stocks"})  # fmt: skip
_BARE = frozenset({"people", "combatants", "military"})
_LONGEST = 14  # tokens


def asked_about(scene: Scene) -> Answer | None:
    """Whose people they are of whom the question of the paragraph asks, where its answer names nobody before."""
    figure, doc = scene.figure, scene.doc
    if figure.phrase.pronoun or population_of(figure) not in _BARE or figure.phrase.actors:
        return None
    question = _question(scene)
    if question is None or subject_of(doc, figure, scene.mentions, scene.first) is not None:
        return None
    side, population = _asked(scene, *question)
    if side is not None and side.code:
        if not is_state(side.code):
            return side, narrow("combatants", side.code)
        armed = figure.metric in OWN_FORCES or population in ARMED
        return side, "military" if armed else population_of(figure)
    counted = figure.phrase.noun is not None and figure.phrase.noun_first >= 0 and _plain(scene)
    if population in ("militants", "combatants") and figure.metric in HARM | OWN_FORCES | {"captured"} and not counted:
        return leading_group(scene), "militants"
    return None


def asked_side(scene: Scene) -> Side | None:
    """Whose materiel it is of which the question asks."""
    question = _question(scene)
    return _asked(scene, *question)[0] if question is not None else None


def _plain(scene: Scene) -> bool:
    phrase = scene.figure.phrase
    return not scene.doc.has(_MEN, phrase.noun_first, phrase.noun_last)


_MEN = frozenset({"men", "members", "band"})


def _question(scene: Scene) -> tuple[int, int] | None:
    """The short question with which the paragraph opens, or that stands alone above it."""
    doc = scene.doc
    number = doc.sentence_of[scene.first]
    start = doc.line_start[number]
    for k in (start, start - 1):
        if k < 0 or k >= number:
            continue
        first, last = doc.sentences[k]
        if doc.word[last - 1] == "?" and last - first <= _LONGEST:
            return first, last
    return None


def _asked(scene: Scene, first: int, last: int) -> tuple[Side | None, str]:
    """The one side that a question names, and the population that it asks for."""
    doc, population = scene.doc, "people"
    asks = doc.has(_OPENING, first, min(last, first + 2)) or doc.has(_SIZE, first, last)
    many = doc.word[first : first + 2] == ["how", "many"]
    for i in range(first, last):
        found = noun_at(doc, i)
        if found is not None and found[1].sort == "people" and found[1].plural and found[1].code in ARMED:
            population = found[1].code
    named = {m.code: m for i in range(first, last) if (m := scene.everyone.get(i)) is not None and m.role in SIDES}
    if len(named) != 1 or not (asks or many):
        return None, population
    mention = next(iter(named.values()))
    if many and doc.word[mention.first - 1] in ("in", "by", "from"):
        return None, population
    return scene.side(mention, "of whom the question asks"), population
