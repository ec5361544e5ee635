"""Where: the places that a sentence names or points at, each with the wider ones that it is said to lie in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from flows.claims.gazetteer import Place, gazetteer
from flows.claims.lexicon import words
from flows.claims.mentions import Mention
from flows.claims.nouns import noun_at
from flows.claims.numbers import openers
from flows.claims.tokens import Document
from schemas.vocabulary import actors

_LISTS = words("places/generic")["phrases"]
PREPOSITIONS = frozenset(_LISTS["led"])
STRONG = frozenset(_LISTS["strong"])
_WALKED = frozenset(_LISTS["walked"])
_ATTRIBUTIVE = frozenset(_LISTS["attributive"])
_SAYING = frozenset(_LISTS["speaking"])
_SEATS = frozenset(_LISTS["seats"])
_OFFICES = frozenset(_LISTS["offices"])
_COMPASS_NOUNS = frozenset(_LISTS["kind"]["compass"])
_COMPASS = frozenset(words("places/generic")["leads"]["compass"]) | {"outer", "inner", "greater"}
_INNER = frozenset({"de", "del", "al", "el", "la", "du", "da", "do", "ez", "bin", "den"})
_ARTICLES = frozenset({"al", "el", "as", "ash", "an", "ar", "az", "ad", "at", "ez", "et"})
_CHAIN = frozenset({"in", ",", "of", "the", "at", "near", "on", "outside", "(", "within"}) | _COMPASS
_DASHES = frozenset({":", "–", "—", "-"})
_LONGEST = 7  # tokens of a name


@dataclass(slots=True)
class PlaceMention:
    """Tokens [first, last) name a place; `place` is what the gazetteer knows of it, `prep` the word that leads to it.

    `at` is where that word stands, `reporting` tells that it leads to where somebody speaks or sits, `refers` what an
    unnamed place points back at ("there", "country", "city"...; see `landmarks`).
    """

    first: int
    last: int
    text: str
    place: Place | None
    prep: str
    chain: list[PlaceMention] = field(default_factory=list)
    reporting: bool = False
    at: int = -1
    refers: str = ""

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-3 of the place, or of the next one that the text puts it in."""
        for mention in (self, *self.chain):
            if mention.place and mention.place.country:
                return mention.place.country
        return None


@cache
def generic_words() -> frozenset[str]:
    """Words that say what a place is: "town", "province", "hospital"."""
    groups = words("places/generic")["nouns"]
    return frozenset(word for group in groups for word in group["words"] if " " not in word)


@cache
def _not_places() -> frozenset[str]:
    dates = words("dates")
    return frozenset({*dates["months"], *dates["weekdays"], "i", "he", "she", "it", "they", "the", "we", "gmt", "utc",
                      "there", "this", "that", "these", "those", "a", "an", "its", "their"})  # fmt: skip


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
    i = first
    upper, word = doc.upper, doc.word
    skipped, caps = _not_places(), doc.caps
    while i < last:
        if not upper[i] or word[i] in skipped:
            i += 1
            continue
        if caps:
            mention = _read_capitals(doc, i, first, last, near)
            end = i + 1
        else:
            end = name_end(doc, i, last)
            mention = _read_place(doc, i, end, first, last, mentions, near)
        if mention:
            found.append(mention)
            i = max(mention.last, i + 1)
        else:
            i = max(end, i + 1)
    link_chain(doc, found)
    return found


def name_end(doc: Document, i: int, last: int) -> int:
    """Where the name that begins at token i ends."""
    end, word = i + 1, doc.word
    limit = min(last, i + _LONGEST)
    while end < limit:
        small = doc.gap[end] == "-" and doc.raw[end][0].isalpha()
        if small or (doc.upper[end] and word[end] not in _not_places() and doc.raw[end - 1] != "."):
            end += 1
        elif end + 1 < last and doc.upper[end + 1] and (word[end] in _INNER or _joins(doc, end)):
            end += 2
        else:
            break
    return end


def _joins(doc: Document, i: int) -> bool:
    """ "Republic of Congo", "Gulf of Aden": "of" inside a name."""
    return doc.word[i] == "of" and (doc.word[i - 1] in generic_words() or doc.word[i - 1] == "republic")


