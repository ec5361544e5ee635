"""A number with the words around it, for the checks that tell whether it can be a figure."""

from __future__ import annotations

from dataclasses import dataclass

from flows.claims.lexicon import words
from flows.claims.metric.phrase import Phrase
from flows.claims.text.tokens import Document
from flows.claims.value.qualifiers import Quantity

LISTS = {name: frozenset(entries) for name, entries in words("nonfigures").items()}


@dataclass(slots=True)
class Spot:
    """A number with the words around it; `bare` tells that no noun is counted."""

    doc: Document
    quantity: Quantity
    phrase: Phrase
    before: str
    after: str
    joined: str  # what stands between the number and the word after it
    bare: bool

    def digit(self, i: int) -> bool:
        """Whether token i begins with a digit."""
        return 0 <= i < len(self.doc.word) and self.doc.word[i][0].isdecimal()

    def year(self) -> bool:
        """Whether the number is written as a year is."""
        q = self.quantity
        return q.plain and q.first == q.core and len(self.doc.raw[q.core]) == 4 and 1800 <= q.best <= 2100
