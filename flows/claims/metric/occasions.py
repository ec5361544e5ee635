"""How often something was attacked: "Nikopol came under fire nine times", "fired 5,400 times, including 87 from …"."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.metric.phrase import Phrase
from flows.claims.text.nouns import Noun
from flows.claims.text.tokens import Document
from flows.claims.value.qualifiers import Quantity

_LISTS = {name: frozenset(rows) for name, rows in words("occasions").items()}
_TIMES = frozenset({"times", "occasions"})
_OCCASION = Noun("event", "", None, False, plural=True)
_PART = (["with"], ["from"], ["by"], ["using"])
_REACH = 16  # tokens
_NEXT = frozenset({"and", "but", "while", "where", "who", "which"})  # behind a comma another clause begins


def is_occasion(doc: Document, quantity: Quantity, phrase: Phrase, first: int) -> bool:
    """Whether a number of times is one of attacks; its noun then becomes an event.

    >>> from flows.claims import extract
    >>> [(c.expr, c.metric) for c in extract("Nikopol was shelled nine times, and the road closed three times.")]
    [('nine', 'attacks')]
    """
    at = phrase.noun_last - 1
    if phrase.noun is None or phrase.noun.sort != "other" or doc.word[at] not in _TIMES:
        return False
    if doc.word[at + 1 : at + 2] and doc.word[at + 1] in _LISTS["comparing"]:
        return False
    if doc.word[at + 1 : at + 2] == ["in"] and not _LISTS["bodies"].isdisjoint(doc.word[at + 2 : at + 5]):
        return False  # "was hit three times in the leg"
    if _attacking(doc, quantity.first, first) is None:
        return False
    phrase.noun = _OCCASION
    return True


def count_occasions(doc: Document, figures: Sequence[Figure], first: int) -> None:
    """Give numbers of times, and the parts of them, the metric of attacks."""
    whole: Figure | None = None
    for figure in figures:
        at, last = figure.quantity.first, figure.phrase.last
        part = whole is not None and figure.phrase.noun is None and doc.word[last : last + 1] in _PART
        part = part and doc.word[at - 1] in _LISTS["parts"]
        if part or figure.phrase.noun is _OCCASION:
            figure.metric, figure.trigger, figure.cost = "attacks", None, 1.0
            word = None if part else _attacking(doc, at, first)
            figure.reason = f"“{word} … times”" if word is not None or whole is None else whole.reason
            figure.phrase.noun = _OCCASION
            whole = figure


def _attacking(doc: Document, at: int, first: int) -> str | None:
    """The word of attacking in front of token `at` in its clause, or that of the number of times before."""
    for i in range(at - 1, max(first, at - _REACH) - 1, -1):
        word = doc.word[i]
        if word in _LISTS["attacking"] or (word == "fire" and doc.word[i - 1] in _LISTS["firing"]):
            return word
        if word in _LISTS["walls"] or (word == "," and doc.word[i + 1] in _NEXT):
            return None
    return None
