"""What is done with arms: "two dozen jets hit the city" loses none, missiles "sent to Ukraine" are supplied."""

from __future__ import annotations

from flows.claims.actor.belligerents import opponent
from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.text.grammar import AUXILIARIES, POSSESSIVES
from flows.claims.text.mentions import actor_table, is_state
from flows.claims.text.nouns import AIRCRAFT, MUNITIONS
from flows.claims.text.tokens import Document

_TOWARDS = frozenset(words("refinement")["towards"])


def on_the_ground(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Destroyed on the ground", "missiles that were being prepared for launch": not in flight."""
    trigger, noun = figure.trigger, figure.phrase.noun
    destroyed = figure.metric == "munitions_intercepted" and trigger and trigger.sense.lemma == "destroy"
    if destroyed:
        text = doc.text[doc.start[first] : doc.end[last - 1]].lower()
        if any(ground in text for ground in words("refinement")["grounded"]):
            figure.metric = "equipment_lost"
    if figure.metric == "attacks" and noun is not None and noun.code in MUNITIONS:
        figure.metric = "munitions_fired"  # "attacked 40 times: 15 air strikes, 300 drones"
    if figure.metric == "munitions_fired" and noun is not None and noun.code in AIRCRAFT:
        figure.metric = "equipment_held"  # "a carrier that launched a dozen jets"
    had = "whole" in figure.extra and doc.word[figure.quantity.first - 1] in POSSESSIVES
    if figure.metric == "equipment_lost" and had:
        figure.metric = "equipment_held"  # "lost 2,200 of its 3,500 tanks"


def is_all_fired(doc: Document, figure: Figure) -> bool:
    """ "Shot down 30 of 38 drones": the second number is what was fired; not so in "of the 38 drones shot down"."""
    trigger = figure.trigger
    if figure.metric != "munitions_intercepted" or trigger is None or figure.extra.keys().isdisjoint(_WHOLES):
        return False
    behind = doc.word[figure.phrase.last : trigger.first]
    return trigger.last <= figure.quantity.first or not AUXILIARIES.isdisjoint(behind)


_WHOLES = frozenset({"whole", "outof"})


def hitting(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Two dozen jets hit the city", "31 missiles destroyed homes": what does harm has not come to it."""
    noun, trigger = figure.phrase.noun, figure.trigger
    if trigger is None or noun is None or figure.metric != "equipment_lost" or trigger.first < figure.phrase.last:
        return
    between = doc.word[figure.phrase.last : trigger.first]
    active = _SUBJECTS_VERB.issuperset(between) and doc.word[trigger.last : trigger.last + 1] not in (
        [","],
        ["."],
        ["by"],
    )
    if active and trigger.sense.lemma in _HARMING and noun.code in MUNITIONS | AIRCRAFT:
        figure.metric = "munitions_fired" if noun.code in MUNITIONS else "equipment_held"
        figure.reason = f"what {trigger.sense.lemma}s, not what is hit"


_SUBJECTS_VERB = frozenset({"that", "which", "have", "has", "had", "then", "later", "also", "reportedly", "twice"})
_HARMING = frozenset({"hit", "strike", "bomb", "pound", "target", "attack", "destroy", "damage", "wreck", "shell"})


def towards(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Sent 91 aircraft toward the island": what is sent against somebody is not supplied."""
    sent = (
        figure.metric == "equipment_supplied" and figure.trigger and figure.trigger.sense.lemma in ("send", "dispatch")
    )
    reach = 8 if doc.word[figure.phrase.last : figure.phrase.last + 1] == ["and"] else 3  # "tanks and 2,000 men into"
    if sent and not _TOWARDS.isdisjoint(doc.word[figure.phrase.last : figure.phrase.last + reach]):
        figure.metric, figure.reason = "equipment_held", "sent in somebody's direction"


def sent_to_a_friend(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Britain sent 100 missiles to Ukraine": munitions that are sent to a state that is no foe are given."""
    trigger, end = figure.trigger, figure.phrase.last
    if figure.metric != "munitions_fired" or trigger is None or trigger.sense.lemma not in _SENDING:
        return
    if doc.word[end : end + 1] != ["to"] or end + 1 >= last or not doc.upper[end + 1]:
        return
    target = actor_table().at(doc.word, end + 1)
    if target is None or not is_state(target[1].code):
        return
    begin = trigger.last if figure.side == "right" else first
    names = (actor_table().at(doc.word, i) for i in range(begin, trigger.first) if doc.upper[i])
    sender = next((hit[1].code for hit in names if hit is not None), None)
    if sender is not None and opponent(sender, {target[1].code: 1}) is None:
        figure.metric, figure.reason = "equipment_supplied", "sent to a state that is no foe"


_SENDING = frozenset({"send", "dispatch", "ship"})


def as_promised(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Of the 31 tanks promised by Washington 20 have arrived": what comes of a gift is supplied."""
    arrived = figure.metric == "equipment_held" and figure.trigger and figure.trigger.sense.lemma == "arrive"
    if arrived and doc.has(_GIVEN, first, last):
        figure.metric, figure.reason = "equipment_supplied", "arrived of what was promised"


_GIVEN = frozenset({"promised", "pledged", "donated", "ordered", "delivered", "agreed", "supplied", "deliveries"})


def small_arms(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Police seized 21 guns": no artillery, unless heavier arms were seized with them."""
    noun, trigger = figure.phrase.noun, figure.trigger
    gun = noun is not None and noun.code == "artillery" and doc.word[figure.phrase.noun_last - 1] in ("gun", "guns")
    found = trigger is not None and trigger.sense.lemma in _FINDING
    if gun and found and noun is not None and not doc.has(_HEAVY, first, last):
        figure.phrase.noun = noun._replace(code="weapon")


_FINDING = frozenset({"seize", "recover", "confiscate", "surrender", "hand in", "hand over", "give up", "find"})
_HEAVY = frozenset({"tank", "tanks", "howitzer", "howitzers", "mortar", "mortars", "cannon", "artillery", "armoured"})
