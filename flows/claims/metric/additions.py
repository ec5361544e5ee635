"""What a bulletin adds to its totals in brackets: "tanks – 10,930 (+4)", "1,003,450 (+1,120) personnel"."""

from __future__ import annotations

from dataclasses import replace

from flows.claims.metric.figure import Figure
from flows.claims.text.tokens import Document
from flows.claims.value.qualifiers import Quantity

ADDED = "added"


def set_apart(doc: Document, quantities: list[Quantity]) -> tuple[list[Quantity], dict[int, Quantity]]:
    """The numbers of a sentence without those that stand as "(+4)" behind another one, and these by where that ends."""
    ends = {q.last for q in quantities}
    found = {
        q.first - 2: q
        for q in quantities
        if doc.word[max(0, q.first - 2) : q.first] == ["(", "+"] and doc.word[q.last : q.last + 1] == [")"]
    }
    added = {end: q for end, q in found.items() if end in ends}
    return ([q for q in quantities if q not in added.values()], added) if added else (quantities, {})


def with_additions(figures: list[Figure], added: dict[int, Quantity]) -> list[Figure]:
    """Figures with what was added to each, which counts the same things; "(+0)" is none."""
    found: list[Figure] = []
    moved: dict[int, int] = {}
    for k, figure in enumerate(figures):
        moved[k] = len(found)
        figure.part_of = moved.get(figure.part_of, -1)
        found.append(figure)
        quantity = added.get(figure.quantity.last)
        if quantity is not None and quantity.best:
            phrase = replace(figure.phrase, last=quantity.last, increment=True)
            extra = {**figure.extra, ADDED: "+"}
            found.append(replace(figure, quantity=quantity, phrase=phrase, part_of=moved[k], extra=extra))
    return found


def past_addition(doc: Document, i: int) -> int:
    """Where a noun phrase goes on behind "(+1,120)"."""
    closed = doc.word[i : i + 2] == ["(", "+"] and doc.word[i + 3 : i + 4] == [")"]
    return i + 4 if closed and doc.word[i + 4 : i + 5] and doc.word[i + 4].isalpha() else i
