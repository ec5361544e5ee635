"""Which country a text is about: what its mentions and places weigh."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache

from flows.claims.actor.belligerents import homes_of, is_state
from flows.claims.lexicon import words
from flows.claims.place.gazetteer import Place
from flows.claims.place.landmarks import found_in
from flows.claims.place.placemention import DEALINGS, HEADQUARTERS, LISTS, STRONG, PlaceMention
from flows.claims.story import Story
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document
from schemas.vocabulary import actors, load

_FOUGHT_HERE = 1.5
_OFFICES = frozenset(LISTS["governing"])
_READ = 80  # sentences whose places weigh
_IN_PASSING = 0.35  # of the weight of the main country
_ABROAD = frozenset(LISTS["guests"])
_WEIGHTS = {"names": 1.0, "missions": 1.0, "people": 0.6, "capitals": 0.6, "forces": 0.3, "government": 0.2}


def state_place(code: str, first: int, prep: str = "in") -> PlaceMention:
    """A country given by name; without a preposition where it is only what the text is about."""
    name = str(actors()[code]["name"])
    return PlaceMention(first, first + 1, name, Place(name, code, "country", 0), prep)


def home_of(story: Story, i: int) -> str | None:
    """The state that a mention names, or the only one that a group is at home in or a mission serves in."""
    mention = story.mentions.get(i)
    if mention is None:
        return None
    if mention.role == "missions":
        return _missions().get(story.doc.span(i, mention.last).upper())
    homes = homes_of(mention.code)
    return homes[0] if len(homes) == 1 else None


@cache
def _missions() -> dict[str, str]:
    """Where each mission serves, by its name in capitals."""
    return {name: country for country, names in words("missions")["serving"].items() for name in names}


def ranked(story: Story) -> list[str]:
    """The countries that a text speaks of, the weightiest first: places count more than names, names than peoples."""
    if story.order is None:
        for i, mention in story.mentions.items():
            home = home_of(story, i)
            if home is None or home not in actors() or _any_coalition(story.doc, mention):
                continue
            if not strikes_abroad(story, mention):
                story.weights[home] += _weight(story.doc, i, mention)
        for code, weight in _battlegrounds(story):
            story.weights[code] += weight
        for number in range(min(len(story.doc.sentences), _READ) if is_one_story(story) else 0):
            found_in(story, number)
        for found in story.found.values():
            for place in found:
                seat = place.text.lower() in HEADQUARTERS
                if place.place is not None and place.place.kind != "country" and place.place.country and not seat:
                    story.weights[place.place.country] += 0.5 if place.reporting else 1.5
        weighty = (code for code in story.weights if story.weights[code])
        story.order = sorted(weighty, key=lambda code: -story.weights[code])
    return story.order


def _any_coalition(doc: Document, mention: Mention) -> bool:
    """ "The coalition" alone is at home nowhere."""
    return mention.role == "weak" and doc.word[mention.first] == "coalition"


def strikes_abroad(story: Story, mention: Mention) -> bool:
    """ "In the US strike", "an Israeli attack": who strikes is not struck, unless there is a war at its home."""
    doc, end = story.doc, mention.last
    if mention.role != "people" and doc.raw[mention.first] not in _ADJECTIVES:
        return False
    if not strike_follows(doc, end) or not is_state(mention.code):
        return False
    day = story.published.isoformat() if story.published else "9999"
    return mention.code not in _fought_in(day[:4])


def strike_follows(doc: Document, at: int) -> bool:
    """Whether an attack is named at a token or, behind an adjective, right after it."""
    return doc.has(_STRIKES, at, at + 1) or (doc.word[at : at + 1] != [","] and doc.has(_STRIKES, at + 1, at + 2))


@cache
def _fought_in(year: str) -> frozenset[str]:
    """The countries in which a known war was fought in a year."""
    open_then = (c for c in _conflicts() if c[0][:4] <= year and (c[1] is None or year <= c[1][:4]))
    return frozenset(country for _, _, _, country in open_then)


_ADJECTIVES = frozenset({"US", "U.S.", "UK", "U.K.", "UAE"})
_STRIKES = frozenset(words("timing")["strikes"]) | {"drone", "air", "missile"}


def _battlegrounds(story: Story) -> Iterator[tuple[str, float]]:
    """Where the conflicts are fought of which a text names two sides, one of them at home there, if they were open.

    Israel and Iran are on two sides of the war in Gaza as well; what they fire at each other does not fall there.
    """
    day = story.published.isoformat() if story.published else None
    named: dict[int, set[int]] = {}
    codes: dict[int, set[str]] = {}
    for code in {mention.code for mention in story.mentions.values()}:
        for conflict, side in _sides_of().get(code, ()):
            named.setdefault(conflict, set()).add(side)
            codes.setdefault(conflict, set()).add(code)
    for conflict in sorted(named):
        start, end, _, country = _conflicts()[conflict]
        was_open = day is None or (start <= day and (end is None or day[:4] <= end[:4]))
        if was_open and len(named[conflict]) >= 2 and any(country in homes_of(code) for code in codes[conflict]):
            yield country, _FOUGHT_HERE


@cache
def _conflicts() -> list[tuple[str, str | None, list[list[str]], str]]:
    """Start, end, sides and first country of each whole conflict that the registry knows."""
    return [
        (str(entry["start"]), entry.get("end"), entry["sides"], entry["countries"][0])
        for entry in load("conflicts").values()
        if entry.get("countries") and entry.get("sides") and not entry.get("part_of")
    ]


@cache
def _sides_of() -> dict[str, list[tuple[int, int]]]:
    """By actor, the conflicts in that list with the side on which it stands there."""
    found: dict[str, list[tuple[int, int]]] = {}
    for conflict, (_, _, sides, _) in enumerate(_conflicts()):
        for side, codes in enumerate(sides):
            for code in codes:
                found.setdefault(code, []).append((conflict, side))
    return found


def is_one_story(story: Story) -> bool:
    """Whether a text, as far as it is read, tells one story: no headings, no list of the day's news."""
    return not (story.headings or story.memory.items)


