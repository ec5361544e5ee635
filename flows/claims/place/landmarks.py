"""Places without a name: "there", "in the town", "the province's hospital", "the southeast", "aboard a carrier"."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims.lexicon import words
from flows.claims.place.gazetteer import gazetteer
from flows.claims.place.placeleads import preposition
from flows.claims.place.placemention import (
    COMPASS,
    LISTS,
    PREPOSITIONS,
    STRONG,
    PlaceMention,
    generic_words,
    link_chain,
)
from flows.claims.place.places import find_places
from flows.claims.story import Story, near_countries
from flows.claims.text import grammar
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers

_KINDS: dict[str, str] = {word: kind for kind, nouns in LISTS["kind"].items() for word in nouns}
_ABROAD = frozenset(LISTS["abroad"])
_HOSTS = frozenset({"countries", "states", "nations"})
_LINES = frozenset({"border", "frontier"})
_OWNERS, _BEYOND = frozenset({"the", "its", "their"}), frozenset({"with", "to", "between", "of"})
_OTHER = _HOSTS | {"there", "aboard", "waters"} | _LINES
_NOUNS = frozenset({*_OTHER, *_KINDS})
_COUNTS = frozenset(LISTS["counts"]) | {"held", "holds"}
_DEFINITE = frozenset({"the", "this", "that"})
_CLOSED = (
    grammar.PREPOSITIONS | grammar.CONJUNCTIONS | grammar.AUXILIARIES | grammar.PRONOUNS | {"the", "a", "an", "'s"}
)
_ARTICLES, _DETERMINERS = frozenset({"the", "a", "an"}), grammar.PRONOUNS
_ON_LAND = frozenset({"bus", "buses", "minibus", "train", "truck", "trucks", "lorry", "car", "van", "taxi", "vehicle"})
_WHEN = frozenset({"yesterday", "today", "overnight", "late", "early", "now", "last", "alone", "itself", "so", "this"})


def found_in(story: Story, number: int) -> list[PlaceMention]:
    """The places of a sentence, named and unnamed; read once."""
    if number not in story.found:
        first, last = story.doc.sentences[number]
        near = near_countries(story, number, first, last)
        places = find_places(story.doc, first, last, story.mentions, near)
        story.found[number] = with_landmarks(story.doc, first, last, places)
    return story.found[number]


def with_landmarks(doc: Document, first: int, last: int, named: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The named places of a sentence and the unnamed ones that it points at, left to right, linked anew.

    >>> doc = Document("Two died there, and five troops were sent to the island.")
    >>> [(p.text, p.prep, p.refers) for p in with_landmarks(doc, 0, len(doc), [])]
    [('there', 'there', 'there'), ('the island', 'to', 'island')]
    """
    taken = {i for mention in named for i in range(mention.first, mention.last)}
    found = [
        landmark
        for i in doc.among(_NOUNS, first, last)
        if i not in taken and (landmark := _landmark(doc, i, first, last)) is not None
    ]
    if not found:
        return list(named)
    merged = sorted([*named, *found], key=lambda mention: mention.first)
    link_chain(doc, merged)
    return merged


def _landmark(doc: Document, i: int, first: int, last: int) -> PlaceMention | None:
    word = doc.word[i]
    if word == "there":
        following = doc.word[i + 1] if i + 1 < last else ""
        if following in grammar.AUXILIARIES:
            return None
        return PlaceMention(i, i + 1, doc.span(i, i + 1), None, "there", at=i, refers="there")
    if word == "aboard":
        return _vessel(doc, i, last)
    if word in _HOSTS:
        return _abroad(doc, i, first)
    if word == "waters" or word in _LINES:
        return _beyond(doc, i, first, last)
    return _definite(doc, i, first, last)


def _definite(doc: Document, i: int, first: int, last: int) -> PlaceMention | None:
    """ "In the town", "the province's hospital"."""
    word = doc.word[i]
    start = _determiner(doc, i, first)
    if start < 0:
        return None
    if _counts_its_own(doc, start, i, first, last):
        return PlaceMention(start, i + 1, doc.span(start, i + 1), None, "in", at=start, refers=_KINDS[word])
    if not _ends(doc, i + 1, last) and not _subject_follows(doc, start, i + 1, first, last):
        return None
    kind, tail = _KINDS[word], i + 1
    if doc.word[tail : tail + 1] == ["'s"]:
        if tail + 1 >= last or doc.word[tail + 1] not in generic_words():
            return None
        tail += 2
        while tail < last and doc.word[tail] in generic_words() and doc.gap[tail] != "":
            tail += 1
        lead, at = preposition(doc, start, first)
        return PlaceMention(start, tail, doc.span(start, tail), None, lead, at=at, refers=f"of {kind}")
    lead, at = preposition(doc, start, first)
    if not lead:
        return None
    known = gazetteer().lookup(doc.raw[i]) if doc.upper[i] and not doc.caps else ()
    if known and gazetteer().is_of_wars(doc.raw[i]):  # "the Strip"
        return PlaceMention(start, tail, doc.span(start, tail), known[0], lead, at=at)
    return PlaceMention(start, tail, doc.span(start, tail), None, lead, at=at, refers=kind)


