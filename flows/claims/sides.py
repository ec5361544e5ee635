"""Whose: the side of a figure, with what the text around it tells of sides."""

from __future__ import annotations

from flows.claims.metrics import Figure
from flows.claims.sourcing import without_sources
from flows.claims.story import Story
from flows.claims.whose import ARMED, Side, Topic, subject_of, whose_materiel, whose_people
from schemas.vocabulary import load


def _referent(story: Story, figure: Figure, figures: list[Figure], number: int) -> tuple[Topic | None, bool]:
    """The people counted before that a figure may stand for, and whether it is a part of them."""
    topic = story.memory.topic
    if topic is None:
        return None, False
    sentence, side, population = topic
    doc = story.doc
    between = doc.text[doc.start[doc.sentences[sentence][0]] : doc.start[doc.sentences[number][0]]]
    near = number - sentence <= 1 and "\n" not in between
    if figure.side == "left" and figure.trigger and figure.trigger.sense.use == "toll" and population in ARMED:
        near = near or (number - sentence <= 3 and not any(sentence < h <= number for h in story.headings))
    whole = figure.part_of >= 0 or figure.phrase.pronoun in ("them", "these", "those", "whom")
    return Topic(side, population, near, number == sentence), whole


def side_of(
    story: Story, figure: Figure, index: int, figures: list[Figure], number: int, first: int, last: int,
    country: str | None,
) -> tuple[Side, str | None]:  # fmt: skip
    doc = story.doc
    counts = load("metrics")[figure.metric]["counts"]
    previous = story.sides.get(index - 1)
    if counts == "people":
        referent, whole = _referent(story, figure, figures, number)
        own = without_sources(story, number, first, last)
        sent = figure.metric in ("deployed", "withdrawn", "recruited", "strength", "released")
        if sent and story.memory.last_armed is None and subject_of(doc, figure, own, first) is None:
            own = story.mentions
        here = story.places.get(number) is not None
        return whose_people(doc, figure, own, first, last, story.memory, country, referent, whole, here)
    same = previous if index and figures[index - 1].metric == figure.metric else None
    own = without_sources(story, number, first, last)
    return whose_materiel(doc, figure, own, first, last, story.memory, country, same), None
