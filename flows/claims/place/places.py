"""Where: the places that a sentence names, each with the wider ones that it is said to lie in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import compress

from flows.claims.lexicon import words
from flows.claims.place.gazetteer import Place, gazetteer
from flows.claims.place.placeleads import CLOSED, WALKED, is_reporting, lead_of, name_end, not_places, preposition
from flows.claims.place.placemention import (
    COMPASS,
    LISTS,
    PREPOSITIONS,
    STRONG,
    PlaceMention,
    country_of,
    generic_words,
    link_chain,
    wordings,
)
from flows.claims.source.sayers import times
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers
from schemas.vocabulary import actors

_NAMED = frozenset(LISTS["kind"]["city"]) | frozenset(LISTS["kind"]["admin"])
_ATTRIBUTIVE = frozenset(LISTS["attributive"])
_GUESTS = frozenset({"refugee", "refugees", "embassy", "embassies", "consulate", "consulates"})
_FOREIGN = frozenset(
    {"compound", "base", "outpost", "hospital", "school", "cathedral", "church", "mosque", "university"}
)
_JOINING = frozenset({"part", "participate", "participated", "participates", "participating", "involved", "compete"})
_GROUND = frozenset(LISTS["ground"])
_SITES = frozenset(LISTS["kind"]["site"])
_WATERS = frozenset(LISTS["waters"])
_ASHORE = _NAMED | set(LISTS["kind"]["island"]) | {"port", "coast", "coastline", "shore"}
_BODIES = frozenset(LISTS["bodies"])
_BORDERS = frozenset(LISTS["borders"])  # of a neighbour, seen from the country that a text is about
_ACRONYM = 4  # letters
_TELLS = (["said"], ["says"], ["reports"], ["reported"])
_KNOWN = 300_000  # people of a town that is known abroad
_COUNTRIES = 6  # of a text that is no list of news
_TOWARDS = frozenset({"with", "to"})
_OF_WHAT = frozenset({"air", "army", "naval", "military", "refugee", "displacement", "detention", "penal", "medical",
                      "power", "nuclear", "police", "border"})  # fmt: skip
_ADJECTIVES = frozenset({"US", "U.S.", "UK", "U.K.", "UAE"})
_SHORT = 3  # tokens
_NO_LANDS = frozenset({"forces", "police", "government", "agencies", "missions"})
_STRIKES = frozenset(words("timing")["strikes"]) | {"drone", "air", "missile"}
_HELD = frozenset(LISTS["held"])
_OFFICES = frozenset(LISTS["offices"])
_FIELDED, _PRIVATE = frozenset(LISTS["fielded"]), frozenset(LISTS["private"])
_WARS, _DEALINGS = frozenset(LISTS["wars"]), frozenset(LISTS["dealings"])
_BODIES_AND_WARS = _BODIES | _WARS
_LINKING = PREPOSITIONS | {"and", "but", "while"}
_LEFT = frozenset({"displaced", "uprooted", "fled", "fleeing", "evacuated", "abducted", "kidnapped", "people",
                   "families", "civilians", "residents", "households", "villagers", "expelled"})  # fmt: skip
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
            while end < last and doc.word[end] in generic_words() and doc.word[end] not in _ATTRIBUTIVE:
                end += 1
            return PlaceMention(i, end, doc.span(i, end), place, prep, reporting=is_reporting(doc, at, first), at=at)
    if prep and i - 2 >= first and doc.word[i - 1] == "of" and doc.word[i - 2] in _NAMED:  # "the village of X"
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
            return _national(doc, mention, first, last, near)
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
        and _past_kind(doc, end, last) < end + 2
    )
    if of_men or (end < last and doc.word[end] in _DEALINGS):
        prep = ""  # "to the Kokang force", "in the Vienna talks"
    return _named(doc, start, end, last, mention, near, prep, at, first)


def _strikes(doc: Document, mention: Mention) -> bool:
    """ "In the U.S. invasion": a name that stands for the adjective before an attack."""
    return doc.raw[mention.first] in _ADJECTIVES and doc.has(_STRIKES, mention.last, mention.last + 2)


def _national(doc: Document, mention: Mention, first: int, last: int, near: Sequence[str]) -> PlaceMention | None:
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
    elif not prep or (doc.word[tail - 1] in _ATTRIBUTIVE and doc.word[tail - 1] != "border"):
        return None
    else:
        place = Place(str(actors()[mention.code]["name"]), mention.code, "country", 0)
        shared = doc.word[tail - 1] in _BORDERS and doc.word[tail : tail + 1] != ["with"]
        place = _this_side(place, near) if shared else place
        abroad = near[:1] != [mention.code] and not _FOREIGN.isdisjoint(doc.word[end:tail])
        if abroad or not _GUESTS.isdisjoint(doc.word[end:tail]):
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


def _this_side(place: Place, near: Sequence[str]) -> Place:
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


def _named(
    doc: Document, start: int, end: int, last: int, mention: Mention | None, near: Sequence[str], prep: str, at: int,
    first: int,
) -> PlaceMention | None:  # fmt: skip
    known = gazetteer()
    if prep == "" and first < start - 1 and doc.word[start - 1] in _TOWARDS and doc.word[start - 2] in _BORDERS:
        return _at_the_border(doc, start, end, near, first)
    reporting = is_reporting(doc, at, first)
    if doc.word[end : end + 1] == ["'s"]:
        return _owner(doc, start, end, last, near, prep, at, reporting)
    tail = _past_kind(doc, end, last)
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
    if place is not None and place.kind == "country" and tail > end and doc.word[end] in _GUESTS:
        return PlaceMention(start, tail, text, None, prep, reporting=reporting, at=at)  # "the U.S. embassy"
    if place is not None and tail > end and place.kind == "country" and doc.word[end] in _BORDERS:
        place = _this_side(place, near)
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


def _past_kind(doc: Document, end: int, last: int) -> int:
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
    if tail == end or not prep or doc.word[tail + 1 : tail + 2] == ["of"] or doc.word[tail] in _ATTRIBUTIVE:
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


def _at_the_border(doc: Document, start: int, end: int, near: Sequence[str], first: int) -> PlaceMention | None:
    """ "Near the border with Niger", "on Kenya's border with Somalia": this side of it."""
    beyond = gazetteer().resolve(doc.span(start, end), near)
    line = start - 2
    prep, at = preposition(doc, line, first)
    if beyond is None or beyond.kind != "country" or not prep:
        return None
    owner = gazetteer().resolve(doc.raw[line - 2], near) if doc.word[line - 1] == "'s" else None
    home = owner.country if owner is not None else next((code for code in near if code != beyond.country), "")
    text = doc.span(line, end)
    return PlaceMention(line, end, text, Place(text, home, "region", 0), prep, at=at)


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
    if end > i + 1 and doc.word[end - 1] in _WARS | _DEALINGS:
        return False  # "the Second Congo War"
    if doc.word[end : end + 1] == ["'s"] or all(doc.raw[k].isupper() for k in range(i, end)):
        return False
    if doc.word[i].endswith("ing") or (doc.gap[end - 1] == "-" and not doc.upper[end - 1]):
        return False
    if end < last and doc.raw[end][0].isdigit():
        return False
    if end < last and (doc.word[end] in _NAMED | _PRIVATE | _SITES | {","} or doc.word[end] in openers()):
        return True  # "Duramari village", "in Duramari, killing four"
    return not any((hit := noun_at(doc, k)) and hit[1].sort != "struck" for k in range(end, min(end + 2, last))
                   if doc.raw[k][0].isalpha() and not (k > end and doc.word[end] in _LINKING))  # fmt: skip


__all__ = ["PlaceMention", "country_of", "find_places", "wordings"]
