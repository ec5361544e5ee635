"""Things that a number without a noun counts: those of the figure before."""

from __future__ import annotations

from itertools import pairwise

from flows.claims.metric.figure import Figure, Told
from flows.claims.text.nouns import MUNITIONS, Noun
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import Trigger
from schemas.vocabulary import load

_BESIDE = 2  # tokens between a number and its verb


def adopt_things(doc: Document, figures: list[Figure], triggers: list[Trigger], told: Told) -> None:
    """Let a bare number beside a verb that takes people and things count the things that were just counted.

    "Germany sends 18 tanks, while Poland has pledged 14", "of 170 shells 80 landed on the island".

    >>> from flows.claims import extract
    >>> text = "The bloc had promised a million shells by March. It handed over 524,000."
    >>> [(claim.metric, claim.item) for claim in extract(text)]
    [('equipment_supplied', 'shell'), ('equipment_supplied', 'shell')]
    """
    thing: Noun | None = None
    for previous, figure in pairwise(figures):
        if previous.phrase.noun is not None or not _is_bare(previous):
            thing = previous.phrase.noun
        if thing is not None and thing.sort == "materiel" and _is_bare(figure):
            supplied = any(t.last == figure.quantity.first and _supplies(t) for t in triggers)
            if supplied or _may_be_either(figure, triggers, thing):
                figure.phrase.noun = thing
    first = figures[0]
    before = told.last
    if before is None or not _is_bare(first):
        return
    number = doc.sentence_of[before.quantity.first]
    thing = before.phrase.noun
    if thing is None or thing.sort != "materiel" or doc.sentence_of[first.quantity.first] - number > 1:
        return
    of_people = any(
        doc.sentence_of[other.quantity.first] == number and _counts(other) == "people" for other in told.recent
    )
    if not of_people and _may_be_either(first, triggers, thing):
        first.phrase.noun = thing


def _is_bare(figure: Figure) -> bool:
    phrase = figure.phrase
    return phrase.noun is None and not phrase.actors and phrase.unknown is None


def _supplies(trigger: Trigger) -> bool:
    return trigger.sense.metrics.get("materiel") == "equipment_supplied"


def _may_be_either(figure: Figure, triggers: list[Trigger], thing: Noun) -> bool:
    """Whether the word beside a number says something of people and of such things both."""
    for trigger in triggers:
        left = 0 <= figure.quantity.first - trigger.last <= _BESIDE and trigger.form != "noun"
        right = 0 <= trigger.first - figure.phrase.last <= _BESIDE
        if (left or right) and "people" in trigger.sense.metrics and trigger.metric(thing) is not None:
            return True
    return False


def _counts(figure: Figure) -> str:
    return str(load("metrics")[figure.metric]["counts"]) if figure.metric is not None else ""


def name_thing(doc: Document, figure: Figure, accepted: list[Figure], told: Told) -> None:
    """ "The gunners are down to 2,000 rounds a day, the others fire 10,000": what the figure before names."""
    if _counts(figure) != "materiel" or figure.phrase.noun is not None or figure.phrase.unknown is not None:
        return
    before = accepted[-1] if accepted else told.last
    if before is None or doc.sentence_of[figure.quantity.first] - doc.sentence_of[before.quantity.first] > 1:
        return
    thing = before.phrase.noun
    if thing is None or thing.sort != "materiel":
        return
    flying = (figure.metric or "").startswith("munitions")
    if not flying or thing.code in MUNITIONS:
        figure.phrase.noun = thing
