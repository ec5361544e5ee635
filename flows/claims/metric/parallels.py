"""Figures that leave out what the text has just said: "the rebels 45", "of 40 and 100", "of the dead, 20 …"."""

from __future__ import annotations

from itertools import pairwise

from flows.claims.metric.figure import Figure
from flows.claims.metric.retold import carried_noun
from flows.claims.text.grammar import PREPOSITIONS, STOP_VERBS
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document

_OWN_WORD = 2.4  # the cost up to which a figure has a governing word of its own
_CLOSES = frozenset({",", ";", ".", "and", "or", ")", "while", "but"})
_OPENS = frozenset({",", ";", "and", "while", "but", "against"})


def in_parallel(doc: Document, figure: Figure, accepted: list[Figure]) -> bool:
    """Whether a figure says less than the one before it, in the same form; it takes its metric from there.

    >>> from flows.claims import extract
    >>> text = "The army counts 60 dead, the rebels 45."
    >>> [claim.metric for claim in extract(text)]
    ['killed', 'killed']
    """
    if figure.quantity.zero or figure.quantity.share:
        return False
    if (named := _of_the_named(doc, figure)) is not None:
        figure.metric, figure.reason, figure.cost = named[0], f"“{named[1]}” before the part", 2.0
        figure.trigger = None  # the word of its own clause tells what they did in life
        return True
    same = [
        other for other in accepted if doc.sentence_of[other.quantity.first] == doc.sentence_of[figure.quantity.first]
    ]
    if figure.cost <= _OWN_WORD:
        return False
    giver = _left_out(doc, figure, same)
    if giver is None and (giver := _verb_left_out(doc, figure, same)) is not None:
        figure.metric, figure.trigger, figure.side, figure.cost = giver.metric, giver.trigger, giver.side, 5.0
        figure.reason = f"carried over: {giver.reason.removeprefix('carried over: ')}"
        figure.extra["gap"] = doc.span(giver.phrase.last + 1, figure.quantity.first)
        return True
    if giver is None:
        return False
    figure.metric, figure.trigger, figure.side, figure.cost = giver.metric, giver.trigger, giver.side, 5.0
    figure.reason = f"carried over: {giver.reason.removeprefix('carried over: ')}"
    figure.phrase.noun = carried_noun(figure, giver)
    return True


def _of_the_named(doc: Document, figure: Figure) -> tuple[str, str] | None:
    """ "Of the dead, 20 were children": the metric of those whose part is counted, with their name."""
    last = figure.quantity.first
    if figure.phrase.noun is not None and not figure.phrase.complement:
        return None
    last -= doc.word[last - 1] == ","
    for size in (1, 2):
        first = last - size
        if first < 2 or doc.word[first - 1] != "the" or doc.word[first - 2] not in ("of", "among", "amongst"):
            continue
        hit = noun_at(doc, first)
        if hit is not None and hit[0] == last and hit[1].metric:
            return hit[1].metric, doc.span(first - 2, last)
    return None


def _verb_left_out(doc: Document, figure: Figure, same: list[Figure]) -> Figure | None:
    """ "The rebels lost 40 men and the Afghan army five soldiers": the subject of the verb before stands alone."""
    noun, at = figure.phrase.noun, figure.quantity.first
    if not same or noun is None or noun.sort != "people" or figure.phrase.noun_first < at:
        return None
    before = same[-1]
    subject = doc.word[before.phrase.last + 1 : at]
    if not subject:
        return None
    active = before.trigger is not None and before.side == "left" and before.trigger.form != "noun"
    if not (active and doc.word[before.phrase.last] in _OPENS and len(subject) <= _SUBJECT):
        return None
    named = subject[0] == "the" or doc.upper[before.phrase.last + 1]
    alone = all(word.isalpha() for word in subject) and PREPOSITIONS.isdisjoint(subject)
    return before if named and alone and STOP_VERBS.isdisjoint(subject) else None


_SUBJECT = 4  # tokens


def _left_out(doc: Document, figure: Figure, same: list[Figure]) -> Figure | None:
    """ "The army counts 60 dead, the rebels 45": who counts stands before the number."""
    phrase, at = figure.phrase, figure.quantity.first
    if not same or phrase.noun is None or not 0 <= phrase.noun_first < phrase.noun_last == at:
        return None
    opens = doc.word[phrase.noun_first - 1] == "the" and doc.word[phrase.noun_first - 2] in _OPENS
    closes = not _CLOSES.isdisjoint(doc.word[figure.quantity.last : figure.quantity.last + 1])
    return same[-1] if opens and closes else None


def go_on_in_rates(doc: Document, figures: list[Figure]) -> None:
    """ "1,050 a day in May, down from 1,220 in April": what a rate is compared with is a rate."""
    for one, two in pairwise(figures):
        compared = doc.word[max(0, two.quantity.first - 2) : two.quantity.first] in _COMPARED
        if one.phrase.rate and two.phrase.rate is None and two.phrase.noun is None and compared:
            two.phrase.rate = one.phrase.rate


_COMPARED = (["down", "from"], ["up", "from"], ["compared", "with"], ["compared", "to"], [",", "against"],
             ["as", "against"], [",", "from"])  # fmt: skip
