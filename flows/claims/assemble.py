"""Text to claims: the stages of the extractor in their order, and the memory that runs along the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from flows.claims.attribution import Attribution, choose_attribution, credits, find_attributions
from flows.claims.candidates import find_figures
from flows.claims.claimants import resolve_claimant
from flows.claims.dates import When, find_dates
from flows.claims.gazetteer import Place
from flows.claims.mentions import Mention, find_mentions
from flows.claims.metrics import Figure
from flows.claims.nouns import Noun
from flows.claims.places import (
    PlaceMention,
    best_place,
    choose_place,
    country_of,
    find_places,
    heading_place,
    refers_back,
    wordings,
)
from flows.claims.records import Claim
from flows.claims.timing import Timing, decide_timing, is_denied, is_planned, likelihood_of, nearest_date
from flows.claims.tokens import Document
from flows.claims.whose import ARMED, Memory, Side, Topic, known_start, mission_of, remember, whose_materiel, whose_people
from schemas.vocabulary import actors, load

EXTRACTOR_VERSION = "en-rules-1"
_PRONOUNS = {"he": True, "she": True, "it": False, "they": False}


@dataclass(slots=True)
class _Story:
    """What the text has said so far."""

    doc: Document
    mentions: dict[int, Mention]
    near: list[str]
    published: date | None
    memory: Memory = field(default_factory=Memory)
    title_place: PlaceMention | None = None
    places: dict[int, PlaceMention | None] = field(default_factory=dict)
    days: dict[int, tuple[str | None, str | None] | None] = field(default_factory=dict)
    said: dict[int, list[Attribution]] = field(default_factory=dict)
    headings: list[int] = field(default_factory=list)
    last_figure: Figure | None = None
    war_start: str | None = None
    timings: dict[int, Timing] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)
    sides: dict[int, Side] = field(default_factory=dict)


def extract(
    text: str, *, published: date | None = None, title: str | None = None, language: str = "en"
) -> list[Claim]:
    """Every numeric claim of a text, in its order; offsets are those of `text`.

    `published` is the local calendar day of publication; without it relative dates stay unresolved. Other languages
    than English give no claims.

    >>> claim = extract("At least 20 people were killed in Kabul on Sunday, police said.", published=date(2024, 3, 5))[0]
    >>> claim.expr, claim.metric, claim.country, claim.source, claim.period
    ('At least 20', 'killed', 'AFG', ['police'], ('2024-03-03', '2024-03-03'))
    """
    if language != "en" or not text:
        return []
    doc = Document(text)
    mentions = find_mentions(doc)
    counts = Counter(mention.code for mention in mentions.values())
    if title:
        counts.update(mention.code for mention in find_mentions(Document(title)).values())
    near = [code for code, _ in counts.most_common() if len(code) == 3 and code.isupper()]
    story = _Story(doc, mentions, near, published)
    story.memory.counts = counts
    story.memory.mission = mission_of(doc, mentions)
    story.memory.day = published.isoformat() if published else None
    story.war_start = known_start(near, story.memory.day)
    story.title_place = _title_place(title, near)
    claims: list[Claim] = []
    for number, (first, last) in enumerate(doc.sentences):
        claims.extend(_read_sentence(story, number, first, last))
    return claims


def _title_place(title: str | None, near: list[str]) -> PlaceMention | None:
    if not title:
        return None
    doc = Document(title)
    return best_place(doc, find_places(doc, 0, len(doc), find_mentions(doc), near))


def _read_sentence(story: _Story, number: int, first: int, last: int) -> list[Claim]:
    doc = story.doc
    if _is_heading(doc, number, first, last):
        story.headings.append(number)
        story.last_figure, story.memory.topic, story.memory.last_armed = None, None, None
        return []
    figures, _ = find_figures(doc, first, last, story.mentions, story.last_figure)
    if not figures:
        return []
    attributions = _said_in(story, number)
    figures = [f for f in figures if not any(a.subject[0] <= f.quantity.first < a.subject[1] for a in attributions)]
    if not figures:
        return []
    _resolve_pronouns(story, attributions, number)
    near = _near(story, number, first, last)
    places = find_places(doc, first, last, story.mentions, near)
    dates = find_dates(doc, first, last, story.published, story.war_start)
    outlets = credits(doc, first, _line_end(doc, number, last))
    story.sides, story.timings = {}, {}
    story.places[number] = None
    claims: list[Claim] = []
    for index, figure in enumerate(figures):
        claims.extend(_claims_of(story, figure, index, figures, number, first, last, attributions, places, dates, outlets))
    if story.places[number] is None:
        del story.places[number]
    for figure in figures:
        when = nearest_date(doc, dates, figure)
        if when is not None and when.kind == "point" and when.end is not None and len(when.end) == 10:
            story.days[number] = (when.start, when.end)
            break
    story.last_figure = figures[-1]
    return claims


def _is_heading(doc: Document, number: int, first: int, last: int) -> bool:
    """A short line of its own without a closing stop: what follows may be another story."""
    if last - first > 12 or doc.word[last - 1] in (".", "!", "?", "”", "\"", ")", ":") or number + 1 >= len(doc.sentences):
        return False
    start = doc.start[first]
    ends_line = "\n" in doc.text[doc.end[last - 1] : doc.start[last]]
    return ends_line and (first == 0 or "\n" in doc.text[doc.end[first - 1] : start])


def _floor(story: _Story, number: int) -> int:
    """The first sentence of the item that a sentence belongs to."""
    return story.headings[-1] if story.headings else max(0, number - 8)


def _near(story: _Story, number: int, first: int, last: int) -> list[str]:
    """Countries by weight: those of the sentence and its heading, then those of the article."""
    start = story.doc.sentences[_floor(story, number)][0] if story.headings else first
    own = Counter(
        m.code for i, m in story.mentions.items() if start <= i < last and len(m.code) == 3 and m.code.isupper()
    )
    return list(dict.fromkeys([*(code for code, _ in own.most_common()), *story.near])) if story.headings else story.near


def _said_in(story: _Story, number: int) -> list[Attribution]:
    if number not in story.said:
        first, last = story.doc.sentences[number]
        story.said[number] = find_attributions(story.doc, first, last, story.mentions)
    return story.said[number]


def _sources_before(story: _Story, number: int) -> Iterator[tuple[int, Attribution]]:
    """The attributions of the sentences before, the last first."""
    for back in range(number - 1, max(-1, number - 7), -1):
        for attribution in reversed(_said_in(story, back)):
            yield back, attribution


def _context_place(story: _Story, number: int) -> PlaceMention | None:
    """The place that the text speaks of where a sentence names none: the last one before, then the next ones."""
    floor = _floor(story, number)
    order = [*range(number - 1, floor - 1, -1), *range(number + 1, min(number + 3, len(story.doc.sentences)))]
    for n in order:
        if n not in story.places:
            first, last = story.doc.sentences[n]
            near = _near(story, n, first, last)
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


def _main_country(story: _Story) -> PlaceMention | None:
    """The country that the text names most, where nothing else tells where it happened."""
    for code in story.near[:1] if not story.headings else ():
        for mention in story.mentions.values():
            if mention.code == code and mention.role in ("names", "people"):
                name = str(actors()[code]["name"])
                text = story.doc.span(mention.first, mention.last) if mention.role == "names" else name
                return PlaceMention(mention.first, mention.last, text, Place(name, code, "country", 0), "in")
    return None


def _context_day(story: _Story, number: int) -> tuple[str | None, str | None]:
    """The day of the event that the text speaks of, from the sentences before."""
    for n in range(number - 1, max(_floor(story, number), number - 6) - 1, -1):
        if n not in story.days:
            first, last = story.doc.sentences[n]
            points = [w for w in find_dates(story.doc, first, last, story.published, story.war_start) if w.kind == "point" and w.end]
            day = next(((w.start, w.end) for w in points if w.end and len(w.end) == 10), None)
            story.days[n] = day
        day = story.days[n]
        if day is not None:
            return day
    return None, None


def _line_end(doc: Document, number: int, last: int) -> int:
    """The end of the line that a sentence stands in: credits in brackets stand there."""
    end = last
    while number + 1 < len(doc.sentences):
        following = doc.sentences[number + 1]
        if "\n" in doc.text[doc.end[end - 1] : doc.start[following[0]]]:
            break
        end, number = following[1], number + 1
    return end


def _claims_of(
    story: _Story, figure: Figure, index: int, figures: list[Figure], number: int, first: int, last: int,
    attributions: list[Attribution], places: list[PlaceMention], dates: list[When], outlets: list[str],
) -> list[Claim]:  # fmt: skip
    doc, quantity, noun = story.doc, figure.quantity, figure.phrase.noun
    assert figure.metric is not None  # noqa: S101 (accepted figures have one)
    trigger_first = figure.trigger.first if figure.trigger and first <= figure.trigger.first < last else 0
    attribution = choose_attribution(doc, attributions, quantity.first, trigger_first)
    place = _place_of(story, figure, places, trigger_first, number)
    country = place.country if place else None
    side, population = _side_of(story, figure, index, figures, number, first, last, country)
    story.sides[index] = side
    planned = is_planned(doc, figure, attribution, dates, first, last)
    denied = is_denied(doc, figure, attribution, first)
    timing = decide_timing(doc, figure, dates, first, last, story.published, _context_day(story, number), planned is not None,
                           _whole_timing(story, figure, index, figures, dates), frozenset(story.counted))  # fmt: skip
    if place is not None and timing.aggregation == "cumulative" and not first <= place.first < last:
        place = country_of(place)
    story.timings[index] = timing
    story.counted.add(figure.metric)
    likelihood = likelihood_of(doc, figure, first, last)
    source, source_reason = _source_of(story, attribution, outlets, number)
    counts = load("metrics")[figure.metric]["counts"]
    start, end = doc.start[quantity.first], doc.end[quantity.last - 1]
    claim = Claim(
        start=start, end=end, expr=doc.text[start:end],
        kind="share" if quantity.share else "rate" if figure.phrase.rate else "count",
        rate_per=None if quantity.share else figure.phrase.rate,
        qualifier=quantity.qualifier, low=quantity.low, best=quantity.best, high=quantity.high,
        metric=figure.metric, item=_item(doc, story, figure, noun, counts),
        population=population if counts == "people" else None,
        actor=side.code, actor_text=side.text,
        population_text=_noun_text(doc, figure),
        sentence=doc.text[doc.start[first] : doc.end[last - 1]], sentence_start=doc.start[first],
        source=source, claimant=resolve_claimant(source, story.near) if source else None,
        place=wordings(place) if place else [], place_key=_key_of(place), country=country or None,
        aggregation=timing.aggregation, period=(timing.start, timing.end),
        status="denied" if denied else "planned" if planned else "reported",
        likelihood=likelihood[0] if likelihood else None,
        extractor_version=EXTRACTOR_VERSION,
    )  # fmt: skip
    claim.reasons = {
        "metric": figure.reason, "actor": side.reason, "source": source_reason, "period": timing.reason,
        "status": denied or planned or "", "likelihood": likelihood[1] if likelihood else "",
        "place": f"“{place.text}”" if place else "",
    }  # fmt: skip
    claim.reasons = {name: reason for name, reason in claim.reasons.items() if reason}
    remember(story.memory, side, claim.population, figure.metric, number)
    return _split_each(story, figure, claim, first, last)


def _whole_timing(
    story: _Story, figure: Figure, index: int, figures: list[Figure], dates: list[When]
) -> Timing | None:
    """The timing of the figure that this one is a part of, or stands beside in a list."""
    if figure.part_of >= 0 and figure.part_of in story.timings:
        return story.timings[figure.part_of]
    if index and figures[index - 1].group == figure.group and figures[index - 1].metric == figure.metric:
        when = nearest_date(story.doc, dates, figure)
        if when is None or when is nearest_date(story.doc, dates, figures[index - 1]):
            return story.timings.get(index - 1)
    return None


def _item(doc: Document, story: _Story, figure: Figure, noun: Noun | None, counts: str) -> str | None:
    if counts == "territory":
        return noun.code if noun and noun.sort == "territory" else "settlement"
    if counts != "materiel":
        return None
    if figure.metric == "buildings_damaged":
        return "building"
    if noun is not None and noun.sort == "materiel":
        return noun.code
    if noun is not None and noun.sort == "building":
        return "building"
    return "other"


def _noun_text(doc: Document, figure: Figure) -> str | None:
    phrase = figure.phrase
    if phrase.noun is None or not 0 <= phrase.noun_first < phrase.noun_last:
        return None
    return doc.span(phrase.noun_first, phrase.noun_last)


def _key_of(place: PlaceMention | None) -> str | None:
    """The name under which a place is compared: the gazetteer's where it knows it, else as written."""
    if place is None:
        return None
    return place.place.name if place.place else place.text


