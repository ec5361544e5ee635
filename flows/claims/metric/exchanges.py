"""People who are let go for others: "three hostages in exchange for 183 prisoners"."""

from __future__ import annotations

from flows.claims.metric.figure import Figure
from flows.claims.text.tokens import Document

_FOR = 5  # tokens: "in exchange for the release of"
_TRADES = frozenset({"exchange", "exchanged", "return", "swapped", "swap", "traded", "trade", "freed", "released"})
_LETTING_GO = frozenset({"release", "releasing", "freedom", "freeing", "of", "the"})
_BACK = frozenset({"returned", "evacuated", "withdrawn"})


def in_return(doc: Document, figure: Figure, first: int, last: int) -> None:
    """Who is given for others, and hostages who come home, are released.

    >>> from flows.claims import extract
    >>> [c.metric for c in extract("Hamas released three hostages in exchange for 183 prisoners.")]
    ['released', 'released']
    """
    noun, at = figure.phrase.noun, figure.quantity.first
    if noun is None or noun.sort != "people" or figure.metric == "bodies":
        return
    if noun.metric == "abducted" and figure.metric in _BACK:
        figure.metric, figure.reason = "released", "hostages who came back"
    if figure.metric == "released" or not doc.has(_TRADES, max(first, at - _FOR - 1), at):
        return
    for i in range(at - 1, max(first, at - _FOR), -1):
        if doc.word[i] == "for" and doc.word[i - 1] in _TRADES:
            figure.metric, figure.trigger, figure.reason = "released", None, "given for others"
            return
        if doc.word[i] not in _LETTING_GO:
            return
