"""How likely an assessment calls a figure: the word of estimative probability of its clause."""

from __future__ import annotations

from functools import cache

from flows.claims.lexicon import Phrases, words
from flows.claims.metric.figure import Figure
from flows.claims.text.tokens import Document

_BREAKS = frozenset({"but", "while", "whereas", "although", "which", "who"})


@cache
def _likelihoods() -> Phrases[str]:
    table = words("speakers")["likelihood"]
    return Phrases((phrase, code) for code, phrases in table.items() for phrase in phrases)


def likelihood_of(doc: Document, figure: Figure, first: int, last: int) -> tuple[str, str] | None:
    """The word of estimative probability that governs the figure's own clause, with its code.

    >>> from flows.claims.value.qualifiers import find_quantities
    >>> from flows.claims.metric.phrase import Phrase
    >>> doc = Document("They have highly likely lost more than 6,000 men.")
    >>> q = find_quantities(doc, 0, len(doc))[0]
    >>> likelihood_of(doc, Figure(q, Phrase(q.last)), 0, len(doc))
    ('highly_likely', 'highly likely')
    """
    table = _likelihoods()
    start = max(first, figure.quantity.first - 9)
    stop = min(last, max(figure.phrase.last, figure.trigger.last if figure.trigger else 0) + 5)
    resume, best = start, None
    if not doc.has(table.openings, start, stop):
        return None
    for i in doc.among(_likelihood_marks(), start, stop):
        word = doc.word[i]
        if i < resume:
            continue
        if word in table and (hit := table.at(doc.word, i)) and hit[0] <= last:
            best = (hit[1], doc.span(i, hit[0]))
            resume = hit[0]
            continue
        breaks = i < figure.quantity.first and word in _BREAKS
        if breaks or word in (";", ":", "—"):
            best = None if i < figure.quantity.first else best
            if i > figure.phrase.last:
                break
    return best


@cache
def _likelihood_marks() -> frozenset[str]:
    return _likelihoods().openings | _BREAKS | {";", ":", "—"}
