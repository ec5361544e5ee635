"""What is left in a story of war: numbers that nothing speaks against go on counting what the text counts."""

from __future__ import annotations

from flows.claims.figure import Figure, Told, counts_other
from flows.claims.grammar import AUXILIARIES, STOP_VERBS
from flows.claims.lexicon import words
from flows.claims.retold import carried_noun, passed_on
from flows.claims.subject_matter import is_war_story
from flows.claims.tokens import Document

_HOURS = 24  # up to here a bare number behind "at" may be a time
_AGES = 110
_FEW = 12  # up to here "the three" stands for whom the text has named
_LISTS = {name: frozenset(entries) for name, entries in words("presumed").items()}
_FINITE = _LISTS["finite"] | AUXILIARIES | STOP_VERBS
_LONE = frozenset({"one", "neither", "nobody"})
_SINGULAR = frozenset({"has", "is", "was"})
_LIVING = frozenset({"live", "lives", "lived"})


def presume(doc: Document, figure: Figure, accepted: list[Figure], told: Told) -> bool:
    """Whether a figure that no word explains is one of the story's: it takes its metric from the figure before.

    "Eleven gunmen are dead and a further two in hospital. Nine wore no uniform": what was counted goes on.
    """
    quantity, phrase, noun = figure.quantity, figure.phrase, figure.phrase.noun
    if quantity.zero or quantity.article or quantity.word in _LONE or not is_war_story(doc):
        return False
    alone = noun is None and not phrase.actors
    if not (_stands_free(doc, figure) if alone else _is_named(doc, figure)):
        return False
    previous = next((other for other in reversed(accepted) if _alike(figure, other)), None)
    if previous is None and told.last is not None and _alike(figure, told.last) and (
        not alone or _takes_up(doc, figure, told.last)
    ):  # fmt: skip
        previous = told.last
    metric = passed_on(figure, previous) if previous is not None else None
    if previous is None or metric is None or (not alone and counts_other(metric, phrase)):
        return False
    figure.metric, figure.trigger, figure.cost = metric, previous.trigger, 8.0
    figure.reason = f"carried over in a story of war: {previous.reason.removeprefix('carried over: ')}"
    if alone:
        phrase.noun = carried_noun(figure, previous)
    return True


def _alike(figure: Figure, other: Figure) -> bool:
    """Whether two figures count people both, or things both; a number alone counts what the other does."""
    noun, counted = figure.phrase.noun, other.phrase.noun
    sort = counted.sort if counted else "people"
    if other.metric is None or sort not in ("people", "materiel"):
        return False
    return (noun is None and not figure.phrase.actors) or (noun.sort if noun else "people") == sort


def _takes_up(doc: Document, figure: Figure, before: Figure) -> bool:
    """Whether a bare number is the subject of the sentence behind a figure: "Seven lie in hospital"."""
    quantity = figure.quantity
    number = doc.sentence_of[quantity.first]
    first, last = doc.sentences[number]
    close = number - doc.sentence_of[before.quantity.first] <= 1
    return close and quantity.first == first and quantity.last < last and doc.word[quantity.last] in _FINITE


def _is_named(doc: Document, figure: Figure) -> bool:
    """Whether a figure counts people or things that a story of war counts, and no panel, bench or household."""
    noun, quantity = figure.phrase.noun, figure.quantity
    before = doc.word[quantity.first - 1] if quantity.first else ""
    if before == "of" or not _LIVING.isdisjoint(doc.word[figure.phrase.last : figure.phrase.last + 4]):
        return False
    return noun is None or (noun.sort in ("people", "materiel") and not noun.weak)


def _stands_free(doc: Document, figure: Figure) -> bool:
    """Whether a number without a noun stands for what was counted: no time, age, level, or number of other things."""
    quantity, unknown = figure.quantity, figure.phrase.unknown
    first, last = doc.sentences[doc.sentence_of[quantity.first]]
    before = doc.word[quantity.first - 1] if quantity.first > first else ""
    behind = doc.word[quantity.last] if quantity.last < last else "."
    if unknown is not None and behind not in _FINITE and behind not in _LISTS["adverbs"]:
        return False
    if quantity.share:
        return behind in _FINITE and behind not in _SINGULAR
    if before in ("of", "+") or doc.digit[quantity.first - 1] or quantity.best % 1:
        return False
    if not before and not behind[0].isalpha():
        return False  # "Risk rating: 4 (of 5)", "ext. 6035."
    if before in ("the", "these", "those") and quantity.best <= _FEW:
        return False
    if before == "," and quantity.best <= _AGES and quantity.plain and doc.upper[quantity.first - 2] and not doc.caps:
        return False  # "Jane Doe, 23 and her sister"
    return not (before in _LISTS["times"] and quantity.best <= _HOURS)


__all__ = ["presume"]
