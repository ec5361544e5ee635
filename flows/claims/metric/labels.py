"""Labels of tables and lists: "tanks: 1,204", "armoured ambulances – 50", "Leopard 2A6, 18"."""

from __future__ import annotations

from collections.abc import Mapping

from flows.claims.metric.figure import Figure
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers

_BY = frozenset({"by"})
_OPENS_ENTRY = frozenset({":", ";", "–", "—", "•", "|"})
_CLOSES_ENTRY = frozenset({";", "–", "—", ".", ",", "•", "|", "("})
_LABELLED = frozenset({":", "–", "—", "-", "="})
_OPENS_LABEL = frozenset({".", ";", "•", ":", '"', "“", "|", "*"})
_BULLETS = frozenset("•*-–—·")
_CLOSES_LABELLED = frozenset({",", ";", ".", "(", "•", "and", '"', "”", "|"})
_LONGEST_LABEL, _LONGEST_ENTRY = 12, 18  # tokens; behind a bullet a label may be longer


def read_labels(doc: Document, figures: list[Figure], mentions: Mapping[int, Mention], first: int) -> None:
    """ "Tanks: 1,204", "• armoured ambulances – 50", "Civilians rescued – 1,723": the label says what is counted."""
    for figure in figures:
        i, phrase = figure.quantity.first, figure.phrase
        if i - 1 <= first or doc.word[i - 1] not in _LABELLED:
            if i - 1 > first and doc.word[i - 1] == ",":
                _name_by_entry(doc, figure, first)
            continue
        closed = figure.quantity.last >= len(doc.word) or doc.word[figure.quantity.last] in _CLOSES_LABELLED
        closed = closed or doc.opens_line(figure.quantity.last) or _closed_by_people(doc, figure)
        if (phrase.noun is not None or phrase.unknown) and not closed:
            continue
        begin = next((k + 1 for k in range(i - 2, first - 1, -1) if doc.word[k] in _OPENS_LABEL), first)
        entry = not _BULLETS.isdisjoint(doc.raw[max(0, begin - 1) : begin + 1])
        longest = _LONGEST_ENTRY if entry else _LONGEST_LABEL
        if i - 1 - begin > longest or any(doc.digit[k] for k in range(begin, i - 1)):
            continue
        figure.label = begin, i - 1
        _name_by_label(doc, figure, mentions)


def _closed_by_people(doc: Document, figure: Figure) -> bool:
    """ "Personnel – about 800,000 persons;": a noun that says no more than the label."""
    noun, end = figure.phrase.noun, figure.phrase.last
    plain = noun is not None and noun.code == "people" and noun.metric is None and not figure.phrase.actors
    return plain and (end >= len(doc.word) or doc.word[end] in _CLOSES_LABELLED or doc.opens_line(end))


def _name_by_entry(doc: Document, figure: Figure, first: int) -> None:
    """ "Germany: Leopard 2A6, 18; Marder, 40": the thing that stands before the comma, in a list of such entries."""
    quantity, phrase = figure.quantity, figure.phrase
    closed = quantity.last >= len(doc.word) or doc.word[quantity.last] in _CLOSES_ENTRY
    if phrase.noun is not None or phrase.actors or phrase.unknown or quantity.share or not closed:
        return
    at = quantity.first - 1
    reach = range(at - 1, max(first, at - _LONGEST_ENTRY) - 1, -1)
    begin = next((k + 1 for k in reach if doc.word[k] in _OPENS_ENTRY), None)
    if begin is None:
        return
    for j in range(begin, at):
        hit = noun_at(doc, j)
        if hit is not None and hit[0] <= at and hit[1].sort == "materiel":
            phrase.noun, phrase.noun_first, phrase.noun_last = hit[1], j, hit[0]
            figure.extra["label"] = doc.span(j, hit[0])
            return
        if doc.word[j] in openers():
            return


def _name_by_label(doc: Document, figure: Figure, mentions: Mapping[int, Mention]) -> None:
    """The noun of a label is what the figure counts: the last one at its end, else the first."""
    begin, end = figure.label
    stop = next(iter(doc.among(_BY, begin + 1, end)), end)  # "Civilians killed by terrorists: 45"
    hits = [(j, *hit) for j in range(begin, stop) if (hit := noun_at(doc, j)) is not None and hit[0] <= end]
    counted = [hit for hit in hits if hit[2].sort in ("people", "materiel") and not hit[2].state]
    if not counted:
        return
    j, after, noun = next((hit for hit in counted if hit[1] == end), counted[0])
    phrase = figure.phrase
    phrase.noun, phrase.noun_first, phrase.noun_last = noun, j, after
    phrase.actors = phrase.actors or [mentions[k] for k in range(begin, after) if k in mentions]
    if after == end:
        figure.extra["label"] = doc.span(j, after)
