"""Lists of figures: which ones stand together, and what one says for the others."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims.metric.distance import passive_before
from flows.claims.metric.figure import EVENTS_OF_PEOPLE, Figure, counts_other
from flows.claims.text import grammar
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import Trigger

_DWELLING = frozenset({"living", "sheltering", "staying", "camping", "housed", "sheltered"})
_LOOSE = frozenset(
    {"all", "both", "there", "here", "also", "too", "today", "yesterday", "overnight", "alone", "plus", "well", "as"}
)
_SAYING = frozenset({"speaks", "spoke", "says", "said", "claims", "claimed", "reports", "reported", "adds", "added"})
_FAR = 30  # members of a list
_OF_THINGS = frozenset({"buildings_damaged", "equipment_lost"})
_FROM_THE_AIR = frozenset({"shoot down", "down", "bring down", "take down", "intercept", "knock down"})
_CLOSE = 1.6  # the cost up to which a word counts as a figure's own


def link_lists(doc: Document, figures: Sequence[Figure], triggers: Sequence[Trigger]) -> None:
    """Figures that stand in one list get one group: "14 civilians, five soldiers and a policeman"."""
    group = 0
    starts = {t.first for t in triggers if t.sense.use not in ("toll",)}
    for k, figure in enumerate(figures):
        if k and _set_behind(doc, figures, k):
            group += 1  # "14 were killed, 12 of them sent by the bloc": a part behind the verb of its whole
        elif k and not _linked(doc, figures[k - 1], figure, starts):
            group += 1
        elif k and _is_part(doc, figures[k - 1], figure):
            previous = figures[k - 1]
            figure.part_of = previous.part_of if previous.part_of >= 0 else k - 1
        figure.group = group


def _set_behind(doc: Document, figures: Sequence[Figure], k: int) -> bool:
    """Whether a figure is a part set behind the verb of the whole before it; it is noted as one."""
    part, whole = figures[k], figures[k - 1]
    first, last = whole.phrase.last, part.quantity.first
    if last - first < 2 or doc.word[last - 1] != "," or not {".", ";"}.isdisjoint(doc.word[first:last]):
        return False
    of_them = part.phrase.partitive and part.phrase.pronoun in ("them", "whom", "these", "those")
    of_them = of_them or doc.word[part.phrase.last : part.phrase.last + 2] == ["among", "them"]
    counted = whole.phrase.noun is not None and whole.phrase.noun.sort == "people"
    if of_them or (counted and _only_nationals(part) and not _only_nationals(whole)):
        part.part_of = whole.part_of if whole.part_of >= 0 else k - 1
        return True
    return False


def _linked(doc: Document, one: Figure, two: Figure, trigger_starts: set[int]) -> bool:
    first, last = one.phrase.last, two.quantity.first
    if not _DWELLING.isdisjoint(doc.word[two.phrase.last - 1 : two.phrase.last + 1]):
        return False  # "the toll is above 100, with 50,000 people living in camps"
    if doc.word[first : first + 2] == ["among", "them"]:
        return False  # "53 were killed, six children among them, and 130 hurt"
    if doc.word[last - 1] == "including" and last - first <= 16:
        return True  # "11 were killed on Sunday, including a commander"
    if _ends_clause(doc, one) and doc.word[first : first + 2] == [",", "and"]:
        return False  # "corrected it to 59, and at least 30 were injured"
    if _joins(doc, first, last) and trigger_starts.isdisjoint(range(first, last)):
        return True
    if last - first > 9 or doc.word[first:last] in (["among"], ["amongst"], ["among", "the"]):
        return False
    strange = 0
    for i in range(first, last):
        word = doc.word[i]
        if i in trigger_starts:
            return False
        if word in grammar.LIST_LINKS or word in ("the", "a", "an", "other", "others", "some", '"', "“", "”"):
            continue
        if word in (".", "?", "!", "that") or (word in _SAYING and not _is_part(doc, one, two)):
            return False
        if word in _LOOSE:
            continue
        strange += 1
    breakdown = doc.word[last - 1] in (":", "(", "—", "–") and last - first < 8
    return strange <= (2 if last - first > 2 else 0) or breakdown or _is_part(doc, one, two)


def _joins(doc: Document, first: int, last: int) -> bool:
    """ "Intercepted two drones on their way to Jazan, as well as one missile": another member behind an aside."""
    led = any(doc.word[last - len(phrase) : last] == phrase for phrase in _JOINING)
    return led and last - first <= _ASIDE and {".", ";", ":", "that"}.isdisjoint(doc.word[first:last])


_ASIDE = 16  # tokens
_JOINING = (["as", "well", "as"], ["along", "with"], ["together", "with"], ["in", "addition", "to"], ["plus"])


def _ends_clause(doc: Document, figure: Figure) -> bool:
    return figure.phrase.noun is None and doc.word[figure.quantity.first - 1] in ("to", "at")


def _is_part(doc: Document, one: Figure, two: Figure) -> bool:
    between = doc.word[one.phrase.last : two.quantity.first]
    if between in ([","], [":"]) and two.phrase.noun is None and _only_nationals(two) and not _only_nationals(one):
        return True  # "three seafarers were killed, two Filipinos and a Vietnamese"
    if between == [","] and two.phrase.partitive and two.phrase.pronoun in ("them", "these", "those"):
        return True  # "six workers, four of them doctors"
    return any(word in ("including", "include", "among", "amongst", "comprising", "whom", "them") for word in between)


def _only_nationals(figure: Figure) -> bool:
    return figure.phrase.noun is None and [actor.role for actor in figure.phrase.actors] == ["people"]


def share(doc: Document, figures: Sequence[Figure]) -> None:
    """Members of a list without a close word of their own take that of the list."""
    groups: dict[int, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(figure.group, []).append(figure)
    for members in groups.values():
        if len(members) == 1 or all(figure.metric is None for figure in members):
            continue
        for at, figure in enumerate(members):
            if at and (_came_to_be_stopped(doc, figure, members[:at]) or _held_before(figure, members[:at])):
                figure.cost = 99.0
            if figure.cost > _CLOSE:
                first = max(0, at - _FAR)
                near = enumerate(members[first : at + _FAR + 1], first - at)
                offers = (_offer(doc, figure, other, distance) for distance, other in near if distance)
                best = min((offer for offer in offers if offer is not None), key=lambda offer: offer[0], default=None)
                if best is not None and best[0] < figure.cost:
                    figure.cost, giver, figure.metric = best
                    figure.trigger, figure.side = giver.trigger, giver.side
                    figure.reason = f"list with {giver.reason}"
                    thing = giver.phrase.noun if giver.phrase.noun and giver.phrase.noun.sort == "materiel" else None
                    if figure.phrase.rate and figure.phrase.noun is None and not figure.phrase.actors:
                        figure.phrase.noun = thing  # "sent 5,438 drones, 181 a night"


def _held_before(figure: Figure, before: Sequence[Figure]) -> bool:
    """ "Seven died: four rebels, two soldiers and a hostage": what the dead were before is not what is counted."""
    noun = figure.phrase.noun
    named = figure.side == "inside" and noun is not None and noun.metric in ("abducted", "detained")
    return named and any(other.metric in EVENTS_OF_PEOPLE and other.side != "inside" for other in before)


def _came_to_be_stopped(doc: Document, figure: Figure, before: Sequence[Figure]) -> bool:
    """ "Intercepted six missiles and 10 drones launched by the rebels": the participle is that of the whole list.

    So in "released three policemen and a soldier held for a year".
    """
    trigger, ends = figure.trigger, _ENDS.get(figure.metric or "")
    if ends is None or figure.side != "right" or trigger is None or "whole" in figure.extra:
        return False
    participle = trigger.form in ("ed", "participle", "past") or doc.word[trigger.first].endswith("ed")
    reduced = participle and trigger.sense.use not in ("intransitive", "both")
    reduced = reduced and not passive_before(doc, trigger, figure.phrase.last)
    return reduced and any(other.side == "left" and other.metric == ends for other in before)


_ENDS = {"munitions_fired": "munitions_intercepted", **dict.fromkeys(("captured", "abducted", "detained"), "released")}


def _offer(doc: Document, figure: Figure, other: Figure, direction: int) -> tuple[float, Figure, str] | None:
    """What another member of its list, so many behind it, offers a figure: cost, giver, metric."""
    metric = _fitting(other, figure) if other.metric is not None else None
    if metric is None or ("base" in figure.extra and other.quantity.first >= figure.quantity.last):
        return None
    if other.side == "inside" and _is_event_noun(other) and not (figure.part_of >= 0 and direction < 0):
        return None
    if direction < 0 and figure.metric is not None and ";" in doc.word[other.phrase.last : figure.quantity.first]:
        return None  # "11 pupils were freed; ten worshippers taken from a church remain in captivity"
    if direction > 0 and other.side == "inside" and other.phrase.states and figure.part_of < 0:
        return None  # "60 villagers and 100 abducted women"
    if direction > 0 and (other.side == "left" or _own_word(doc, other) or _past_stop(doc, figure, other)):
        return None
    if direction > 0 and figure.part_of >= 0 and other.side == "right" and _past_comma(doc, figure, other):
        return None
    if direction < 0 and other.side == "left" and _has_own_clause(doc, figure, other):
        return None
    wrong_way = (other.side == "right") == (direction < 0) and other.side != "inside"
    return other.cost + 0.3 * abs(direction) + (0.8 if wrong_way else 0.0) + 0.4, other, metric


def _has_own_clause(doc: Document, figure: Figure, other: Figure) -> bool:
    """ "Ordered 21,000 troops there; 4,000 marines will go to Anbar": a verb of its own behind a semicolon."""
    behind = doc.word[figure.phrase.last : figure.phrase.last + 1]
    return ";" in doc.word[other.phrase.last : figure.quantity.first] and not grammar.AUXILIARIES.isdisjoint(behind)


def _past_stop(doc: Document, figure: Figure, other: Figure) -> bool:
    """ "It has 1,500 soldiers there; 400 are to go home": the verb of the next clause."""
    return other.side == "right" and ";" in doc.word[figure.phrase.last : other.quantity.first]


def _past_comma(doc: Document, figure: Figure, other: Figure) -> bool:
    """ "29 were killed, including four officers, and 140 were injured": a part ends at its comma."""
    return "," in doc.word[figure.phrase.last : other.quantity.first] and other.part_of < 0


def _own_word(doc: Document, part: Figure) -> bool:
    """Whether a part's word says nothing of its whole: "264 soldiers, 53 of them wounded", "of whom 30 are dead"."""
    if part.phrase.pronoun in ("them", "whom", "which", "these"):
        return True
    led = "whom" in doc.word[max(0, part.quantity.first - 4) : part.quantity.first]
    return led and part.trigger is not None and "," not in doc.word[part.phrase.last : part.trigger.first]


def _is_event_noun(figure: Figure) -> bool:
    """ "600 fatalities": the noun is the event itself, it says nothing of its neighbours but of its parts."""
    noun = figure.phrase.noun
    return noun is not None and noun.metric in _OF_THEMSELVES


_OF_THEMSELVES = EVENTS_OF_PEOPLE | {"abducted", "detained"}


def _fitting(giver: Figure, taker: Figure) -> str | None:
    """The giver's metric for what the taker counts."""
    if taker.phrase.noun is None:
        return giver.metric
    if giver.trigger is not None:
        metric = giver.trigger.metric(taker.phrase.noun)
        if giver.trigger.sense.lemma == "hold" and giver.metric == "detained" and metric == "abducted":
            return giver.metric  # "holds 10,000 suspects and 42,000 of their relatives"
        lost = giver.metric == "equipment_lost" and giver.trigger.sense.lemma not in _FROM_THE_AIR
        return "equipment_lost" if lost and metric == "munitions_intercepted" else metric
    things = giver.phrase.noun is not None and giver.phrase.noun.sort != taker.phrase.noun.sort
    if giver.metric is None or counts_other(giver.metric, taker.phrase) or (giver.metric in _OF_THINGS and things):
        return None
    return giver.metric
