"""How far a figure stands from a noun that may govern it: tolls, deaths of, the wounded."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from flows.claims.metric.figure import EVENTS_OF_PEOPLE, Figure
from flows.claims.text import grammar
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import Trigger

_FEW = 8  # triggers that are looked through faster than searched


def within(triggers: Sequence[Trigger], first: int, last: int) -> list[Trigger]:
    """The triggers, which stand in the order of the text, that lie whole inside tokens [first, last)."""
    if len(triggers) <= _FEW:
        return [trigger for trigger in triggers if first <= trigger.first and trigger.last <= last]
    begin = bisect_left(triggers, first, key=_first_token)
    found = []
    for trigger in islice(triggers, begin, None):
        if trigger.first >= last:
            break
        if trigger.first >= first and trigger.last <= last:
            found.append(trigger)
    return found


def _first_token(trigger: Trigger) -> int:
    return trigger.first


def cost_of_noun(
    doc: Document, figure: Figure, trigger: Trigger, between: list[str], triggers: Sequence[Trigger]
) -> float | None:
    """The figure as what a noun before it counts: "the deaths of six", "the toll rose to 40"."""
    sense = trigger.sense
    if sense.use == "nominal":
        if between[:1] == ["of"] and len(between) <= 3:
            return 0.9 + 0.1 * len(between)
        if between[:1] == ["of"] and between[-1] in ("and", ",", "of", "their", "his") and len(between) <= 14:
            return 1.2 + 0.1 * len(between) + (3.0 if sense.metrics.get("people") not in EVENTS_OF_PEOPLE else 0.0)
        return None
    if sense.use == "state" and not _is_noun_here(doc, trigger, figure.quantity.first):
        return None
    noun = figure.phrase.noun
    attacks = sense.metrics.get("people") == "attacks"
    materiel = noun is not None and noun.sort == "materiel" and "materiel" in sense.metrics
    if noun is not None and not materiel and (noun.sort != "people" or attacks) and not (
        attacks and noun.sort == "event"
    ):  # fmt: skip
        return None
    if attacks and _inside_a_toll(doc, trigger, triggers):
        return None
    if figure.phrase.unknown and noun is None:
        return None
    strange = [
        word
        for i, word in enumerate(between, trigger.last)
        if word not in grammar.CHANGE and not doc.upper[i] and word not in grammar.PREPOSITIONS
    ]
    climbed = between[-1:] in (["to"], ["at"], ["from"]) and len(between) > 2 and between[-2] in grammar.CHANGE
    if (len(between) > 16 or len(strange) > 6) and not (climbed and len(between) < _LONG_SUBJECT):
        return None
    strange = strange[:6]
    other_words = within(triggers, trigger.last, figure.quantity.first)
    crossed = any(t.sense.use not in ("toll", "nominal") and t.sense.metrics.get("people") for t in other_words)
    if crossed and not climbed:
        return None
    linked = (
        climbed
        or between == [","]
        or not LINKS.isdisjoint(between)
        or doc.has(_BOUND_VERBS, figure.quantity.first, figure.quantity.core)
    )
    return (1.1 if linked else 2.6) + 0.04 * len(between) + 0.25 * len(strange)


def _is_noun_here(doc: Document, trigger: Trigger, end: int) -> bool:
    """Whether a state stands for people: "the wounded rose to 40", but not "in the besieged quarters, 62"."""
    if trigger.first == 0 or doc.word[trigger.first - 1] not in ("the", "of", "among"):
        return False
    following = doc.word[trigger.last] if trigger.last < end else "."
    closed = grammar.CHANGE | grammar.AUXILIARIES | grammar.PREPOSITIONS | grammar.CONJUNCTIONS | LINKS
    return not following.isalpha() or following in closed or following.endswith("ly")


def _inside_a_toll(doc: Document, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """ "The death toll from Sunday's church attacks": the attacks belong to the toll before them."""
    tolls = (t for t in triggers if t.sense.use == "toll" and t.sense.metrics.get("people") in EVENTS_OF_PEOPLE)
    for toll in tolls:
        between = doc.word[toll.last : trigger.first]
        if 0 < len(between) <= 8 and between[0] in grammar.PREPOSITIONS:
            return True
    return False


_BOUND_VERBS = frozenset({
    "exceeds", "exceed", "exceeded", "exceeding", "passed", "passes", "topped", "tops", "surpassed", "surpasses",
})  # fmt: skip
_LONG_SUBJECT = 40  # tokens
LINKS = frozenset({"range", "ranges", "ranged", "ranging", "vary", "varies", "varied", "went", "goes"}) | frozenset({
    "to", "at", "of", "is", "was", "were", ":", "are", "than", "number", "numbered", "reached", "exceeded", "exceed",
    "passed", "hit", "topped", "-", "–", "more", "put",
})  # fmt: skip