def _referent(story: _Story, figure: Figure, figures: list[Figure], number: int) -> tuple[Topic | None, bool]:
    """The people counted before that a figure may stand for, and whether it is a part of them."""
    topic = story.memory.topic
    if topic is None:
        return None, False
    sentence, side, population = topic
    doc = story.doc
    between = doc.text[doc.start[doc.sentences[sentence][0]] : doc.start[doc.sentences[number][0]]]
    near = number - sentence <= 1 and "\n" not in between
    if figure.side == "left" and figure.trigger and figure.trigger.sense.use == "toll" and population in ARMED:
        near = near or number - sentence <= 3 and not any(sentence < h <= number for h in story.headings)
    whole = figure.part_of >= 0 or figure.phrase.pronoun in ("them", "these", "those", "whom")
    return Topic(side, population, near, number == sentence), whole


def _without_sources(story: _Story, number: int, first: int, last: int) -> dict[int, Mention]:
    """The mentions of a text less those that only name a source of this sentence."""
    spans = [a.subject for a in _said_in(story, number) if a.subject[1] - a.subject[0] > 1 and a.group != "planning"]
    if not spans:
        return story.mentions
    return {
        i: m for i, m in story.mentions.items() if not (first <= i < last and any(a <= i < b for a, b in spans))
    }


