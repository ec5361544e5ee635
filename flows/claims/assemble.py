"""Text to claims: the stages of the extractor in their order."""

from __future__ import annotations

from collections import Counter
from datetime import date

from flows.claims.actor.belligerents import forget, known_start, mission_of, remember, start_days
from flows.claims.actor.foes import name_enemies, name_local_peoples
from flows.claims.actor.keepers import keeps_peace
from flows.claims.actor.ledgers import arms_named
from flows.claims.actor.sides import side_of
from flows.claims.metric.arms import is_all_fired
from flows.claims.metric.asked import asked_in
from flows.claims.metric.candidates import find_figures, keep_wholes
from flows.claims.metric.custody import custody_of
from flows.claims.metric.figure import Figure
from flows.claims.metric.presumed import is_presumed
from flows.claims.metric.retold import said_in_title
from flows.claims.period.moments import Moments
from flows.claims.place.landmarks import found_in
from flows.claims.place.letterheads import headed_scene
from flows.claims.place.places import country_of, wordings
from flows.claims.place.tellers import where_it_fights
from flows.claims.place.whereabouts import AT_HOME, place_key_of, place_of, settled, stays_inside, title_place_of
from flows.claims.readiness import lexicons_read
from flows.claims.records import Claim
from flows.claims.source.attribution import Attribution, choose_attribution, credited_outlets
from flows.claims.source.claimants import resolve_claimant
from flows.claims.source.sourcing import resolve_pronouns, said_in, source_of
from flows.claims.status.denials import is_denied
from flows.claims.status.likelihood import likelihood_of
from flows.claims.story import Story, is_heading, line_start
from flows.claims.text.leads import materiel_in_title
from flows.claims.text.mentions import Mention, drop_namesakes, find_mentions
from flows.claims.text.nouns import Noun
from flows.claims.text.subject_matter import credited_lines
from flows.claims.text.tokens import DIGITS, Document
from flows.claims.value.numbers import openers
from schemas.vocabulary import load

EXTRACTOR_VERSION = "en-rules-7"

_ITEMS = 3  # lines that close with a credit in brackets make a list of news


def extract(text: str, *, published: date | None = None, title: str | None = None, language: str = "en") -> list[Claim]:
    """Every numeric claim of a text, in its order; offsets are those of `text`.

    `published` is the local calendar day of publication; without it relative dates stay unresolved. Other languages
    than English give no claims.

    >>> text = "At least 20 people were killed in Kabul on Sunday, police said."
    >>> claim = extract(text, published=date(2024, 3, 5))[0]
    >>> claim.expr, claim.metric, claim.country, claim.source, claim.period
    ('At least 20', 'killed', 'AFG', ['police'], ('2024-03-03', '2024-03-03'))
    """
    if language != "en" or not text:
        return []
    lexicons_read(_read_sample)
    return _read_text(text, published, title)


def _read_sample() -> None:
    """A reading that asks for every lexicon."""
    _read_text("At least 20 people were killed in Kabul on Sunday, police said.", date(2024, 3, 5), "Kabul")


def _read_text(text: str, published: date | None, title: str | None) -> list[Claim]:
    doc = Document(text)
    mentions = find_mentions(doc)
    heading = Document(title or "")
    headed = find_mentions(heading)
    titled = [mention.code for mention in headed.values()]
    drop_namesakes(doc, mentions, titled)
    counts = Counter(m.code for m in mentions.values() if m.role != "weak" or len(m.code) == 3)  # no "bandits"
    counts.update(titled * 2)  # a title tells what its text is about
    name_local_peoples(doc, mentions, counts, published.isoformat() if published else None)
    name_enemies(doc, mentions, counts, published.isoformat() if published else None)
    near = [code for code, _ in counts.most_common() if len(code) == 3 and code.isupper()]
    today = published.isoformat() if published else None
    story = Story(doc, mentions, near, published, Moments(doc, published, known_start(near, today)))
    story.moments.war_days = start_days(near, today)
    story.memory.counts = counts
    story.memory.arms = arms_named(doc, mentions)
    story.memory.arms.update(list(arms_named(heading, headed).elements()) * 2)
    story.memory.mission = mission_of(doc, mentions)
    story.memory.keepers = keeps_peace(doc, mentions) or keeps_peace(heading, headed)
    story.memory.day = today
    credited, lines = credited_lines(doc)
    story.memory.items = credited >= _ITEMS or 1 < credited == lines
    story.moments.listed = story.memory.items
    story.titled = frozenset(titled)
    story.title_place, story.scene = title_place_of(title, near)
    if story.scene is None:
        story.scene, story.headed = headed_scene(doc, near), True
    story.moments.name_war(title, near)
    if title:
        story.moments.entitle(title)
    story.told.title = said_in_title(title) if title else None
    story.told.materiel = materiel_in_title(title) if title else None
    claims: list[Claim] = []
    for number, (first, last) in enumerate(doc.sentences):
        claims.extend(_read_sentence(story, number, first, last))
    return claims


