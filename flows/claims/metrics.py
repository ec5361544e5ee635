"""What happened to what is counted: the word of the sentence that governs each figure."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims.distance import cost_left, cost_right, passive_before, within
from flows.claims.figure import EVENTS_OF_PEOPLE, Figure, counts_other
from flows.claims.grammar import AUXILIARIES, POSSESSIVES
from flows.claims.leads import told_by_lead
from flows.claims.lists import link_lists, share
from flows.claims.nouns import MUNITIONS
from flows.claims.tokens import Document
from flows.claims.triggers import Trigger, find_triggers, state_words

_TOO_FAR = 9.0

_PLACED = (["to"], ["in"], ["at"], ["on"], ["near"], ["into"], ["from"])
_ATTRIBUTES = frozenset({"dead", "deceased", "fallen", "slain"})  # of those whose bodies are handed over, too
_FATES = frozenset({"killed", "wounded", "casualties", "missing", "captured", "released", "evacuated", "returned"})
_HELD = frozenset({"abducted", "captured", "detained"})
_ARMED = frozenset({"military", "militants", "peacekeepers", "combatants"})
_MOVES = frozenset({"deployed", "withdrawn", "strength", "trained", "recruited"})
# What a noun says of itself, and the metrics that no verb gives it: refugees who arrive are not deployed.
_STRANGERS = {
    "refugees": _MOVES | {"displaced"}, "displaced": _MOVES, "abducted": _MOVES,
    "bodies": _MOVES | {"returned", "released", "evacuated", "captured"},
}  # fmt: skip
_HAVING = frozenset({"has", "have", "had", "carries", "carry", "operates", "operate", "fields", "keeps", "kept"})
_KEEPING = frozenset({"arsenal", "arsenals", "stockpile", "stockpiles", "inventory", "inventories", "stocks", "depots"})
_BESIDE = 4  # tokens in which "including 51 wounded" has a word of its own
_OF_THE_BASE = 3.0  # "half of the troops deployed to Kursk": the participle tells of the troops, not of the half


def decide_metrics(
    doc: Document, figures: Sequence[Figure], triggers: Sequence[Trigger], first: int, last: int
) -> None:
    """Give each figure of one sentence, tokens [first, last), its metric; those without one keep None."""
    link_lists(doc, figures, triggers)
    for k, figure in enumerate(figures):
        left = next((other.phrase.last for other in reversed(figures[:k]) if other.metric is not None), first)
        led = doc.word[max(first, figure.quantity.first - 1) : figure.quantity.first] == ["including"]
        asides = _set_in(figure, figures[k + 1 :])
        beyond = k + 1 + len(asides)
        while beyond < len(figures) and _carrier(figure, figures[beyond]):
            beyond += 1
        right = figures[beyond].quantity.first if beyond < len(figures) else last
        right = min(right, figure.phrase.last + _BESIDE) if led and k else right
        parts = [other for other in asides if "whole" not in other.extra]
        near = [t for t in triggers if not any(_inside_aside(doc, other, t) for other in parts)] if parts else triggers
        _own(doc, figure, near, left, right, first, last)
    share(doc, figures)
    for figure in figures:
        _with_whole(doc, figure, figures)


def _with_whole(doc: Document, figure: Figure, figures: Sequence[Figure]) -> None:
    """ "14 were killed, 12 of them sent by the bloc": what a part did before says nothing of what became of it."""
    whole = figures[figure.part_of] if figure.part_of >= 0 else None
    if whole is None or whole.metric not in _FATES or figure.metric not in _MOVES | {"withdrawn"}:
        return
    if figure.trigger is not None and passive_before(doc, figure.trigger, figure.phrase.last):
        return
    figure.metric, figure.trigger, figure.side = whole.metric, whole.trigger, whole.side
    figure.reason = f"part of {whole.reason}"


def _carrier(figure: Figure, other: Figure) -> bool:
    """ "Seven guards travelling in a military bus were killed": what carried them parts them not from their verb."""
    noun, counted = other.phrase.noun, figure.phrase.noun
    people = counted is None or counted.sort == "people"
    return people and other.quantity.article and noun is not None and noun.sort == "materiel"


def _set_in(figure: Figure, following: Sequence[Figure]) -> list[Figure]:
    """The figures between a figure and its verb that are parts of it, or its base."""
    found: list[Figure] = []
    for other in following:
        if not (_aside(other) or _base_of(figure, other)):
            break
        found.append(other)
    return found


def _base_of(figure: Figure, other: Figure) -> bool:
    """ "100,600 of the 120,000": the second is the base of the first."""
    return "base" in figure.extra and "whole" in other.extra and figure.phrase.last == other.phrase.last


def _inside_aside(doc: Document, aside: Figure, trigger: Trigger) -> bool:
    """Whether a word belongs to a part set in behind its whole: "130 hostages, of whom 30 are dead"."""
    behind = trigger.first >= aside.quantity.first
    return behind and "," not in doc.word[aside.phrase.last : trigger.first]


def _aside(figure: Figure) -> bool:
    """ "…, five of them children, …", "…, one a captain, …": a part set in behind its whole."""
    if figure.quantity.word == "one" and figure.phrase.unknown is None and figure.extra.get("named"):
        return True
    return figure.part_of >= 0 and figure.phrase.pronoun in ("them", "whom", "these") and figure.quantity.best < 1e5


def _own(
    doc: Document, figure: Figure, triggers: Sequence[Trigger], left: int, right: int, first: int, last: int
) -> None:
    _said_inside(doc, figure)
    phrase, noun = figure.phrase, figure.phrase.noun
    for trigger in within(triggers, *figure.label):
        if (told := trigger.metric(noun)) is not None:
            _take(figure, told, trigger, 1.0, f"“{doc.span(trigger.first, trigger.last)}” in the label", "left")
    for trigger in within(triggers, left, right):
        behind = trigger.first >= phrase.last
        if not behind and trigger.last > figure.quantity.first:
            continue
        metric = None if behind and _remains(doc, figure, trigger) else trigger.metric(noun)
        if noun is None and phrase.actors and "people" not in trigger.sense.metrics:
            continue  # "1,100 Afghans left behind"
        if metric is None or (phrase.unknown and noun is None and "people" not in trigger.sense.metrics):
            continue
        if noun is not None and metric in _STRANGERS.get(noun.metric or "", ()):
            continue
        cost = cost_right(doc, figure, trigger, triggers, last) if behind else (
            cost_left(doc, figure, trigger, triggers, first)
        )  # fmt: skip
        if cost is None:
            continue
        if phrase.unknown and noun is None and "materiel" in trigger.sense.metrics:
            cost += 1.0  # "four SLRs were seized": what is not known may be a thing
        if behind and figure.quantity.share and _tells_of_base(doc, figure, trigger):
            cost += _OF_THE_BASE
        if behind and _finishes(doc, figure, trigger, metric):
            figure.cost = 99.0
        _take(
            figure, metric, trigger, cost, f"“{doc.span(trigger.first, trigger.last)}”", "right" if behind else "left"
        )


def _remains(doc: Document, figure: Figure, trigger: Trigger) -> bool:
    """ "The army has 70,000 soldiers left": these have not gone."""
    led = doc.word[max(0, figure.quantity.first - 4) : figure.quantity.first]
    left = trigger.sense.lemma == "leave" and trigger.form == "ed"
    return left and trigger.first == figure.phrase.last and not _HAVING_LEFT.isdisjoint(led)


_HAVING_LEFT = _HAVING | frozenset({"having", "there", "with"})


def _said_inside(doc: Document, figure: Figure) -> None:
    """What the noun phrase says by itself: "12 wounded soldiers", "600 deaths", "nine raids"."""
    phrase = figure.phrase
    if phrase.states:
        metric = state_words().get(phrase.states[0])
        if metric and not counts_other(metric, phrase):
            cost = 1.8 if phrase.states[0] in _ATTRIBUTES else 0.6
            _take(figure, metric, None, cost, f"state “{phrase.states[0]}”", "inside")
    noun = phrase.noun
    if noun is not None and noun.metric is not None:
        cost = (0.9 if noun.weak else 0.5) if noun.metric in EVENTS_OF_PEOPLE and not phrase.partitive else 2.1
        _take(figure, noun.metric, None, cost, f"noun “{doc.span(phrase.noun_first, phrase.noun_last)}”", "inside")
    if noun is not None and noun.sort == "event":
        _take(figure, "attacks", None, 1.2, f"noun “{doc.span(phrase.noun_first, phrase.noun_last)}”", "inside")


def _finishes(doc: Document, figure: Figure, trigger: Trigger, metric: str) -> bool:
    """Whether a finite passive outranks the participle before it: "soldiers sent to the front have been killed"."""
    earlier = figure.trigger
    fated = metric in _FATES and figure.metric not in EVENTS_OF_PEOPLE
    if not fated or figure.metric == metric:
        return False
    if earlier is None:  # "25 abducted persons regained their freedom"
        return figure.side == "inside" and figure.metric in _HELD and _is_finite(doc, figure.phrase.last, trigger)
    if figure.side != "right" or not _reduced(doc, figure, earlier):
        return False
    return _is_finite(doc, earlier.last, trigger)


def _is_finite(doc: Document, floor: int, trigger: Trigger) -> bool:
    """ "Were killed", "walked free": the verb of the clause, no participle of a noun."""
    active = trigger.sense.use in ("intransitive", "both") and trigger.form in ("ed", "past", "s")
    return active or passive_before(doc, trigger, floor)


def _tells_of_base(doc: Document, figure: Figure, trigger: Trigger) -> bool:
    goes_on = trigger.sense.use == "state" and doc.word[trigger.last : trigger.last + 1] in _PLACED
    return (goes_on or _reduced(doc, figure, trigger)) and not passive_before(doc, trigger, figure.phrase.last)


def _reduced(doc: Document, figure: Figure, trigger: Trigger) -> bool:
    """Whether a participle stands behind a noun without "be": "soldiers sent to the front"."""
    return trigger.form in ("ed", "participle", "ing") and not passive_before(doc, trigger, figure.phrase.last)


def _take(figure: Figure, metric: str, trigger: Trigger | None, cost: float, reason: str, side: str) -> None:
    if cost < figure.cost and cost < _TOO_FAR:
        figure.metric, figure.trigger, figure.cost, figure.reason, figure.side = metric, trigger, cost, reason, side


def default_metric(doc: Document, figure: Figure, first: int, title: str | None = None) -> tuple[str, str] | None:
    """What a counted noun says when nothing else in the sentence does; `title` is what the title says of materiel."""
    noun = figure.phrase.noun
    if noun is None:
        return None
    if noun.metric:
        return noun.metric, "noun"
    measured = 0 <= figure.phrase.noun_first < figure.quantity.first  # "officers now number 800"
    armed = (noun.code in _ARMED and not noun.weak) or _has_men(doc, figure, first)
    if noun.sort == "people" and (armed or (measured and noun.code in _ARMED | {"police"})):
        return "deployed", "armed people with no other word"
    if _of_own_men(doc, figure):
        return "deployed", "a side's own men with no other word"
    if noun.sort == "materiel" and (led := told_by_lead(doc, figure.quantity.first, noun)) is not None:
        return led
    if noun.sort == "materiel" and _possessed(doc, figure, first):
        return "equipment_held", "a side that has so many"
    if noun.sort == "materiel" and title is not None and _is_entry(doc, first):
        return title, "in the title"
    if noun.sort == "materiel" and (told := _told_of_materiel(doc, figure, first)):
        return told
    if noun.sort == "materiel" and not _KEEPING.isdisjoint(doc.word[figure.phrase.last : figure.phrase.last + 4]):
        return "equipment_held", "what is kept in an arsenal"
    if noun.sort == "materiel" and (not noun.weak or figure.phrase.actors):
        return ("munitions_fired" if noun.code in MUNITIONS else "equipment_held"), "materiel with no other word"
    return None


def _has_men(doc: Document, figure: Figure, first: int) -> bool:
    """ "The group has about 1,000 men in the country"."""
    led = doc.word[max(first, figure.quantity.first - 1) : figure.quantity.first]
    men = doc.word[figure.phrase.noun_last - 1] == "men"
    return men and figure.quantity.best >= _SOME_MEN and not _HAVING.isdisjoint(led)


_SOME_MEN = 20


def _possessed(doc: Document, figure: Figure, first: int) -> bool:
    """ "The mission has four frigates", "a carrier with up to 75 aircraft", not in a list of what was lost or given."""
    before = doc.word[max(first, figure.quantity.first - 4) : figure.quantity.first]
    return not _is_entry(doc, first) and not _HAVING.isdisjoint(before) and "lost" not in before


def _is_entry(doc: Document, first: int) -> bool:
    """Whether a sentence is an entry of a list: behind a bullet or dash, or without any verb."""
    sentence = doc.sentence_of[first]
    begin, end = doc.sentences[sentence]
    if doc.raw[begin] in "•*-–—·" or (begin > 0 and doc.raw[begin - 1] in "•*-–—·"):
        return True
    return AUXILIARIES.isdisjoint(doc.word[begin:end])


def _of_own_men(doc: Document, figure: Figure) -> bool:
    """ "20,000 of its men": a side's own people without another word."""
    phrase = figure.phrase
    return phrase.pronoun in POSSESSIVES and phrase.noun_first >= 0 and doc.word[phrase.noun_first] == "men"


def _told_of_materiel(doc: Document, figure: Figure, first: int) -> tuple[str, str] | None:
    """What the text before a list of materiel says happens to it: "what has been lost: tanks, 12; guns, 30"."""
    sentence = doc.sentence_of[first]
    for back in range(sentence - 1, max(-1, sentence - 4), -1):
        for trigger in reversed(find_triggers(doc, *doc.sentences[back])):
            metric = trigger.metric(figure.phrase.noun)
            if metric is not None and not trigger.sense.weak and metric.startswith("equipment"):
                return metric, f"“{doc.span(trigger.first, trigger.last)}” in a sentence before"
    return None
