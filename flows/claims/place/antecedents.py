"""What an unnamed place points back at, and the country that an unknown one lies in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.claims.metric.figure import Figure
from flows.claims.place.gazetteer import Place
from flows.claims.place.homeland import in_passing, main_code, ranked, state_place
from flows.claims.place.landmarks import found_in
from flows.claims.place.placemention import LISTS, PlaceMention, is_capital
from flows.claims.place.surroundings import headed, origins_of
from flows.claims.story import Story, item_start, near_countries
from schemas.vocabulary import actors

_SENT = frozenset({"deployed", "withdrawn", "trained"})
_FIRED = frozenset({"munitions_fired", "munitions_intercepted", "attacks"})
_FINE = {
    "city": ("city", "site", "admin2"), "island": ("site", "region", "admin1", "admin2", "city"),
    "admin": ("admin1", "admin2", "region"), "area": ("region", "admin1", "admin2", "city"),
    "site": ("site", "city", "admin2"),
}  # fmt: skip
_WATERS = frozenset(LISTS["waters"])
_BACK = 8  # sentences


def resolved(story: Story, place: PlaceMention, figure: Figure, number: int) -> PlaceMention:
    """A place with what it points back at, and with its country."""
    kind = place.refers
    if not kind:
        return place if place.place is not None or place.country else _in_country(story, place, number)
    if kind == "abroad across":
        here = next((m.country for m in _before(story, number, place.first) if m.country), main_code(story))
        whose = [m.code for m in figure.phrase.actors if m.code in actors() and len(m.code) == 3]
        beyond = next((code for code in [*whose, *ranked(story)[:2]] if code != here), "")
        return PlaceMention(place.first, place.last, place.text, Place(place.text, beyond, "region", 0), "in")
    if kind.startswith("line"):
        return _line_of(story, place, number, own=kind.endswith("own"))
    if kind.startswith("abroad"):
        return PlaceMention(place.first, place.last, place.text, Place(place.text, "", "region", 0), place.prep)
    if place.chain and not place.chain[0].refers and kind not in ("compass", "area"):
        return resolved(story, place.chain[0], figure, number)  # "the air base at Hatzerim"
    owned = kind.startswith("of ")
    kind = kind.removeprefix("of ")
    before = place.chain[0] if place.chain and place.chain[0].country else None
    if before is None and kind in ("country", "capital", "compass"):
        code = _country_before(story, place, figure, number)
        before = state_place(code, place.first) if code else None
    elif before is None:
        before = _antecedent(story, place, number, kind)
    if before is None:
        return _in_country(story, place, number)
    keeps = owned or kind in ("compass", "capital", "site")
    chain = [before, *before.chain]
    if keeps:
        inner = before.place._replace(name=place.text) if before.place else None
        return PlaceMention(place.first, place.last, place.text, inner, place.prep, chain)
    own = PlaceMention(place.first, place.last, place.text, before.place, place.prep)
    return PlaceMention(place.first, place.last, before.text, before.place, place.prep, [*before.chain, own])


def _line_of(story: Story, place: PlaceMention, number: int, own: bool) -> PlaceMention:
    """ "Poland moved 1,000 soldiers to its eastern frontier", "the border": whose line it is."""
    first = story.doc.sentences[number][0]
    named = (story.mentions[i] for i in range(place.first - 1, first - 1, -1) if i in story.mentions)
    code = next((m.code for m in named if m.code in actors() and len(m.code) == 3), None) if own else None
    code = code or (story.scene.country if story.scene is not None else None) or main_code(story)
    return replace(place, place=Place(place.text, code or "", "region", 0), refers="")


def _in_country(story: Story, place: PlaceMention, number: int) -> PlaceMention:
    """An unknown place lies in the country that the text speaks of there, not in the one whose aircraft struck it."""
    strikers = set()
    if (guest := story.mentions.get(place.first)) is not None and guest.role == "people":
        strikers.add(guest.code)  # "the Egyptian embassy" stands abroad
    codes = [story.scene.country if story.scene is not None else None]
    codes += [m.country for m in _before(story, number, place.first)]
    codes += [story.title_place.country if story.title_place else None]
    codes += near_countries(story, number, *story.doc.sentences[number]) if story.memory.items else ranked(story)
    likely = (code for code in codes if code in actors() and code not in strikers)
    code = next((code for code in likely if not in_passing(story, code)), None)
    if code is None:
        return place
    known = Place(place.text, code, "city", 0)
    return PlaceMention(place.first, place.last, place.text, known, place.prep, place.chain)


def _before(story: Story, number: int, at: int) -> Iterator[PlaceMention]:
    """The places named before token `at`, the last first."""
    for mention in reversed(found_in(story, number)):
        if mention.first < at and mention.place is not None and not mention.reporting:
            yield mention
    for n in range(number - 1, max(item_start(story, number), number - _BACK) - 1, -1):
        for mention in reversed(found_in(story, n)):
            if mention.place is not None and not mention.reporting:
                yield mention
        if story.places.get(n) is not None:
            yield story.places[n]  # type: ignore[misc]


def _antecedent(story: Story, place: PlaceMention, number: int, kind: str) -> PlaceMention | None:
    """The place named before that is of the kind: in the own sentence, the scene of the story, in those before."""
    kinds, owner = _FINE.get(kind), None
    scene = _scene_for(story, number, kind, kinds)
    own = story.doc.sentences[number][0]
    for mention in _before(story, number, place.first):
        if scene is not None and mention.first < own:
            return scene
        if mention.place is None or _is_government(story, mention) or (kind == "island" and is_capital(mention)):
            continue
        if kind == "there" and not mention.prep and mention.place.kind == "country":
            if mention.first < own and mention.first == story.doc.sentences[story.doc.sentence_of[mention.first]][0]:
                return mention  # "Mali again saw the most. Fourteen died there"
            owner = owner or mention  # "Ethiopia's commission says that 600 died there"
            continue
        if kinds is None and mention.inside and story.scene is None:
            continue  # "in Kidal in Mali … there"
        if kinds is None or (mention.place.kind in kinds and mention.text.split()[-1].lower() not in _WATERS):
            return mention
        for outer in mention.chain:
            if outer.place is not None and outer.place.kind in kinds:
                return outer
    title = story.title_place
    if title is not None and title.place is not None and (kinds is None or title.place.kind in kinds):
        return title
    return scene or owner


def _scene_for(story: Story, number: int, kind: str, kinds: tuple[str, ...] | None) -> PlaceMention | None:
    """The scene that "the town" may mean: that of the heading above, else that of the story."""
    scene = story.scene
    if scene is not None and (kinds is None or not (kind == "area" or _kind(scene) in kinds)):
        scene = None
    if story.headings and kinds is not None:  # "GHARYAN. The army, which retook the town"
        scene = next((m for m in headed(story, number) if _kind(m) in kinds), scene)
    return scene


def _kind(mention: PlaceMention) -> str:
    return mention.place.kind if mention.place is not None else ""


def _is_government(story: Story, place: PlaceMention) -> bool:
    """ "It has cost Pyongyang half of the men sent there": a capital that nothing leads to is who rules there."""
    named = story.mentions.get(place.first)
    return not place.prep and named is not None and named.role == "capitals"


def _country_before(story: Story, place: PlaceMention, figure: Figure, number: int) -> str | None:
    """The state named last before "the country", the counted side's and an origin's aside."""
    doc = story.doc
    own = {m.code for m in figure.phrase.actors}
    here, floor, end = doc.sentences[number][0], doc.sentences[max(0, number - 2)][0], place.first
    if figure.metric in _SENT and place.refers != "capital":
        end = doc.sentences[number][0]  # who sends them stands in the sentence
    if figure.metric in _FIRED:
        own |= origins_of(story, figure, *doc.sentences[number])  # who fires them stands in the sentence too
    near = ranked(story)[:2]
    last_named = None
    for i in range(end - 1, floor - 1, -1):
        if i < here and story.scene is not None and story.scene.prep != "from":
            return story.scene.country
        mention = story.mentions.get(i)
        if mention is None or len(mention.code) != 3 or not mention.code.isupper() or mention.code in own:
            continue
        if mention.role in ("names", "people", "capitals", "government") and doc.word[i - 1] not in ("from", "by"):
            if mention.code in near:
                return mention.code
            last_named = last_named or mention.code
    return last_named or main_code(story)