def _read_sentence(story: Story, number: int, first: int, last: int) -> list[Claim]:
    doc = story.doc
    heads = is_heading(doc, number, first, last)
    if heads:
        _open_heading(story, number, first, last)
    figures = _figures_of(story, first, last, heads=heads)
    if not figures:
        if not heads:
            _without_figures(story, number, first, last)
        return []
    attributions = said_in(story, number)
    kept = [f for f in figures if not _names_source(doc, f, attributions)]
    keep_wholes(figures, kept)
    figures = kept
    if not figures:
        return []
    resolve_pronouns(story, attributions, number)
    if story.memory.items and line_start(doc, number) != story.memory.item:
        story.memory.item = line_start(doc, number)
        story.memory.materiel.clear()
        story.memory.by_value.clear()
        story.memory.last_fired = None
    story.moments.sentence(number)
    outlets = credited_outlets(doc, first, doc.line_end[number])
    story.sides, story.counted = {}, {}
    story.places[number] = None
    claims: list[Claim] = []
    for index, figure in enumerate(figures):
        claims.extend(_claims_of(story, figure, index, figures, number, first, last, attributions, outlets))
    if story.places[number] is None:
        del story.places[number]
    for figure in figures:
        story.told.note(figure)
    if heads:
        story.told.forget()
        forget(story.memory)
    return claims


def _without_figures(story: Story, number: int, first: int, last: int) -> None:
    """Note what a sentence without figures asks; a question on a line of its own is a heading."""
    if (asked := asked_in(story.doc, first, last)) is not None:
        story.told.asked = number, *asked
    if story.doc.word[last - 1] == "?" and story.doc.opens_line(first) and story.doc.opens_line(last):
        forget(story.memory)


def _open_heading(story: Story, number: int, first: int, last: int) -> None:
    """What stands above a heading says nothing of what stands below."""
    story.headings.append(number)
    story.moments.heading(number)
    story.told.forget()
    story.told.heading = first, last
    forget(story.memory)


def _figures_of(story: Story, first: int, last: int, *, heads: bool) -> list[Figure]:
    """The figures of a sentence; of a heading those with a verb of their own."""
    if heads and not story.doc.has(_NUMBERS, first, last):
        return []
    figures, _ = find_figures(story.doc, first, last, story.mentions, story.told)
    return [figure for figure in figures if _is_news(figure)] if heads else figures


def _is_news(figure: Figure) -> bool:
    """ "Ambush in Peru leaves 14 soldiers dead": a figure of a heading with a verb of its own."""
    noun = figure.phrase.noun
    told = figure.trigger is not None or (noun is not None and noun.metric is not None)
    return told and figure.cost <= _CLOSE and not figure.quantity.article


_NUMBERS, _CLOSE = openers() | {DIGITS}, 2.4


def _names_source(doc: Document, figure: Figure, attributions: list[Attribution]) -> bool:
    """Whether a figure counts who says something: "two officials said"."""
    at, trigger = figure.quantity.first, figure.trigger
    if figure.phrase.noun is not None and figure.phrase.noun.sort != "people":
        return False
    if doc.word[at - 1] == "," and doc.word[figure.quantity.last : figure.quantity.last + 2] == ["of", "them"]:
        # "two survivors, one of them a doctor, said"
        return any(a.subject[1] == at - 1 and at < a.at and doc.word[a.at - 1] == "," for a in attributions)
    covering = [a for a in attributions if a.subject[0] <= at < a.subject[1]]
    for a in covering:
        if doc.word[a.at] == "(":
            continue
        if figure.quantity.article or doc.word[at - 2 : at] == ["according", "to"]:
            return True  # "according to a doctor", "according to two tribal leaders"
        if trigger is not None and trigger.first >= a.subject[1] and trigger.first > a.at:
            return True  # "three officials said the militants fought": it is not the officials who fought
        if at == a.subject[0] and figure.phrase.last == a.at and doc.word[at - 1] == "," and at > doc.sentences[0][0]:
            return True  # "killing six rebels, two officials said"
    if figure.cost < (1.6 if figure.quantity.word == "one" else 4.9):
        return False
    return any(at <= a.subject[0] + 1 for a in covering)


