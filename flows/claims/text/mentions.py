"""Mentions of actors: every place where a text names a state, an armed group or an organisation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from flows.claims.lexicon import Phrases, normal, words
from flows.claims.text.tokens import Document
from schemas.vocabulary import actors, claimants

_ROLES = ("names", "people", "forces", "police", "missions", "agencies", "government", "capitals", "weak")


class ActorWord(NamedTuple):
    """One wording of an actor: how it stands to the actor (`role`), and its spelling."""

    code: str
    role: str
    form: str
    population: str


@dataclass(slots=True)
class Mention:
    """Tokens [first, last) name the actor `code`."""

    first: int
    last: int
    code: str
    role: str
    population: str
    land: bool = False  # "the Taiwan Strait", "the Iraqi border": a place, no side


def _entries() -> Iterator[tuple[str, ActorWord]]:
    for role in _ROLES:
        for code, actor in actors().items():
            group = "military" if is_state(code) else "militants"
            population = str(actor.get("population") or ("police" if role == "police" else group))
            leader = actor.get("leader")  # a coalition is its leader's forces, not its leader's country
            stands = "forces" if leader and role == "names" else role
            for form in actor.get(role) or ():
                yield form, ActorWord(str(leader or code), stands, form, population)


@cache
def actor_table() -> Phrases[ActorWord]:
    """Every wording of every actor; where two share one, the stronger role wins."""
    merged: dict[str, ActorWord] = {}
    for form, word in _entries():
        merged.setdefault(form, word)
    return Phrases(merged.items())


@cache
def _weak_owners() -> dict[str, list[str]]:
    """The groups that a weak wording may mean: "RSF", "IS", "SNA"."""
    owners: dict[str, list[str]] = {}
    for code, actor in actors().items():
        for form in () if is_state(code) else actor.get("weak") or ():
            owners.setdefault(form, []).append(code)
    return owners


def is_state(code: str) -> bool:
    """Whether an actor's code is a state's: ISO 3166-1 alpha-3."""
    return len(code) == 3 and code.isupper()


_POLITICS = frozenset({"government", "governments", "party", "parties", "partner", "partners", "talks", "agreement"})


def _strengthen(doc: Document, found: dict[int, Mention]) -> None:
    """A weak wording of a group counts as its name where the text names its country or another group of it."""
    strong = [mention.code for mention in found.values() if mention.role != "weak"]
    states = Counter(strong)
    states.update(home for code in strong if not is_state(code) for home in _homes(code))
    for mention in found.values():
        if mention.role != "weak" or doc.has(_POLITICS, mention.last, mention.last + 1):
            continue
        owners = _weak_owners().get(doc.span(mention.first, mention.last), ())
        code = max(owners, key=lambda owner: _at_home(owner, states), default="")
        if code and _at_home(code, states):
            leader = actors()[code].get("leader")
            mention.code, mention.role = str(leader or code), "forces" if leader else "names"
            mention.population = str(actors()[code].get("population") or "militants")


def _at_home(code: str, states: Mapping[str, int]) -> int:
    """How often a text names a state that a group is at home in."""
    return max((states.get(state, 0) for state in _homes(code)), default=0)


def _homes(code: str) -> list[str]:
    home = actors().get(code, {}).get("country") or ()
    return [home] if isinstance(home, str) else list(home)


def _dates_line(doc: Document, mention: Mention) -> bool:
    """ "BEIRUT (Tuesday) …", "KYIV, May 25 - …": the town that a report is dated from does nothing in it."""
    if doc.caps or not doc.opens_line(mention.first) or not doc.raw[mention.first].isupper():
        return False
    return doc.word[mention.last] in ("(", ",", "-", "–", "—", "/", ":", ".")


@cache
def _lands() -> frozenset[str]:
    return frozenset(words("places/generic")["phrases"]["lands"])


_SHIPS = frozenset({"uss", "hms", "ins", "rfa", "hmas", "hmcs", "mv", "ss"})  # "the USS Tripoli"
_HALVES = {"north": "PRK", "south": "KOR"}


def _divide(doc: Document, found: dict[int, Mention]) -> None:
    """ "The North" and "the South" are states in a text that names both Koreas."""
    if not {"PRK", "KOR"} <= {mention.code for mention in found.values()}:
        return
    for i in range(1, len(doc) - 1):
        code = _HALVES.get(doc.word[i])
        alone = not doc.upper[i + 1] and doc.word[i + 1] not in ("of", "-")
        if code is not None and doc.upper[i] and doc.word[i - 1] == "the" and alone and i not in found:
            found[i] = Mention(i, i + 1, code, "names", "military")


def _abbreviate(doc: Document, found: dict[int, Mention]) -> None:
    """What a text puts in brackets behind a name stands for it from there on: "Sri Lanka Army (SLA)"."""
    short: dict[str, Mention] = {}
    for i in [i + 1 for i in doc.where(_BRACKET) if i + 2 < len(doc.word)]:
        if doc.word[i + 1] != ")" or not (2 <= len(doc.raw[i]) <= 7 and doc.raw[i].isupper()):
            continue
        k = next((k for k in range(i - 2, max(-1, i - 8), -1) if k in found), None)
        if k is not None and all(doc.upper[n] or doc.word[n] in ("of", "for", "the", "and") for n in range(k, i - 1)):
            named = found[k]
            body = any(word in _BODIES for word in doc.word[named.last : i - 1])
            if not body:
                short.setdefault(doc.raw[i], named)
    for i, raw in enumerate(doc.raw if short else ()):
        if raw in short and i > short[raw].first:
            named = short[raw]
            role = "forces" if named.role in ("people", "names") and is_state(named.code) else named.role
            found[i] = Mention(i, i + 1, named.code, role, named.population)


_BRACKET = frozenset("(")
_BODIES = frozenset({"ministry", "agency", "commission", "council", "party", "union", "society", "office", "crescent",
                     "cross", "network", "centre", "center", "organisation", "organization", "association",
                     "authority", "committee", "institute", "press"})  # fmt: skip


@cache
def _openings() -> frozenset[str]:
    return frozenset(actor_table().openings | _organisations().openings)


@cache
def _openings_without_capital() -> frozenset[str]:
    """The first words of what names an actor in small letters or digits: "the separatists", "17th Brigade"."""
    return frozenset(normal(form)[0] for form, _ in _entries() if not form[0].isupper())


def find_mentions(doc: Document) -> dict[int, Mention]:
    """The actors named in a text by the token that the name begins at, longest name first.

    >>> doc = Document("North Korean troops joined Russia; Hezbollah did not tell us.")
    >>> [(m.code, m.role) for m in find_mentions(doc).values()]
    [('PRK', 'people'), ('RUS', 'names'), ('hezbollah', 'names')]
    """
    table, names, resume = actor_table(), _organisations(), 0
    found: dict[int, Mention] = {}
    uncapped = _openings_without_capital()
    for i in doc.where(_openings()):
        if i < resume or not (doc.upper[i] or doc.caps or doc.word[i] in uncapped):
            continue
        if doc.word[i] in _OF_CONTINENTS and doc.word[max(0, i - 1)] in _PARTS_OF_CONTINENTS and doc.upper[i - 1]:
            continue
        if i and doc.word[i - 1] == "lake":
            continue  # "Lake Chad" lies in four countries
        hit = names.at(doc.word, i) if doc.upper[i] else None
        if hit is not None and doc.upper[hit[0] - 1]:
            resume = hit[0]  # the Norwegian Refugee Council is no side of a war
            continue
        for last, actor in table.all_at(doc.word, i):
            if doc.word[i] not in _ORDINARY if doc.caps else _case_fits(doc, i, last, actor.form):
                found[i] = Mention(i, last, actor.code, actor.role, actor.population)
                resume = last
                break
    for mention in found.values():
        mention.land = (
            mention.last < len(doc) and (doc.word[mention.last] in _lands() or _dates_line(doc, mention))
        ) or doc.word[max(0, mention.first - 1)] in _SHIPS
    _strengthen(doc, found)
    _divide(doc, found)
    _abbreviate(doc, found)
    return found


_ORDINARY = frozenset({"car", "let", "mass", "mir", "eros"})  # "THE CAR BOMB"
_OF_CONTINENTS = frozenset({"america", "american", "americans"})  # "Central American migrants"
_PARTS_OF_CONTINENTS = frozenset({"central", "latin", "south"})


@cache
def _organisations() -> Phrases[bool]:
    """Names of charities, media and institutes of two words and more."""
    kinds = ("ngo", "media", "academic")
    rows = (entry for entry in claimants().values() if entry.get("kind") in kinds)
    return Phrases((name, True) for entry in rows for name in (entry["name"], *entry.get("aliases", ())) if " " in name)


def _case_fits(doc: Document, first: int, last: int, form: str) -> bool:
    """Abbreviations have to stand as they are written ("US", not "us"); other names need their first capital."""
    if len(form) <= 5 and form.isupper():
        return "".join(doc.raw[first:last]) == form.replace("-", "")  # "IS-K" is two tokens
    return not form[0].isupper() or doc.upper[first]


_LETTERS = 6  # of an abbreviation


def drop_namesakes(doc: Document, found: dict[int, Mention], titled: Sequence[str]) -> None:
    """Leave out abbreviations of a state's forces in a text that never names the state: "the police's SAF".

    So are adjectives in the name of a house, if nothing else names their state: "the Saudi Maternity Hospital".

    >>> doc = Document("The SAF, an elite police unit of the Philippines, lost 44 men.")
    >>> found = find_mentions(doc)
    >>> drop_namesakes(doc, found, [])
    >>> [mention.code for mention in found.values()]
    ['PHL']
    """
    if doc.caps:
        return
    _drop_native_peoples(doc, found, titled)
    short = [i for i, m in found.items() if is_state(m.code) and (_is_abbreviation(doc, m) or _names_house(doc, m))]
    named = {m.code for i, m in found.items() if i not in short}.union(titled) if short else set()
    for i in short:
        if found[i].code not in named:
            del found[i]


def _drop_native_peoples(doc: Document, found: dict[int, Mention], titled: Sequence[str]) -> None:
    """ "Six thousand Indians left the villages of Chiapas": no people of India, if a land of America is named alone."""
    natives = [i for i in doc.where(_INDIANS) if i in found and found[i].code == "IND"]
    if not natives or "IND" in titled:
        return
    others = {mention.code for i, mention in found.items() if i not in natives}
    if "IND" not in others and not _AMERICAS.isdisjoint(others.union(titled)):
        for i in natives:
            del found[i]


_INDIANS = frozenset({"indian", "indians"})
_AMERICAS = frozenset({"MEX", "GTM", "BLZ", "HND", "NIC", "SLV", "CRI", "PAN", "COL", "VEN", "ECU", "PER", "BOL", "CHL",
                       "ARG", "PRY", "BRA"})  # fmt: skip


def _names_house(doc: Document, mention: Mention) -> bool:
    """ "Turkish Hospital", "Saudi Maternity Hospital": a nation in the name of a house, which may be abroad."""
    if mention.role != "people" or mention.last >= len(doc) or not doc.upper[mention.last]:
        return False
    return not _HOUSES.isdisjoint(doc.word[mention.last : mention.last + 3])


_HOUSES = frozenset({"hospital", "clinic", "hotel", "school", "mosque", "church", "market"})


def _is_abbreviation(doc: Document, mention: Mention) -> bool:
    raw = doc.raw[mention.first]
    return mention.role == "forces" and mention.last - mention.first == 1 and raw.isupper() and len(raw) <= _LETTERS
