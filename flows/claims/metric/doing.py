"""Verbs right behind a number that have it for their subject: "17 sought medical help", "5,000 arrive daily"."""

from __future__ import annotations

from functools import cache

from flows.claims.lexicon import words
from flows.claims.text.nouns import noun_table
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import NOUNS_TOO, trigger_table

_FINITE = frozenset({"past", "ed", "base"})
_DOING = frozenset(words("presumed")["finite"])


def does(doc: Document, i: int) -> bool:
    """Whether token i is a verb of whom the number before it counts, and no word for what it counts.

    >>> does(Document("17 sought medical help"), 1), does(Document("17 medical students"), 1)
    (True, False)
    """
    word = doc.word[i]
    if doc.upper[i]:
        return False
    hit = trigger_table().at(doc.word, i) if word in trigger_table().openings else None
    if hit is not None and hit[0] - i > 1 and any(form in _FINITE for form, sense in hit[1] if sense.use != "state"):
        return True
    return word in _DOING or word in _base_forms()


@cache
def _base_forms() -> frozenset[str]:
    """What people do in the plural, by a verb that is no noun: "arrive", "flee", "defect"."""
    table = trigger_table()
    hits = {word: hit for word in table.openings if (hit := table.at([word], 0)) is not None}
    return frozenset(
        word
        for word, hit in hits.items()
        if word not in NOUNS_TOO
        and noun_table().at([word], 0) is None
        and any(form == "base" and sense.use == "intransitive" for form, sense in hit[1])
    )


__all__ = ["does"]
