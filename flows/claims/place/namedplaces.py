"""A place by its name: with what it is, whose it is, near whose border; an unknown one, where it may be a village."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims.place.borders import BORDERS, at_the_border, this_side
from flows.claims.place.gazetteer import Place, gazetteer
from flows.claims.place.placeleads import is_reporting
from flows.claims.place.placemention import (
    ATTRIBUTIVE,
    COMPASS,
    LISTS,
    NAMED,
    PREPOSITIONS,
    STRONG,
    TALKS,
    PlaceMention,
    generic_words,
)
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers
from schemas.vocabulary import actors

GUESTS = frozenset({"refugee", "refugees", "embassy", "embassies", "consulate", "consulates"})
_JOINING = frozenset({"part", "participate", "participated", "participates", "participating", "involved", "compete"})
_GROUND = frozenset(LISTS["ground"])
_SITES = frozenset(LISTS["kind"]["site"])
_WATERS = frozenset(LISTS["waters"])
_ASHORE = NAMED | set(LISTS["kind"]["island"]) | {"port", "coast", "coastline", "shore"}
_ACRONYM = 4  # letters
_TELLS = (["said"], ["says"], ["reports"], ["reported"])
_KNOWN = 300_000  # people of a town that is known abroad
_COUNTRIES = 6  # of a text that is no list of news
_TOWARDS = frozenset({"with", "to"})
_OF_WHAT = frozenset({"air", "army", "naval", "military", "refugee", "displacement", "detention", "penal", "medical",
                      "power", "nuclear", "police", "border"})  # fmt: skip
_OFFICES = frozenset(LISTS["offices"])
_PRIVATE = frozenset(LISTS["private"])
WARS = frozenset(LISTS["wars"])
_LINKING = PREPOSITIONS | {"and", "but", "while"}
_LEFT = frozenset({"displaced", "uprooted", "fled", "fleeing", "evacuated", "abducted", "kidnapped", "people",
                   "families", "civilians", "residents", "households", "villagers", "expelled"})  # fmt: skip


def named_place(
    doc: Document, start: int, end: int, last: int, mention: Mention | None, near: Sequence[str], prep: str, at: int,
    first: int,
) -> PlaceMention | None:  # fmt: skip
    """The place that a name, tokens [start, end), gives behind a word that leads to it; none, where it is no place."""
    known = gazetteer()
    if prep == "" and first < start - 1 and doc.word[start - 1] in _TOWARDS and doc.word[start - 2] in BORDERS:
        return at_the_border(doc, start, end, near, first)
    reporting = is_reporting(doc, at, first)
    if doc.word[end : end + 1] == ["'s"]:
        return _owner(doc, start, end, last, near, prep, at, reporting)
    tail = past_kind(doc, end, last)
    text = doc.span(start, tail)
    place = _without_kind(doc, start, tail, near) if tail == end else _with_kind(doc, start, end, near)
    if prep and tail > end and doc.word[end] in _ASHORE and _names_water(doc, start, end):
        return PlaceMention(start, tail, text, None, prep, reporting=reporting, at=at)  # "the Red Sea province"
    if place is not None and mention is None and prep in STRONG and _is_far_off(place, text, near):
        place = None  # "in Jadida" in a text about Iraq is not the one in Morocco
    if mention and place is None and mention.role in ("names", "capitals"):
        start, tail = mention.first, mention.last
        text = doc.span(start, tail)
        place = _at_home(mention, text, near)
    if place is not None and place.kind == "country" and tail > end and doc.word[end] in GUESTS:
        return PlaceMention(start, tail, text, None, prep, reporting=reporting, at=at)  # "the U.S. embassy"
    if place is not None and tail > end and place.kind == "country" and doc.word[end] in BORDERS:
        place = this_side(place, near)
    grounded = prep == "on" and tail > end and doc.word[end] in _GROUND | _SITES  # "on the Bohoma peninsula"
    left = prep == "from" and doc.word[at - 1] in _LEFT  # "were displaced from Al Fula"
    left = left or (prep == "on" and doc.word[start - 1] == "of" and doc.word[start - 2] in _ASHORE)
    labelled = prep == ":" and doc.word[tail - 1] not in _PRIVATE
    if place is None and (
        not (prep in STRONG or grounded or left)
        or labelled
        or doc.word[at - 1] in _JOINING
        or not _may_be_name(doc, start, end, last, mention)
    ):
        return None
    if place is not None and not prep and known.is_weak(text):
        return None
    if prep in ("", ",") and text.isupper() and len(text) <= _ACRONYM and doc.word[tail : tail + 1] in _TELLS:
        return None  # "SANA said" is no Sanaa
    if start == first and doc.raw[start].isupper() and len(doc.raw[start]) > 2:
        reporting = True  # a dateline
    return PlaceMention(start, tail, text, place, prep, reporting=reporting, at=at)


def past_kind(doc: Document, end: int, last: int) -> int:
    """Behind what a place is: "the Kamra air base", "Gaza City"."""
    tail, generic = end, generic_words()
    displaces = doc.word[tail : tail + 1] == ["displaced"] and _may_count(doc, tail + 1)  # "in Tigray displaced 9"
    if tail < last and doc.word[tail] in generic and doc.gap[tail] != "" and not displaces:
        tail += not doc.digit[min(tail + 1, last - 1)]  # "Albania shelters 431,000 refugees"
    return tail + (end < tail < last and doc.word[end] in _OF_WHAT and doc.word[tail] in generic)


def _at_home(mention: Mention, text: str, near: Sequence[str]) -> Place | None:
    """The place that an actor's name gives; "the Islamic State in Khorasan Province" is not at home in Iran."""
    place = gazetteer().resolve(text, near)
    homes = actors().get(mention.code, {}).get("country") or (place.country if place is not None else "")
    homes = [homes] if isinstance(homes, str) else homes
    return place if place is not None and place.country in homes else None