def _side_of(
    story: _Story, figure: Figure, index: int, figures: list[Figure], number: int, first: int, last: int,
    country: str | None,
) -> tuple[Side, str | None]:  # fmt: skip
    doc = story.doc
    counts = load("metrics")[figure.metric]["counts"]
    previous = story.sides.get(index - 1)
    if counts == "people":
        referent, whole = _referent(story, figure, figures, number)
        own = _without_sources(story, number, first, last)
        sent = figure.metric in ("deployed", "withdrawn", "recruited", "strength", "released")
        if sent and story.memory.last_armed is None and not any(i in own for i in range(first, last)):
            own = story.mentions
        here = story.places.get(number) is not None
        return whose_people(doc, figure, own, first, last, story.memory, country, referent, whole, here)
    same = previous if index and figures[index - 1].metric == figure.metric else None
    own = _without_sources(story, number, first, last)
    return whose_materiel(doc, figure, own, first, last, story.memory, country, same), None


def _place_of(
    story: _Story, figure: Figure, places: list[PlaceMention], trigger_first: int, number: int
) -> PlaceMention | None:
    quantity = figure.quantity
    first, last = story.doc.sentences[number]
    outside = [a.subject for a in _said_in(story, number) if a.subject[1] - a.subject[0] > 1]
    metric = figure.metric or ""
    place = choose_place(story.doc, places, quantity.first, figure.phrase.last, trigger_first, metric, outside)
    if place is not None:
        if place.country:
            story.places[number] = place
        return place
    if metric in ("strength", "equipment_held", "equipment_produced") and not refers_back(story.doc, first, last):
        return None
    return _context_place(story, number)


