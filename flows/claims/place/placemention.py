"""A place that a text names or points at, and how such places hang together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from flows.claims.lexicon import words
from flows.claims.place.gazetteer import Place, gazetteer
from flows.claims.text.tokens import Document
from schemas.vocabulary import actors

LISTS = words("places/generic")["phrases"]
PREPOSITIONS = frozenset(LISTS["led"])
STRONG = frozenset(LISTS["strong"])
NAMED = frozenset(LISTS["kind"]["city"]) | frozenset(LISTS["kind"]["admin"])
ATTRIBUTIVE = frozenset(LISTS["attributive"])
TALKS = frozenset(LISTS["dealings"])
DEALINGS = TALKS | {"list", "lists"}
HEADQUARTERS = frozenset(LISTS["headquarters"])
COMPASS = frozenset(words("places/generic")["leads"]["compass"]) | {"outer", "inner", "greater"}
_CHAIN = (
    frozenset({"in", ",", "of", "the", "at", "near", "on", "outside", "(", "within", "just", "right", "well", "deep"})
    | COMPASS
)
KILOMETRES = frozenset({"km", "kilometers", "kilometres", "miles", "mi", "kilometer", "kilometre", "mile"})
_APART = KILOMETRES | COMPASS | {",", "of", "to", "the", "about", "some", "further", "away", "and", "("}


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
    inside: bool = False

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-3 of the place, or of the next one that the text puts it in."""
        if self.place is not None and self.place.country:
            return self.place.country
        return next((inner.place.country for inner in self.chain if inner.place and inner.place.country), None)


_LONGEST_CHAIN = 5


@cache
def generic_words() -> frozenset[str]:
    """Words that say what a place is: "town", "province", "hospital"."""
    groups = words("places/generic")["nouns"]
    return frozenset(word for group in groups for word in group["words"] if " " not in word)


def link_chain(doc: Document, found: Sequence[PlaceMention]) -> None:
    """Link a place to the next one where only "in", a comma or "of" stands between."""
    owner: dict[int, PlaceMention] = {}
    linked: list[PlaceMention] = []
    for mention in found:
        if linked and doc.word[linked[-1].last : mention.first] == ["'s"]:  # "Ethiopia's Amhara region"
            owner[id(mention)] = linked.pop()
        linked.append(mention)
    for mention in linked:
        mention.chain, mention.inside = [owner[id(mention)]] if id(mention) in owner else [], False
    for mention in owner.values():
        mention.inside = True
    for k in range(len(linked) - 2, -1, -1):
        one, two = linked[k], linked[k + 1]
        begin = owner[id(two)].first if id(two) in owner else two.first
        between = doc.word[one.last : begin]
        speaks = between == [","] and doc.word[two.last : two.last + 1] == ["'s"]  # "in Kursk, Germany's minister said"
        speaks = speaks or (between == [","] and doc.word[two.last : two.last + 1] in _SAYING and _governs(two))
        speaks = speaks or (between == [","] and _state(two) and _acts_elsewhere(doc, one, two))
        at_sea = between == [","] and one.place is not None and not one.place.country and one.place.kind == "region"
        speaks = speaks or at_sea  # "in the Black Sea, Ukraine sank two boats"
        aside = "(" in between and one.place is not None and one.place.kind == "country"  # "for Latvia (Canada)"
        if two.prep == "," and _state(one) and _state(two):
            two.prep = ""  # "with Libya, France and the United States"
        if not between or len(between) > 9 or speaks or aside or _beside(one, two):
            continue
        apart = any(word in KILOMETRES for word in between) and all(w in _APART or w[0].isdigit() for w in between)
        if apart or (len(between) <= 4 and all(word in _CHAIN or word in generic_words() for word in between)):
            one.chain = [two, *two.chain, *one.chain][:_LONGEST_CHAIN]
            two.inside = True
            outer = two.country
            if not apart and one.place is not None and outer is not None and one.place.country != outer:
                one.place = gazetteer().resolve(one.text, [outer])  # "Gulshan, Peshawar" is no Gulshan elsewhere
                if one.place is not None and one.place.country != outer:
                    one.place = None


_SAYING = (["said"], ["says"], ["claimed"], ["claims"], ["reported"], ["reports"], ["announced"], ["confirmed"])


def _governs(mention: PlaceMention) -> bool:
    """ "Near Sudzha, Kyiv said": a capital or a state in front of a verb of saying is a government."""
    return _state(mention) or is_capital(mention)


def _acts_elsewhere(doc: Document, one: PlaceMention, two: PlaceMention) -> bool:
    """ "After El Adde, Kenya will not say": behind a place of another state a state acts and is not where that lies."""
    following = doc.raw[two.last] if two.last < len(doc) else "."
    if one.place is None or one.place.country == two.country or not following[0].isalpha():
        return False
    inside = gazetteer().resolve(one.text, [two.country or ""])
    return inside is None or inside.country != two.country


def _state(mention: PlaceMention) -> bool:
    return mention.place is not None and mention.place.kind == "country"


def _beside(one: PlaceMention, two: PlaceMention) -> bool:
    """Whether a state stands before a place elsewhere: "to Russia, Seoul says", "into Chad, Egypt and South Sudan"."""
    if one.place is None or one.place.kind != "country" or two.country in (None, one.country):
        return False
    inside = gazetteer().resolve(one.text, [two.country or ""])  # "Georgia, US"
    return inside is None or inside.country != two.country


def is_capital(mention: PlaceMention) -> bool:
    """Whether a place is named like a government: "Kyiv", but not "Kyiv region"; or where world bodies sit."""
    name = mention.text.lower()
    return name in HEADQUARTERS or name in map(str.lower, actors().get(mention.country or "", {}).get("capitals") or ())


def country_of(mention: PlaceMention) -> PlaceMention:
    """The country that a place lies in, as a place of its own."""
    code = mention.country
    if code in (None, "PSE") or code not in actors() or (mention.place is not None and mention.place.kind == "country"):
        return mention
    assert code is not None  # noqa: S101 (in the vocabulary)
    name = str(actors()[code]["name"])
    text = next((inner.text for inner in mention.chain if inner.place and inner.place.kind == "country"), name)
    return PlaceMention(mention.first, mention.last, text, Place(name, code, "country", 0), mention.prep)


def wordings(mention: PlaceMention) -> list[str]:
    """Every wording of a place, finest first."""
    return list(dict.fromkeys([mention.text, *(inner.text for inner in mention.chain)]))
