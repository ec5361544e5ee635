"""The place of a figure: its sentence's, or the one that the text around it plainly carries."""

from __future__ import annotations

from dataclasses import replace

from flows.claims.actor.belligerents import Side, homes_of, is_state
from flows.claims.actor.tolls import COUNTS_OWN
from flows.claims.metric.figure import Figure
from flows.claims.place.antecedents import resolved
from flows.claims.place.gazetteer import Place
from flows.claims.place.homeland import in_passing, ranked, state_place
from flows.claims.place.landmarks import found_in
from flows.claims.place.placemention import COMPASS, LISTS, STRONG, PlaceMention, country_of, is_capital
from flows.claims.place.places import find_places
from flows.claims.place.placing import choose_place
from flows.claims.place.recipients import FIRED, buyer_of, is_away, other_than
from flows.claims.place.sums import HARMED, TOWNS, UPROOTED, is_scene, is_summed, is_worldwide, since_lately
from flows.claims.place.surroundings import around, best_place, origins_of, own_state
from flows.claims.source.attribution import Attribution
from flows.claims.source.sourcing import said_in
from flows.claims.story import Story, line_start
from flows.claims.text import grammar
from flows.claims.text.mentions import find_mentions
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers
from schemas.vocabulary import actors

_ARMY, _ABOVE_A_TOWN = 10_000, 1_000  # people of a whole army, and of a force that no town holds
AT_HOME = frozenset({"recruited", "deserted", "equipment_produced"})
_FROM_ELSEWHERE = FIRED | {"equipment_supplied", "refugees"}
_VICTIMS = frozenset({"killed", "wounded", "casualties", "missing", "captured", "detained", "abducted"})
_SERVED = _VICTIMS | UPROOTED | {"buildings_damaged", "munitions_intercepted"}
_SENT = frozenset({"deployed", "withdrawn", "recruited", "strength"})
_STRICKEN = HARMED | {"captured", "detained", "displaced", "evacuated", "bodies"}
_POSSIBLE = grammar.MODALS - {"will"}
_HOUSES = frozenset(LISTS["private"])
_OWNING = frozenset(LISTS["owning"])
_EVENTFUL = frozenset(LISTS["events"]) | frozenset(LISTS["wars"])
_TOLD = frozenset(LISTS["told"])
_LOCAL, _CARE = frozenset(LISTS["local"]), frozenset(LISTS["care"])


def title_place_of(title: str | None, near: list[str]) -> tuple[PlaceMention | None, PlaceMention | None]:
    """The place that a title speaks of, and the scene of the story: the only one finer than a country that it names."""
    if not title:
        return None, None
    doc = Document(title)
    mentions = find_mentions(doc)
    found = find_places(doc, 0, len(doc), mentions, near)
    scene = _scene_of(doc, found, near)
    place = best_place(doc, found) or scene
    return replace(place, first=-1, last=-1) if place is not None else None, scene  # its tokens are not the text's


def _scene_of(doc: Document, found: list[PlaceMention], near: list[str]) -> PlaceMention | None:
    """The only place finer than a country in a title, or the only part of a country: "northern Benin".

    One that nobody knows lies in the country first in `near`. A capital that nothing leads to is its government:
    "Baghdad rejects the count".
    """
    wider = {id(outer) for m in found for outer in m.chain}
    fine: dict[Place, PlaceMention] = {}
    parts: dict[Place, PlaceMention] = {}
    for m in reversed([m for m in found if _may_be_scene(doc, m) and id(m) not in wider]):
        place = m.place or (Place(m.text, near[0], "city", 0) if near and m.prep in STRONG and not m.country else None)
        if place is not None and place.country:
            (parts if place.kind == "country" else fine)[place] = replace(m, place=place)
    places = list((fine or parts).values())
    scene = places[0] if len(places) == 1 else None
    if scene is not None and scene.chain and doc.word[scene.last - 1] in _HOUSES and _kind(scene.chain[0]) in TOWNS:
        scene = scene.chain[0]  # "a day on Tripoli Street, Misrata"
    if scene is None or scene.reporting:
        return None
    if not fine and COMPASS.isdisjoint((doc.word[scene.first], doc.word[scene.first - 1] if scene.first else "")):
        return None
    end = scene.last
    while end > scene.first + 1 and not doc.upper[end - 1]:
        end -= 1  # "a Darfur base" is in Darfur
    return replace(scene, first=-1, last=-1, text=doc.span(scene.first, end), prep=scene.prep or "in")


