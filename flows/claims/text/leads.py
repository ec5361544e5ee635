"""What introduces a list: the words before a colon or "includes", and what they say of every item behind."""

from __future__ import annotations

from functools import cache

from flows.claims.lexicon import Phrases, words
from flows.claims.text.nouns import Noun
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import find_triggers

_ITEMS = 40  # lines of a list that are read back
_STOPS = frozenset({".", "!", "?"})
_CONTAINING = frozenset({"includes", "include", "included", "comprises", "comprise", "contains", "contain", "consists"})
_SHORT = 9  # tokens


def lead_of(doc: Document, at: int) -> tuple[int, int] | None:
    """The tokens that introduce the list in which token `at` stands; None where it stands in no list.

    >>> doc = Document("Lost in May: tanks – 12; trucks – 40.")
    >>> doc.span(*lead_of(doc, 10))
    'Lost in May'
    """
    number = doc.sentence_of[at]
    first, _ = doc.sentences[number]
    for k in range(first + 1, at):
        if doc.word[k] in _CONTAINING or (doc.word[k] == ":" and not doc.word[k + 1][0].isdecimal()):
            return (_whole_lead(doc, number) if k - first <= 2 else first), k
    for back in range(number - 1, max(-1, number - _ITEMS), -1):
        begin, end = doc.sentences[back]
        if not doc.opens_line(end) or doc.word[end - 1] in _STOPS:
            return None
        if doc.word[end - 1] == ":":
            return (_whole_lead(doc, back) if end - begin <= _SHORT else begin), end - 1
    return None


def _whole_lead(doc: Document, number: int) -> int:
    """Where a short introduction begins that takes up the sentence before: "A package was announced. It includes:"."""
    first = doc.sentences[number][0]
    joined = number > 0 and not doc.opens_line(first)
    return doc.sentences[number - 1][0] if joined else first


def told_by_lead(doc: Document, at: int, noun: Noun | None) -> tuple[str, str] | None:
    """The metric that the introduction of a list gives its items, with the words that say it.

    >>> from flows.claims.text.nouns import noun_at
    >>> doc = Document("Lost in May: tanks – 12; trucks – 40.")
    >>> told_by_lead(doc, 6, noun_at(doc, 4)[1])
    ('equipment_lost', '“Lost” above the list')
    """
    lead = lead_of(doc, at)
    if lead is None:
        return None
    first, last = lead
    for i in range(first, last):
        found = _lead_nouns().at(doc.word, i)
        if found is not None and found[0] <= last and noun is not None and noun.sort in found[1]:
            return found[1][noun.sort], f"“{doc.span(i, found[0])}” above the list"
    for trigger in reversed(find_triggers(doc, first, last)):
        metric = trigger.metric(noun)
        if metric is not None:
            return metric, f"“{doc.span(trigger.first, trigger.last)}” above the list"
    return None


def materiel_in_title(title: str) -> str | None:
    """What a title says of materiel: "Berlin's largest package yet".

    >>> materiel_in_title("Berlin's largest package yet: what is in it")
    'equipment_supplied'
    """
    doc = Document(title)
    for i in range(len(doc)):
        found = _lead_nouns().at(doc.word, i)
        if found is not None and "materiel" in found[1]:
            return found[1]["materiel"]
    return None


@cache
def _lead_nouns() -> Phrases[dict[str, str]]:
    """Nouns of a list's introduction with what they say of each sort of thing: "losses", "a package"."""
    table: dict[str, dict[str, str]] = {}
    for sort, metrics in words("metrics")["leads"].items():
        for metric, phrases in metrics.items():
            for phrase in phrases:
                table.setdefault(phrase, {})[sort] = metric
    return Phrases(table.items())
