"""Where: the places that a sentence names, and the one that a figure belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from flows.claims.gazetteer import Place, gazetteer
from flows.claims.lexicon import words
from flows.claims.mentions import Mention
from flows.claims.nouns import noun_at
from flows.claims.tokens import Document
from schemas.vocabulary import actors

_PREPOSITIONS = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "into",
        "across",
        "outside",
        "off",
        "around",
        "inside",
        "over",
        "to",
        "on",
        "toward",
        "towards",
        "within",
        "throughout",
        "along",
        "around",
        "between",
        "of",
        "for",
        "against",
        "under",
        "above",
        "through",
        "via",
        "north",
        "south",
        "east",
        "west",
        "beside",
        "behind",
        "aboard",
    ]
)
_STRONG = frozenset(
    ["in", "at", "near", "into", "across", "outside", "around", "inside", "within", "throughout", "along", "aboard"]
)
_INNER = frozenset({"of", "the", "de", "del", "la", "el", "al", "du", "da", "bin", "and"})
_COMPASS = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "upper",
        "lower",
        "mid",
        "outer",
        "inner",
        "greater",
        "occupied",
    ]
)
_REPORTING_PLACE = frozenset(
    [
        "reporters",
        "journalists",
        "said",
        "told",
        "announced",
        "conference",
        "briefing",
        "speaking",
        "spoke",
        "statement",
        "interview",
        "meeting",
        "summit",
        "talks",
        "met",
        "peace",
        "visit",
        "arrived",
        "lawmakers",
        "parliament",
        "tweeted",
        "headquarters",
    ]
)


@dataclass(slots=True)
class PlaceMention:
    """Tokens [first, last) name a place; `place` is what the gazetteer knows of it, `prep` the word that leads to it."""

    first: int
    last: int
    text: str
    place: Place | None
    prep: str
    chain: list[PlaceMention] = field(default_factory=list)
    reporting: bool = False

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-3 of the place, or of the next one that the text puts it in."""
        for mention in (self, *self.chain):
            if mention.place and mention.place.country:
                return mention.place.country
        return None


@cache
def _generic() -> frozenset[str]:
    groups = words("places/generic")["nouns"]
    return frozenset(word for group in groups for word in group["words"] if " " not in word)


@cache
def _not_places() -> frozenset[str]:
    dates = words("dates")
    return frozenset({*dates["months"], *dates["weekdays"], "i", "he", "she", "it", "they", "the", "we", "gmt", "utc"})


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
    while i < last:
        if not doc.upper[i] or doc.word[i] in _not_places():
            i += 1
            continue
        end = _name_end(doc, i, last)
        mention = _read_place(doc, i, end, first, last, mentions, near)
        if mention:
            found.append(mention)
            i = mention.last
        else:
            i = max(end, i + 1)
    _chain(doc, found)
    return found


def _name_end(doc: Document, i: int, last: int) -> int:
    end = i + 1
    while end < last:
        if (doc.upper[end] and doc.word[end] not in _not_places() and doc.raw[end - 1] not in (".",)) or (
            doc.gap[end] == "-" and doc.raw[end][0].isalpha()
        ):
            end += 1
        elif (
            doc.word[end] in ("de", "del", "al", "el", "la", "du", "da", "do", "of", "ez")
            and end + 1 < last
            and (
                doc.upper[end + 1]
                and (doc.word[end] != "of" or doc.word[end - 1] in _generic() or doc.word[end - 1] == "republic")
            )
        ):
            end += 2
        else:
            break
    return end


