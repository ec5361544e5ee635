"""Losses that a distant state tells of: they were suffered where the loser fights, not where it is told."""

from __future__ import annotations

from functools import cache
from typing import Any

from flows.claims.actor.belligerents import is_state, opponent
from flows.claims.metric.figure import Figure
from flows.claims.place.borders import neighbours
from flows.claims.place.homeland import state_place
from flows.claims.place.placemention import PlaceMention
from flows.claims.source.sourcing import said_in
from flows.claims.story import Story
from schemas.vocabulary import load

_THINGS = frozenset({"equipment_lost", "munitions_fired", "munitions_intercepted"})
_SUFFERED = _THINGS | frozenset({"killed", "wounded", "casualties", "missing", "captured", "deserted"})


def where_it_fights(
    story: Story, place: PlaceMention | None, figure: Figure, loser: str | None, population: str | None
) -> PlaceMention | None:
    """ "The Pentagon says Russia has lost 40 tanks": where Russia fights; nowhere, if it fights in several lands."""
    if place is None or story.located or figure.metric not in _SUFFERED or loser is None or not is_state(loser):
        return place
    if place.place is None or place.place.kind != "country" or story.scene is not None:
        return place
    field = battlefield(loser, story.memory.day)
    if place.country == loser:
        armed = (population == "military" or figure.metric in _THINGS) and field is not None
        return state_place(str(field), place.first, prep="") if armed and field != loser else place
    if not _is_told_from_afar(story, figure, str(place.country), loser):
        return place
    return state_place(field, place.first, prep="") if field is not None else None


def _is_told_from_afar(story: Story, figure: Figure, teller: str, loser: str) -> bool:
    """Whether a sentence names a country only as who tells it, one that is no neighbour, or by its spies."""
    number = story.doc.sentence_of[figure.quantity.first]
    for said in said_in(story, number):
        named = {m.code for i in range(*said.subject) if (m := story.mentions.get(i)) is not None}
        if teller in named:
            spies = not _SPIES.isdisjoint(story.doc.word[slice(*said.subject)])
            at_war = opponent(teller, {loser: 1}, story.memory.day) is not None
            return not at_war and (spies or teller not in neighbours(loser))
    return False


_SPIES = frozenset({"spy", "intelligence", "spies"})


@cache
def _wars_led_by(state: str) -> list[Any]:
    """The conflicts of the vocabulary, no parts of others, in which a state leads a side."""
    return [
        entry
        for entry in load("conflicts").values()
        if entry.get("countries")
        and not entry.get("part_of")
        and any(side and side[0] == state for side in entry.get("sides") or ())
    ]


def battlefield(state: str, day: str | None) -> str | None:
    """The first country of the only war that a state leads on a day.

    >>> battlefield("RUS", "2025-06-16"), battlefield("FRA", "2025-06-16")
    ('UKR', None)
    """
    fields = {
        entry["countries"][0]
        for entry in _wars_led_by(state)
        if str(entry["start"]) <= (day or "9999") and (day or "") <= str(entry.get("end") or "9999")
    }
    return str(fields.pop()) if len(fields) == 1 else None
