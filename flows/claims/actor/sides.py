"""Whose: the side of a figure, with what the text around it tells of sides."""

from __future__ import annotations

from functools import cache

from flows.claims.actor.agents import subject_of
from flows.claims.actor.belligerents import ARMED, Side, Topic, is_state
from flows.claims.actor.keepers import stands_for_mission
from flows.claims.actor.materiel import whose_materiel
from flows.claims.actor.people import whose_people
from flows.claims.actor.populations import of_whole
from flows.claims.actor.standins import is_seat, only_a_people, stand_ins
from flows.claims.actor.whom import population_of
from flows.claims.actor.whose import Scene, named_inside
from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.place.homeland import main_code, ranked
from flows.claims.source.sourcing import without_sources
from flows.claims.story import Story
from flows.claims.text.mentions import Mention
from flows.claims.text.tokens import Document
from schemas.vocabulary import load

_TITLES = frozenset({"president", "premier", "minister", "king", "secretary", "chancellor", "emir", "sultan"})
_OF_WHICH = (["of", "which"], ["of", "them"], ["of", "these"])
_REPEATED = 20  # from here on a number that comes again is the same figure
_HARM = frozenset({"killed", "wounded", "casualties"})
_LOSERS = "whose people were harmed in the same sentence"


def _stands_alone(figure: Figure) -> bool:
    noun = figure.phrase.noun
    return not figure.phrase.actors and (noun is None or noun.code == "people" or figure.phrase.noun_first < 0)


def _referent(story: Story, figure: Figure, figures: list[Figure], number: int) -> tuple[Topic | None, bool]:
    """The people counted before that a figure may stand for, and whether it is a part of them."""
    if figure.part_of in story.counted:
        side, population = story.counted[figure.part_of]
        return Topic(side, population, near=True, same_sentence=True), True
    best = figure.quantity.best
    said = story.memory.by_value.get(best) if best >= _REPEATED and not figure.quantity.share else None
    if said is not None and _stands_alone(figure):
        return Topic(*said), False
    topic = story.memory.topic
    if topic is None or (story.memory.attackers and figure.metric in _HARM and not figure.phrase.pronoun):
        return None, False
    sentence, side, population = topic
    doc = story.doc
    between = doc.text[doc.start[doc.sentences[sentence][0]] : doc.start[doc.sentences[number][0]]]
    near = number - sentence <= 1 and "\n" not in between
    if (
        figure.side == "left"
        and figure.trigger
        and figure.trigger.sense.use in ("toll", "state")
        and population in ARMED
    ):
        near = near or (number - sentence <= 3 and not any(sentence < h <= number for h in story.headings))
    whole = figure.part_of >= 0 or figure.phrase.pronoun in ("them", "these", "those", "whom")
    return Topic(side, population, near, number == sentence), whole


def _named(story: Story) -> dict[int, Mention]:
    """The mentions of a text that name a side, no stretch of land or water, and what stands in for them."""
    if story.named is None:
        doc = story.doc
        strong = {mention.code for mention in story.mentions.values() if mention.role != "weak"}
        named = {
            i: mention
            for i, mention in story.mentions.items()
            if not (
                (mention.land and not _one_side(doc, mention))
                or (mention.role == "names" and doc.word[mention.first - 1] in _compass() and mention.first)
                or is_seat(doc, mention)
                or only_a_people(doc, mention)
            )
        }
        for i, mention in named.items():
            titled = mention.first > 0 and doc.word[mention.first - 1] in _TITLES  # "President Bush"
            if mention.role == "weak" and (titled or mention.code in strong) and is_state(mention.code):
                # "Biden promised 31 tanks", where the text names the state too
                named[i] = Mention(mention.first, mention.last, mention.code, "government", mention.population)
        missions = stands_for_mission(doc, story.mentions) if story.memory.keepers else {}
        story.named = named | stand_ins(doc, story.mentions, main_code(story)) | missions
    return story.named


@cache
def _compass() -> frozenset[str]:
    return frozenset(words("places/generic")["leads"]["compass"])


