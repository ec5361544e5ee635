"""Places that the name of a people or an armed group gives: "the Iraqi frontier", "Houthi positions"."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims.place.borders import BORDERS, this_side
from flows.claims.place.gazetteer import Place, gazetteer
from flows.claims.place.namedplaces import GUESTS
from flows.claims.place.placeleads import is_reporting, name_end, preposition
from flows.claims.place.placemention import ATTRIBUTIVE, LISTS, STRONG, PlaceMention, generic_words
from flows.claims.text.mentions import Mention
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers
from schemas.vocabulary import actors

_FOREIGN = frozenset(
    {"compound", "base", "outpost", "hospital", "school", "cathedral", "church", "mosque", "university"}
)
_HELD = frozenset(LISTS["held"])


def national(doc: Document, mention: Mention, first: int, last: int, near: Sequence[str]) -> PlaceMention | None:
    """ "the Iraqi frontier", "in 54 Lebanese hospitals", "the Chadian town of Adré"."""
    i, end = mention.first, mention.last
    if len(mention.code) != 3 or not mention.code.isupper():
        return _of_a_group(doc, mention, first, last)
    generic, tail = generic_words(), end
    opens = i - 2 == first or (i - 3 >= first and not doc.raw[i - 3][0].isalnum())
    if opens and doc.word[i - 2 : i] == ["on", "the"] and doc.word[end : end + 1] == ["side"]:
        return _on_their_side(doc, mention, last)
    while tail < last and doc.word[tail] in generic and doc.gap[tail] != "" and tail < end + 4:
        if doc.digit[min(tail + 1, last - 1)]:
            break  # "Albania shelters 431,000 refugees"
        tail += 1
    if tail == end:
        return None
    prep, at = preposition(doc, i, first, counted=True)
    if prep not in STRONG and (doc.raw[i - 1][0].isdigit() or doc.word[i - 1] in openers()):
        return None  # "close to 9,000 Lebanese homes"
    reporting = is_reporting(doc, at, first)
    place: Place | None
    if doc.word[tail : tail + 1] == ["of"] and tail + 1 < last and doc.upper[tail + 1]:
        tail = name_end(doc, tail + 1, last)
        place = gazetteer().resolve(doc.span(i, tail), [mention.code, *near])
        place = place or Place(doc.span(end + 2, tail), mention.code, "city", 0)
    elif not prep or (doc.word[tail - 1] in ATTRIBUTIVE and doc.word[tail - 1] != "border"):
        return None
    else:
        place = Place(str(actors()[mention.code]["name"]), mention.code, "country", 0)
        shared = doc.word[tail - 1] in BORDERS and doc.word[tail : tail + 1] != ["with"]
        place = this_side(place, near) if shared else place
        abroad = near[:1] != [mention.code] and not _FOREIGN.isdisjoint(doc.word[end:tail])
        if abroad or not GUESTS.isdisjoint(doc.word[end:tail]):
            place = None  # "the Palestinian refugee camp", "the Egyptian embassy", "the Saudi hospital" are abroad
    return PlaceMention(i, tail, doc.span(i, tail), place, prep, reporting=reporting, at=at)


def _of_a_group(doc: Document, mention: Mention, first: int, last: int) -> PlaceMention | None:
    """ "On Houthi positions": in the only country that an armed group is at home in."""
    tail = mention.last + 1
    if tail > last or doc.word[tail - 1] not in _HELD:
        return None
    home = actors().get(mention.code, {}).get("country") or ()
    homes = [home] if isinstance(home, str) else list(home)
    prep, at = preposition(doc, mention.first, first)
    if len(homes) != 1 or not prep:
        return None
    text = doc.span(mention.first, tail)
    return PlaceMention(mention.first, tail, text, Place(text, str(homes[0]), "region", 0), prep, at=at)


def _on_their_side(doc: Document, mention: Mention, last: int) -> PlaceMention | None:
    """ "On the Israeli side 14 people died": in Israel."""
    i, tail = mention.first, mention.last + 1
    if tail < last and doc.word[tail] == "of":
        return None  # "on the Ukrainian side of the front"
    place = Place(str(actors()[mention.code]["name"]), mention.code, "country", 0)
    return PlaceMention(i, tail, place.name, place, "in", at=i - 2)