def _source_of(
    story: _Story, attribution: Attribution | None, outlets: list[str], number: int
) -> tuple[list[str], str]:
    if attribution is not None:
        named = [*attribution.wordings, *_same_source(story, attribution, number), *outlets]
        return list(dict.fromkeys(named)), f"“{story.doc.word[attribution.at]}”"
    if outlets:
        return outlets, "credited in brackets"
    carried = _carried_source(story, number)
    if carried is not None:
        return list(carried.wordings), "carried over from the sentence before"
    return [], ""


def _same_source(story: _Story, attribution: Attribution, number: int) -> list[str]:
    """Earlier wordings of a source: "the agency" for "the spy agency", "Lee" for "Lee Seong-kweun"."""
    words = attribution.wordings[0].split()
    head = words[-1].lower()
    definite = words[0].lower() in ("the", "its", "his", "their") and len(words) <= 3
    surname = len(words) == 1 and words[0][0].isupper()
    if not (definite or surname):
        return []
    found: list[str] = []
    for back in range(number, -1, -1):
        for other in _said_in(story, back):
            for wording in other.wordings:
                parts = wording.lower().replace("’", "'").split()
                if other is not attribution and len(parts) > len(words) - definite and head in parts and wording not in found:
                    found.append(wording)
        if found or number - back > 25:
            break
    if not found and definite:
        for _, other in _sources_before(story, number):
            if not other.person or len(other.wordings[0].split()) > 2:
                claimant = resolve_claimant(other.wordings, ())
                if claimant is not None:
                    return list(other.wordings)
    return found


