"""Where unarmed people are from, where their own words or those of their whole tell more than the place."""

from __future__ import annotations

from flows.claims.actor.belligerents import Side, is_group, is_state, opponent
from flows.claims.actor.whom import HARM, Answer, population_of, stands_for_others
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene
from flows.claims.text.grammar import AUXILIARIES
from flows.claims.text.mentions import Mention
from flows.claims.text.tokens import Document

UNKNOWN = frozenset(
    {"foreigners of unnamed origin", "of several nations", "of both sides", "held people of unnamed origin"}
)
CIVIL = frozenset({"civilians", "children", "women", "journalists", "aid_workers", "medical_workers"})
UPROOTED = frozenset({"displaced", "refugees", "affected"})  # of whom soldiers are none
_MOURNING = frozenset({"mourns", "mourned", "mourn", "seeks", "misses", "awaits"})
_SEARCHING = frozenset({"looking", "searching", "waiting"})
_BACK = frozenset({"them", "whom", "these", "those", "which"})
_ARTICLES = frozenset({"a", "an", "the"})
_LISTING = frozenset({":", "including", "among", "comprising", "–", "—"})
_TELLING = frozenset({
    "has", "have", "had", "counts", "counted", "count", "puts", "put", "mourns", "mourned", "lists", "listed",
    "buries", "buried", "reports", "reported", "names", "named", "admits", "admitted", "acknowledges", "acknowledged",
})  # fmt: skip
_REACH = 8  # tokens


def of_their_nation(scene: Scene) -> Answer | None:
    """ "One of them a British engineer", "two of whom were Indians": the nation of a part, behind "of them"."""
    doc, at = scene.doc, scene.figure.quantity.last
    if doc.word[at : at + 1] != ["of"] or doc.word[at + 1 : at + 2] == [] or doc.word[at + 1] not in _BACK:
        return None
    at += 2
    while at < scene.last and (doc.word[at] in AUXILIARIES or doc.word[at] in _ARTICLES):
        at += 1
    mention = scene.everyone.get(at)
    if mention is None or mention.role != "people" or not is_state(mention.code):
        return None
    return scene.side(mention, "what they are said to be"), population_of(scene.figure)


def of_several_sides(scene: Scene) -> Answer | None:
    """ "Thirty died: 20 on the Thai side, ten Cambodians": a whole whose parts are of more than one nation."""
    figure, doc = scene.figure, scene.doc
    if figure.metric not in HARM or population_of(figure) != "people" or figure.phrase.actors or scene.whole:
        return None
    start = next((i for i in doc.among(_LISTING, figure.phrase.last, scene.last)), None)
    if start is None:
        return None
    nations = {m.code for i in range(start, scene.last) if (m := scene.mentions.get(i)) and _counted_of(doc, m)}
    return (Side(None, None, "of several nations"), "people") if len(nations) > 1 else None


def _counted_of(doc: Document, mention: Mention) -> bool:
    """Whether people of a nation are counted: "ten Cambodians", "20 on the Thai side", "nine among the Thais"."""
    if not is_state(mention.code) or mention.role not in ("people", "names"):
        return False
    before, after = doc.word[mention.first - 1], doc.word[mention.last : mention.last + 1]
    sided = after == ["side"] or (before == "the" and doc.word[mention.first - 2] in ("among", "amongst"))
    return doc.digit[mention.first - 1] or sided


def of_who_tells(scene: Scene) -> Answer | None:
    """ "Islamabad has 40 civilians killed": a party to a war that tells of dead without a place tells of its own."""
    figure, doc = scene.figure, scene.doc
    if scene.here or figure.metric not in HARM or population_of(figure) not in CIVIL | {"people"}:
        return None
    at = figure.quantity.first
    mention = scene.everyone.get(at - 2) or scene.everyone.get(at - 3)
    mention = mention or (scene.everyone.get(at - 4) if doc.word[at - 1] == "for" else None)
    if mention is None or not is_state(mention.code) or mention.role == "people":
        return None
    if doc.word[at - 1] in _MOURNING or (doc.word[at - 1] == "for" and doc.word[at - 2] in _SEARCHING):
        return scene.side(mention, "who misses its own"), population_of(figure)
    if doc.word[at - 1] not in _TELLING:
        return None
    if doc.word[mention.first - 1] in OUTSIDE or scene.country is None or mention.code == scene.country:
        return None
    if mention.role not in SIDES or opponent(mention.code, {scene.country: 1}, scene.memory.day) is None:
        return None
    return scene.side(mention, "who tells of its own"), population_of(figure)


def across(scene: Scene) -> Answer | None:
    """ "On the other side, some 35,000 have fled": those of the enemy of the country that was spoken of before."""
    doc, first = scene.doc, scene.first
    if doc.word[first : first + 4] != ["on", "the", "other", "side"] or scene.here or scene.memory.topic is None:
        return None
    before = scene.memory.topic[1].code
    other = opponent(before, scene.memory.counts, scene.memory.day) if before else None
    unarmed = population_of(scene.figure) in CIVIL | {"people"}
    if other is None or not unarmed or not is_state(other):
        return None
    return Side(other, None, "the other side of the ones before"), population_of(scene.figure)


def at_home(scene: Scene, side: Side, population: str) -> Side:
    """The side of unarmed people who were harmed: no armed group's, but of the country that they are in."""
    inherited = side.reason in ("the people counted before", "what the pronoun stands for")
    noun = scene.figure.phrase.noun
    told = population in CIVIL and noun is not None and noun.code in CIVIL and not noun.metric
    if inherited and told and side.code and is_group(side.code) and scene.figure.metric in HARM:
        return scene.of_place()
    return side


def _of_two_nations(scene: Scene) -> Answer | None:
    """ "Eighty Palestinians and five Israelis, including 26 children, died": a part of people of two nations."""
    doc, at, population = scene.doc, scene.figure.quantity.first, population_of(scene.figure)
    if population not in CIVIL or doc.word[at - 1] not in _LISTING or scene.figure.phrase.actors:
        return None
    named = [m for i in range(max(scene.first + 1, at - _REACH), at) if (m := scene.everyone.get(i))]
    nations = {m.code for m in named if _counted_of(doc, m)}
    return (Side(None, None, "of several nations"), population) if len(nations) > 1 else None


def takes_up_unknown(scene: Scene) -> Answer | None:
    """ "Some 120 migrants were held there: 53 dead, six of them children": of unknown origin like their whole."""
    if (mixed := _of_two_nations(scene)) is not None:
        return mixed
    referent, population = scene.referent, population_of(scene.figure)
    if referent is None or referent.side.code or referent.side.reason not in UNKNOWN or scene.figure.phrase.actors:
        return None
    if not (scene.whole or (referent.near and stands_for_others(scene.figure))) or population not in CIVIL | {"people"}:
        return None
    return Side(None, None, referent.side.reason), population if population != "people" else referent.population
