"""Fighters with whom others clashed: they took part, whatever happened to those others."""

from __future__ import annotations

from flows.claims.metric.figure import Figure
from flows.claims.text.nouns import ARMED
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import Trigger
from flows.claims.value.numbers import openers

_FIGHTS = frozenset({
    "battle", "battles", "fight", "fighting", "firefight", "firefights", "gunfight", "gunfights", "gunbattle",
    "clash", "clashes", "clashed", "skirmish", "skirmishes", "shoot-out", "shootout", "shoot-outs", "shootouts",
    "exchange", "engagement", "encounter", "encounters", "combat", "confrontation", "confrontations", "standoff",
    "stand-off", "fought", "fights", "duel", "fire", "gunfire", "shots", "clashing",
})  # fmt: skip
_HELP = frozenset({"help", "aid", "support", "assistance", "backing", "participation", "assent"})
_BY_HELP = frozenset({"the", "with", "active", "armed", "and"})
_BACKED = (["backed", "by"], ["supported", "by"], ["assisted", "by"], ["aided", "by"], ["accompanied", "by"],
           ["escorted", "by"], ["reinforced", "by"], ["helped", "by"])  # fmt: skip
_AGAINST = frozenset({"with", "against"})
_HARMED = frozenset({"killed", "wounded", "casualties", "missing", "captured", "released", "deployed"})
_REACH = 4  # tokens: "a battle on Monday with"


def of_those_fought(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "84 soldiers were killed in a battle with some 2,000 rebels": the rebels are not the dead."""
    noun, at = figure.phrase.noun, figure.quantity.first
    if figure.metric not in _HARMED or noun is None or noun.code not in ARMED or noun.metric:
        return
    if figure.trigger is not None and figure.trigger.first >= at:
        return
    helped = doc.word[at - 1] == "of" and doc.word[at - 2] in _HELP and doc.word[at - 3] in _BY_HELP
    if helped or doc.word[at - 2 : at] in _BACKED:
        figure.metric, figure.trigger, figure.reason = "deployed", None, "who helped others"
        return
    at -= doc.word[at - 1] == "the"
    led = at - first > 1 and doc.word[at - 1] in _AGAINST
    if led and doc.has(_FIGHTS, max(first, at - _REACH), at):
        figure.metric, figure.trigger, figure.reason = "deployed", None, "with whom others fought"
        figure.extra["fought"] = doc.word[at - 1]


def of_those_led(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Of 250 men they lost fewer than ten": the whole took part, whatever befell the part."""
    noun, at = figure.phrase.noun, figure.quantity.first
    if figure.metric not in _HARMED or noun is None or noun.metric or doc.word[at - 1] != "of" or at - 1 < first:
        return
    men = noun.code in ARMED or doc.word[figure.phrase.noun_last - 1] == "men"
    opens = at - 1 == first or doc.word[at - 2] in _OPENING
    trigger = figure.trigger
    if men and opens and trigger is not None and trigger.first >= figure.phrase.last and _counted_behind(doc, trigger):
        figure.metric, figure.trigger, figure.reason = "deployed", None, "of whom a part was harmed"


_OPENING = frozenset({",", ";", ":", "that", "and", "but", "–", "—", '"', "“"})


def _counted_behind(doc: Document, trigger: Trigger) -> bool:
    """Whether a number stands right behind a verb, as its object."""
    behind = doc.word[trigger.last : trigger.last + 3]
    return any(word[0].isdecimal() or word in openers() or word in ("fewer", "only", "more") for word in behind)
