"""Missions of peacekeepers: which one unnamed peacekeepers serve in, and the bare figures of a text about one."""

from __future__ import annotations

from flows.claims.actor.agents import subject_of
from flows.claims.actor.belligerents import MISSIONS, Side, is_state
from flows.claims.actor.whom import HARM, OWN_FORCES, Answer, population_of
from flows.claims.actor.whose import SIDES, Scene
from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from schemas.vocabulary import actors

_WHOLE_WAR = 1_000  # no mission of peacekeepers has lost so many at once
_NOBODY = frozenset({"nobody", "no one", "no-one"})
_OUT_OF = frozenset({"of", "from", "among", "in", "aboard"})


def _behind(figure: Figure) -> tuple[int, int]:
    return figure.quantity.last, figure.quantity.last + 1


def of_mission(scene: Scene) -> Answer | None:
    """Bare figures of a text about a mission count its people, unless a state is named before them."""
    figure, phrase = scene.figure, scene.figure.phrase
    if scene.memory.mission is None:
        return None
    nobody = figure.quantity.word in _NOBODY or scene.doc.word[figure.quantity.last - 1] == "one"
    if figure.quantity.zero and nobody and phrase.noun is None and not scene.doc.has(_OUT_OF, *_behind(figure)):
        return None  # "no one has died there", but "nobody of the patrol"
    if figure.trigger is not None and figure.trigger.sense.lemma == "surrender":
        return None  # who gives himself up to it
    sender = subject_of(scene.doc, figure, scene.everyone, scene.first) if figure.metric in OWN_FORCES else None
    if sender is not None and is_state(sender.code) and sender.role in ("names", "forces", "government"):
        return None  # "Britain has begun to land 700 paratroopers"
    if figure.metric in OWN_FORCES:
        fits = population_of(figure) == "military" or (population_of(figure) == "people" and phrase.noun is None)
    else:
        fits = phrase.noun is None and phrase.unknown is None and not phrase.increment
        fits = fits and figure.quantity.best < _WHOLE_WAR
    before = (scene.mentions.get(i) for i in range(scene.first, figure.quantity.first))
    state = any(m and is_state(m.code) and m.role in SIDES and m.code != scene.country for m in before)
    return mission_side(scene) if fits and not state else None


def mission_side(scene: Scene) -> Answer:
    """The mission that the text is about, with what it fields."""
    code = scene.memory.mission or "un"
    population = str(actors().get(code, {}).get("population") or "peacekeepers")
    return Side(code, None, "the mission that the text speaks of"), population


def of_peacekeepers(scene: Scene) -> Side:
    """The mission of peacekeepers: the nearest, the one that the text speaks of, the one that serves in the country."""
    teller = scene.everyone.get(scene.first)
    sent = teller is not None and is_state(teller.code) and teller.role == "names" and teller.code != scene.country
    if teller and sent and scene.figure.metric in HARM and scene.doc.word[teller.last] in _OWNING_UP:
        return scene.side(teller, "who tells of its own contingent")  # "Fiji reported two peacekeepers wounded"
    for mention in scene.in_order():
        if mention.code in MISSIONS or mention.role == "missions":
            return scene.side(mention, "nearest mission")
    for code, _ in scene.memory.counts.most_common():
        if code in MISSIONS:
            return Side(code, None, "the mission that the text speaks of")
    return Side(_keepers_in(scene.country, scene.memory.day), None, "peacekeepers of an unnamed contingent")


def _keepers_in(country: str | None, day: str | None) -> str:
    """The organisation whose peacekeepers serve in a country on a day."""
    code, first, last = words("missions")["keepers"].get(country, ("un", 0, None))
    year = int(day[:4]) if day else first
    return code if first <= year and (last is None or year <= last) else "un"


_OWNING_UP = frozenset({"reported", "reports", "lost", "loses", "mourns", "mourned", "buried", "buries", "counted"})