def _carried_source(story: _Story, number: int) -> Attribution | None:
    """Inside a quotation that goes on, the speaker goes on."""
    doc = story.doc
    first, _ = doc.sentences[number]
    before = doc.text[: doc.start[first]]
    opened = before.rfind("“") > before.rfind("”") or doc.raw[first] in ("“", '"')
    for back, attribution in _sources_before(story, number):
        apart = "\n" in doc.text[doc.start[doc.sentences[back][0]] : doc.start[first]]
        if back < number - 2 or apart and not opened:
            return None
        if attribution.wordings[0].lower() not in _PRONOUNS:
            return attribution
    return None


def _resolve_pronouns(story: _Story, attributions: list[Attribution], number: int) -> None:
    """ "he said", "it added": the person or the body that spoke last."""
    for k, attribution in enumerate(attributions):
        wording = attribution.wordings[0].lower()
        if wording not in _PRONOUNS:
            continue
        earlier = [(number, other) for other in reversed(attributions[:k])]
        for _, other in (*earlier, *_sources_before(story, number)):
            if other.wordings[0].lower() not in _PRONOUNS and (other.person or not _PRONOUNS[wording]):
                attribution.wordings = list(other.wordings)
                break


def _split_each(story: _Story, figure: Figure, claim: Claim, first: int, last: int) -> list[Claim]:
    """ "10,000 troops each from A and B" is one claim for each."""
    doc, at = story.doc, figure.phrase.last
    if doc.word[at : at + 1] != ["each"] and doc.word[figure.quantity.last : figure.quantity.last + 1] != ["each"]:
        return [claim]
    named = [story.mentions[i] for i in range(at, min(last, at + 12)) if i in story.mentions]
    if len(named) < 2:
        return [claim]
    claims = []
    for mention in named[:3]:
        row = {name: getattr(claim, name) for name in claim.__slots__}
        row["actor"], row["actor_text"] = mention.code, doc.span(mention.first, mention.last)
        if mention.role in ("forces", "police") and claim.population:
            row["population"] = mention.population
        claims.append(Claim(**row))
    return claims


__all__ = ["EXTRACTOR_VERSION", "extract"]
