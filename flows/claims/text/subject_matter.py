"""What a sentence is about: conflict, or accidents, courts, votes and sports."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from flows.claims.lexicon import Phrases, words
from flows.claims.text.tokens import Document
from schemas.vocabulary import actors

_SECTION = 80  # sentences of a section
_TITLE = 6  # tokens


_ARMED = frozenset({"militants", "combatants"})


@cache
def _openings_of_names() -> frozenset[str]:
    """The words that begin the name of an armed group and no other cue."""
    cues = Phrases((phrase, sort) for sort, phrases in words("contexts").items() for phrase in phrases)
    return frozenset(_contexts().openings) - cues.openings


@cache
def _contexts() -> Phrases[str]:
    table = words("contexts")
    groups = ((form, "group") for actor in actors().values() if actor.get("population") in _ARMED
              for form in actor.get("names") or ())  # fmt: skip
    return Phrases([*groups, *((phrase, sort) for sort, phrases in table.items() for phrase in phrases)])


def about_conflict(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence may hold conflict figures: no cue of accidents, courts, votes or sports, or one of conflict.

    Where it has none of conflict, the sentence before it in its story decides: "Rains drove out many. Six died." In a
    text of other matters only a sentence counts that speaks of conflict in words of nothing else.

    >>> [about_conflict(d, 0, len(d)) for d in map(Document, ["A ferry sank, 40 drowned.", "A bomb sank a ferry."])]
    [False, True]
    """
    cue = _cue(doc, first, last)
    if is_of_other_matters(doc):
        return _weight(doc, first, last) == 1
    if cue == "conflict":
        return True
    number = doc.sentence_of[first]
    section = _section_of(doc, number)
    if section == "other":
        return False
    if cue in ("", "accident", "unrest") and is_war_story(doc):
        return True
    if cue == "unrest":
        return True
    if cue:
        opens = number == 0 or doc.opens_line(doc.sentences[number][0])
        return not opens and doc.word[first - 1] != ")" and _cue(doc, *doc.sentences[number - 1]) == "conflict"
    if lists_news(doc):
        return section == "war" or _in_item_of_conflict(doc, number)
    return number == 0 or doc.opens_line(doc.sentences[number][0]) or _running_cue(doc, number - 1) != "accident"


# As many lines that close with a bracket, and this share of all, make a list of a day's news, of which each item is a
# story of its own.
_CREDITED, _OFTEN = 3, 0.25
_SOME = 0.1  # of the sentences of a war story speak of conflict
_FEW = 0.25  # as many as of these may have a cue of accidents, courts, votes or sports alone


def is_war_story(doc: Document) -> bool:
    """Whether a text is one story, and one of conflict: a ferry in it carries the wounded."""
    if doc.war_story is None:
        cues = [_cue(doc, *sentence) for sentence in doc.sentences]
        told = cues.count("conflict")
        other = len(cues) - told - cues.count("") - cues.count("unrest")
        doc.war_story = not lists_news(doc) and told >= _SOME * len(cues) and other <= _FEW * told
    return doc.war_story


_STORY = 6  # sentences; fewer do not tell what a text is about
_HARDLY, _AMBIGUOUSLY = 0.1, 0.15  # of the sentences, where one or none speaks of conflict in words of nothing else


def is_of_other_matters(doc: Document) -> bool:
    """Whether hardly a sentence of a story speaks of conflict: a page on business, sports, crime or the weather."""
    if doc.other_matters is None:
        told = [_weight(doc, *sentence) for sentence in doc.sentences] if len(doc.sentences) >= _STORY else [1.0]
        least = _HARDLY if 1 in told else _AMBIGUOUSLY
        doc.other_matters = sum(told) < least * len(told) and not lists_news(doc)
    return doc.other_matters


def lists_news(doc: Document) -> bool:
    """Whether a text is a list of a day's news."""
    if doc.lists_news is None:
        credited, lines = credited_lines(doc)
        doc.lists_news = credited >= max(_CREDITED, _OFTEN * lines)
    return doc.lists_news