def _may_be_scene(doc: Document, mention: PlaceMention) -> bool:
    """Whether a place in a title is no government and no owner: "Tripoli crisis", "Monrovia's third siege"."""
    end = mention.last
    owner = doc.word[end : end + 1] == ["'s"]
    if mention.prep and not owner:
        return mention.prep != "from" or doc.word[mention.at - 1] not in _TOLD  # "the count from Taipei"
    eventful = not _EVENTFUL.isdisjoint(doc.word[end : end + (4 if owner else 2)])
    return eventful if owner or is_capital(mention) else True


def place_of(
    story: Story, figure: Figure, trigger_first: int, number: int, said: Attribution | None
) -> PlaceMention | None:
    """The place of a figure of sentence `number`; `said` is who asserts it."""
    quantity, metric = figure.quantity, figure.metric or ""
    found = found_in(story, number)
    outside = [a.subject for a in said_in(story, number) if a.subject[1] - a.subject[0] > 1]
    place = choose_place(story.doc, found, quantity.first, figure.phrase.last, trigger_first, metric, outside)
    place = place or _at_the_end(story.doc, found, figure, outside)
    story.located = place is not None
    if place is not None:
        before = story.carried.get(number)
        if before is not None and before.first == place.first:
            return before  # one "the country" is one country
        place = story.where[number] = resolved(story, place, figure, number)
        if place.country:
            story.places[number] = place
        host = metric == "refugees" and number in story.carried  # where some have fled to, the text does not play
        if (place.country or place.place is not None) and not host:
            story.carried[number] = place
        if metric == "equipment_supplied" and place.country:
            story.recipient = country_of(place)
        return place
    if _is_of_no_place(story, figure, number):
        return None
    first, _ = story.doc.sentences[number]
    clause = story.doc.word[max(first, quantity.first - 5) : quantity.first]
    if metric in FIRED and any(word in _POSSIBLE for word in clause):
        return None
    served = _served(story, figure, said, found)
    place = served or _context_place(story, figure, number)
    if served is not None and served.text.rpartition(" ")[2].lower() in _CARE:
        story.summed.add(number)  # where the wounded lie is not where they were hit
    if place is not None and place.prep:
        story.carried[number] = place
    return place


def _at_the_end(
    doc: Document, found: list[PlaceMention], figure: Figure, outside: list[tuple[int, int]]
) -> PlaceMention | None:
    """ "100 are killed, hundreds of others injured, and dozens missing, in an attack in Guma": one place for a list."""
    end = figure.phrase.last
    behind = [place for place in found if place.first >= end]
    if figure.metric not in HARMED or not behind or any(place.first < figure.quantity.first for place in found):
        return None
    place = behind[0]
    speaking = place.reporting or any(first <= place.first < last for first, last in outside)
    free = place.country is not None and place.prep in STRONG and not speaking
    parts = (doc.word[k + 1] for k in doc.among(_PARTS, end, place.first))
    part = any(word[0].isdecimal() or (word in openers() and word != "many") for word in parts)
    part = part or _in_a_part(doc, end, place.first)
    return place if free and not part and _APART.isdisjoint(doc.word[end : place.first]) else None


def _in_a_part(doc: Document, first: int, last: int) -> bool:
    """ "Ten have been killed, nine of them in Haifa": whether what leads to a place tells of a part."""
    leads = (k for k in doc.among(_OF, first, last - 1) if doc.word[k + 1] in ("them", "whom", "these"))
    return any("," not in doc.word[k + 2 : last] for k in leads)


_OF = frozenset({"of"})
_PARTS = frozenset({"including", "among"})  # "70 are killed, including eight in Gaza City"
_APART = frozenset({";", ":", "while", "whereas", "but", "after", "that"})


