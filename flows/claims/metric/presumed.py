"""What is left in a story of war: numbers that nothing speaks against go on counting what the text counts."""

from __future__ import annotations

from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure, Told, counts_other
from flows.claims.metric.retold import carried_noun, passed_on, said_of_people
from flows.claims.text.grammar import AUXILIARIES, PREPOSITIONS, STOP_VERBS
from flows.claims.text.nouns import ARMED, MUNITIONS, noun_at
from flows.claims.text.subject_matter import is_war_story
from flows.claims.text.tokens import Document

_WHY = "carried over in a story of war: "
_HOURS = 24  # up to here a bare number behind "at" may be a time
_AGES = 110
_FEW = 12  # up to here "the three" stands for whom the text has named
_LISTS = {name: frozenset(entries) for name, entries in words("presumed").items()}
_FINITE = _LISTS["finite"] | AUXILIARIES | STOP_VERBS
_LONE = frozenset({"one", "neither", "nobody"})
_PARTS = frozenset({"women", "children"})
_SINGULAR = frozenset({"has", "is", "was"})
_LIVING = frozenset({"live", "lives", "lived"})


def presume(doc: Document, figure: Figure, accepted: list[Figure], told: Told) -> bool:
    """Whether a figure that no word explains is one of the story's: it takes its metric from the figure before.

    >>> from flows.claims import extract
    >>> text = "Militants fired 60 rockets at the base. Nearly half fell in the sea."
    >>> [(claim.expr, claim.metric) for claim in extract(text)]
    [('60', 'munitions_fired'), ('Nearly half', 'munitions_fired')]
    """
    quantity = figure.quantity
    if quantity.zero or quantity.article or not is_war_story(doc):
        return False
    return _presume_closely(doc, figure, accepted, told) or _presume_widely(doc, figure, accepted, told)


def _presume_closely(doc: Document, figure: Figure, accepted: list[Figure], told: Told) -> bool:
    quantity, phrase, noun = figure.quantity, figure.phrase, figure.phrase.noun
    alone = noun is None and not phrase.actors
    if quantity.word in _LONE and not (quantity.word == "one" and alone and accepted and _is_the_last(doc, figure)):
        return False
    parted = bool(accepted) and accepted[-1].quantity.share  # "39 per cent by one side, against 23 for the other"
    shared = quantity.share and (parted or _shares_out(doc, figure))
    if not shared and not (_stands_free(doc, figure) if alone else _is_named(doc, figure)):
        return False
    previous = next((other for other in reversed(accepted) if _alike(figure, other)), None)
    before = told.last
    if previous is None and before is not None and _alike(figure, before) and (shared or not alone):
        previous = before
    metric = passed_on(figure, previous) if previous is not None else None
    if previous is None or metric is None or (not alone and counts_other(metric, phrase)):
        if noun is not None and noun.code in ARMED and not noun.weak and not quantity.share:
            figure.metric, figure.cost, figure.reason = "deployed", 8.0, "armed people in a story of war"
            return True
        return False
    _take_on(figure, previous, metric, accepted)
    return True


def _take_on(figure: Figure, previous: Figure, metric: str, accepted: list[Figure]) -> None:
    figure.metric, figure.trigger, figure.cost = metric, previous.trigger, 8.0
    figure.reason = _WHY + previous.reason.removeprefix("carried over: ").removeprefix(_WHY)
    if figure.phrase.noun is None and not figure.phrase.actors:
        counted = previous.phrase.noun
        together = counted is not None and counted.code not in _PARTS and previous in accepted
        figure.phrase.noun = counted if together else carried_noun(figure, previous)


def _presume_widely(doc: Document, figure: Figure, accepted: list[Figure], told: Told) -> bool:
    """What is left over in a story of war, anywhere in its sentence: numbers alone, people, things and land."""
    quantity, phrase, noun = figure.quantity, figure.phrase, figure.phrase.noun
    alone = noun is None and not phrase.actors
    before = accepted[-1] if accepted else told.last
    if quantity.word in _LONE or (quantity.share and not (phrase.partitive or before is not None)):
        return False
    if not (_stands_free(doc, figure) if alone else _may_count(doc, figure)):
        return False
    number = doc.sentence_of[quantity.first]
    near = before is not None and number - doc.sentence_of[before.quantity.first] <= _NEAR
    if before is not None and near and before.metric is not None:
        metric = passed_on(figure, before)
        of_land = noun is not None and noun.sort == "territory"
        fits = metric == "territory" if of_land else alone or not counts_other(metric or "", phrase)
        if metric is not None and fits and (alone or of_land or (noun is not None and noun.sort == "people")):
            _take_on(figure, before, metric, accepted)
            return True
    return _by_its_noun(doc, figure, told) if not alone else _said_before(doc, figure)


def _said_before(doc: Document, figure: Figure) -> bool:
    """Whether the sentence before, in which nothing was counted, says what happens: "Prisoners were freed. 260 …"."""
    number = doc.sentence_of[figure.quantity.first]
    if number == 0 or figure.quantity.share or figure.phrase.definite or doc.opens_line(doc.sentences[number][0]):
        return False
    said = said_of_people(doc, *doc.sentences[number - 1])
    if said is None:
        return False
    figure.metric, figure.cost, figure.reason = said[0], 8.5, f"{said[1]} in the sentence before"
    return True


