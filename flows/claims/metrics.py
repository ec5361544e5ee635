"""What happened to what is counted: the word of the sentence that governs each figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.claims import grammar
from flows.claims.nouns import MUNITIONS
from flows.claims.phrase import Phrase
from flows.claims.qualifiers import Quantity
from flows.claims.tokens import Document
from flows.claims.triggers import Trigger, find_triggers, state_words
from schemas.vocabulary import load

_EVENTS_OF_PEOPLE = frozenset({"killed", "wounded", "casualties", "missing"})
_BE = grammar.PASSIVE
_TOO_FAR = 9.0


@dataclass(slots=True)
class Figure:
    """A quantity with its phrase and, once decided, its metric, the words that gave it, and how sure that is.

    `cost` counts what stands between the figure and its governing word: the lower, the closer.
    """

    quantity: Quantity
    phrase: Phrase
    metric: str | None = None
    trigger: Trigger | None = None
    cost: float = 99.0
    reason: str = ""
    group: int = -1
    side: str = ""  # on which side of the figure its trigger stands
    part_of: int = -1  # the figure of the sentence that this one is a part of
    extra: dict[str, str] = field(default_factory=dict)


def decide_metrics(
    doc: Document, figures: Sequence[Figure], triggers: Sequence[Trigger], first: int, last: int
) -> None:
    """Give each figure of one sentence, tokens [first, last), its metric; those without one keep None."""
    _link_lists(doc, figures, triggers)
    for k, figure in enumerate(figures):
        left = figures[k - 1].phrase.last if k else first
        right = next((other.quantity.first for other in figures[k + 1 :] if not _aside(doc, other)), last)
        _own(doc, figure, triggers, left, right, first, last)
    _share(doc, figures, triggers, first, last)


def _aside(doc: Document, figure: Figure) -> bool:
    """ "…, five of them children, …": a part set in behind its whole."""
    return figure.part_of >= 0 and figure.phrase.pronoun in ("them", "whom", "these") and figure.quantity.best < 1e5


def _own(
    doc: Document, figure: Figure, triggers: Sequence[Trigger], left: int, right: int, first: int, last: int
) -> None:
    phrase = figure.phrase
    if phrase.states:
        metric = state_words().get(phrase.states[0])
        if metric and not _counts_other(metric, phrase):
            _take(figure, metric, None, 0.6, f"state “{phrase.states[0]}”", "inside")
    noun = phrase.noun
    if noun is not None and noun.metric is not None:
        cost = (0.9 if noun.weak else 0.5) if noun.metric in _EVENTS_OF_PEOPLE and not phrase.partitive else 2.1
        _take(figure, noun.metric, None, cost, f"noun “{doc.span(phrase.noun_first, phrase.noun_last)}”", "inside")
    if noun is not None and noun.sort == "event":
        _take(figure, "attacks", None, 1.2, f"noun “{doc.span(phrase.noun_first, phrase.noun_last)}”", "inside")
    for trigger in triggers:
        metric = trigger.metric(noun)
        if metric is None or (phrase.unknown and noun is None and "people" not in trigger.sense.metrics):
            continue
        if trigger.first >= phrase.last and trigger.last <= right:
            cost = _cost_right(doc, figure, trigger, triggers, last)
            side = "right"
        elif trigger.last <= figure.quantity.first and trigger.first >= left:
            cost = _cost_left(doc, figure, trigger, triggers, first)
            side = "left"
        else:
            continue
        if cost is not None:
            _take(figure, metric, trigger, cost, f"“{doc.span(trigger.first, trigger.last)}”", side)


def _take(figure: Figure, metric: str, trigger: Trigger | None, cost: float, reason: str, side: str) -> None:
    if cost < figure.cost and cost < _TOO_FAR:
        figure.metric, figure.trigger, figure.cost, figure.reason, figure.side = metric, trigger, cost, reason, side


def _counts_other(metric: str, phrase: Phrase) -> bool:
    counts = load("metrics")[metric]["counts"]
    sort = phrase.noun.sort if phrase.noun else "people"
    return (counts == "people") != (sort == "people")


def _penalty(doc: Document, first: int, last: int, triggers: Sequence[Trigger]) -> float:
    """What crossing tokens [first, last) costs."""
    cost = 0.0
    for i in range(first, last):
        word = doc.word[i]
        if word in grammar.LIGHT:
            cost += 0.05
        elif word == ",":
            cost += 0.6
        elif word in (";", ":", "—", "–", "?"):
            cost += 3.0
        elif word in ("who", "which", "whom") and i == first:
            cost += 0.3
        elif word in grammar.SUBORDINATORS:
            cost += 1.5
        elif word in ("and", "or"):
            cost += 1.0
        elif word in grammar.PREPOSITIONS:
            cost += 0.25
        else:
            cost += 0.2
    crossed = {
        t.first for t in triggers if t.first >= first and t.last <= last and t.sense.use not in ("toll", "nominal")
    }
    return cost + 1.6 * len(crossed)


def _passive_before(doc: Document, trigger: Trigger, floor: int) -> bool:
    i = trigger.first - 1
    steps = 0
    while i >= floor and steps < 4:
        word = doc.word[i]
        if word in _BE:
            return True
        if word not in grammar.LIGHT and not word.endswith("ly"):
            return False
        i -= 1
        steps += 1
    return False


def _object_follows(doc: Document, trigger: Trigger, last: int) -> bool:
    """Whether what comes right after a verb looks like its object, so that the verb is active."""
    if trigger.last >= last:
        return False
    i = trigger.last
    word = doc.word[i]
    if word in grammar.PREPOSITIONS or word in grammar.CONJUNCTIONS or word in grammar.AUXILIARIES:
        return (
            word in ("at", "about", "around", "over", "between", "as")
            and i + 1 < last
            and (doc.word[i + 1] in ("least", "most", "many") or doc.word[i + 1][0].isdecimal())
        )
    if not word[0].isalnum():
        return False
    if word.endswith("ly") or word in ("when", "while", "so", "far", "today", "yesterday", "there", "here", "monday"):
        return False
    return word not in grammar.LIGHT or word in ("people", "them", "another", "more", "as")


def _cost_right(
    doc: Document, figure: Figure, trigger: Trigger, triggers: Sequence[Trigger], last: int
) -> float | None:
    """The figure as subject of what follows it: "12 people were killed", "six dead", "5,000 have fled"."""
    start = figure.phrase.last
    sense, form = trigger.sense, trigger.form
    if (
        sense.use == "toll"
        and doc.word[trigger.first - 2 : trigger.first] == ["among", "the"]
        and trigger.first - start <= 6
    ):
        return 1.6
    if sense.use == "toll" and doc.word[start : trigger.first] in (["as", "the"], ["as", "the", "number", "of"]):
        return 1.2
    cost = 1.0 + _penalty(doc, start, trigger.first, triggers)
    if (
        start > 0
        and trigger.first > start
        and doc.word[trigger.first - 1] in ("by", "to", "of", "for", "the", "a")
        and (sense.use in ("toll", "nominal", "state"))
    ):
        return None
    if sense.use == "state":
        return cost
    if sense.use in ("nominal", "toll"):
        return None
    if sense.use == "together":
        return cost if trigger.first - start <= 6 else cost + 1.0
    passive = _passive_before(doc, trigger, start)
    adjacent = trigger.first - start <= 1
    if sense.use == "intransitive" or sense.use == "both":
        if passive and sense.use == "intransitive":
            return None
        if form in ("ing",) and not adjacent and not passive and doc.word[trigger.first - 1] not in grammar.LIGHT:
            cost += 1.5
        return cost + (1.5 if sense.weak and cost > 1.5 else 0.2)
    if form not in ("ed", "participle"):
        return None
    if sense.use == "active":
        return None
    if not passive and "base" in figure.extra:
        return None  # "half of the 11,000 troops deployed": the participle belongs to the base
    if not passive:
        if _object_follows(doc, trigger, last):
            return None
        cost += 0.3
        if not adjacent:
            cost += 1.0
    return cost + (1.2 if sense.weak and not adjacent and not passive else 0.1 if sense.weak else 0)


def _cost_left(
    doc: Document, figure: Figure, trigger: Trigger, triggers: Sequence[Trigger], first: int
) -> float | None:
    """The figure as object of what stands before it: "killed 12", "the deaths of six", "the toll rose to 40"."""
    end = figure.quantity.first
    between = doc.word[trigger.last : end]
    sense = trigger.sense
    if sense.use in ("nominal", "toll", "state"):
        return _cost_noun_left(doc, figure, trigger, between, triggers)
    cost = 1.0 + _penalty(doc, trigger.last, end, triggers)
    passive = trigger.form in ("ed", "participle") and _passive_before(doc, trigger, first)
    parts = "including" in between or "among" in between or "whom" in between or "them" in between
    if passive or sense.use == "intransitive" or sense.use == "together":
        if between[-2:] in (["as", "were"], ["as", "was"], ["so", "were"], ["did", "another"]):
            return 1.5
        if parts or between[-1:] in ([","], [":"], ["("], ["—"], ["–"]):
            return cost + 0.9
        return None
    if between and between[-1] in ("by", "in", "at", "from", "on", "since", "after", "for", "with", "during", "near"):
        cost += 2.0
    if between and between[-1] == "to":
        cost += 1.0
    return cost + (1.2 if sense.weak and len(between) > 1 else 0.2 if sense.weak else 0)


def _cost_noun_left(
    doc: Document, figure: Figure, trigger: Trigger, between: list[str], triggers: Sequence[Trigger]
) -> float | None:
    sense = trigger.sense
    if sense.use == "nominal":
        if between[:1] == ["of"] and len(between) <= 3:
            return 0.9 + 0.1 * len(between)
        if between[:1] == ["of"] and between[-1] in ("and", ",", "of", "their", "his") and len(between) <= 14:
            return 1.2 + 0.1 * len(between) + (3.0 if sense.metrics.get("people") not in _EVENTS_OF_PEOPLE else 0.0)
        return None
    if sense.use == "state" and not (trigger.first > 0 and doc.word[trigger.first - 1] in ("the", "of", "among")):
        return None
    noun = figure.phrase.noun
    attacks = sense.metrics.get("people") == "attacks"
    if noun is not None and (noun.sort != "people" or attacks) and not (attacks and noun.sort == "event"):
        return None
    if figure.phrase.unknown and noun is None:
        return None
    strange = [
        word
        for i, word in enumerate(between, trigger.last)
        if word not in grammar.CHANGE and not doc.upper[i] and word not in grammar.PREPOSITIONS
    ]
    if len(between) > 16 or len(strange) > 6:
        return None
    if any(t.first >= trigger.last and t.last <= figure.quantity.first and t.sense.use not in ("toll", "nominal")
           and t.sense.metrics.get("people") for t in triggers):  # fmt: skip
        return None
    linked = any(word in ("to", "at", "of", "is", "was", "were", ":", "are", "than", "number", "numbered", "reached",
                          "exceeded", "exceed", "passed", "hit", "topped", "-", "–", "more", "put") for word in between)  # fmt: skip
    return (1.1 if linked else 2.6) + 0.04 * len(between) + 0.25 * len(strange)


def _link_lists(doc: Document, figures: Sequence[Figure], triggers: Sequence[Trigger]) -> None:
    """Figures that stand in one list get one group: "14 civilians, five soldiers and a policeman"."""
    group = 0
    starts = {t.first for t in triggers if t.sense.use not in ("toll",)}
    for k, figure in enumerate(figures):
        if k and not _linked(doc, figures[k - 1], figure, starts):
            group += 1
        elif k and _is_part(doc, figures[k - 1], figure):
            previous = figures[k - 1]
            figure.part_of = previous.part_of if previous.part_of >= 0 and not _stronger(doc, figure) else k - 1
        figure.group = group


def _stronger(doc: Document, figure: Figure) -> bool:
    return doc.word[figure.quantity.first - 1] == "including"


def _linked(doc: Document, one: Figure, two: Figure, trigger_starts: set[int]) -> bool:
    first, last = one.phrase.last, two.quantity.first
    if last - first > 9 or doc.word[first:last] in (["among"], ["amongst"], ["among", "the"]):
        return False
    strange = 0
    for i in range(first, last):
        word = doc.word[i]
        if i in trigger_starts:
            return False
        if word in grammar.LIST_LINKS or word in ("the", "a", "an", "other", "others", "some", '"', "“", "”"):
            continue
        if word in (".", "?", "!"):
            return False
        strange += 1
    breakdown = doc.word[last - 1] in (":", "(", "—", "–") and last - first < 8
    return strange <= (2 if last - first > 2 else 0) or breakdown or _is_part(doc, one, two)


def _is_part(doc: Document, one: Figure, two: Figure) -> bool:
    between = doc.word[one.phrase.last : two.quantity.first]
    if between in (["among"], ["amongst"], ["among", "the"]):
        return False  # "600 deaths among 15,000 soldiers": the second is the whole
    return any(word in ("including", "include", "among", "amongst", "comprising", "whom", "them") for word in between)


def _share(doc: Document, figures: Sequence[Figure], triggers: Sequence[Trigger], first: int, last: int) -> None:
    """Members of a list without a close word of their own take that of the list."""
    groups: dict[int, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(figure.group, []).append(figure)
    for members in groups.values():
        if len(members) < 2:
            continue
        for position, figure in enumerate(members):
            if figure.cost <= 1.6:
                continue
            donors = [other for other in members if other is not figure and other.metric is not None]
            best: tuple[float, Figure, str] | None = None
            for other in donors:
                metric = _fitting(other, figure)
                if metric is None:
                    continue
                direction = members.index(other) - position
                if other.side == "inside" and _is_event_noun(other) and not (figure.part_of >= 0 and direction < 0):
                    continue
                wrong_way = (other.side == "right") == (direction < 0) and other.side != "inside"
                if direction > 0 and (
                    other.side == "left" or other.phrase.pronoun in ("them", "whom", "which", "these")
                ):
                    continue  # "264 soldiers, 53 of them wounded": the part says nothing of the whole
                cost = other.cost + 0.3 * abs(direction) + (0.8 if wrong_way else 0.0) + 0.4
                if best is None or cost < best[0]:
                    best = (cost, other, metric)
            if best is not None and best[0] < figure.cost:
                figure.cost, figure.metric, figure.trigger = best[0], best[2], best[1].trigger
                figure.reason, figure.side = f"list with {best[1].reason}", best[1].side


def _is_event_noun(figure: Figure) -> bool:
    """ "600 fatalities": the noun is the event itself, it says nothing of its neighbours but of its parts."""
    noun = figure.phrase.noun
    return noun is not None and noun.metric in _EVENTS_OF_PEOPLE


def _fitting(giver: Figure, taker: Figure) -> str | None:
    """The giver's metric for what the taker counts."""
    if taker.phrase.noun is None:
        return giver.metric
    if giver.trigger is not None:
        return giver.trigger.metric(taker.phrase.noun)
    if giver.metric is None or _counts_other(giver.metric, taker.phrase):
        return None
    return giver.metric