def _is_of_no_place(story: Story, figure: Figure, number: int) -> bool:
    """ "Worldwide 900 were killed", "Norway owns 36 tanks"."""
    owned = figure.metric == "equipment_held" and figure.trigger is not None
    if owned and figure.trigger is not None and story.doc.word[figure.trigger.first] in _OWNING:
        return True
    return is_worldwide(story.doc, *story.doc.sentences[number])


def _served(story: Story, figure: Figure, said: Attribution | None, found: list[PlaceMention]) -> PlaceMention | None:
    """Where a local service counts: "Gaza's health ministry reports 12 dead", "the mayor of Kherson says two died"."""
    if said is None or figure.metric not in _SERVED:
        return None
    begin, end = said.subject
    if figure.metric == "munitions_intercepted":  # an air force counts what it shot down at home
        return _state_in(story, begin, end) if "air" in story.doc.word[begin:end] else None
    if _LOCAL.isdisjoint(story.doc.word[begin:end]):
        return None
    for place in found:
        if place.place is None and not place.refers and begin <= place.first < end and place.prep in STRONG:
            place = resolved(story, place, figure, story.doc.sentence_of[begin])
        if begin <= place.first < end and place.country:
            national = is_capital(place) and "ministry" in story.doc.word[begin:end]
            if _kind(place) == "country" and place.country in actors():
                return state_place(place.country, place.first)  # "the Iranian Red Crescent"
            return country_of(place) if national else replace(place, prep="in")
    return _state_in(story, begin, end)


def _state_in(story: Story, begin: int, end: int) -> PlaceMention | None:
    for i in range(begin, end):
        mention = story.mentions.get(i)
        named = mention is not None and mention.role in ("names", "people", "capitals", "government", "weak")
        if named and mention is not None and mention.code in actors() and is_state(mention.code):
            return state_place(mention.code, i)
    return None


def _sent_by_a_state(story: Story, figure: Figure, place: PlaceMention, first: int) -> bool:
    """ "Jamaica sent 24 policemen": what another state sends, it sends to a country and not to the scene of a story."""
    named = (story.mentions[i] for i in range(first, figure.quantity.first) if i in story.mentions)
    senders = {m.code for m in named if m.role in ("names", "capitals") and is_state(m.code)}
    return figure.metric in _SENT and bool(senders - {place.country})


def _kind(place: PlaceMention) -> str:
    return place.place.kind if place.place is not None else ""


def _context_place(story: Story, figure: Figure, number: int) -> PlaceMention | None:
    """The place that the text speaks of where a sentence names none for a figure."""
    doc = story.doc
    first, last = doc.sentences[number]
    given = figure.metric == "equipment_supplied"
    origins = origins_of(story, figure, first, last) if figure.metric in _FROM_ELSEWHERE else set()
    nations = {m.code for m in figure.phrase.actors if is_state(m.code)} if figure.metric == "displaced" else set()
    if len(nations) == 1 and story.scene is None:  # "900,000 Lebanese have fled"
        home = state_place(nations.pop(), first)
        return _half_of_palestine(story, home) if home.country == "PSE" else home
    if figure.metric in AT_HOME and (own := own_state(story, number, origins)) is not None:
        story.located = True
        return own
    if given and (buyer := buyer_of(story, figure, first)) is not None:
        return buyer
    if given and story.recipient is not None and story.recipient.country not in origins:
        return story.recipient
    main = next((code for code in ranked(story) if code not in origins), None) if given else None
    here = story.carried.get(number)
    going_on = _where_it_went_on(story, figure, number)
    if here is None and going_on is not None:
        return replace(going_on, first=first)
    for place in around(story, number, origins):
        if place is not here and in_passing(story, place.country, origins):
            continue
        if place.country not in origins:
            if first <= place.first < last:
                return place
            if given and place.country != main:
                continue  # what is given goes to who fights, not to where the text was last
            if given:
                return country_of(place)
            return _fitting(story, figure, place, number)
    return None


