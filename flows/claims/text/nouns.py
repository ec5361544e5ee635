"""Nouns that can be counted: people, materiel, buildings, attacks, territory, and those that are never a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from flows.claims.lexicon import Phrases, normal, words
from flows.claims.text.tokens import Document

MUNITIONS = frozenset({"drone", "missile", "rocket", "shell", "bomb", "munition"})
AIRCRAFT = frozenset({"aircraft", "helicopter"})
ARMED = frozenset({"military", "militants", "combatants", "peacekeepers", "police"})  # populations
FIGHTERS = ARMED - {"peacekeepers", "police"}


class Noun(NamedTuple):
    """What a counted noun stands for: its `sort`, its population or item, and the metric that it carries by itself."""

    sort: str  # people, materiel, building, event, struck, territory, other
    code: str
    metric: str | None = None
    weak: bool = False
    plural: bool = False
    state: bool = False  # a participle or adjective used as a noun: "the wounded"
    factor: float = 1.0


def plural_of(noun: str) -> str:
    """The regular plural of the last word.

    >>> plural_of("lorry"), plural_of("air base"), plural_of("bus"), plural_of("gunboat")
    ('lorries', 'air bases', 'buses', 'gunboats')
    """
    if noun[-1:] in "sxz" or noun.endswith(("ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


@cache
def _states() -> frozenset[str]:
    return frozenset(word for group in words("metrics")["states"].values() for word in group)


def _entries(rows: Iterable[Any], sort: str, code: str) -> Iterator[tuple[str, Noun]]:
    for row in rows:
        entry = {"noun": row} if isinstance(row, str) else row
        singular = entry["noun"]
        plural = entry.get("plural") or plural_of(singular)
        noun = Noun(
            sort, entry.get("item", code), entry.get("metric"), bool(entry.get("weak")),
            state=singular in _states() or singular in ("internally displaced", "seriously wounded"),
            factor=float(entry.get("factor", 1)),
        )  # fmt: skip
        yield singular, noun._replace(plural=plural == singular)
        if plural != singular:
            yield plural, noun._replace(plural=True)


def _all_entries() -> Iterator[tuple[str, Noun]]:
    people, materiel = words("people"), words("materiel")
    for group, rows in people["not_people"].items():
        yield from _entries(rows, "other", group)
    for population, rows in people.items():
        if population != "not_people":
            yield from _entries(rows, "people", population)
    for item, rows in materiel["items"].items():
        yield from _entries(rows, "materiel", item)
    yield from _entries(materiel["buildings"], "building", "building")
    yield from _entries(materiel["events"], "event", "")
    yield from _entries(materiel["struck"], "struck", "")
    yield from _entries(materiel["territory"], "territory", "settlement")


@cache
def noun_table() -> Phrases[Noun]:
    """Every countable noun in singular and plural; of two meanings of one word the one that counts wins."""
    merged: dict[str, Noun] = {}
    for phrase, noun in _all_entries():
        key = phrase.lower()
        if key not in merged or merged[key].sort in ("other", "struck"):
            merged[key] = noun
    return Phrases(merged.items())


@cache
def event_openings() -> frozenset[str]:
    """The first words of what happens: "attack", "car bombing"."""
    return frozenset(normal(phrase)[0] for phrase, noun in _all_entries() if noun.sort == "event")


@cache
def model_table() -> Phrases[Noun]:
    """Names of weapon systems, with the plural in -s."""
    entries: dict[str, Noun] = {}
    for item, rows in words("materiel")["models"].items():
        for row in rows:
            entry = {"noun": row} if isinstance(row, str) else row
            noun = Noun("materiel", item, weak=bool(entry.get("weak")))
            entries.setdefault(entry["noun"], noun)
            entries.setdefault(entry["noun"] + "s", noun._replace(plural=True))
    return Phrases(entries.items())


def noun_at(doc: Document, i: int) -> tuple[int, Noun] | None:
    """The countable noun that begins at token i, longest first; model names need their capital.

    >>> doc = Document("three air strikes, two T-72s and 20 police officers")
    >>> [noun_at(doc, i)[1].code for i in (5, 10)], noun_at(doc, 1)[1].sort
    (['tank', 'police'], 'event')
    """
    if i >= len(doc.word):
        return None
    table = noun_table()
    found = table.at(doc.word, i) if doc.word[i] in table.openings else None
    if doc.upper[i] or doc.digit[i]:
        model = model_table().at(doc.word, i)
        if model and (not found or model[0] >= found[0]) and not (model[1].weak and doc.caps):
            return model
    return found
