"""Text to claims: the stages of the extractor in their order, and the memory that runs along the text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from flows.claims.attribution import Attribution, choose_attribution, credits, find_attributions
from flows.claims.candidates import find_figures
from flows.claims.claimants import resolve_claimant
from flows.claims.dates import When, find_dates
from flows.claims.mentions import Mention, find_mentions
from flows.claims.metrics import Figure
from flows.claims.nouns import Noun
from flows.claims.places import PlaceMention, choose_place, find_places, wordings
from flows.claims.qualifiers import find_quantities
from flows.claims.records import Claim
from flows.claims.timing import decide_timing, is_denied, is_planned, likelihood_of, nearest_date
from flows.claims.tokens import Document
from flows.claims.whose import Memory, Side, remember, whose_materiel, whose_people
from schemas.vocabulary import load

EXTRACTOR_VERSION = "en-rules-1"
_PRONOUNS = {"he": True, "she": True, "it": False, "they": False}


@dataclass(slots=True)
class _Source:
    wordings: list[str]
    person: bool
    sentence: int


@dataclass(slots=True)
class _Story:
    """What the text has said so far."""

    doc: Document
    mentions: dict[int, Mention]
    near: list[str]
    published: date | None
    memory: Memory = field(default_factory=Memory)
    place: PlaceMention | None = None
    place_sentence: int = -99
    day: tuple[str | None, str | None] = (None, None)
    sources: list[_Source] = field(default_factory=list)
    last_figure: Figure | None = None
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
    claims: list[Claim] = []
    for number, (first, last) in enumerate(doc.sentences):
        claims.extend(_read_sentence(story, number, first, last))
    return claims


def _read_sentence(story: _Story, number: int, first: int, last: int) -> list[Claim]:
    doc = story.doc
    figures, _ = find_figures(doc, first, last, story.mentions, story.last_figure)
    attributions = find_attributions(doc, first, last, story.mentions)
    _resolve_pronouns(story, attributions, number)
    if not figures:
        _note_context(story, number, first, last)
        _note_sources(story, attributions, number)
        return []
    places = find_places(doc, first, last, story.mentions, story.near)
    dates = find_dates(doc, first, last, story.published)
    outlets = credits(doc, first, _line_end(doc, number, last))
    story.sides = {}
    claims: list[Claim] = []
    for index, figure in enumerate(figures):
        claims.extend(_claims_of(story, figure, index, figures, number, first, last, attributions, places, dates, outlets))
    _note_places(story, places, number)
    _note_sources(story, attributions, number)
    _note_day(story, figures, dates)
    story.last_figure = figures[-1]
    return claims


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
    side, population = _side_of(story, figure, index, figures, first, last, country)
    story.sides[index] = side
    planned = is_planned(doc, figure, attribution, dates, first, last)
    denied = is_denied(doc, figure, attribution, first)
    timing = decide_timing(doc, figure, dates, first, last, story.published, story.day, planned is not None)
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
    remember(story.memory, side, claim.population, figure.metric)
    return _split_each(story, figure, claim, first, last)


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


def _side_of(
    story: _Story, figure: Figure, index: int, figures: list[Figure], first: int, last: int, country: str | None
) -> tuple[Side, str | None]:
    doc, noun = story.doc, figure.phrase.noun
    counts = load("metrics")[figure.metric]["counts"]
    previous = story.sides.get(index - 1)
    if counts == "people":
        parent = story.sides.get(figure.part_of) if figure.part_of >= 0 else None
        same_list = index > 0 and figures[index - 1].group == figure.group and noun is None
        if parent is None and (same_list or figure.reason.startswith("carried over") and noun is None):
            parent = previous
        return whose_people(doc, figure, story.mentions, first, last, story.memory, country, parent)
    same = previous if index and figures[index - 1].metric == figure.metric else None
    return whose_materiel(doc, figure, story.mentions, first, last, story.memory, country, same), None


def _place_of(
    story: _Story, figure: Figure, places: list[PlaceMention], trigger_first: int, number: int
) -> PlaceMention | None:
    quantity = figure.quantity
    place = choose_place(story.doc, places, quantity.first, figure.phrase.last, trigger_first, figure.metric or "")
    if place is not None:
        return place
    return story.place


def _source_of(
    story: _Story, attribution: Attribution | None, outlets: list[str], number: int
) -> tuple[list[str], str]:
    if attribution is not None:
        extra = [w for source in story.sources for w in source.wordings if attribution.wordings[0] in source.wordings]
        return list(dict.fromkeys([*attribution.wordings, *extra, *outlets])), f"“{story.doc.word[attribution.at]}”"
    if outlets:
        return outlets, "credited in brackets"
    carried = _carried_source(story, number)
    if carried is not None:
        return list(carried.wordings), "carried over from the sentence before"
    return [], ""


def _carried_source(story: _Story, number: int) -> _Source | None:
    """Inside a quotation that goes on, the speaker goes on."""
    doc = story.doc
    first, _ = doc.sentences[number]
    if not story.sources or story.sources[-1].sentence < number - 2:
        return None
    before = doc.text[: doc.start[first]]
    opened = before.rfind("“") > before.rfind("”")
    return story.sources[-1] if opened or doc.raw[first] in ("“",) else None


def _resolve_pronouns(story: _Story, attributions: list[Attribution], number: int) -> None:
    """ "he said", "it added": the person or the body that spoke last."""
    for attribution in attributions:
        wording = attribution.wordings[0].lower()
        if wording in _PRONOUNS:
            for source in reversed(story.sources):
                if number - source.sentence <= 6 and (source.person or not _PRONOUNS[wording]):
                    attribution.wordings = list(source.wordings)
                    break
            else:
                attribution.wordings = [attribution.wordings[0]]


def _note_sources(story: _Story, attributions: list[Attribution], number: int) -> None:
    for attribution in attributions:
        if attribution.wordings[0].lower() not in _PRONOUNS:
            story.sources.append(_Source(attribution.wordings, attribution.person, number))
    del story.sources[:-8]


def _note_places(story: _Story, places: list[PlaceMention], number: int) -> None:
    for place in places:
        if place.prep and not place.reporting and place.country:
            story.place, story.place_sentence = place, number
            break


def _note_context(story: _Story, number: int, first: int, last: int) -> None:
    """A sentence without figures still tells where and when."""
    if number > 6 and story.place is not None:
        return
    places = find_places(story.doc, first, last, story.mentions, story.near)
    if story.place is None:
        _note_places(story, places, number)


def _note_day(story: _Story, figures: list[Figure], dates: list[When]) -> None:
    for figure in figures:
        when = nearest_date(story.doc, dates, figure)
        if when is not None and when.kind == "point" and when.end is not None and len(when.end) == 10:
            story.day = (when.start, when.end)
            return


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


__all__ = ["EXTRACTOR_VERSION", "extract", "find_quantities"]