def _one_side(doc: Document, mention: Mention) -> bool:
    """ "On the Georgian side": a side of the war, unless it is one of a border."""
    return doc.word[mention.last : mention.last + 1] == ["side"] and doc.word[mention.last + 1 : mention.last + 2] != [
        "of"
    ]


def _of_nations(doc: Document, figures: list[Figure], index: int) -> bool:
    """ "24 captives: 13 Israelis, ten Thais and a Filipino": whether the parts of a figure are of several nations."""
    later = figures[index + 1 :]
    listed = later and ":" in doc.word[figures[index].quantity.last : later[0].quantity.first]
    parts = [figure for figure in later if figure.part_of == index or listed]
    nations = {mention.code for part in parts for mention in part.phrase.actors if mention.role == "people"}
    return len(nations) > 1 and sum(part.quantity.best for part in parts) <= figures[index].quantity.best


def _carried(figure: Figure) -> bool:
    """Whether a figure names nobody itself."""
    return figure.phrase.noun is None or figure.phrase.noun_first < 0 or figure.phrase.noun.code == "people"


def side_of(
    story: Story, figure: Figure, index: int, figures: list[Figure], number: int, first: int, last: int,
    country: str | None,
) -> tuple[Side, str | None]:  # fmt: skip
    """The side of a figure, and the population where it counts people."""
    everyone = _named(story)
    if story.own[0] != number:
        story.own = number, without_sources(story, everyone, number, first, last)
    own = story.own[1]
    scene = Scene(story.doc, figure, own, first, last, story.memory, country, everyone=everyone, main=main_code(story))
    scene.lands = ranked(story)
    scene.here = story.places.get(number) is not None
    scene.places = story.found.get(number, ())
    if load("metrics")[figure.metric]["counts"] != "people":
        before = story.doc.word[max(first, figure.quantity.first - 2) : figure.quantity.first]
        whole = story.sides.get(index - 1 if before in _OF_WHICH else figure.part_of)
        if whole is not None and whole.code and not figure.phrase.actors:
            return Side(whole.code, whole.text, "the side of the whole"), None
        given = index > 0 and (figures[index - 1].metric, figure.metric) == ("equipment_supplied", "equipment_lost")
        if given and country and figure.phrase.noun_first < figure.quantity.first and not figure.phrase.actors:
            return Side(country, None, "to whom they were given"), None  # "sent 31 tanks; 14 have been destroyed"
        alike = index > 0 and figures[index - 1].metric == figure.metric
        neighbour = story.sides.get(index - 1)
        alikes = (i for i in range(index - 1, -1, -1) if figures[i].metric == figure.metric and i in story.sides)
        scene.before = next(((figures[i].phrase.last, story.sides[i]) for i in alikes), None)
        harmed = figures[index - 1].metric in ("killed", "wounded", "casualties") if index else False
        lost = harmed and figure.metric == "equipment_lost" and figures[index - 1].trigger is not None
        side = whose_materiel(scene, neighbour if alike or lost else None)
        militants = lost and story.counted.get(index - 1, (None, ""))[1] == "militants"
        goes_on = alike and neighbour is not None and neighbour.reason == _LOSERS
        if side.text is None and (militants or goes_on):
            side = Side(neighbour.code if neighbour else None, None, _LOSERS)
        return side, None
    scene.referent, scene.whole = _referent(story, figure, figures, number)
    sent = figure.metric in ("deployed", "withdrawn", "recruited", "released")
    if sent and subject_of(story.doc, figure, own, first) is None:
        # who announces a deployment deploys; "South Korean officials" only tell of one
        inside = (everyone[i] for i in range(first, last) if i in everyone)
        scene.mentions = own | {m.first: m for m in inside if m.role != "people"}
    side, population = whose_people(scene)
    if population not in ARMED and named_inside(figure, story.doc) is None and _of_nations(story.doc, figures, index):
        side = Side(None, None, "of several nations")
    if _carried(figure) and not scene.whole:
        named = [population_of(f) for f in figures if f.part_of == index and not _carried(f)]
        mixed = of_whole(population, named)
        population = mixed
    story.counted[index] = side, population
    if not figure.quantity.share:
        story.memory.by_value.setdefault(figure.quantity.best, (side, population))
    return side, population