def _may_count(doc: Document, i: int) -> bool:
    return i < len(doc) and (doc.raw[i][0].isdigit() or doc.word[i] in openers() or doc.word[i] in _BOUNDS)


_BOUNDS = frozenset({"about", "around", "more", "at", "some", "an", "over", "nearly", "up", "as", "tens", "hundreds"})


def _owner(
    doc: Document, start: int, end: int, last: int, near: Sequence[str], prep: str, at: int, reporting: bool
) -> PlaceMention | None:
    """ "Israel's southern towns", or Israel alone where what it owns is no place."""
    place = gazetteer().resolve(doc.span(start, end), near)
    if place is None:
        return None
    tail = _owned(doc, end, last)
    if tail == end or not prep or doc.word[tail + 1 : tail + 2] == ["of"] or doc.word[tail] in ATTRIBUTIVE:
        return PlaceMention(start, end, doc.span(start, end), place, "", at=at)
    text = doc.span(start, tail + 1)
    return PlaceMention(start, tail + 1, text, place._replace(name=text), prep, reporting=reporting, at=at)


def _is_far_off(place: Place, text: str, near: Sequence[str]) -> bool:
    """Whether a town that few know and no war has named lies in a country that the text never names."""
    if gazetteer().is_of_wars(text):
        return False
    small = place.kind in ("city", "admin2") and place.population < _KNOWN
    return small and 0 < len(near) <= _COUNTRIES and place.country not in near


def _owned(doc: Document, end: int, last: int) -> int:
    """The last token of what a place owns: "Israel's southern towns", of "Sudan's west" nothing."""
    tail, generic = end, generic_words()
    while tail + 1 < last and (doc.word[tail + 1] in generic or doc.word[tail + 1] in COMPASS):
        tail += 1
    while tail > end and doc.word[tail] in COMPASS:
        tail -= 1
    return tail


def _without_kind(doc: Document, start: int, end: int, near: Sequence[str]) -> Place | None:
    """A name as it stands; "across the Strip" is the one that our lists know by its article."""
    known, text = gazetteer(), doc.span(start, end)
    place = known.resolve(text, near)
    articled = place is None and end == start + 1 and start > 0 and doc.word[start - 1] == "the"
    return known.lookup(text)[0] if articled and known.is_of_wars(text) else place


def _with_kind(doc: Document, start: int, end: int, near: Sequence[str]) -> Place | None:
    """A name with "province" or "hospital" behind it; no hospital is in a country that the text does not name."""
    place = gazetteer().resolve(doc.span(start, end + 1), near) or gazetteer().resolve(doc.span(start, end), near)
    abroad = place is not None and bool(near) and place.country not in near and doc.word[end] in _PRIVATE
    return None if abroad else place


def _names_water(doc: Document, start: int, end: int) -> bool:
    return doc.word[end - 1] in _WATERS and "" in {p.country for p in gazetteer().lookup(doc.span(start, end))}


def _may_be_name(doc: Document, i: int, end: int, last: int, mention: Mention | None) -> bool:
    """Whether an unknown name may be a village: no person, office, abbreviation, owner or word before a noun."""
    if mention is not None or any(word in _OFFICES for word in doc.word[max(0, i - 1) : end]):
        return False
    if end > i + 1 and doc.word[end - 1] in WARS | TALKS:
        return False  # "the Second Congo War"
    if doc.word[end : end + 1] == ["'s"] or all(doc.raw[k].isupper() for k in range(i, end)):
        return False
    if doc.word[i].endswith("ing") or (doc.gap[end - 1] == "-" and not doc.upper[end - 1]):
        return False
    if end < last and doc.raw[end][0].isdigit():
        return False
    if end < last and (doc.word[end] in NAMED | _PRIVATE | _SITES | {","} or doc.word[end] in openers()):
        return True  # "Duramari village", "in Duramari, killing four"
    return not any((hit := noun_at(doc, k)) and hit[1].sort != "struck" for k in range(end, min(end + 2, last))
                   if doc.raw[k][0].isalpha() and not (k > end and doc.word[end] in _LINKING))  # fmt: skip
