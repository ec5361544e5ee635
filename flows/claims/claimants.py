"""Claimants: the registered body or person behind a wording such as "the British ministry of defence"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from flows.claims.lexicon import normal
from flows.claims.tokens import Document
from schemas.vocabulary import claimants

_FOLDED = frozenset({"the", "a", "an", "'s", "'", "of", "its", "his", "her", "their"})


def _key(wording: str) -> tuple[str, ...]:
    return tuple(word for word in normal(wording) if word not in _FOLDED)


@cache
def _exact() -> dict[tuple[str, ...], str]:
    """Wordings that count only as they are spelled: "WHO", "IS", "AP"."""
    return {tuple(Document(form).raw): slug for slug, entry in claimants().items() for form in entry.get("exact", ())}


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

    `near` holds the countries of the article (ISO 3166-1 alpha-3), the weightiest first.

    >>> resolve_claimant(["the UK ministry of defence"]), resolve_claimant(["a neighbour"])
    ('uk-ministry-of-defence', None)
    """
    strong, weak, longest = _tables()
    wordings = list(wordings)
    for wording in wordings:
        raw = Document(wording).raw
        spans = (tuple(raw[i : i + size]) for size in (3, 2, 1) for i in range(len(raw) - size + 1))
        if slug := next((_exact()[span] for span in spans if span in _exact()), None):
            return slug
    keys = [_key(wording) for wording in wordings]
    for table_is_strong in (True, False):
        for key in keys:
            for size in range(min(len(key), longest), 0, -1):
                for i in range(len(key) - size + 1):
                    part = key[i : i + size]
                    if table_is_strong and part in strong:
                        return strong[part]
                    if not table_is_strong and size == len(key) > 1 and part in weak:
                        found = _in_country(weak[part], near)
                        if found:
                            return found
    return None


def _in_country(slugs: Sequence[str], near: Sequence[str]) -> str | None:
    registry = claimants()
    for country in near[:3]:
        for slug in slugs:
            if registry[slug].get("country") == country:
                return slug
    return None
