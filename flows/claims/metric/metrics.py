"""What happened to what is counted: the word of the sentence that governs each figure."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims.metric.defaults import HAVING
from flows.claims.metric.distance import cost_left, cost_right, passive_before
from flows.claims.metric.figure import EVENTS_OF_PEOPLE, Figure, counts_other
from flows.claims.metric.lists import link_lists, share
from flows.claims.metric.tolldistance import within
from flows.claims.text import grammar
from flows.claims.text.nouns import ARMED, MUNITIONS, noun_at
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import Trigger, state_words

_TOO_FAR = 9.0

_PLACED = (["to"], ["in"], ["at"], ["on"], ["near"], ["into"], ["from"])
_ATTRIBUTES = frozenset({"dead", "deceased", "fallen", "slain"})  # of those whose bodies are handed over, too
_FATES = frozenset({"killed", "wounded", "casualties", "missing", "captured", "released", "evacuated", "returned"})
_LOST = frozenset({"equipment_lost", "munitions_intercepted"})
_FATES_AND_LOSSES = _FATES | _LOST
_LEAVING = frozenset({"withdrawn", "displaced", "deserted"})
_HELD = frozenset({"abducted", "captured", "detained"})
_MOVES = frozenset({"deployed", "withdrawn", "strength", "trained", "recruited"})
_MOVES_OR_LEAVES = _MOVES | {"withdrawn"}
# What a noun says of itself, and the metrics that no verb gives it: refugees who arrive are not deployed.
_STRANGERS = {
    "refugees": _MOVES | {"displaced"}, "displaced": _MOVES, "abducted": _MOVES | {"affected"},
    "wounded": _MOVES | {"displaced", "refugees"},
    "bodies": _MOVES | {"returned", "released", "evacuated", "captured", "wounded", "abducted", "detained"},
}  # fmt: skip
_RELATIVE = 0.6  # "700,000 who are displaced": what is said of a number alone says what it counts
_MAIN_VERB = 2.2  # "a third of those who fled are back": the verb behind a relative clause is the figure's own
_BESIDE = 4  # tokens in which "including 51 wounded" has a word of its own
_OF_THE_BASE = 3.0  # "half of the troops deployed to Kursk": the participle tells of the troops, not of the half


def decide_metrics(
    doc: Document, figures: Sequence[Figure], triggers: Sequence[Trigger], first: int, last: int
) -> None:
    """Give each figure of one sentence, tokens [first, last), its metric; those without one keep None."""
    link_lists(doc, figures, triggers)
    for k, figure in enumerate(figures):
        before = reversed(figures[:k]) if k else ()
        left = next((other.phrase.last for other in before if other.metric is not None), first)
        led = doc.word[max(first, figure.quantity.first - 1) : figure.quantity.first] == ["including"]
        asides = _set_in(figure, figures[k + 1 :])
        beyond = k + 1 + len(asides)
        while beyond < len(figures) and _carrier(figure, figures[beyond]):
            beyond += 1
        right = figures[beyond].quantity.first if beyond < len(figures) else last
        right = min(right, figure.phrase.last + _BESIDE) if led and k else right
        right = _end_of_aside(doc, figure, right)
        parts = [other for other in asides if "whole" not in other.extra]
        near = [t for t in triggers if not any(_inside_aside(doc, other, t) for other in parts)] if parts else triggers
        _own(doc, figure, near, left, right, first, last)
    share(doc, figures)
    for figure in figures:
        _with_whole(doc, figure, figures)


def _end_of_aside(doc: Document, figure: Figure, right: int) -> int:
    """ "Pakistan, with 4,300 soldiers the largest contributor, will withdraw some": an aside ends at its comma."""
    at = figure.quantity.first
    led = doc.word[at - 3 : at]
    if led[1:] != [",", "with"] and led not in ([",", "which", "has"], [",", "which", "had"]):
        return right
    return next((i for i in range(figure.phrase.last, right) if doc.word[i] == ","), right)


def _with_whole(doc: Document, figure: Figure, figures: Sequence[Figure]) -> None:
    """ "14 were killed, 12 of them sent by the bloc": what a part did before says nothing of what became of it.

    Nor does what it was doing: "40 were killed, 12 of them sheltering in a school".
    """
    whole = figures[figure.part_of] if figure.part_of >= 0 else None
    adopted = whole is not None and figure.side == "inside" and figure.phrase.noun == whole.phrase.noun
    moved = figure.metric in _MOVES_OR_LEAVES
    doing = figure.metric in ("displaced", "affected") and figure.trigger is not None and figure.trigger.form == "ing"
    if whole is None or whole.metric not in _FATES or not (adopted or moved or doing):
        return
    if figure.trigger is not None and passive_before(doc, figure.trigger, figure.phrase.last):
        return
    figure.metric, figure.trigger, figure.side = whole.metric, whole.trigger, whole.side
    figure.reason = f"part of {whole.reason}"


def _carrier(figure: Figure, other: Figure) -> bool:
    """ "Seven guards travelling in a military bus were killed": what carried them parts them not from their verb."""
    noun, counted = other.phrase.noun, figure.phrase.noun
    people = counted is None or counted.sort == "people"
    return people and other.quantity.article and noun is not None and noun.sort == "materiel"


def _set_in(figure: Figure, following: Sequence[Figure]) -> list[Figure]:
    """The figures between a figure and its verb that are parts of it, or its base."""
    found: list[Figure] = []
    for other in following:
        if not (_aside(other) or _base_of(figure, other)):
            break
        found.append(other)
    return found


def _base_of(figure: Figure, other: Figure) -> bool:
    """ "100,600 of the 120,000": the second is the base of the first."""
    return "base" in figure.extra and "whole" in other.extra and figure.phrase.last == other.phrase.last


def _inside_aside(doc: Document, aside: Figure, trigger: Trigger) -> bool:
    """Whether a word belongs to a part set in behind its whole: "130 hostages, of whom 30 are dead"."""
    behind = trigger.first >= aside.quantity.first
    return behind and "," not in doc.word[aside.phrase.last : trigger.first]


def _aside(figure: Figure) -> bool:
    """ "…, five of them children, …", "…, one a captain, …": a part set in behind its whole."""
    return figure.part_of >= 0 and figure.phrase.pronoun in ("them", "whom", "these") and figure.quantity.best < 1e5


def _own(
    doc: Document, figure: Figure, triggers: Sequence[Trigger], left: int, right: int, first: int, last: int
) -> None:
    _said_inside(doc, figure)
    phrase, noun = figure.phrase, figure.phrase.noun
    for trigger in within(triggers, *figure.label):
        if (told := trigger.metric(noun)) is not None:
            _take(figure, told, trigger, 1.0, f"“{doc.span(trigger.first, trigger.last)}” in the label", "left")
    for trigger in within(triggers, left, right):
        behind = trigger.first >= phrase.last
        if not behind and trigger.last > figure.quantity.first:
            continue
        metric = _eligible(doc, figure, trigger, behind)
        if metric is None:
            continue
        cost = cost_right(doc, figure, trigger, triggers, last) if behind else (
            cost_left(doc, figure, trigger, triggers, first)
        )  # fmt: skip
        if cost is None:
            continue
        if phrase.unknown and noun is None and "materiel" in trigger.sense.metrics:
            cost += 1.0  # "four SLRs were seized": what is not known may be a thing
        if behind and noun is None and doc.word[phrase.last] == "who":
            cost -= _RELATIVE
        if behind and figure.quantity.share and _tells_of_base(doc, figure, trigger):
            cost += _OF_THE_BASE
        if behind and cost < _TOO_FAR and _finishes(doc, figure, trigger, metric):
            figure.cost = 99.0
            cost = min(cost, _MAIN_VERB) if "relative" in figure.extra else cost
        _take(
            figure, metric, trigger, cost, f"“{doc.span(trigger.first, trigger.last)}”", "right" if behind else "left"
        )


def _eligible(doc: Document, figure: Figure, trigger: Trigger, behind: bool) -> str | None:
    """The metric that a word may give a figure, by what each of them can be of."""
    phrase, noun = figure.phrase, figure.phrase.noun
    if behind and trigger.sense.lemma == "fall" and doc.has(_NUMBERS, figure.phrase.last, trigger.first):
        return None  # "from a peak of 155,000 the number is falling"
    kept = _remains(doc, figure, trigger) if behind else _contains(doc, figure, trigger)
    metric = None if kept else trigger.metric(noun)
    if kept and not behind and doc.has(_CAMPS, max(0, trigger.first - _CAMP_BEFORE), trigger.first):
        return "displaced"  # "the camps now hold 150,000"
    if metric is None or (noun is not None and metric in _STRANGERS.get(noun.metric or "", ())):
        return None
    if noun is not None and noun.metric in _HELD and metric in _HELD and trigger.sense.lemma == "hold":
        metric = noun.metric  # "holds 20,000 detainees"
    # "1,100 Afghans left behind", "more than 1,000 who came over the river", "12 somethings were seized"
    people = phrase.actors or phrase.unknown or doc.word[phrase.last : phrase.last + 1] == ["who"]
    return None if noun is None and people and "people" not in trigger.sense.metrics else metric


_NUMBERS = frozenset({"number", "numbers", "figure", "figures", "total", "count", "toll", "rate", "arrivals"})
_CAMPS = frozenset({"camp", "camps", "shelters", "settlement", "settlements"})
_CAMP_BEFORE = 8  # tokens


def _remains(doc: Document, figure: Figure, trigger: Trigger) -> bool:
    """ "The army has 70,000 soldiers left": these have not gone."""
    led = doc.word[max(0, figure.quantity.first - 4) : figure.quantity.first]
    left = trigger.sense.lemma == "leave" and trigger.form == "ed"
    return left and trigger.first == figure.phrase.last and not _HAVING_LEFT.isdisjoint(led)


def _contains(doc: Document, figure: Figure, trigger: Trigger) -> bool:
    """ "The camp holds 56,000 people", "it holds 400": a place that has room for so many."""
    noun = figure.phrase.noun
    armed = noun is not None and (noun.code in ARMED or noun.code == "prisoners" or noun.metric in _HELD)
    if armed or trigger.sense.lemma != "hold" or trigger.first == 0 or trigger.form == "ing":
        return False
    if doc.has(_CAMPS, max(0, trigger.first - _CAMP_BEFORE), trigger.first):
        return True
    at = trigger.first - 1 - (doc.word[trigger.first - 1] in ("now", "already", "still", "currently"))
    subject = noun_at(doc, at)
    return doc.word[at] in _PLACES or (subject is not None and subject[1].sort in ("building", "struck"))


_PLACES = frozenset({"it", "which", "that", "to", "can", "could", "camp", "camps", "town", "city", "village", "centre"})
_HAVING_LEFT = HAVING | frozenset({"having", "there", "with"})


_RUINED = {"building": "buildings_damaged", "materiel": "equipment_lost"}
_WRECKED = frozenset({
    "damaged", "destroyed", "gutted", "ruined", "wrecked", "flattened", "burnt", "burned", "bombed", "shelled",
    "charred", "burning", "blazing", "smouldering", "smoldering", "mangled", "collapsed", "razed", "shattered",
    "torched", "knocked", "incinerated", "demolished",
})  # fmt: skip


_ABLAZE = (
    ["are", "burning"], ["were", "burning"], ["was", "burning"], ["stood", "burning"], ["are", "ablaze"],
    ["were", "ablaze"], ["in", "flames"], ["on", "fire"], ["burnt", "out"], ["burned", "out"], ["lie", "burning"],
)  # fmt: skip
_IN_RUINS = (
    ["in", "ruins"], ["in", "rubble"], ["in", "ashes"], ["without", "roofs"], ["without", "roof"], ["without", "walls"],
    ["beyond", "repair"], ["in", "flames"], ["on", "fire"],
)  # fmt: skip


def _said_inside(doc: Document, figure: Figure) -> None:
    """What the noun phrase says by itself: "12 wounded soldiers", "600 deaths", "nine raids"."""
    phrase = figure.phrase
    if phrase.states:
        metric = state_words().get(phrase.states[0])
        if metric and not counts_other(metric, phrase):
            cost = 1.8 if phrase.states[0] in _ATTRIBUTES else 0.6
            _take(figure, metric, None, cost, f"state “{phrase.states[0]}”", "inside")
    noun = phrase.noun
    before = doc.word[figure.quantity.last : max(figure.quantity.last, phrase.noun_first)]
    if noun is not None and noun.sort in _RUINED and not _WRECKED.isdisjoint(before):
        _take(figure, _RUINED[noun.sort], None, 0.6, f"“{doc.span(figure.quantity.last, phrase.noun_last)}”", "inside")
    as_what = phrase.last + (doc.word[phrase.last : phrase.last + 1] == ["as"])  # "describes 90 flats as beyond repair"
    if noun is not None and noun.sort == "building" and doc.word[as_what : as_what + 2] in _IN_RUINS:
        _take(figure, _RUINED["building"], None, 0.7, f"“{doc.span(as_what, as_what + 2)}”", "inside")
    burns = noun is not None and noun.sort in _RUINED and noun.code not in MUNITIONS
    if burns and noun is not None and doc.word[phrase.last : phrase.last + 2] in _ABLAZE:
        _take(figure, _RUINED[noun.sort], None, 0.7, f"“{doc.span(phrase.last, phrase.last + 2)}”", "inside")
    if noun is not None and noun.metric is not None:
        cost = (0.9 if noun.weak else 0.5) if noun.metric in EVENTS_OF_PEOPLE and not phrase.partitive else 2.1
        _take(figure, noun.metric, None, cost, f"noun “{doc.span(phrase.noun_first, phrase.noun_last)}”", "inside")
    if noun is not None and noun.sort == "event":
        _take(figure, "attacks", None, 1.2, f"noun “{doc.span(phrase.noun_first, phrase.noun_last)}”", "inside")


def _finishes(doc: Document, figure: Figure, trigger: Trigger, metric: str) -> bool:
    """Whether a finite passive outranks the participle before it: "soldiers sent to the front have been killed"."""
    if metric in _FATES_AND_LOSSES and _ends_relative(doc, figure, trigger):
        figure.extra["relative"] = metric
        return True
    earlier = figure.trigger
    fated = metric in _FATES and figure.metric not in EVENTS_OF_PEOPLE
    fated = fated or (metric in _LEAVING and figure.metric in ("recruited", "trained"))
    if not fated or figure.metric == metric:
        return False
    if earlier is None:  # "25 abducted persons regained their freedom"
        held = figure.side == "inside" and figure.metric in _HELD
        return held and (metric == "released" or _is_finite(doc, figure.phrase.last, trigger))
    did = earlier.sense.use == "intransitive" and earlier.form != "ing"  # "80,000 left the town as shells fell"
    if figure.side != "right" or did or not _reduced(doc, figure, earlier):
        return False
    return _is_finite(doc, earlier.last, trigger)


def _ends_relative(doc: Document, figure: Figure, trigger: Trigger) -> bool:
    """ "15,000 refugees who had fled to Cameroon have returned": the main verb behind a relative clause."""
    start, k = figure.phrase.last, trigger.first - 1
    if doc.word[start] not in _RELATIVES or figure.side == "left":
        return False
    while k > start and (doc.word[k] in grammar.AUXILIARIES or doc.word[k].endswith("ly")):
        k -= 1
    told = k < trigger.first - 1 and k > start + 1 and any(doc.word[i] in grammar.AUXILIARIES for i in (k + 1, k + 2))
    return told and doc.word[k] not in _GOING_ON


_RELATIVES = frozenset({"who", "which", "that"})
_GOING_ON = grammar.CONJUNCTIONS | grammar.PRONOUNS | {"and", "or", ",", "to", "who", "which", "that", "whom", "where"}


def _is_finite(doc: Document, floor: int, trigger: Trigger) -> bool:
    """ "Were killed", "walked free": the verb of the clause, no participle of a noun."""
    willing = trigger.form == "base" and doc.word[trigger.first - 1] in grammar.MODALS
    active = trigger.sense.use in ("intransitive", "both") and (willing or trigger.form in ("ed", "past", "s"))
    return active or passive_before(doc, trigger, floor)


def _tells_of_base(doc: Document, figure: Figure, trigger: Trigger) -> bool:
    goes_on = trigger.sense.use == "state" and doc.word[trigger.last : trigger.last + 1] in _PLACED
    return (goes_on or _reduced(doc, figure, trigger)) and not passive_before(doc, trigger, figure.phrase.last)


def _reduced(doc: Document, figure: Figure, trigger: Trigger) -> bool:
    """Whether a participle stands behind a noun without "be": "soldiers sent to the front"."""
    participle = trigger.form in ("ed", "participle", "ing") or (
        trigger.sense.use == "state" and doc.word[trigger.first].endswith("ed")
    )
    return participle and not passive_before(doc, trigger, figure.phrase.last)


def _take(figure: Figure, metric: str, trigger: Trigger | None, cost: float, reason: str, side: str) -> None:
    if cost < figure.cost and cost < _TOO_FAR:
        figure.metric, figure.trigger, figure.cost, figure.reason, figure.side = metric, trigger, cost, reason, side
