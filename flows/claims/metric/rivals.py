"""Which figure before a bare number goes on from: the count that it corrects or disputes, not merely the last one."""

from __future__ import annotations

from math import log

from flows.claims.metric.figure import EVENTS_OF_PEOPLE, Figure, Told
from flows.claims.text.grammar import CONJUNCTIONS, PREPOSITIONS
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers

_BESIDE_THE_DEAD = frozenset({"wounded", "missing", "captured", "abducted", "detained"})
_UNLIKE = 0.7  # how much nearer in size another count has to be than the dead


def goes_on_from(doc: Document, figure: Figure, accepted: list[Figure], told: Told) -> Figure | None:
    """The figure right before one, past what only goes along: "150 troops with two helicopters … another 250".

    >>> from flows.claims import extract
    >>> text = "Some 150 troops with two helicopters are in the district. The governor speaks of another 250 for May."
    >>> [claim.metric for claim in extract(text)]
    ['deployed', 'equipment_held', 'deployed']
    """
    if not accepted and told.last is None:
        return None
    line = accepted or told.recent
    noun = figure.phrase.noun
    if noun is not None and noun.sort != "people":
        return line[-1]
    place = len(line) - 1
    while place > 0 and _goes_along(doc, line, place):
        place -= 1
    near = doc.sentence_of[line[-1].quantity.first] == doc.sentence_of[line[place].quantity.first]
    return line[place] if near else line[-1]


def _goes_along(doc: Document, line: list[Figure], place: int) -> bool:
    """Whether a figure of things stands behind "with", "on", or in a list behind one that does."""
    figure = line[place]
    noun, at = figure.phrase.noun, figure.quantity.first
    if noun is None or noun.sort != "materiel" or figure.metric in ("munitions_fired", "munitions_intercepted"):
        return False
    if doc.word[at - 1] in _ALONG:
        return True
    return (
        place > 0
        and doc.word[at - 1] in (",", "and")
        and line[place - 1].group == figure.group
        and _goes_along(doc, line, place - 1)
    )


_ALONG = frozenset({"with", "on", "aboard", "in", "by", "alongside"})


def rival_of(doc: Document, figure: Figure, told: Told) -> Figure | None:
    """The figure of the sentence before that a bare number of a new sentence is set against; None leaves the last.

    >>> from flows.claims import extract
    >>> text = "The shelling killed 208 villagers and 75 were hurt. The elders give more than 230."
    >>> [claim.metric for claim in extract(text)]
    ['killed', 'wounded', 'killed']
    """
    last = told.last
    if last is None or last.metric not in _BESIDE_THE_DEAD or figure.phrase.pronoun is not None:
        return None
    number = doc.sentence_of[last.quantity.first]
    counts = [other for other in told.recent if doc.sentence_of[other.quantity.first] == number]
    counts = [other for other in counts if other.metric in EVENTS_OF_PEOPLE | _BESIDE_THE_DEAD]
    dead = [other for other in counts if other.metric == "killed" and not other.quantity.zero]
    if not dead or len(counts) < 2:
        return None
    size = max(figure.quantity.best, 1)

    def unlike(other: Figure) -> float:
        return abs(log(size / max(other.quantity.best, 1))) + (0.0 if other.metric == "killed" else _UNLIKE)

    return min(counts, key=unlike)


def in_row(doc: Document, figure: Figure, accepted: list[Figure], told: Told) -> Figure | None:
    """The figure at the same place of the row before: "40 killed, 12 hurt. In July the columns read 19 and 8".

    >>> from flows.claims import extract
    >>> text = "The ministry counts 40 killed and 90 injured. The rebels had given 51 and 77."
    >>> [claim.metric for claim in extract(text)]
    ['killed', 'wounded', 'killed', 'wounded']
    """
    phrase = figure.phrase
    if phrase.noun is not None or phrase.actors or phrase.unknown is not None or phrase.partitive:
        return None
    row, place = _row_before(doc, figure, told), 0
    if accepted:
        last = accepted[-1]
        if "row" not in last.extra or not _next_in_row(doc, last.quantity.last, figure.quantity.first):
            return None
        place = int(last.extra["row"]) + 1
    elif not _begins_row(doc, figure.quantity.last):
        return None
    if len(row) < 2 or place >= len(row):
        return None
    figure.extra["row"] = str(place)
    return row[place]


def _row_before(doc: Document, figure: Figure, told: Told) -> list[Figure]:
    """The first figure of each metric in the sentence of the last figure, in their order."""
    last = told.last
    if last is None or doc.sentence_of[figure.quantity.first] - doc.sentence_of[last.quantity.first] > 1:
        return []
    number = doc.sentence_of[last.quantity.first]
    row: dict[str | None, Figure] = {}
    for other in told.recent:
        if doc.sentence_of[other.quantity.first] == number and other.metric in EVENTS_OF_PEOPLE | _BESIDE_THE_DEAD:
            row.setdefault(other.metric, other)
    return list(row.values())


def _begins_row(doc: Document, at: int) -> bool:
    """Whether another number alone follows: "50 and 77."."""
    if doc.word[at : at + 1] not in (["and"], [","]) or at + 1 >= len(doc.word):
        return False
    number = doc.digit[at + 1] or doc.word[at + 1] in openers()
    behind = doc.word[at + 2] if at + 2 < len(doc.word) and not doc.opens_line(at + 2) else "."
    return number and (not behind[0].isalnum() or behind in PREPOSITIONS | CONJUNCTIONS)


def _next_in_row(doc: Document, first: int, last: int) -> bool:
    return doc.word[first:last] in (["and"], [","], [",", "and"])