def _counts_its_own(doc: Document, start: int, i: int, first: int, last: int) -> bool:
    """ "The republic had 642 victims", "The camp held 200 men": a place that opens a clause has its figures."""
    opens = start == first or doc.word[start - 1] in (";", "“", '"')
    return opens and i + 1 < last and doc.word[i + 1] in _COUNTS and _KINDS[doc.word[i]] not in ("country", "capital")


def _subject_follows(doc: Document, start: int, i: int, first: int, last: int) -> bool:
    """ "In the capital security men have detained 22", "In the town twelve died"."""
    if start != first + 1 or doc.word[first] not in STRONG or i >= last or doc.upper[i]:
        return False
    return doc.word[i] in openers() or any(
        (hit := noun_at(doc, k)) is not None and hit[1].sort == "people" for k in range(i, min(i + 2, last))
    )


def _determiner(doc: Document, i: int, first: int) -> int:
    """Where "the", at most two words before the noun, stands; -1 where the noun is not definite."""
    for j in range(i - 1, max(first, i - 3) - 1, -1):
        word = doc.word[j]
        if word in _DEFINITE:
            return j
        if word in _CLOSED or word in PREPOSITIONS or not doc.raw[j][0].isalpha() or (doc.upper[j] and not doc.caps):
            return -1
    return -1


def _ends(doc: Document, i: int, last: int) -> bool:
    """Whether the noun phrase ends before token i, and no name follows: not "the state television", "the city of X"."""
    if i >= last or not doc.raw[i][0].isalpha():
        return True
    word = doc.word[i]
    if word == "of":
        return i + 1 < last and doc.word[i + 1] in _DEFINITE
    return word in _CLOSED or word in _WHEN or word.endswith(("ed", "ing", "ly"))


def _vessel(doc: Document, i: int, last: int) -> PlaceMention | None:
    """ "aboard a carrier": a place in no country."""
    if i + 1 < last and doc.word[i + 1] in _CLOSED - _ARTICLES - _DETERMINERS:
        return None  # "nobody aboard was hurt"
    if doc.has(_ON_LAND, i + 1, min(last, i + 4)):
        return None  # "aboard a bus north of Bangui"
    end = i + 1
    while end < min(last, i + 5) and doc.raw[end][0].isalpha() and (end == i + 1 or doc.word[end] not in _CLOSED):
        end += 1
    if end < i + 3 or doc.upper[end - 1] or doc.word[end - 1] in words("dates")["spans"] | {"time": 0}:
        return None
    return PlaceMention(i + 1, end, doc.span(i + 1, end), None, "aboard", at=i, refers="abroad at sea")


def _beyond(doc: Document, i: int, first: int, last: int) -> PlaceMention | None:
    """ "In international waters": a place in no country; "across the border": the other country."""
    if doc.word[i] in _LINES:
        if i - 2 < first or doc.word[i - 2 : i] != ["across", "the"]:
            return _on_the_line(doc, i, first, last)
        return PlaceMention(i - 2, i + 1, doc.span(i - 2, i + 1), None, "in", at=i - 2, refers="abroad across")
    if i <= first or doc.word[i - 1] != "international":
        return None
    lead, at = preposition(doc, i - 1, first)
    return PlaceMention(i - 1, i + 1, doc.span(i - 1, i + 1), None, lead or "in", at=at, refers="abroad at sea")


def _on_the_line(doc: Document, i: int, first: int, last: int) -> PlaceMention | None:
    """ "Drawn up along the eastern border", "to its frontier": a line of the country that is spoken of."""
    start = i - 1
    while start > max(first, i - 3) and doc.word[start] in COMPASS:
        start -= 1
    if start < first or doc.word[start] not in _OWNERS or not _ends(doc, i + 1, last):
        return None
    following = doc.word[i + 1] if i + 1 < last else "."
    if following in _BEYOND or following.endswith("ing") or doc.word[start - 2 : start] == ["side", "of"]:
        return None  # "the border with Chad", "the border fighting", "the Iraqi side of the border"
    lead, at = preposition(doc, start, first)
    own = "own" if doc.word[start] in ("its", "their") else "the"
    return PlaceMention(start, i + 1, doc.span(start, i + 1), None, lead, at=at, refers=f"line {own}") if lead else None


def _abroad(doc: Document, i: int, first: int) -> PlaceMention | None:
    if i <= first or doc.word[i - 1] not in _ABROAD:
        return None
    lead, at = preposition(doc, i - 1, first)
    return PlaceMention(i - 1, i + 1, doc.span(i - 1, i + 1), None, lead, at=at, refers="abroad")
