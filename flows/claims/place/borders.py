"""Borders: which side of one a text speaks of, and the states that share one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from flows.claims.lexicon import words
from flows.claims.place.gazetteer import Place, gazetteer
from flows.claims.place.placeleads import preposition
from flows.claims.place.placemention import LISTS, PlaceMention
from flows.claims.text.tokens import Document
from schemas.vocabulary import actors

BORDERS = frozenset(LISTS["borders"])  # of a neighbour, seen from the country that a text is about


def this_side(place: Place, near: Sequence[str]) -> Place:
    """The side of "the Malian border" that a text about Niger speaks of; a text about France speaks of Mali's."""
    if not near or near[0] == place.country:
        return place
    home = next((code for code in near[:_SIDES] if code == place.country or code in neighbours(place.country)), None)
    if home is None or home == place.country or home not in actors():
        return place
    return Place(str(actors()[home]["name"]), home, "country", 0)


_SIDES = 3  # countries that a text speaks of most


@cache
def neighbours(country: str) -> frozenset[str]:
    """The states that share a frontier on land with a country."""
    rows: dict[str, list[str]] = words("neighbours")["neighbours"]
    return frozenset(rows.get(country, ())) | {code for code, others in rows.items() if country in others}


def at_the_border(doc: Document, start: int, end: int, near: Sequence[str], first: int) -> PlaceMention | None:
    """ "Near the border with Niger", "on Kenya's border with Somalia": this side of it."""
    beyond = gazetteer().resolve(doc.span(start, end), near)
    line = start - 2
    prep, at = preposition(doc, line, first)
    if beyond is None or beyond.kind != "country" or not prep:
        return None
    owner = gazetteer().resolve(doc.raw[line - 2], near) if doc.word[line - 1] == "'s" else None
    sharing = neighbours(beyond.country)
    home = owner.country if owner is not None else next((code for code in near if code in sharing), beyond.country)
    text = doc.span(line, end)
    return PlaceMention(line, end, text, Place(text, home, "region", 0), prep, at=at)
