"""Figures of people whom no word of their sentence governs: what the text said before, or the scene, tells of them."""

from __future__ import annotations

from functools import cache

from flows.claims.lexicon import words
from flows.claims.metric.figure import EVENTS_OF_PEOPLE, Figure, Told, counts_other
from flows.claims.metric.rivals import goes_on_from, rival_of
from flows.claims.source.sayers import reporting_verbs
from flows.claims.text.grammar import AUXILIARIES, CONJUNCTIONS, POSSESSIVES, PREPOSITIONS, WEEKDAYS
from flows.claims.text.nouns import ARMED, Noun, noun_at
from flows.claims.text.subject_matter import is_war_story
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import find_triggers, trigger_table

_REPEATED = 20  # from here on a number that comes again is the same figure
_MANY = 20
_CLOSE_BY = 6  # tokens
_DESCRIBING = frozenset(
    {"by", "for", "among", "with", "in", "still", "from", "who", "whose", "now", "there", "already"}
)
_LIVING = frozenset({"live", "lives", "lived"})
_CLOSED = PREPOSITIONS | CONJUNCTIONS


def accept_retold(doc: Document, figure: Figure, accepted: list[Figure], told: Told) -> bool:
    """Whether a figure without a governing word counts what the text spoke of; it takes its metric from there.

    In this order: the same number said before; what the text has just asked the number of; for people, the scene of
    the sentence; the figure before; the heading; the title.
    """
    quantity, phrase, noun = figure.quantity, figure.phrase, figure.phrase.noun
    if quantity.zero or quantity.share:
        return False
    earlier = told.by_value.get(quantity.best)
    if earlier is not None and quantity.best >= _REPEATED and phrase.unknown is None and _of_one_sort(figure, earlier):
        return take_over(doc, figure, earlier, "said of the same number before")
    listed = any(other.group == figure.group for other in accepted)
    own = phrase.pronoun in POSSESSIVES and phrase.partitive  # "74 of its own"
    many = quantity.best >= _MANY and told.last is not None  # of so many no weak noun is a mere aside
    people = noun.sort == "people" and (listed or many or not noun.weak) if noun is not None else (
        own or bool(phrase.actors)
    )  # fmt: skip
    previous = goes_on_from(doc, figure, accepted, told)
    if not accepted and noun is None:
        previous = rival_of(doc, figure, told) or previous
    if not _LIVING.isdisjoint(doc.word[phrase.last : phrase.last + 3]):
        return False  # "430,000 people live there"
    told_of = people or (noun is not None and noun.sort == "people" and is_war_story(doc))
    if told_of and not own and _set_by_scene(doc, figure):
        return True
    if previous is not None and _of_one_sort(figure, previous):
        goes_on = people or _goes_on(doc, figure, previous, bool(accepted))
        if goes_on and take_over(doc, figure, previous, "carried over"):
            return True
    return (people or _is_labelled(figure)) and _set_above(doc, figure, told)


def _is_labelled(figure: Figure) -> bool:
    """ "Hamdayet, Kassala State: 30,826" in a table of arrivals."""
    return figure.label[1] > 0 and figure.phrase.noun is None and figure.phrase.unknown is None


def said_in_title(title: str) -> tuple[str, str] | None:
    """What a title says happened to people, with the word that says it.

    >>> said_in_title("Baga: soldiers missing, and an army that denies the loss")
    ('missing', '“missing”')
    """
    doc = Document(title)
    return said_of_people(doc, 0, len(doc.word))


def said_of_people(doc: Document, first: int, last: int) -> tuple[str, str] | None:
    """What a heading says of people, by a verb or a noun of its own: "soldiers missing", "arrivals by entry point"."""
    for i in range(first, last):
        hit = noun_at(doc, i)
        if (
            hit is not None
            and hit[0] <= last
            and hit[1].metric
            and hit[1].sort == "people"
            and not (hit[1].state or hit[1].weak)
        ):
            return hit[1].metric, f"“{doc.span(i, hit[0])}”"
    for trigger in find_triggers(doc, first, last):
        metric = trigger.sense.metrics.get("people")
        if metric is not None and not trigger.sense.weak and trigger.sense.use != "active":
            return metric, f"“{doc.span(trigger.first, trigger.last)}”"
    return None