def main_code(story: Story) -> str | None:
    """The country that a text speaks of most."""
    order = ranked(story)
    return order[0] if order else None


def in_passing(story: Story, code: str | None, origins: Set[str] = frozenset()) -> bool:
    """Whether a story names a country only in passing: where talks were held, where a speaker sits.

    The countries that a figure came from, `origins`, are not those that it is weighed against.
    """
    if code is None or code in story.titled or not is_one_story(story):
        return False
    main = next((other for other in ranked(story) if other not in origins), None)
    return main is not None and story.weights[code] < _IN_PASSING * story.weights[main]


def _attributive(doc: Document, at: int) -> bool:
    """Whether a noun for people follows a name without a link."""
    hit = noun_at(doc, at) if at < len(doc) and not doc.upper[at] else None
    return hit is not None and hit[1].sort == "people" and not hit[1].state


def _weight(doc: Document, i: int, mention: Mention) -> float:
    """How much a mention tells where a text plays: forces and weapons come from elsewhere."""
    if doc.span(i, mention.last).lower() in HEADQUARTERS:
        return 0.0
    agreed = i > 1 and doc.word[i - 1] == "of" and doc.word[i - 2] in DEALINGS  # "the lists of Stockholm"
    if i > 0 and not agreed and (doc.word[i - 1] in STRONG or doc.word[i - 1] == "of"):
        return 2.0
    if doc.word[mention.last : mention.last + 1] == ["'s"] and not _OFFICES.isdisjoint(
        doc.word[mention.last + 1 : mention.last + 4]
    ):
        return _WEIGHTS["government"]  # "Britain's Ministry of Defence"
    if doc.word[i - 1 : i] in (["by"], ["from"]):
        return _WEIGHTS["forces"]  # "led by Saudi Arabia", "backed by Iran", "tried to cross from Afghanistan"
    forces = mention.role == "names" and doc.raw[i].isupper()  # "US helicopters", "the U.S. army"
    if mention.role == "names" and not forces and _attributive(doc, mention.last):
        return _WEIGHTS["people"]  # "a New Zealand pilot"
    if mention.role != "people" and not forces:
        return _WEIGHTS.get(mention.role, 0.3)
    if not _ABROAD.isdisjoint(doc.word[mention.last : mention.last + 3]):
        return 0.0
    hits = (noun_at(doc, k) for k in range(mention.last, min(mention.last + 3, len(doc))))
    sent = any(hit is not None and (hit[1].sort in ("event", "materiel") or hit[1].code == "military") for hit in hits)
    return 0.1 if sent else _WEIGHTS[mention.role]