def _where_it_went_on(story: Story, figure: Figure, number: int) -> PlaceMention | None:
    """The place that the sentence before in the same line gave its victims, if it is a part of the scene's country."""
    before = story.where.get(number - 1) if number > line_start(story.doc, number) else None
    if before is None or before.place is None or story.scene is None or figure.metric not in _STRICKEN:
        return None
    fine = before.place.kind != "country" and before.country == story.scene.country
    return before if fine and not is_summed(story, figure, before, number) else None


def _fitting(story: Story, figure: Figure, place: PlaceMention, number: int) -> PlaceMention:
    """The place that the text carries, or its country for a sum; one event's toll stays where it was."""
    first, last = story.doc.sentences[number]
    if since_lately(story, first, last):
        return replace(place, first=first)
    summed = is_summed(story, figure, place, number)
    if summed and place.country == "PSE":
        return _half_of_palestine(story, place)
    if place.place is not None and place.place.kind == "country" and place.country in actors():
        return state_place(place.country, place.first, prep=place.prep) if not is_scene(story, place) else place
    if is_capital(place) and not is_scene(story, place) and all(m.text != place.text for m in story.where.values()):
        return country_of(place)  # a government, or where somebody spoke
    if is_scene(story, place) and _kind(place) in TOWNS and _sent_by_a_state(story, figure, place, first):
        return country_of(place)
    return country_of(place) if summed else replace(place, first=first)


def _half_of_palestine(story: Story, place: PlaceMention) -> PlaceMention:
    """Tolls of Palestinians are of Gaza or of the West Bank: the one that the text speaks of."""
    for name in ("Gaza", "West Bank"):
        if name in story.doc.text:
            return replace(place, text=name, place=Place(name, "PSE", "region", 0), chain=[])
    half = story.scene is not None and story.scene.country == place.country
    return story.scene if half and story.scene is not None else place


def settled(
    story: Story, place: PlaceMention | None, figure: Figure, side: Side, population: str | None
) -> PlaceMention | None:
    """A place that the text carries; who joins a state's army or runs away from it does so at home."""
    state = side.code is not None and is_state(side.code) and side.code in actors()
    first = story.doc.sentences[story.doc.sentence_of[figure.quantity.first]][0]
    home = place is not None and side.code is not None and place.country in homes_of(side.code)
    home = home and (state or figure.metric in FIRED)
    if place and side.code and home and is_away(story, figure, place, side, population):
        return other_than(story, place, side.code, figure.metric)
    if state and side.reason == COUNTS_OWN and population == "people" and not story.located:
        return state_place(str(side.code), first)
    if figure.metric == "strength" and not story.located:
        return _of_a_force(story, place, figure, str(side.code) if state else None)
    if story.located or figure.metric not in AT_HOME or not state or (place and place.country == side.code):
        return place
    return state_place(str(side.code), first)


def _of_a_force(story: Story, place: PlaceMention | None, figure: Figure, home: str | None) -> PlaceMention | None:
    """A force without a place of its own: an army is at home, another where the text is, if it goes into a town."""
    size = figure.quantity.best or 0
    if home is not None and size >= _ARMY and not story.memory.mission:
        return state_place(home, place.first if place is not None else 0)
    return country_of(place) if place is not None and _kind(place) in TOWNS and size >= _ABOVE_A_TOWN else place


def stays_inside(place: PlaceMention | None, places: list[PlaceMention]) -> bool:
    """ "5,400 people arrived in Tawila from El Fasher": from one place of a country to another no border is crossed."""
    if place is None or place.country == "" or _kind(place) == "country":
        return False
    left = (m for m in places if m.prep == "from" and 0 in (m.at - place.last, place.at - m.last))
    return any(m.country == place.country for m in left)


def place_key_of(place: PlaceMention | None) -> str | None:
    """The name under which a place is compared: the gazetteer's where it knows it, else as written."""
    if place is None:
        return None
    return place.place.name if place.place else place.text


__all__ = ["AT_HOME", "place_key_of", "place_of", "settled", "stays_inside", "title_place_of"]