def credited_lines(doc: Document) -> tuple[int, int]:
    r"""How many lines close with a bracket, as items of news with their outlet do, and how many there are.

    >>> credited_lines(Document("Six died in Kidal. (Meridian Wire)\nRain is likely."))
    (1, 2)
    """
    lines = set(doc.line_end)
    return sum(doc.word[end - 1] == ")" for end in lines), len(lines)


def _in_item_of_conflict(doc: Document, number: int) -> bool:
    """Whether an item of a list of news, or a heading above it, speaks of conflict in another sentence."""
    line = doc.line_end[number]
    ahead = number + 1
    while ahead < len(doc.sentences) and doc.line_end[ahead] == line:
        if _cue(doc, *doc.sentences[ahead]) in _LETS_IN:
            return True
        ahead += 1
    back = number - 1
    while back >= 0 and (doc.line_end[back] == line or doc.word[doc.line_end[back] - 1] != ")"):
        if _cue(doc, *doc.sentences[back]) in _LETS_IN:
            return True
        back -= 1
    return False


_LETS_IN = ("conflict", "unrest")


def _section_of(doc: Document, number: int) -> str:
    """What the section of a page of news that a sentence stands in is about: war, other matters, or either."""
    if doc.titles is None:
        doc.titles = list(_section_titles(doc))
    above = next((title for title in reversed(doc.titles) if title[0] < number), None)
    return above[1] if above is not None and above[0] > number - _SECTION else ""


def _section_titles(doc: Document) -> Iterator[tuple[int, str]]:
    """The sentences that are the title of a section, and the sort of that section."""
    sorts = {title: sort for sort, titles in words("sections").items() for title in titles}
    for number, (first, last) in enumerate(doc.sentences):
        if last - first <= _TITLE and doc.opens_line(first) and doc.opens_line(last):
            title = " ".join(doc.word[first:last])
            if title in sorts:
                yield number, sorts[title]


def _running_cue(doc: Document, number: int) -> str:
    """The cue of a sentence or, where it has none, of the last one before it in its line; noted in the document."""
    back = number
    while back not in doc.cues:
        first, last = doc.sentences[back]
        cue = _cue(doc, first, last)
        if cue or back == 0 or doc.opens_line(first):
            doc.cues[back] = cue
        else:
            back -= 1
    doc.cues.update(dict.fromkeys(range(back, number + 1), doc.cues[back]))
    return doc.cues[back]


def about_courts(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence speaks of trials, beside whatever else it speaks of."""
    table = _contexts()
    hits = (table.at(doc.word, i) for i in doc.among(table.openings, first, last))
    return any(hit is not None and hit[0] <= last and hit[1] == "court" for hit in hits)


def _cue(doc: Document, first: int, last: int) -> str:
    """What the cues of a stretch tell: conflict, else the sort of the first other cue, else nothing."""
    return _noted(doc, first, last)[0]


def _weight(doc: Document, first: int, last: int) -> float:
    """How surely a stretch speaks of conflict: 1 by a word of nothing else, a half by "strike" or "protest", else 0."""
    return _noted(doc, first, last)[1]


def _noted(doc: Document, first: int, last: int) -> tuple[str, float]:
    cue = doc.sentence_cues.get((first, last))
    if cue is None:
        cue = doc.sentence_cues[first, last] = _read_cue(doc, first, last)
    return cue


def _read_cue(doc: Document, first: int, last: int) -> tuple[str, float]:
    table, other, resume = _contexts(), "", first
    found = set()
    named_only = _openings_of_names()
    for i in doc.among(table.openings, first, last):
        if i < resume or (doc.word[i] in named_only and not (doc.upper[i] or doc.caps)):
            continue
        hit = table.at(doc.word, i)
        if hit is None or hit[0] > last:
            continue
        if hit[1] == "conflict" or (hit[1] == "group" and (doc.upper[i] or doc.caps)):
            return "conflict", 1
        if hit[1] in _WEAKER:
            found.add(hit[1])
        elif hit[1] != "group":
            other, resume = other or hit[1], hit[0]  # an "earthquake strikes" without a war
    if "forces" in found and other != "accident":
        return "conflict", 1
    if "figurative" in found:
        return "conflict", 0.5
    return other or ("unrest" if "unrest" in found else ""), 0.5 if found else 0


_WEAKER = frozenset({"forces", "figurative", "unrest", "crime"})