def take_over(doc: Document, figure: Figure, earlier: Figure, why: str) -> bool:
    """Give a figure the metric of an earlier one, if it can have it."""
    metric = passed_on(figure, earlier)
    if metric is None or _is_out_of_place(figure, metric):
        return False
    if is_out_of_scale(doc, figure, earlier):
        figure.metric, figure.cost, figure.reason = "displaced", 6.0, "far more people than were harmed"
        return True
    go_on_in_time(doc, figure, earlier)
    figure.metric, figure.trigger, figure.cost = metric, earlier.trigger, 6.0
    figure.reason = f"{why}: {earlier.reason.removeprefix('carried over: ')}"
    if figure.phrase.noun is None and not figure.phrase.actors:
        figure.phrase.noun = carried_noun(figure, earlier)
    return True


def go_on_in_time(doc: Document, figure: Figure, earlier: Figure) -> None:
    """ "Some 700 a day came, on some days as many as 1,200": a number alone goes on in the unit of time before it."""
    phrase, number = figure.phrase, doc.sentence_of[figure.quantity.first]
    rate = earlier.phrase.rate
    if rate is None or phrase.rate or phrase.noun is not None or figure.quantity.share or figure.quantity.zero:
        return
    like = earlier.quantity.best / _LIKE <= figure.quantity.best <= earlier.quantity.best * _LIKE
    behind = doc.word[phrase.last : phrase.last + 4]
    one_day = any(word.endswith("est") for word in behind)  # "and as many as 40 on the busiest"
    if doc.sentence_of[earlier.quantity.first] == number and like and not one_day and _SUMMING.isdisjoint(behind):
        phrase.rate = rate


_LIKE = 25
_SUMMING = frozenset({"since", "so", "altogether", "total", "all", "this", "over"})


def passed_on(figure: Figure, earlier: Figure) -> str | None:
    """The metric that goes over from a figure to one behind it: what the same verb says of what this one counts."""
    noun = figure.phrase.noun
    if earlier.trigger is None or noun is None or earlier.trigger.metric(earlier.phrase.noun) != earlier.metric:
        return earlier.metric
    return earlier.trigger.metric(noun) or earlier.metric


def is_out_of_scale(doc: Document, figure: Figure, earlier: Figure) -> bool:
    """ "79 lie in hospital. More than 130,000 have quitted the district": so many more are none of the wounded."""
    noun = figure.phrase.noun
    people = noun is None or (noun.sort == "people" and noun.code not in ARMED)
    harmed = earlier.metric in EVENTS_OF_PEOPLE and not earlier.quantity.share and earlier.quantity.best > 0
    told = doc.word[max(0, figure.quantity.first - 3) : figure.quantity.first]
    does = doc.word[figure.phrase.last : figure.phrase.last + 1]  # a rival count closes its clause
    subject = "there" in told or (bool(does) and does[0][0].isalpha() and not doc.opens_line(figure.phrase.last))
    if noun is None and not subject:
        return False
    return people and harmed and figure.quantity.best >= max(_MASSES, _SCALE * earlier.quantity.best)


_MASSES, _SCALE = 5_000, 40


def _is_out_of_place(figure: Figure, metric: str) -> bool:
    """Whether a metric counts no such thing as a figure names."""
    named = figure.phrase.noun is not None or bool(figure.phrase.actors)
    return named and counts_other(metric, figure.phrase)


def carried_noun(figure: Figure, earlier: Figure) -> Noun | None:
    """What a figure without a noun counts after another one: the same, but no women or children of its whole."""
    noun = earlier.phrase.noun
    part = noun is not None and (noun.code in ("women", "children") or earlier.part_of >= 0 or not noun.plural)
    return None if part and figure.phrase.pronoun is None and noun is not None and noun.sort == "people" else noun


def are_none(doc: Document, figure: Figure, previous: Figure | None) -> bool:
    """ "2,000 are in the town; Moscow says there are none", "they had two jets; the rebels have none"."""
    quantity, at = figure.quantity, figure.quantity.first
    if previous is None or figure.metric is not None or at == doc.sentences[doc.sentence_of[at]][0]:
        return False
    if doc.sentence_of[at] - doc.sentence_of[previous.quantity.first] > _NONE_AFTER:
        return False
    behind = doc.word[quantity.last : quantity.last + 1]
    closed = not behind or not behind[0].isalnum() or behind[0] in _CLOSING_NONE
    led = doc.word[at - 1] in _BEFORE_NONE or doc.word[at - 1] in reporting_verbs()
    return closed and led and take_over(doc, figure, previous, "carried over")


_NONE_AFTER = 2  # sentences
_CLOSING_NONE = frozenset({"at", "there", "in", "left", "now", "today"})
_BEFORE_NONE = AUXILIARIES | frozenset({
    "been", "of", "saw", "counted", "counts", "found", "at", "lost", "knows",
})  # fmt: skip


