"""What a sentence is about: conflict, or accidents, courts, votes and sports."""

from __future__ import annotations

from functools import cache

from flows.claims.lexicon import Phrases, words
from flows.claims.tokens import Document


@cache
def _contexts() -> Phrases[str]:
    table = words("contexts")
    return Phrases((phrase, sort) for sort, phrases in table.items() for phrase in phrases)


def about_conflict(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence may hold conflict figures: no cue of accidents, courts, votes or sports, or one of conflict.

    Where it has only cues of something else, the sentence before it in its story decides.

    >>> [about_conflict(d, 0, len(d)) for d in map(Document, ["A ferry sank, 40 drowned.", "A bomb sank a ferry."])]
    [False, True]
    """
    cue = _cue(doc, first, last)
    if cue != "other":
        return True
    number = doc.sentence_of[first]
    return number > 0 and doc.word[first - 1] != ")" and _cue(doc, *doc.sentences[number - 1]) == "conflict"


def _cue(doc: Document, first: int, last: int) -> str:
    """What the cues of a stretch tell: conflict, other, or nothing."""
    table, other = _contexts(), False
    openings = table.openings
    for i in range(first, last):
        if doc.word[i] in openings and (hit := table.at(doc.word, i)) and hit[0] <= last:
            if hit[1] == "conflict":
                return "conflict"
            other = True
    return "other" if other else ""
