"""Sources by verbs that are none of saying: who has seen, found, traced or holds the number that a text gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from flows.claims.source.claimants import resolve_claimant
from flows.claims.source.sayers import BOUNDS, BREAKS, Attribution, Verb, core, habits, sort_of
from flows.claims.source.subjects import with_subject
from flows.claims.text import grammar
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers

_NEAR = 6  # tokens between the verb and its number
_CLAUSE = 14  # tokens
_BE = grammar.PASSIVE - {"get", "gets", "got", "gotten", "getting"}
_STOPS = BREAKS | {","}
_ARMED = frozenset(["soldiers", "troops", "rescuers", "police", "policemen", "fighters", "rebels", "forces", "army"])


@cache
def _cues() -> frozenset[str]:
    told = habits()
    return told["seeing"] | told["finding_forms"] | told["holding"] | told["containing"]


def by_witness(doc: Document, first: int, last: int, verbs: Sequence[Attribution]) -> Iterator[Attribution]:
    """ "A reporter saw 21 bodies", "an audit found six of 14", "a Pentagon paper had 774 killed".

    >>> doc = Document("Monitors saw four tanks. An audit has found six.")
    >>> [a.wordings[0] for a in by_witness(doc, 0, len(doc), [])]
    ['Monitors', 'An audit']
    """
    for i in doc.among(_cues(), first + 1, last - 1):
        end = next((k for k in range(i + 1, min(last, i + _CLAUSE)) if doc.word[k] in _STOPS), last)
        if not any(_is_figure(doc, k) for k in range(i + 1, min(end, i + 1 + _NEAR))):
            continue
        j = i - 1
        while j > first and (doc.word[j] in habits()["between"] or doc.word[j] in ("has", "have", "had", "can")):
            j -= 1
        reported = any(a.kind == "before" and a.scope_first <= i < a.scope_last for a in verbs)
        if reported and doc.word[i] in habits()["containing"] | habits()["holding"]:
            continue  # "said that the list holds 40 names"
        if doc.word[j] in _BE or doc.word[j] in grammar.MODALS or doc.word[j] in ("to", "not"):
            continue
        made = with_subject(doc, Verb(i, i + 1, "see", "finding", True, "past"), j, first, last, [])
        if made is not None and made.kind == "before" and _knows(doc, doc.word[i], made, i + 1, end):
            made.verb, made.group = "see", "finding"
            yield made


def _is_figure(doc: Document, k: int) -> bool:
    return doc.digit[k] or doc.word[k] in BOUNDS or doc.word[k] in openers()


def _knows(doc: Document, verb: str, made: Attribution, begin: int, end: int) -> bool:
    """Whether the subject is one who tells a number by having, seeing or finding it."""
    told, (start, stop) = habits(), made.subject
    sort = sort_of(doc, start, stop)
    head = doc.word[core(doc, start, stop) - 1] if stop > start else ""
    if verb in told["containing"]:
        return sort == "document"
    inquires = head in told["inquirers"] or sort == "document"
    if verb in told["holding"]:
        after = range(begin, end)
        counted = any(doc.word[k] in told["reckoned"] for k in after)
        return (inquires or sort == "outlet") and (counted or end - begin == 1)
    if head in _ARMED:
        return False
    known = sort in ("body", "name") and resolve_claimant(made.wordings) is not None
    return inquires or known or (sort == "person" and verb in told["seeing"])