def _read_place(
    doc: Document, i: int, end: int, first: int, last: int, mentions: Mapping[int, Mention], near: Sequence[str]
) -> PlaceMention | None:
    mention = mentions.get(i)
    if mention and mention.role == "people" and mention.last >= end and doc.word[end : end + 1] != [] and (
        doc.word[end] in _generic() and doc.word[end + 1 : end + 2] != ["of"]
    ):  # fmt: skip
        prep, at = _preposition(doc, i, first)
        name = str(actors()[mention.code]["name"])
        if not prep or not len(mention.code) == 3:
            return None
        place = Place(name, mention.code, "country", 0)
        return PlaceMention(i, end + 1, doc.span(i, end + 1), place, prep)  # "the Iraqi frontier"
    if mention and mention.role == "people" and mention.last >= end:
        if not (end < last and doc.word[end] in _generic() and doc.word[end + 1 : end + 2] == ["of"]):
            return None
        end = _name_end(doc, min(end + 2, last - 1), last)  # "the Chadian town of Adré"
    elif mention and mention.role in ("forces", "police", "government", "agencies", "missions") and mention.last >= end:
        return None
    elif mention and mention.role in ("people",) and mention.last < end:
        i = mention.last
    elif mention and mention.role == "names" and mention.last < end and not len(mention.code) == 3:
        return None
    start = i
    prep, at = _preposition(doc, i, first)
    if not prep and any((hit := noun_at(doc, k)) and hit[1].sort == "event" for k in range(end, min(end + 3, last))):
        if mention is None and gazetteer().resolve(doc.span(i, end), near) is None:
            return None
        prep = "at"  # "a Kabul car bombing"
    if not prep and first < i and doc.word[i - 1] == "," and doc.word[end : end + 1] in ([","], [":"]):
        prep = ","  # "Saturday 21 May, Nguida, 15 km further west:"
    tail = end
    if (
        doc.word[tail : tail + 1] == ["'s"]
        and doc.word[tail + 1 : tail + 2] != []
        and doc.word[tail + 1] in _generic() | {"capital"}
    ):
        place = gazetteer().resolve(doc.span(i, end), near)
        if place is None or not prep:
            return None
        return PlaceMention(i, tail + 2, doc.span(i, tail + 2), place._replace(name=doc.span(i, tail + 2)), prep)
    if tail < last and doc.word[tail] in _generic() and doc.gap[tail] != "":
        tail += 1
    text = doc.span(start, tail)
    place = gazetteer().resolve(text, near) or (gazetteer().resolve(doc.span(start, end), near) if tail > end else None)
    if mention and place is None and mention.role in ("names", "capitals"):
        place = gazetteer().resolve(doc.span(mention.first, mention.last), near)
        text, tail = doc.span(mention.first, mention.last), mention.last
    if place is None and prep not in _STRONG:
        return None
    if place is None and (doc.word[tail : tail + 1] == ["'s"] or doc.caps or _person_like(doc, i, end)):
        return None
    reporting = any(word in _REPORTING_PLACE for word in doc.word[max(first, at - 2) : at])
    return PlaceMention(start, tail, text, place, prep, reporting=reporting)


def _person_like(doc: Document, i: int, end: int) -> bool:
    """ "in Mr Smith's", "at Defense Secretary": names of people and offices are no places."""
    return any(word in _OFFICES for word in doc.word[max(0, i - 1) : end])


_OFFICES = frozenset(
    [
        "minister",
        "president",
        "secretary",
        "general",
        "mr",
        "mrs",
        "ms",
        "dr",
        "governor",
        "commander",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "chief",
        "prime",
        "council",
        "committee",
        "parliament",
        "congress",
        "senate",
        "twitter",
        "facebook",
        "telegram",
        "x",
        "operation",
        "resolution",
        "ministry",
        "department",
        "agency",
        "organisation",
        "organization",
        "union",
        "court",
        "english",
        "arabic",
        "islam",
        "nato",
        "god",
        "christmas",
        "ramadan",
        "easter",
    ]
)


def _preposition(doc: Document, i: int, first: int) -> tuple[str, int]:
    """The preposition that leads to a name, past "the", compass words and generic nouns."""
    j = i - 1
    for _ in range(5):
        if j < first:
            return "", i
        word = doc.word[j]
        if word in _PREPOSITIONS and not (
            word == "of" and doc.word[j - 1] in _generic() | _COMPASS | {"coast", "part"}
        ):
            return word, j
        if word == "'s" and doc.upper[j - 1]:
            j -= 2
            while j > first and doc.upper[j] and doc.word[j] not in _PREPOSITIONS:
                j -= 1
        elif (
            word in ("the", "nearby", "neighbouring", "neighboring")
            or word in _COMPASS
            or word in _generic()
            or word in ("of", "coast", "part", "parts", "outskirts", "a", "capital", "its", "whole")
        ):
            j -= 1
        else:
            return "", i
    return "", i


def _chain(doc: Document, found: list[PlaceMention]) -> None:
    """Link a place to the next one where only "in", a comma or "of" stands between."""
    for k in range(len(found) - 2, -1, -1):
        one, two = found[k], found[k + 1]
        between = doc.word[one.last : two.first]
        if len(between) <= 4 and all(word in _CHAIN for word in between):
            one.chain = [two, *two.chain]


_CHAIN = frozenset({"in", ",", "of", "the", "at", "near", "on", "outside"}) | _COMPASS


def heading_place(doc: Document, first: int, last: int, near: Sequence[str]) -> PlaceMention | None:
    """The place that a heading or a lead word names: "Gaza war", "• Zabid."."""
    for i in range(first, last):
        if doc.upper[i] and doc.word[i] not in _not_places():
            end = _name_end(doc, i, last)
            place = gazetteer().resolve(doc.span(i, end), near)
            if place is not None and not gazetteer().is_weak(doc.span(i, end)):
                return PlaceMention(i, end, doc.span(i, end), place, "in")
    return None


