"""Where arms go and where fire falls: not to who sends them, but to who asks, pays or fights."""

from __future__ import annotations

from flows.claims.actor.belligerents import Side, fired_upon, is_state
from flows.claims.metric.figure import Figure
from flows.claims.place.homeland import ranked, state_place
from flows.claims.place.placemention import LISTS, PlaceMention, is_capital
from flows.claims.story import Story
from schemas.vocabulary import actors

FIRED = frozenset({"munitions_fired", "munitions_intercepted"})
_BUYING = frozenset(LISTS["buying"])
_SENDING = frozenset({"send", "dispatch", "contribute", "pledge", "provide", "commit", "lend", "offer", "promise"})
_REGAINING = frozenset({"recapture", "retake", "liberate", "reclaim", "regain", "clear", "lose"})
_RIVAL = 0.3  # of the weight of the main country
_WINDOW = 16  # tokens between who buys and what


def buyer_of(story: Story, figure: Figure, first: int) -> PlaceMention | None:
    """ "Vilnius has ordered 44 tanks", "Baku had bought a dozen": arms go to who asks for them or pays."""
    words, at = story.doc.word, figure.quantity.first
    verbs = (
        i for i in story.doc.among(_BUYING, max(first, at - _WINDOW), at) if words[i + 1] not in ("not", "to", "that")
    )
    verb = max(verbs, default=-1)
    named = (story.mentions[i] for i in range(verb - 1, first - 1, -1) if i in story.mentions)
    code = next((m.code for m in named if is_state(m.code) and m.code in actors()), None)
    return state_place(code, first) if verb >= 0 and code is not None else None


def is_away(story: Story, figure: Figure, place: PlaceMention, side: Side, population: str | None) -> bool:
    """Whether a figure cannot be in the country of who sent what it counts: a gift, a contingent, fire on others."""
    if figure.metric == "equipment_supplied":
        return True
    sent = figure.metric == "deployed" and figure.trigger is not None and figure.trigger.sense.lemma in _SENDING
    if not story.located and (sent or population == "peacekeepers"):
        return True
    if figure.metric == "territory" and not story.located:
        return figure.trigger is not None and figure.trigger.sense.lemma not in _REGAINING  # won abroad
    if figure.metric not in FIRED or story.located or story.memory.items:
        return False
    wide = is_capital(place) or (place.place is not None and place.place.kind == "country")
    if wide and fired_upon(side.code or "", story.memory.counts, story.memory.day) is not None:
        return True
    order = ranked(story)
    return wide and len(order) > 1 and story.weights[order[1]] >= _RIVAL * story.weights[order[0]]


def other_than(story: Story, place: PlaceMention, sender: str, metric: str | None) -> PlaceMention | None:
    """Nobody arms or bombards himself: arms go to who was given some before, or to who fights."""
    if story.recipient is not None and story.recipient.country != sender:
        return story.recipient
    struck = fired_upon(sender, story.memory.counts, story.memory.day) if metric in FIRED else None
    if struck is not None:
        return state_place(struck, place.first, prep="")
    code = next((code for code in ranked(story) if code != sender), None)
    return state_place(code, place.first, prep="") if code is not None else None
