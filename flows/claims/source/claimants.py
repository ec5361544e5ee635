"""Claimants: the registered body or person behind a wording such as "the British ministry of defence"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from flows.claims.lexicon import normal
from flows.claims.text.tokens import raws_of
from schemas.vocabulary import claimants

_FOLDED = frozenset({"the", "a", "an", "'s", "'", "of", "its", "his", "her", "their"})


@lru_cache(maxsize=4096)
def _key(wording: str) -> tuple[str, ...]:
    return tuple(word for word in normal(wording) if word not in _FOLDED)


@cache
def _exact() -> dict[tuple[str, ...], str]:
    """Wordings that count only as they are spelled: "WHO", "IS", "AP"."""
    return {tuple(raws_of(form)): slug for slug, entry in claimants().items() for form in entry.get("exact", ())}


@cache
def _tables() -> tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], list[str]], int]:
    strong: dict[tuple[str, ...], str] = {}
    weak: dict[tuple[str, ...], list[str]] = {}
    for slug, entry in claimants().items():
        exact = entry.get("exact", ())
        for alias in (entry["name"], *entry.get("aliases", ()), *entry.get("people", ())):
            if alias not in exact:
                strong.setdefault(_key(alias), slug)
        for alias in entry.get("weak", ()):
            weak.setdefault(_key(alias), []).append(slug)
    return strong, weak, max(map(len, (*strong, *weak)))


def resolve_claimant(wordings: Iterable[str], near: Sequence[str] = ()) -> str | None:
    """The slug of the claimant that one of the wordings names; a weak wording needs its country among `near`.

    The wordings count in their order; an outlet behind the first of them is a relay and no claimant.
    `near` holds the countries of the article (ISO 3166-1 alpha-3), the weightiest first.

    >>> resolve_claimant(["the UK ministry of defence"]), resolve_claimant(["a neighbour"])
    ('uk-ministry-of-defence', None)
    """
    named = list(wordings)
    slugs = [_named(wording) for wording in named]
    for slug in slugs:
        if slug is not None and (slug == slugs[0] or claimants()[slug].get("kind") != "media"):
            return slug
    return next((slug for wording in named if (slug := _by_country(_key(wording), near)) is not None), None)


@lru_cache(maxsize=4096)
def _named(wording: str) -> str | None:
    """The claimant that the longest part of a wording names wherever it stands, exact spellings first."""
    raw = raws_of(wording)
    for size in (3, 2, 1):
        for i in range(len(raw) - size + 1):
            if tuple(raw[i : i + size]) in _exact():
                return _exact()[tuple(raw[i : i + size])]
    strong, _, longest = _tables()
    key = _key(wording)
    for size in range(min(len(key), longest), 0, -1):
        for i in range(len(key) - size + 1):
            if key[i : i + size] in strong:
                return strong[key[i : i + size]]
    return None


def _by_country(key: tuple[str, ...], near: Sequence[str]) -> str | None:
    """The claimant that a weak wording means in an article about its country; one word only if no other shares it."""
    registry = claimants()
    owners = _tables()[1].get(key, ())
    if not owners or (len(key) == 1 and len(owners) > 1):
        return None
    for country in near[:3]:
        for slug in owners:
            if registry[slug].get("country") == country:
                return slug
    return None