def _may_count(doc: Document, figure: Figure) -> bool:
    """Whether a figure of people, things or land may be one of the story's: no panel of lawyers, nobody's homes."""
    noun, at = figure.phrase.noun, figure.quantity.first
    panel = doc.word[at - 1] == "of" and doc.word[at - 2] not in _LISTS["counts"]
    living = not _LIVING.isdisjoint(doc.word[figure.phrase.last : figure.phrase.last + 4])
    return noun is not None and noun.sort in _COUNTED_SORTS and not (panel or living)


def _by_its_noun(doc: Document, figure: Figure, told: Told) -> bool:
    """Whether people or things of war that nothing was said of are counted: by the title, else by what they are for."""
    noun, at = figure.phrase.noun, figure.quantity.first
    if noun is None or noun.sort == "territory" or not noun.plural or noun.metric:
        return False
    if noun.sort == "materiel":
        if noun.code == "vehicle" and doc.word[at - 1] in _RIDING:
            return False
        metric, why = ("munitions_fired" if noun.code in MUNITIONS else "equipment_held"), "things of war"
    elif noun.code in ARMED:
        metric, why = "deployed", "armed people"
    elif told.title is not None and not noun.weak:
        metric, why = told.title[0], "people of the title's story"
    else:
        return False
    figure.metric, figure.cost, figure.reason = metric, 8.5, f"{why} in a story of war"
    return True


_RIDING = frozenset({"in", "by", "aboard", "on", "into", "of"})
_NEAR = 2  # sentences
_COUNTED_SORTS = frozenset({"people", "materiel", "territory"})


def is_presumed(figure: Figure) -> bool:
    """Whether a figure has its metric from here."""
    return figure.reason.startswith(_WHY)


def _alike(figure: Figure, other: Figure) -> bool:
    """Whether two figures count people both, or things both; a number alone counts what the other does."""
    noun, counted = figure.phrase.noun, other.phrase.noun
    sort = counted.sort if counted else "people"
    if other.metric is None or sort not in ("people", "materiel"):
        return False
    return (noun is None and not figure.phrase.actors) or (noun.sort if noun else "people") == sort


def _is_the_last(doc: Document, figure: Figure) -> bool:
    """ "Four served in the capital and one in Bria", "40 came from the clans and one was a Greek"."""
    quantity = figure.quantity
    led = doc.word[quantity.first - 1] in ("and", ";", ",")
    behind = doc.word[quantity.last] if quantity.last < len(doc.word) else "."
    return (
        led and figure.phrase.unknown is None and (behind in _FINITE or behind in PREPOSITIONS or behind in (",", "a"))
    )


def _shares_out(doc: Document, figure: Figure) -> bool:
    """ "Children made up 32 per cent", "the report ascribes 39 per cent to it": shares of those counted before."""
    at, phrase = figure.quantity.first, figure.phrase
    first = doc.sentences[doc.sentence_of[at]][0]
    verb = next((k for k in range(at - 1, max(first, at - 4), -1) if doc.word[k] in _LISTS["sharing"]), None)
    if verb is None:
        return doc.word[phrase.last : phrase.last + 1] in (["to"], ["on"]) and any(
            word in _LISTS["ascribing"] for word in doc.word[first:at]
        )
    subject = noun_at(doc, verb - 1)
    if phrase.noun is None and subject is not None and subject[1].sort == "people":
        phrase.noun, phrase.noun_first, phrase.noun_last = subject[1], verb - 1, verb
    return phrase.noun is not None and phrase.noun.sort == "people"


def _is_named(doc: Document, figure: Figure) -> bool:
    """Whether a figure counts people or things that a story of war counts, and no panel, bench or household."""
    noun, quantity = figure.phrase.noun, figure.quantity
    before = doc.word[quantity.first - 1] if quantity.first else ""
    if before == "of" or not _LIVING.isdisjoint(doc.word[figure.phrase.last : figure.phrase.last + 4]):
        return False
    return noun is None or noun.sort == "materiel" or (noun.sort == "people" and not noun.weak)


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
    if before == "of" and doc.word[quantity.first - 2] not in _LISTS["counts"]:
        return False
    if before == ":" and behind == "of":
        return False  # "Risk level: 4 of 5"
    if before == "+" or (before and doc.digit[quantity.first - 1]) or quantity.best % 1:
        return False
    if not before and not behind[0].isalpha() and "," not in doc.raw[quantity.core]:
        return False  # "Risk rating: 4 (of 5)", "ext. 6035."
    if before in ("the", "these", "those") and quantity.best <= _FEW:
        return False
    if before == "," and quantity.best <= _AGES and quantity.plain and doc.upper[quantity.first - 2] and not doc.caps:
        return False  # "Jane Doe, 23 and her sister"
    return not (before in _LISTS["times"] and quantity.best <= _HOURS)


__all__ = ["is_presumed", "presume"]