def _read_capitals(doc: Document, i: int, first: int, last: int, near: Sequence[str]) -> PlaceMention | None:
    """A name in a text of capitals: the longest that is known, where a preposition leads to it."""
    prep, at = preposition(doc, i, first)
    if not prep and not (i > first and doc.word[i - 1] == ","):
        return None
    for end in range(min(last, i + 4), i, -1):
        text = doc.span(i, end)
        if "," in text or "." in text or doc.word[end - 1] in PREPOSITIONS:
            continue
        place = gazetteer().resolve(text, near)
        if place is not None and not gazetteer().is_weak(text):
            while end < last and doc.word[end] in generic_words() - _ATTRIBUTIVE:
                end += 1
            return PlaceMention(i, end, doc.span(i, end), place, prep, reporting=_reporting(doc, at, first), at=at)
    return None


def _read_place(
    doc: Document, i: int, end: int, first: int, last: int, mentions: Mapping[int, Mention], near: Sequence[str]
) -> PlaceMention | None:
    mention = mentions.get(i)
    state = mention is not None and len(mention.code) == 3 and mention.code.isupper()
    if mention and mention.role in ("forces", "police", "government", "agencies", "missions") and mention.last >= end:
        return None
    if mention and not state and (mention.last < end or mention.role == "weak"):
        return None
    for k in range(i + 1, end):  # "in Gaza City Hamas fighters"
        inner = mentions.get(k)
        if inner and inner.role not in ("names", "capitals") and (mention is None or k >= mention.last):
            end = k
            break
    if mention and mention.role == "people":
        if mention.last >= end:
            return _national(doc, mention, first, last, near)
        if gazetteer().resolve(doc.span(i, end), near) is None:
            i = mention.last
    start = i - 1 if i > first and doc.gap[i] == "-" and doc.word[i - 1] in _ARTICLES else i
    prep, at = _lead(doc, start, end, first, last, mention, near)
    return _named(doc, start, end, last, mention, near, prep, at, first)


def _lead(
    doc: Document, start: int, end: int, first: int, last: int, mention: Mention | None, near: Sequence[str]
) -> tuple[str, int]:
    """The word that leads to a name, also where it is understood: "a Kabul car bombing", "21 May, Nguida, 15 km"."""
    prep, at = preposition(doc, start, first)
    following = doc.word[end] if end < last else ""
    if prep:
        return prep, at
    if any((hit := noun_at(doc, k)) and hit[1].sort == "event" for k in range(end, min(end + 3, last))):
        if mention is not None or gazetteer().resolve(doc.span(start, end), near) is not None:
            return "at", start
    if first < start and doc.word[start - 1] == "," and following in (",", ":"):
        return ",", start
    if following in _DASHES and doc.gap[end] != "-" and not doc.raw[start].isupper() and _opens(doc, start, first):
        return ":", start
    return "", start


def _opens(doc: Document, start: int, first: int) -> bool:
    """Whether a name opens its sentence, bullets and numbers aside."""
    return first > 0 and all(not doc.raw[k][0].isalpha() for k in range(first, start))


def _national(
    doc: Document, mention: Mention, first: int, last: int, near: Sequence[str]
) -> PlaceMention | None:
    """ "the Iraqi frontier", "in 54 Lebanese hospitals", "the Chadian town of Adré"."""
    i, end = mention.first, mention.last
    if not len(mention.code) == 3 or not mention.code.isupper():
        return None
    generic, tail = generic_words(), end
    while tail < last and doc.word[tail] in generic and doc.gap[tail] != "" and tail < end + 4:
        tail += 1
    if tail == end:
        return None
    prep, at = preposition(doc, i, first, counted=True)
    reporting = _reporting(doc, at, first)
    if doc.word[tail : tail + 1] == ["of"] and tail + 1 < last and doc.upper[tail + 1]:
        tail = name_end(doc, tail + 1, last)
        place = gazetteer().resolve(doc.span(i, tail), [mention.code, *near])
        place = place or Place(doc.span(end + 2, tail), mention.code, "city", 0)
    elif not prep or doc.word[tail - 1] in _ATTRIBUTIVE - {"border"}:
        return None
    else:
        place = Place(str(actors()[mention.code]["name"]), mention.code, "country", 0)
    return PlaceMention(i, tail, doc.span(i, tail), place, prep, reporting=reporting, at=at)


