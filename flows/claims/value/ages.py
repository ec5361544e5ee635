"""Numbers that are ages: "Petrov, 34", "men under thirty", "aged 8, 12 and 17"."""

from __future__ import annotations

from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document
from flows.claims.value.spots import LISTS, Spot

_AGES = frozenset({1, 2, 3, 5, 6, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 21, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70})


def age_of(spot: Spot) -> str | None:
    """Why a number is an age: "age"; None where it is none.

    >>> from flows.claims import extract
    >>> [claim.expr for claim in extract("Gunmen killed Petrov, 34, and wounded nine men under thirty.")]
    ['nine']
    """
    q, doc = spot.quantity, spot.doc
    if not spot.bare or not 1 <= q.best <= 110:
        return None
    earlier = doc.word[max(0, q.core - 9) : q.core]
    if ("years" in earlier and "old" in earlier) or (spot.before in ("and", "to", ",") and "aged" in earlier[-6:]):
        return "age"
    if spot.before == "of" and q.first == q.core and q.core > 1 and doc.word[q.core - 2] in LISTS["aged"]:
        return "age"
    if (
        q.qualifier in ("less_than", "more_than", "nearly")
        and q.best in _AGES
        and doc.word[q.first] in LISTS["bounds_of_age"]
        and q.first
        and (doc.word[q.first - 1] in LISTS["led_ages"] or _people_before(doc, q.first))
    ):
        return "age"  # "six of the dead are under 18", "two thirds of them men under thirty", "not yet five"
    if doc.word[q.first - 2 : q.first] in (["not", "yet"], ["barely", "turned"]) or spot.before == "turned":
        return "age"
    pair = spot.after in ("and", ",") if spot.before == "," else spot.before == "and" and spot.digit(q.core - 2)
    if pair and q.first == q.core and _of_two(spot):
        return "age"
    if spot.before == "also" and doc.word[q.core - 2] == "," and spot.after in (",", "."):
        return "age"  # "her friend Bianca Jones, also 19, died"
    set_off = spot.before in (",", "(") and spot.after in (",", ".", ")") and q.first == q.core and q.core > 1
    set_off = set_off or (spot.before == "," and spot.after == ";" and _full_name(doc, q.core - 2))
    if set_off and spot.after == "," and (spot.digit(q.last + 1) or doc.word[q.last + 1 : q.last + 2] == ["of"]):
        set_off = False  # "Chechnya (101, of them 39 dead), Ingushetia (94, 36 dead)"
    if (
        set_off
        and not doc.caps
        and ((doc.upper[q.core - 2] and not doc.digit[q.core - 2]) or _hyphened(spot) or _one_person(doc, q.core - 2))
    ):
        return "age"
    was = (
        spot.before in ("was", "is")
        and q.first == q.core
        and (spot.after in ("when", "at", "years") or (not spot.after[:1].isalpha() and _of_one(doc, q.core - 2)))
    )
    return "age" if was or (spot.before == "of" and q.core > 1 and _one_person(doc, q.core - 2)) else None


def _full_name(doc: Document, i: int) -> bool:
    """ "John Miller, 24; Ahmed Said, 31": two words with capitals, so no entry of a list of things."""
    return i > 1 and all(doc.upper[k] and doc.word[k].isalpha() for k in (i - 1, i))


def _hyphened(spot: Spot) -> bool:
    """ "Choi Young-sup, 92": the capital stands before the hyphen."""
    at = spot.quantity.core - 2
    return spot.doc.gap[at] == "-" and at > 0 and spot.doc.upper[at - 1] and not spot.doc.digit[at]


def _people_before(doc: Document, at: int) -> bool:
    """Whether the noun of people that an age tells of stands right before token `at`: "men under thirty"."""
    found = noun_at(doc, at - 1)
    return found is not None and found[0] == at and found[1].sort == "people" and not found[1].metric


def _one_person(doc: Document, i: int) -> bool:
    """ "A nurse of 58", "the only woman, 67": one person whose age follows."""
    found = noun_at(doc, i)
    several = doc.word[i] in LISTS["collectives"]
    one = found is not None and found[1].sort == "people" and not (found[1].plural or found[1].metric or several)
    return one and found is not None and found[0] == i + 1


def _of_one(doc: Document, i: int) -> bool:
    """ "Says Ali, who is 29", "the youngest is 16", "she was 23": one person stands before the verb."""
    word = doc.word[i]
    return word in LISTS["one_person"] or word.endswith("est") or (doc.upper[i] and not doc.caps) or _one_person(doc, i)


def _of_two(spot: Spot) -> bool:
    """ "Two soldiers, 19 and 22, were": a pair of numbers between commas behind the noun of people."""
    doc, core = spot.doc, spot.quantity.core
    first = core if spot.before == "," else core - 2
    closed = (
        doc.word[first + 1 : first + 2] == ["and"]
        and spot.digit(first + 2)
        and doc.word[first + 3 : first + 4] == [","]
    )
    return closed and first > 1 and (found := noun_at(doc, first - 2)) is not None and found[1].sort == "people"