def default_metric(doc: Document, figure: Figure, first: int) -> tuple[str, str] | None:
    """What a counted noun says when nothing else in the sentence does."""
    noun = figure.phrase.noun
    if noun is None:
        return None
    if noun.metric:
        return noun.metric, "noun"
    if noun.sort == "people" and noun.code in ("military", "militants", "peacekeepers", "combatants") and not noun.weak:
        return "deployed", "armed people with no other word"
    if noun.sort == "materiel" and (told := _told_of_materiel(doc, figure, first)):
        return told
    if noun.sort == "materiel" and not noun.weak:
        return ("munitions_fired" if noun.code in MUNITIONS else "equipment_held"), "materiel with no other word"
    return None


def _told_of_materiel(doc: Document, figure: Figure, first: int) -> tuple[str, str] | None:
    """What the text before a list of materiel says happens to it: "what has been lost: tanks, 12; guns, 30"."""
    sentence = doc.sentence_of[first]
    for back in range(sentence - 1, max(-1, sentence - 4), -1):
        for trigger in reversed(find_triggers(doc, *doc.sentences[back])):
            metric = trigger.metric(figure.phrase.noun)
            if metric is not None and not trigger.sense.weak and metric.startswith("equipment"):
                return metric, f"“{doc.span(trigger.first, trigger.last)}” in a sentence before"
    return None