def _named(
    doc: Document, start: int, end: int, last: int, mention: Mention | None, near: Sequence[str], prep: str, at: int,
    first: int,
) -> PlaceMention | None:  # fmt: skip
    known, generic = gazetteer(), generic_words()
    tail, reporting = end, _reporting(doc, at, first)
    if doc.word[tail : tail + 1] == ["'s"]:
        place = known.resolve(doc.span(start, end), near)
        if place is None:
            return None
        while tail + 1 < last and doc.word[tail + 1] in generic | {"capital"}:
            tail += 1
        if tail == end or not prep or doc.word[tail + 1 : tail + 2] == ["of"] or doc.word[tail] in _ATTRIBUTIVE:
            return PlaceMention(start, end, doc.span(start, end), place, "", at=at)
        text = doc.span(start, tail + 1)
        return PlaceMention(start, tail + 1, text, place._replace(name=text), prep, reporting=reporting, at=at)
    if tail < last and doc.word[tail] in generic and doc.gap[tail] != "":
        tail += 1
    text = doc.span(start, tail)
    place = known.resolve(text, near) or (known.resolve(doc.span(start, end), near) if tail > end else None)
    if mention and place is None and mention.role in ("names", "capitals"):
        start, tail = mention.first, mention.last
        text = doc.span(start, tail)
        place = known.resolve(text, near)
    if place is None and (prep not in STRONG or not _may_be_name(doc, start, end, last, mention)):
        return None
    if place is not None and not prep and known.is_weak(text):
        return None
    if start == first and doc.raw[start].isupper() and len(doc.raw[start]) > 2:
        reporting = True  # a dateline
    return PlaceMention(start, tail, text, place, prep, reporting=reporting, at=at)


def _may_be_name(doc: Document, i: int, end: int, last: int, mention: Mention | None) -> bool:
    """Whether an unknown name may be a village: no person, office, abbreviation, owner or word before a noun."""
    if mention is not None or any(word in _OFFICES for word in doc.word[max(0, i - 1) : end]):
        return False
    if doc.word[end : end + 1] == ["'s"] or all(doc.raw[k].isupper() for k in range(i, end)):
        return False
    if end < last and doc.raw[end][0].isdigit():
        return False
    return not any((hit := noun_at(doc, k)) and hit[1].sort != "struck" for k in range(end, min(end + 2, last))
                   if doc.raw[k][0].isalpha() and not (k > end and doc.word[end] in PREPOSITIONS))  # fmt: skip


def _reporting(doc: Document, at: int, first: int) -> bool:
    """ "told reporters in Brussels", "an analyst at a London institute": where somebody speaks or sits."""
    before = doc.word[max(first, at - 2) : at]
    return any(word in _SAYING for word in before) or (before != [] and before[-1] in _SEATS)


def preposition(doc: Document, i: int, first: int, counted: bool = False) -> tuple[str, int]:
    """The preposition that leads to a name, past "the", compass words, generic nouns and owners, and where it stands.

    With `counted` also past numbers: "in 54 Lebanese hospitals".
    """
    j, generic = i - 1, generic_words()
    for _ in range(7):
        if j < first:
            break
        word = doc.word[j]
        if word == "of" and j > first:
            before = doc.word[j - 1]
            if before in _COMPASS_NOUNS and doc.word[j - 2] not in ("the", "in") and j - 2 >= first:
                return "near", j
            if not (before in generic or before in _COMPASS or before in _WALKED):
                return word, j
            j -= 1
        elif word in PREPOSITIONS:
            return word, j
        elif word == "'s" and doc.upper[j - 1]:
            j -= 2
            while j > first and doc.upper[j] and doc.word[j] not in PREPOSITIONS:
                j -= 1
        elif word in _WALKED or word in _COMPASS or word in generic:
            j -= 1
        elif counted and (doc.raw[j][0].isdigit() or word in openers()):
            j -= 1
        else:
            break
    return "", i


def link_chain(doc: Document, found: Sequence[PlaceMention]) -> None:
    """Link a place to the next one where only "in", a comma or "of" stands between."""
    for k in range(len(found) - 2, -1, -1):
        one, two = found[k], found[k + 1]
        between = doc.word[one.last : two.first]
        if 0 < len(between) <= 4 and all(word in _CHAIN for word in between):
            one.chain = [two, *two.chain]


def country_of(mention: PlaceMention) -> PlaceMention:
    """The country that a place lies in, as a place of its own."""
    code = mention.country
    if code is None or code not in actors() or (mention.place is not None and mention.place.kind == "country"):
        return mention
    name = str(actors()[code]["name"])
    text = next((inner.text for inner in mention.chain if inner.place and inner.place.kind == "country"), name)
    return PlaceMention(mention.first, mention.last, text, Place(name, code, "country", 0), mention.prep)


def wordings(mention: PlaceMention) -> list[str]:
    """Every wording of a place, finest first."""
    return list(dict.fromkeys([mention.text, *(inner.text for inner in mention.chain)]))
