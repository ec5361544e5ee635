"""Where: the places that a sentence names, each with the wider ones that it is said to lie in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import compress

from flows.claims.lexicon import words
from flows.claims.place.gazetteer import gazetteer
from flows.claims.place.namedplaces import WARS, named_place, past_kind
from flows.claims.place.nations import national
from flows.claims.place.placeleads import CLOSED, WALKED, is_reporting, lead_of, name_end, not_places, preposition
from flows.claims.place.placemention import (
    ATTRIBUTIVE,
    COMPASS,
    LISTS,
    NAMED,
    STRONG,
    TALKS,
    PlaceMention,
    country_of,
    generic_words,
    link_chain,
    wordings,
)
from flows.claims.source.sayers import times
from flows.claims.text.mentions import Mention
from flows.claims.text.tokens import Document

_ADJECTIVES = frozenset({"US", "U.S.", "UK", "U.K.", "UAE"})
_SHORT = 3  # tokens
_NO_LANDS = frozenset({"forces", "police", "government", "agencies", "missions"})
_STRIKES = frozenset(words("timing")["strikes"]) | {"drone", "air", "missile"}
_FIELDED = frozenset(LISTS["fielded"])
_BODIES_AND_WARS = frozenset(LISTS["bodies"]) | WARS
_VESSELS = frozenset(LISTS["vessels"]) | {"anti", "pro"}  # "the carrier Liaoning", "anti-Balaka"
_ARTICLES = frozenset({"al", "el", "as", "ash", "an", "ar", "az", "ad", "at", "ez", "et"})


def find_places(
    doc: Document, first: int, last: int, mentions: Mapping[int, Mention], near: Sequence[str]
) -> list[PlaceMention]:
    """The places named in a sentence, tokens [first, last), left to right; each with the ones it is said to lie in.

    `near` holds the countries of the article (ISO 3166-1 alpha-3), the weightiest first.

    >>> doc = Document("Six died in a blast in Cali, Valle del Cauca Department, Colombia, on Sunday.")
    >>> [(p.text, p.country, len(p.chain)) for p in find_places(doc, 0, len(doc), {}, ["COL"])]
    [('Cali', 'COL', 2), ('Valle del Cauca Department', 'COL', 1), ('Colombia', 'COL', 0)]
    """
    found: list[PlaceMention] = []
    resume, word, skipped = first, doc.word, _no_names()
    capitals = doc.caps or (last - first > _SHORT and doc.text[doc.start[first] : doc.end[last - 1]].isupper())
    for i in compress(range(first, last), doc.upper[first:last]):
        if i < resume or word[i] in skipped or (i > first and word[i - 1] in _VESSELS):
            continue
        if capitals:
            mention = _read_capitals(doc, i, first, last, near)
            end = i + 1
        else:
            end = name_end(doc, i, last)
            halves = _halves(doc, i, end, first, last, near)
            end = halves.last if halves is not None else end
            mention = halves or _read_place(doc, i, end, first, last, mentions, near)
            group = mentions.get(i) if mention is None else None
            end = max(end, group.last) if group is not None and group.role == "names" else end
        if mention:
            found.append(mention)
            resume = mention.last
        else:
            resume = end
    link_chain(doc, found)
    return found


@cache
def _no_names() -> frozenset[str]:
    return not_places() | CLOSED


@cache
def _ends_of_names() -> frozenset[str]:
    return CLOSED | times()


def _read_capitals(doc: Document, i: int, first: int, last: int, near: Sequence[str]) -> PlaceMention | None:
    """A name in a text of capitals: the longest that is known, where a preposition leads to it."""
    if doc.word[i] in generic_words() or doc.word[i] in WALKED:
        return None
    prep, at = preposition(doc, i, first)
    if not prep and not (i > first and doc.word[i - 1] == ","):
        return None
    furthest = i + 1
    while furthest < min(last, i + 5) and doc.raw[furthest][0].isalpha() and doc.word[furthest] not in _ends_of_names():
        furthest += 1
    for end in range(furthest, i, -1):
        text = doc.span(i, end)
        place = gazetteer().resolve(text, near)
        if place is not None and (prep in STRONG or not gazetteer().is_weak(text)):
            while end < last and doc.word[end] in generic_words() and doc.word[end] not in ATTRIBUTIVE:
                end += 1
            return PlaceMention(i, end, doc.span(i, end), place, prep, reporting=is_reporting(doc, at, first), at=at)
    if prep and i - 2 >= first and doc.word[i - 1] == "of" and doc.word[i - 2] in NAMED:  # "the village of X"
        return PlaceMention(i, furthest, doc.span(i, furthest), None, prep, at=at)
    return None


def _halves(doc: Document, i: int, end: int, first: int, last: int, near: Sequence[str]) -> PlaceMention | None:
    """ "In North and South Kivu": two provinces that share a name are one place."""
    if end != i + 1 or end + 2 >= last or doc.word[i] not in COMPASS or doc.word[end] not in ("and", "or"):
        return None
    tail = name_end(doc, end + 1, last)
    prep, at = preposition(doc, i, first)
    if doc.word[end + 1] not in COMPASS or not doc.upper[end + 1] or tail == end + 2 or prep not in STRONG:
        return None
    place = gazetteer().resolve(doc.span(end + 1, tail), near)
    text = doc.span(i, tail)
    return PlaceMention(i, tail, text, place._replace(name=text), prep, at=at) if place is not None else None


def _read_place(
    doc: Document, i: int, end: int, first: int, last: int, mentions: Mapping[int, Mention], near: Sequence[str]
) -> PlaceMention | None:
    mention = mentions.get(i)
    state = mention is not None and len(mention.code) == 3 and mention.code.isupper()
    if mention and ((mention.role in _NO_LANDS and mention.last >= end) or _strikes(doc, mention)):
        return None
    city = mention is not None and mention.role == "weak" and not doc.raw[i].isupper()  # "Brussels"
    if mention and not state and (mention.last < end or mention.role == "weak") and not city:
        held = next((k for k in range(i + 1, end - 1) if doc.gap[k] == "-" and not doc.upper[k]), 0)
        if not held:
            return None
        i, mention = held + 1, mentions.get(held + 1)  # "IS-held Syria"
    for k in range(i + 1, end):  # "in Gaza City Hamas fighters"
        inner = mentions.get(k)
        beyond = (mention is None or k >= mention.last) and doc.word[k - 1] != "of"
        if inner and inner.role not in ("names", "capitals", "weak") and beyond:
            end = k
            break
    if mention and mention.role == "people":
        if mention.last >= end:
            return national(doc, mention, first, last, near)
        if gazetteer().resolve(doc.span(i, end), near) is None:
            i = mention.last
    if doc.gap[end - 1] == "-" and not doc.upper[end - 1] and len(doc.raw[end - 1]) > 2:
        return None  # "the Turkey-loyal factions"
    if i < end - 1 and doc.word[end - 1] in _BODIES_AND_WARS and not gazetteer().is_of_wars(doc.span(i, end)):
        return None  # "the Danish Refugee Council", "the Second Congo War", but "Bajaur Agency"
    start = i - 1 if i > first and doc.gap[i] == "-" and doc.word[i - 1] in _ARTICLES else i
    prep, at = lead_of(doc, start, end, first, last, mention, near)
    of_men = (
        end < last
        and doc.word[end] in _FIELDED
        and doc.word[start - 1] == "the"
        and past_kind(doc, end, last) < end + 2
    )
    if of_men or (end < last and doc.word[end] in TALKS):
        prep = ""  # "to the Kokang force", "in the Vienna talks"
    return named_place(doc, start, end, last, mention, near, prep, at, first)


def _strikes(doc: Document, mention: Mention) -> bool:
    """ "In the U.S. invasion": a name that stands for the adjective before an attack."""
    return doc.raw[mention.first] in _ADJECTIVES and doc.has(_STRIKES, mention.last, mention.last + 2)


__all__ = ["PlaceMention", "country_of", "find_places", "wordings"]