def _claims_of(
    story: Story, figure: Figure, index: int, figures: list[Figure], number: int, first: int, last: int,
    attributions: list[Attribution], outlets: list[str],
) -> list[Claim]:  # fmt: skip
    doc, quantity, noun = story.doc, figure.quantity, figure.phrase.noun
    assert figure.metric is not None  # noqa: S101 (accepted figures have one)
    trigger_first = figure.trigger.first if figure.trigger and first <= figure.trigger.first < last else 0
    attribution = choose_attribution(doc, attributions, quantity.first, trigger_first)
    place = place_of(story, figure, trigger_first, number, attribution)
    if figure.metric == "refugees" and stays_inside(place, found_in(story, number)):
        figure.metric = "displaced"  # "arrived in Tawila from El Fasher"
    country = place.country if place else None
    joins = figure.metric in AT_HOME and not story.located  # at home, whichever country the text speaks of
    side, population = side_of(story, figure, index, figures, number, first, last, None if joins else country)
    story.sides[index] = side
    figure.metric = custody_of(figure.metric, figure.reason, population)
    planned = story.moments.plan(figure, index, figures, number)
    denied = is_denied(doc, figure, attribution, first, last)
    timing = story.moments.decide(figure, index, figures, number, planned=planned is not None)
    place = settled(story, place, figure, side, population)
    place = where_it_fights(story, place, figure, side.code, population)
    if place is not None and timing.aggregation == "cumulative" and not first <= place.first < last:
        place = country_of(place)
    country = place.country if place else None
    likelihood = likelihood_of(doc, figure, first, last)
    if attribution is not None and attribution.group == "planning" and planned is None:
        # who only wants or plans asserts nothing: "Israel wants its people home: some 50 hostages are held"
        said = [other for other in attributions if other.group != "planning"]
        attribution = choose_attribution(doc, said, quantity.first, trigger_first)
    untold = attribution is None and story.headings[-1:] == [number]  # a heading is the text's own
    source, source_reason = ([], "") if untold else source_of(story, attribution, outlets, number)
    if is_all_fired(doc, figure):  # whose and where are those of the part that was met
        figure.metric, figure.reason = "munitions_fired", "all of which a part was met"
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
        place=wordings(place) if place else [], place_key=place_key_of(place), country=country or None,
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
    part = figure.part_of >= 0 or figure.phrase.complement or doc.word[quantity.first - 1 : quantity.first] == [":"]
    listed = not part and index > 0 and figures[index - 1].group == figure.group
    unnamed = quantity.share and not figure.phrase.actors
    # who is told of a part, or says nothing new, names nobody for the next
    if not (is_presumed(figure) or unnamed or "kind" in figure.extra):
        population = "people" if "kin" in figure.extra else claim.population
        remember(story.memory, side, population, figure.metric, number, part=part, listed=listed)
    return _split_each(story, figure, claim, first, last)


def _item(doc: Document, story: Story, figure: Figure, noun: Noun | None, counts: str) -> str | None:
    if counts == "territory":
        return noun.code if noun and noun.sort == "territory" else "settlement"
    if counts != "materiel":
        return None
    if figure.metric == "buildings_damaged":
        return "building"
    if noun is not None and noun.sort == "materiel":
        return noun.code
    return "munition" if figure.metric and figure.metric.startswith("munitions") else "other"


def _noun_text(doc: Document, figure: Figure) -> str | None:
    phrase = figure.phrase
    if phrase.noun is None or not 0 <= phrase.noun_first < phrase.noun_last:
        return None
    return doc.span(phrase.noun_first, phrase.noun_last)


def _split_each(story: Story, figure: Figure, claim: Claim, first: int, last: int) -> list[Claim]:
    """ "10,000 troops each from A and B", "A and B each freed 205 prisoners": one claim for each."""
    doc, at, begin = story.doc, figure.phrase.last, figure.quantity.first
    if not doc.has(_EACH, max(first, begin - _NEAR), max(at, figure.quantity.last) + 1):
        return [claim]
    behind = doc.word[at : at + 1] == ["each"] or doc.word[figure.quantity.last : figure.quantity.last + 1] == ["each"]
    each = next((i for i in doc.among(_EACH, max(first, begin - _NEAR), begin) if doc.word[i + 1] != "other"), None)
    named = [story.mentions[i] for i in range(at, min(last, at + 12)) if i in story.mentions] if behind else []
    if len(named) < 2 and (behind or each is not None):
        named = _pair_before(story, first, each if each is not None else begin)
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


_EACH = frozenset({"each"})
_NEAR = 5  # tokens: "each have freed at least 205"


def _pair_before(story: Story, first: int, end: int) -> list[Mention]:
    """The two sides joined by "and" that stand last before token `end`."""
    named = [story.mentions[i] for i in range(first, end) if i in story.mentions]
    for one, two in zip(named[-2::-1], named[:0:-1], strict=False):
        if story.doc.word[one.last : two.first] in (["and"], ["and", "the"]) and one.code != two.code:
            return [one, two]
    return []


__all__ = ["EXTRACTOR_VERSION", "extract"]
