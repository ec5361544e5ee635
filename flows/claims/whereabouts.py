"""The place of a figure: its sentence's, or the one that the text around it plainly carries."""

from __future__ import annotations

from flows.claims.gazetteer import Place
from flows.claims.mentions import find_mentions
from flows.claims.metrics import Figure
from flows.claims.places import PlaceMention, best_place, choose_place, find_places, heading_place, refers_back
from flows.claims.sourcing import said_in
from flows.claims.story import Story, item_start, near_countries
from flows.claims.tokens import Document
from schemas.vocabulary import actors


def title_place_of(title: str | None, near: list[str]) -> PlaceMention | None:
    if not title:
        return None
    doc = Document(title)
    return best_place(doc, find_places(doc, 0, len(doc), find_mentions(doc), near))


def _context_place(story: Story, number: int) -> PlaceMention | None:
    """The place that the text speaks of where a sentence names none: the last one before, then the next ones."""
    floor = item_start(story, number)
    order = [*range(number - 1, floor - 1, -1), *range(number + 1, min(number + 3, len(story.doc.sentences)))]
    for n in order:
        if n not in story.places:
            first, last = story.doc.sentences[n]
            near = near_countries(story, n, first, last)
            if n > number and n in story.headings:
                break
            short = last - first <= 5 or n in story.headings
            found = find_places(story.doc, first, last, story.mentions, near)
            lead = heading_place(story.doc, first, last, near) if short else None
            story.places[n] = lead or best_place(story.doc, found)
        if story.places[n] is not None:
            return story.places[n]
    main = _main_country(story)
    fits = story.title_place is not None and (main is None or story.title_place.country == main.country)
    return story.title_place if fits else main


def _main_country(story: Story) -> PlaceMention | None:
    """The country that the text names most, where nothing else tells where it happened."""
    for code in story.near[:1] if not story.headings else ():
        for mention in story.mentions.values():
            if mention.code == code and mention.role in ("names", "people"):
                name = str(actors()[code]["name"])
                text = story.doc.span(mention.first, mention.last) if mention.role == "names" else name
                return PlaceMention(mention.first, mention.last, text, Place(name, code, "country", 0), "in")
    return None


def place_of(
    story: Story, figure: Figure, places: list[PlaceMention], trigger_first: int, number: int
) -> PlaceMention | None:
    quantity = figure.quantity
    first, last = story.doc.sentences[number]
    outside = [a.subject for a in said_in(story, number) if a.subject[1] - a.subject[0] > 1]
    metric = figure.metric or ""
    place = choose_place(story.doc, places, quantity.first, figure.phrase.last, trigger_first, metric, outside)
    if place is not None:
        if place.country:
            story.places[number] = place
        return place
    if metric in ("strength", "equipment_held", "equipment_produced") and not refers_back(story.doc, first, last):
        return None
    return _context_place(story, number)


def place_key_of(place: PlaceMention | None) -> str | None:
    """The name under which a place is compared: the gazetteer's where it knows it, else as written."""
    if place is None:
        return None
    return place.place.name if place.place else place.text