def set_close_by(doc: Document, figure: Figure) -> bool:
    """People of whom the very clause says what became of them: "35 soldiers have wounds of the legs"."""
    noun, at = figure.phrase.noun, figure.phrase.last
    if noun is None or noun.sort != "people" or noun.weak or figure.quantity.zero:
        return False
    by_word = scenes()
    for i in range(at, min(len(doc.word), at + _CLOSE_BY)):
        word = doc.word[i]
        if not word[0].isalpha() or word in CONJUNCTIONS or doc.opens_line(i):
            return False
        if word in trigger_table():
            return False  # a governing word, which has been judged
        metric = next((metric for metric in by_word.get(word, ()) if metric in EVENTS_OF_PEOPLE), None)
        if metric is not None:
            figure.metric, figure.cost, figure.reason = metric, 6.5, f"the scene: {word}"
            return True
    return False


def _set_by_scene(doc: Document, figure: Figure) -> bool:
    """The metric whose words the sentence has most of."""
    first, last = doc.sentences[doc.sentence_of[figure.quantity.first]]
    by_word = scenes()
    found: dict[str, list[str]] = {}
    part = _part_behind(doc, figure.phrase.last, last)
    for word in doc.word[first : part.start] + doc.word[part.stop : last]:
        for metric in by_word.get(word, ()):
            found.setdefault(metric, []).append(word)
    if not found:
        return False
    metric = max(found, key=lambda one: (len(found[one]), -_order().index(one)))
    figure.metric, figure.cost, figure.reason = metric, 6.5, "the scene: " + ", ".join(found[metric])
    return True


def _part_behind(doc: Document, first: int, last: int) -> range:
    """ "419 people were on the buses, 59 wounded among them": the tokens that tell of a part behind its whole."""
    for i in doc.among(_THEM, first + 1, last):
        if doc.word[i - 1] in ("among", "amongst"):
            begin = next((k for k in range(i, first, -1) if doc.word[k] == ","), first)
            end = next((k for k in range(i, last) if not doc.word[k][0].isalnum() and not doc.digit[k]), last)
            return range(begin, end)
    return range(last, last)


_THEM = frozenset({"them", "whom"})


@cache
def _order() -> list[str]:
    return list(words("scenes"))


@cache
def scenes() -> dict[str, list[str]]:
    """The metrics that a word of a scene tells of: "hospital", "coffins"."""
    table: dict[str, list[str]] = {}
    for metric, entries in words("scenes").items():
        for word in entries:
            table.setdefault(word, []).append(metric)
    return table


def _set_above(doc: Document, figure: Figure, told: Told) -> bool:
    """What the heading above, or the title, says happened."""
    if (said := said_of_people(doc, *told.heading)) is not None:
        figure.metric, figure.cost, figure.reason = said[0], 6.0, f"{said[1]} in the heading"
        return True
    if told.title is None:
        return False
    figure.metric, figure.cost, figure.reason = told.title[0], 6.0, f"{told.title[1]} in the title"
    return True


def _of_one_sort(figure: Figure, other: Figure) -> bool:
    """Whether two figures count people both, or things both; a number alone counts what the other does."""
    noun, counted = figure.phrase.noun, other.phrase.noun
    if noun is None and not figure.phrase.actors:
        return True
    return (noun.sort if noun else "people") == (counted.sort if counted else "people")


def _goes_on(doc: Document, figure: Figure, previous: Figure, same_sentence: bool) -> bool:
    """Whether a number without a noun goes on counting: "seven lie in hospital", "138 with burns", "40 came from …"."""
    quantity, phrase = figure.quantity, figure.phrase
    if phrase.noun is not None or quantity.word == "one" or quantity.last >= len(doc.word) or phrase.partitive:
        return False
    number = doc.sentence_of[quantity.first]
    apart = number - doc.sentence_of[previous.quantity.first]
    if apart > 1 or (apart and doc.opens_line(doc.sentences[number][0])):
        return False
    first = doc.sentences[number][0]
    before = doc.word[quantity.first - 1] if quantity.first > first else ""
    if before not in ("", ",", ";", ":", "and", "–", "—", "("):
        return False
    after = doc.word[quantity.last]
    dated = after == "on" and not WEEKDAYS.isdisjoint(doc.word[quantity.last + 1 : quantity.last + 2])
    counted = phrase.unknown is not None and before in (",", "and", ":")
    listed = same_sentence and (after in _DESCRIBING or dated or counted)
    return listed or (phrase.unknown is None and after.isalpha() and after not in _CLOSED and not before)