def country_of(mention: PlaceMention) -> PlaceMention:
    """The country that a place lies in, as a place of its own."""
    code = mention.country
    if code is None or code not in actors() or (mention.place is not None and mention.place.kind == "country"):
        return mention
    name = str(actors()[code]["name"])
    text = next((inner.text for inner in mention.chain if inner.place and inner.place.kind == "country"), name)
    return PlaceMention(mention.first, mention.last, text, Place(name, code, "country", 0), mention.prep)


def best_place(doc: Document, found: Sequence[PlaceMention]) -> PlaceMention | None:
    """The place that a sentence without figures speaks of: the last that "in", "at" or "near" leads to."""
    heads = {id(inner) for mention in found for inner in mention.chain}
    good = [m for m in found if m.prep in _STRONG and not m.reporting and m.country and id(m) not in heads]
    return good[-1] if good else None


def choose_place(
    doc: Document, found: Sequence[PlaceMention], figure_first: int, phrase_last: int, trigger_first: int, metric: str,
    outside: Sequence[tuple[int, int]] = (),
) -> PlaceMention | None:  # fmt: skip
    """The place of one figure: the nearest that the clause leads to, destinations first where people are sent.

    Token ranges in `outside` (the names of sources) hold no place of a figure.
    """
    best: PlaceMention | None = None
    best_cost = 99.0
    anchor = max(phrase_last, trigger_first)
    heads = {id(inner) for mention in found for inner in mention.chain}
    for mention in found:
        if id(mention) in heads or not mention.prep or doc.word[mention.last : mention.last + 1] == ["'s"]:
            continue
        if any(begin <= mention.first < end for begin, end in outside):
            continue
        cost = _place_cost(doc, mention, figure_first, anchor, metric)
        if cost < best_cost:
            best, best_cost = mention, cost
    return best if best_cost < 2.6 else None


def _place_cost(doc: Document, mention: PlaceMention, figure_first: int, anchor: int, metric: str) -> float:
    if mention.first >= figure_first:
        distance = abs(mention.first - anchor)
        crossed = doc.word[min(anchor, mention.first) : max(anchor, mention.first)]
        cost = 0.0
    else:
        distance = figure_first - mention.last
        crossed = doc.word[mention.last : figure_first]
        cost = 0.8
    cost += 0.06 * distance + 0.35 * crossed.count(",") + 0.8 * sum(word in _CLAUSE for word in crossed)
    prep = mention.prep
    if mention.reporting:
        cost += 3.0
    if prep in _STRONG:
        cost -= 0.3
    elif prep in ("to", "into", "toward", "towards"):
        cost += -0.6 if metric in ("deployed", "equipment_supplied", "refugees", "evacuated", "returned") else 0.6
    elif prep == "from" and metric == "munitions_fired":
        cost += 3.0
    elif prep == "from":
        cost += -0.4 if metric in ("displaced", "withdrawn", "evacuated", "released") else 1.0
    elif prep in ("of", "for"):
        cost += 0.3 if prep == "of" else 0.8
    elif prep in ("on", ","):
        cost += 0.3 if mention.place and mention.place.kind in ("site", "region") else 1.0
    elif prep == "against":
        cost += 0.4 if metric in ("munitions_fired", "attacks") else 1.2
    return cost


def refers_back(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence speaks of a place named before: "there", "in the town", "the country"."""
    for i in range(first, last):
        word = doc.word[i]
        if word == "there" and doc.word[i + 1 : i + 2] not in (
            ["is"],
            ["are"],
            ["was"],
            ["were"],
            ["have"],
            ["has"],
            ["will"],
        ):
            return True
        if word == "the" and i > first and doc.word[i - 1] in _PREPOSITIONS and doc.word[i + 1 : i + 2] != []:
            if doc.word[i + 1] in _ANAPHORS and doc.word[i + 2 : i + 3] != ["of"]:
                return True
    return False


_ANAPHORS = frozenset(
    [
        "town",
        "city",
        "village",
        "country",
        "province",
        "region",
        "district",
        "island",
        "area",
        "camp",
        "state",
        "strip",
        "enclave",
        "governorate",
        "base",
        "capital",
        "site",
    ]
)


_CLAUSE = frozenset(
    {"that", "which", "who", "after", "when", "while", "before", "because", "although", "but", ";", ":", "—"}
)


def wordings(mention: PlaceMention) -> list[str]:
    """Every wording of a place, finest first."""
    return list(dict.fromkeys([mention.text, *(inner.text for inner in mention.chain)]))
