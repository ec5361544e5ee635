"""Numbers of other things that stand alone: clock times of tickers, lists of days, ages, distances, nobody."""

from __future__ import annotations

import re

from flows.claims.lexicon import words
from flows.claims.text.grammar import AUXILIARIES
from flows.claims.value.spots import LISTS, Spot

_MONTHS = frozenset(words("dates")["months"])
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[.:][0-5]\d")
_FULL_AGE = 110
_ASIDE = 9  # tokens


def stray(spot: Spot) -> str | None:
    """Why a number that looks like a figure is none.

    >>> from flows.claims import extract
    >>> text = "16.30 Rebels shelled the town on 23, 24 and 26 April; 12 people died. The youngest was 19."
    >>> [claim.expr for claim in extract(text)]
    ['12']
    """
    return next((reason for check in _CHECKS if (reason := check(spot))), None)


def _clock(spot: Spot) -> str | None:
    """ "16.30 PARIS: …": a time that opens its line."""
    core = spot.quantity.core
    opens = spot.doc.opens_line(core) and _CLOCK.fullmatch(spot.doc.raw[core]) is not None
    return "time" if opens and spot.quantity.best % 1 and spot.quantity.last == core + 1 else None


def _day(spot: Spot) -> str | None:
    """ "On 23, 24 and 26 April": the first of several days."""
    q, doc = spot.quantity, spot.doc
    if not (spot.bare and q.plain and q.best <= 31 and spot.after in (",", "and")):
        return None
    end = q.last
    while end < len(doc.word) and end < q.last + 8 and (doc.digit[end] or doc.word[end] in (",", "and", "or")):
        end += 1
    return "date" if end < len(doc.word) and doc.digit[end - 1] and doc.word[end] in _MONTHS else None


def _age(spot: Spot) -> str | None:
    """ "Between the ages of 16 and 60", "the youngest of them is 19", "Ann Lee, head of the office, 49."."""
    q, doc, at = spot.quantity, spot.doc, spot.quantity.core
    if not 1 <= q.best <= _FULL_AGE or q.first != at:
        return None
    before = doc.word[max(0, at - 6) : at]
    if spot.before in ("and", "of", "between") and "ages" in before:
        return "age"
    if not spot.bare:
        return None
    if spot.before in ("is", "was") and not {"youngest", "oldest", "eldest"}.isdisjoint(before):
        return "age"
    if spot.before != "," or spot.after not in (".", ",", ";") or doc.caps:
        return None
    comma = next((k for k in range(at - 2, max(1, at - _ASIDE), -1) if doc.word[k] == ","), None)
    plain = comma is not None and not any(doc.digit[comma:at])
    named = comma is not None and comma > 1 and doc.upper[comma - 1] and doc.upper[comma - 2]
    return "age" if plain and named else None


def _distance(spot: Spot) -> str | None:
    """ "500m from a tanker", "a pocket of 500 metres by 600"."""
    q, doc = spot.quantity, spot.doc
    metres = doc.word[q.last - 1] == "m" and doc.gap[q.last - 1] == "" and spot.after in _AWAY
    by = spot.before == "by" and q.core > 1 and doc.word[q.core - 2] in _UNITS
    return "unit" if metres or (by and spot.bare) else None


_AWAY = frozenset({
    "from", "off", "away", "wide", "deep", "long", "high", "apart", "above", "below", "north", "south", "east", "west",
    "behind", "inside", "ahead", "short", "to", "across", "altitude", "tall", "outside", "up",
})  # fmt: skip
_UNITS = frozenset({"metres", "meters", "metre", "meter", "m", "km", "kilometres", "kilometers", "miles", "feet"})


def _pair(spot: Spot) -> str | None:
    """ "A war between two guerrillas", "between three villages": whom something is between."""
    q = spot.quantity
    led = spot.doc.word[q.first] == "between" or (q.first == q.core and spot.before == "between")
    return "pair" if led and q.qualifier == "exact" and q.best <= _FEW else None


_FEW = 5


def _nobody(spot: Spot) -> str | None:
    """ "Nobody knows how many died", "no one expects them to come back"."""
    q, doc = spot.quantity, spot.doc
    if q.word not in ("nobody", "no", "none") or not q.zero:
        return None
    at = q.last + (doc.word[q.last : q.last + 1] == ["one"])
    nobody = q.word == "nobody" or doc.word[at - 1] == "one"
    behind = next((word for word in doc.word[at : at + 3] if word not in AUXILIARIES), "")
    return "nobody" if nobody and behind in LISTS["thinking"] else None


def _furniture(spot: Spot) -> str | None:
    """ "Follow us: 1.2 million people already do"."""
    first = spot.doc.sentences[spot.doc.sentence_of[spot.quantity.first]][0]
    return "furniture" if spot.doc.word[first : first + 2] in (["follow", "us"], ["join", "us"]) else None


def _inhabitants(spot: Spot) -> str | None:
    """ "The country has 100 million inhabitants"."""
    noun = spot.phrase.noun
    living = noun is not None and spot.doc.word[spot.phrase.noun_last - 1] == "inhabitants"
    return "population" if living and spot.doc.word[spot.quantity.first - 1] in ("has", "had", "have", "with") else None


_CHECKS = (_clock, _day, _age, _distance, _pair, _nobody, _furniture, _inhabitants)

__all__ = ["stray"]
