"""Sums: figures that are not of one event, and whether a place is large enough to hold them."""

from __future__ import annotations

from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.period.calendars import nearest_year
from flows.claims.place.gazetteer import gazetteer
from flows.claims.place.landmarks import found_in
from flows.claims.place.placemention import LISTS, PlaceMention
from flows.claims.story import Story
from flows.claims.text.tokens import Document

HARMED = frozenset({"killed", "wounded", "casualties"})
UPROOTED = frozenset({"displaced", "affected", "refugees", "returned"})
TOWNS = frozenset({"city", "site", "admin2"})  # of no war as a whole
_MANY, _MANY_UPROOTED = 1_000, 100_000  # more than one place sees, if it has not twice as many people
_SINCE, _LATELY = frozenset({"since"}), 31  # days
_WINDOW = 14  # tokens
_SUMS = frozenset(LISTS["sums"])
_WORLDWIDE = frozenset(LISTS["worldwide"]) | {"world", "global"}
_TOTALS = frozenset({"total", "number", "count", "figure", "toll", "tally", "sum"})
_AROUND = frozenset({"around", "across", "in", "over", "throughout"})


def is_worldwide(doc: Document, first: int, last: int) -> bool:
    """ "Worldwide 40 million are displaced", "around the world", "the global total": of no single place."""
    for i in doc.among(_WORLDWIDE, first, last):
        word, before = doc.word[i], doc.word[max(first, i - 2) : i]
        if word == "global":
            return doc.word[i + 1] in _TOTALS
        if word != "world" or (len(before) == 2 and before[1] == "the" and before[0] in _AROUND):
            return not doc.upper[i] or word != "world"
    return False


def is_scene(story: Story, place: PlaceMention) -> bool:
    """Whether a place is that of the whole story, also where a sentence names it anew."""
    return story.scene is not None and place.place is not None and place.place == story.scene.place


def _holds_sums(story: Story, place: PlaceMention, number: int) -> bool:
    """Whether the tolls of a story may be those of a place: a province, or its scene if the sentence names it."""
    if place.place is None:
        return False
    named = any(m.place == place.place for m in found_in(story, number))
    if not named and _of_the_war(story.doc, number):
        return False
    if place.place.kind not in TOWNS and (is_scene(story, place) or not _people_of(place)):
        return place.place.kind != "country"
    return is_scene(story, place) and named


def _of_the_war(doc: Document, number: int) -> bool:
    """ "The war has driven six million from their homes": of all of it, not of the province that was spoken of."""
    first = doc.sentences[number][0]
    return doc.word[first : first + 3] in _WAR_HAS


_WAR_HAS = [["the", war, has] for war in ("war", "conflict") for has in ("has", "had")]


def is_summed(story: Story, figure: Figure, place: PlaceMention, number: int) -> bool:
    """Whether a figure is a sum that a place is too small for; what follows is not carried to where such a sum is."""
    summed = not _holds_sums(story, place, number) and _is_sum(story.doc, figure, place, *story.doc.sentences[number])
    if summed and place.place is not None and place.place.kind != "country":
        story.summed.add(number)
    return summed


def _is_sum(doc: Document, figure: Figure, place: PlaceMention, first: int, last: int) -> bool:
    """Whether a figure is not of one event: by its words, or because no single place sees so many victims."""
    begin, end = max(first, figure.quantity.first - _WINDOW), min(last, figure.phrase.last + _WINDOW)
    least = _MANY if figure.metric in HARMED else None
    if figure.metric in UPROOTED:
        least = max(_MANY_UPROOTED, 2 * _people_of(place))
    week = words("dates")["weekdays"]
    of_days = any(doc.word[i] == "on" and doc.word[i + 1] in week for i in range(begin, end - 1))
    many = least is not None and (figure.quantity.best or 0.0) >= least and not of_days  # "executed on Sunday"
    return many or bool(figure.phrase.rate) or any(_sums(doc, i) for i in range(begin, end))


def _people_of(place: PlaceMention) -> int:
    """How many people live in a town, also in one that a province is named after."""
    if place.place is None or place.place.kind == "country":
        return 0
    return max((one.population for one in gazetteer().lookup(place.text) if one.country == place.country), default=0)


def _sums(doc: Document, i: int) -> bool:
    return doc.word[i] in _SUMS or (doc.word[i] == "year" and i > 0 and doc.word[i - 1] in ("this", "last", "a"))


def since_lately(story: Story, first: int, last: int) -> bool:
    """ "since Wednesday", "since 14 August" of this month: days are summed up, not a war."""
    doc, dates = story.doc, words("dates")
    for i in doc.among(_SINCE, first, last - 1):
        if doc.word[i + 1] in dates["weekdays"]:
            return True
        parts = sorted(doc.word[i + 1 : i + 3], key=str.isdecimal)
        if len(parts) < 2 or parts[0] not in dates["months"] or not parts[1].isdecimal() or story.published is None:
            continue
        begun = nearest_year(dates["months"][parts[0]], int(parts[1][:2]), story.published)
        if begun is not None and 0 <= (story.published - begun).days <= _LATELY:
            return True
    return False


__all__ = ["HARMED", "TOWNS", "UPROOTED", "is_scene", "is_summed", "is_worldwide", "since_lately"]
