"""What the words around a figure tell of its time: one event, a war, a toll, a level, something going on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from flows.claims import grammar
from flows.claims.calendars import When, table
from flows.claims.figure import Figure
from flows.claims.lexicon import Phrases, words
from flows.claims.tokens import Document

HARM = frozenset(words("timing")["harm"])
_DELIVERED = frozenset({"equipment_supplied", "equipment_produced", "trained", "recruited", "deserted"})
MOUNTING = frozenset(
    {"killed", "wounded", "casualties", "captured", "equipment_lost", "recruited", "deserted", "buildings_damaged",
     "attacks", "munitions_fired", "munitions_intercepted", "detained", "trained", "bodies", "returned", "evacuated"}
)  # fmt: skip
_BREAKS = frozenset({"but", "while", "whereas", "when", "after", "before", ";", "which", "who", "as", "—", "whom"})
_ONE = frozenset({"a", "an", "the", "one", "single", "this", "'s", "another", "first", "second"})
_NOUNS_OF_WAR = frozenset(
    {"zone", "crimes", "crime", "cabinet", "monitor", "monitors", "party", "room", "effort", "veterans"}
)
_REACH = 120  # tokens
_LIMIT = 4.0
Period = tuple[str | None, str | None]


@dataclass(slots=True)
class Timing:
    """How a figure sits in time, with the words that say so."""

    aggregation: str
    start: str | None
    end: str | None
    reason: str


@dataclass(slots=True)
class Context:
    """What a figure's text has said of time so far.

    `whole`: the timing of the figure that this one is a part of; `carried`: that of the count that the text goes on
    with; `frame`: that of the heading it stands under; `event`: the time of the event that the text speaks of;
    `earlier`: the metrics counted before; `count_start`: where the text's last running total began; `lead`: whether
    the sentence opens its item; `when`: the time expression of the figure's clause; `said`: the day on which the lead
    was said; `beside`: the metric of the figure before in the sentence; `listed`: whether the text is a list of a
    day's news.
    """

    published: date | None
    planned: bool = False
    whole: Timing | None = None
    carried: Timing | None = None
    frame: Timing | None = None
    event: Period = (None, None)
    earlier: frozenset[str] = frozenset()
    war_start: str | None = None
    count_start: str | None = None
    lead: bool = False
    when: When | None = None
    said: str | None = None
    beside: str | None = None
    listed: bool = False


@cache
def cue_list(name: str) -> frozenset[str]:
    """One of the word lists of what has happened, stands or is planned, as a set."""
    return frozenset(words("timing")[name])


@cache
def _totals() -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in words("dates")["totals"])


def in_reach(found: Sequence[When], figure: Figure) -> Sequence[When]:
    """The time expressions that stand near enough to a figure to be its own; all are in the order of the text."""
    if len(found) < 8:
        return found
    at = figure.quantity.first
    low = bisect_left(found, at - _REACH, key=lambda when: when.first)
    return found[low : bisect_left(found, at + _REACH, lo=low, key=lambda when: when.first)]


def nearest_date(doc: Document, found: Sequence[When], figure: Figure) -> When | None:
    """The time expression of a figure's clause; times of saying and of other things are none."""
    best, best_cost = None, _LIMIT
    for when in in_reach(found, figure):
        if when.kind not in ("said", "aside"):
            cost = clause_cost(doc, when, figure, best_cost)
            if cost < best_cost:
                best, best_cost = when, cost
    return best


def clause_cost(doc: Document, when: When, figure: Figure, limit: float = _LIMIT) -> float:
    """How far a time expression stands from a figure's clause: the lower, the closer; `limit` where it is farther."""
    first, last, cost = when.last, figure.quantity.first, 0.3
    behind = when.first >= last
    if behind:
        anchor = max(figure.phrase.last, figure.trigger.first if figure.trigger else 0)
        first, last, cost = min(anchor, when.first), max(anchor, when.first), 0.0
    cost += 0.05 * (last - first) + 0.4 * (when.free == "duration")
    if when.kind == "point" and len(when.end or when.start or "") == 4:
        cost += 0.8
    before = ""
    for k in range(first, last):
        if cost >= limit:
            return limit
        word = doc.word[k]
        if word in _BREAKS:
            cost += 3.5 if word == ";" else 0.5
        elif word == ",":
            cost += 0.2
        elif word == "and" and before == ",":
            cost += 0.5
        elif behind and word == "from" and before in ("up", "down"):
            cost += _LIMIT  # "9,000, up from 7,500 on Friday": Friday is the other's
        before = word
    return cost


class Cues:
    """One figure in its sentence: the questions that decide how it sits in time."""

    def __init__(
        self, doc: Document, figure: Figure, found: Sequence[When], first: int, last: int, context: Context
    ) -> None:
        self.doc, self.figure, self.found, self.context = doc, figure, in_reach(found, figure), context
        self.first = max(first, figure.quantity.first - _REACH)
        self.last = min(last, figure.quantity.first + _REACH)
        self.word = doc.word[self.first : self.last]
        self.metric = figure.metric or ""
        self.when = context.when
        said = next((w for w in self.found if w.kind == "said"), None)
        published = context.published.isoformat() if context.published else None
        self.holds = (said.end if said else None) or context.said or published
        self.large = figure.quantity.best >= 1000 and not figure.quantity.share

    def joins(self) -> bool:
        """ "1,500 commandos will join nearly 4,000 already there", "500 sent as reinforcements"."""
        phrase = self.figure.phrase
        if self.metric != "deployed":
            return False
        after = self.doc.word[phrase.last : min(self.last, phrase.last + 14)]
        return bool(cue_list("adding") & set(after[:6])) or ("join" in after and "already" in after)

    def other_harm(self) -> bool:
        """ "killed four soldiers and wounded six more": more people, but not more of the same."""
        quantity, trigger = self.figure.quantity, self.figure.trigger
        behind = self.doc.word[quantity.last : quantity.last + 1] in (["more"], ["others"])
        behind = behind and self.figure.phrase.noun is None
        begin = trigger.first if trigger is not None and self.figure.side == "left" else quantity.first
        linked = self.doc.word[max(self.first, begin - 1) : begin] in (["and"], [","], ["while"])
        return behind and (linked or self.context.beside in HARM - {self.metric})

    def sum_lead(self) -> bool:
        """ "bringing the total to": the figure is the sum that the words before it announce."""
        quantity = self.figure.quantity
        before = self.doc.word[max(self.first, quantity.first - 9) : quantity.first]
        return before[-1:] in (["to"], ["with"], ["at"]) and bool(cue_list("summing") & set(before))

    def until(self) -> str | None:
        """The day that a count is said to hold for: "as of 3 May"."""
        return next((w.end for w in self.found if w.kind in ("until", "by")), None)

    def stands(self) -> bool:
        """Whether a deployment is a level rather than an act of sending."""
        trigger, doc, figure = self.figure.trigger, self.doc, self.figure
        noun, noun_at = figure.phrase.noun, figure.phrase.noun_last - 1
        if noun is not None and noun_at >= 0 and doc.word[noun_at] in cue_list("attackers"):
            return False  # "by two gunmen"
        if trigger is None:
            around = doc.word[max(self.first, figure.quantity.first - 4) : min(self.last, figure.phrase.last + 4)]
            still = self.when is None and not self.context.planned
            stationed = still and noun is not None and noun.code in ("military", "peacekeepers")
            return not self.attacking() and (stationed or any(word in cue_list("levels") for word in around))
        if trigger.sense.lemma in cue_list("level_verbs"):
            return True
        return trigger.sense.use in ("state", "toll", "nominal") and not self.sent()

    def sending(self) -> bool:
        """ "the deployment of": a noun of doing, no level."""
        trigger = self.figure.trigger
        return trigger is not None and trigger.sense.use == "nominal"

    def sent(self) -> bool:
        """ "the 11,000 troops initially deployed to Kursk": an act that lies behind."""
        after = self.doc.word[self.figure.phrase.last : min(self.last, self.figure.phrase.last + 4)]
        return "deployed" in after and ("initially" in after or "to" in after[-1:] or "originally" in after)

    def kept(self) -> bool:
        """Whether captives or displaced people are held or away now, not taken or driven out then."""
        quantity, phrase = self.figure.quantity, self.figure.phrase
        end = max(phrase.last, self.figure.trigger.last if self.figure.trigger else 0)
        if self.figure.trigger is not None and self.figure.trigger.sense.lemma.startswith("take "):
            return False  # "250 were taken hostage" on that day
        around = self.doc.word[max(self.first, quantity.first - 5) : min(self.last, end + 5)]
        if "live" in around and cue_list("live_what") & set(around):
            around.remove("live")  # "live rounds"
        return bool(cue_list("held") & set(around)) and not {"released", "freed", "fled"} & set(around)

    def exists(self) -> bool:
        """ "There are some 80 hostages", "the 25 are captives still": a level of whatever is counted."""
        before = self.doc.word[max(self.first, self.figure.quantity.first - 4) : self.figure.quantity.first]
        return "there" in before and bool({"are", "is", "'s", "were", "was", "remain"} & set(before))

    def so_called(self) -> bool:
        """ "98,609 displaced families", "two million refugees": people named by their state and no deed."""
        trigger, figure = self.figure.trigger, self.figure
        if trigger is not None:
            return trigger.sense.use == "state" and not self.perfect()
        before = self.doc.word[max(self.first, figure.quantity.first - 5) : figure.quantity.first]
        return figure.phrase.noun is not None or not {"has", "have", "had"} & set(before)

    def possessed(self) -> bool:
        """Whether materiel is what a side has or what is seen in a place, rather than what came, went or took part."""
        begin, end = self.figure.quantity.first - 7, self.figure.phrase.last + 6
        return bool(cue_list("possession") & set(self.doc.word[max(self.first, begin) : min(self.last, end)]))

    def treated(self) -> bool:
        """ "the town's hospital received 32 wounded": one day of a house that takes in those of many events."""
        trigger = self.figure.trigger
        begin = min(self.figure.quantity.first, trigger.first if trigger else self.figure.quantity.first)
        before = set(self.doc.word[max(self.first, begin - 12) : self.figure.quantity.first])
        return bool(cue_list("houses") & before and cue_list("takes_in") & before)

    def attacking(self) -> bool:
        """Whether the counted take part in an attack or come into sight."""
        return bool(cue_list("attacking") & set(self.word))

    def tallied(self) -> bool:
        """A toll, or what has happened up to now, rather than what happened on a day."""
        trigger = self.figure.trigger
        return trigger is not None and (self.toll() or self.perfect())

    def toll(self) -> bool:
        """A noun of a toll, "killed" as a label included, but no verb form."""
        trigger = self.figure.trigger
        if trigger is None or trigger.sense.use != "toll":
            return False
        before = self.doc.word[max(self.first, trigger.first - 3) : trigger.first]
        return grammar.AUXILIARIES.isdisjoint(before)

    def perfect(self) -> bool:
        """ "have been killed", "has lost"."""
        trigger, spot = self.figure.trigger, self.figure.quantity.first - 1
        if trigger is not None:
            spot = trigger.first
        before = self.doc.word[max(self.first, spot - 5) : spot]
        return bool({"have", "has", "'ve"} & set(before))

    def said_total(self) -> bool:
        """Words of a sum: "so far", "in all", "the death toll stands at", or fighting that has cost so many."""
        table_of = _totals()
        if not table_of.openings.isdisjoint(self.word) and any(
            w in table_of and table_of.at(self.doc.word, i) for i, w in enumerate(self.word, self.first)
        ):
            return True
        if self.toll() and not self.figure.phrase.others:
            return True
        if self.figure.quantity.share and self.metric in HARM:
            return True
        if self.perfect() and not self.context.lead and (self.metric in HARM or self.metric in _DELIVERED):
            return self.figure.quantity.best >= 20
        return self.perfect() and self.figure.quantity.best >= 20 and bool(table("turmoil") & set(self.word))

    def war(self) -> bool:
        """ "in the war", "the insurgency has cost": the figure is one of the whole war."""
        if self.metric not in MOUNTING and self.metric != "deployed":
            return False
        wars, doc, figure = table("war_contexts"), self.doc, self.figure
        trigger = figure.trigger
        spot = min(figure.quantity.first, trigger.first if trigger else figure.quantity.first)
        for i in range(max(self.first, spot - 12), min(self.last, figure.phrase.last + 14)):
            if doc.word[i] in wars and not doc.upper[i]:
                lead = doc.word[max(self.first, i - 5) : i]
                behind = doc.word[i + 1] if i + 1 < self.last else ""
                if {"in", "of", "during"} & set(lead) and i > figure.quantity.first and behind not in _NOUNS_OF_WAR:
                    return True
                if i < spot and {"the", "'s", "whole"} & set(lead) and self.perfect():
                    return True
        return False

    def one_event(self) -> bool:
        """Whether the sentence speaks of one attack: "last week a car bombing killed five"."""
        events = table("events")
        if events.isdisjoint(self.word):
            return False
        for i, word in enumerate(self.word):
            if word in events and not self._plural(i):
                for lead in reversed(self.word[max(0, i - 4) : i]):
                    if lead in _ONE:
                        return True
                    if lead in grammar.PREPOSITIONS or not lead[0].isalpha():
                        break
        return False

    def _plural(self, i: int) -> bool:
        """ "the rocket attacks": the noun goes on to a plural."""
        following = self.word[i + 1] if i + 1 < len(self.word) else ""
        return following in table("turmoil") or following in (
            "campaign",
            "helicopter",
            "helicopters",
            "aircraft",
            "dogs",
        )

    def ongoing(self) -> bool:
        """ "is being pulled out", "are fleeing"."""
        trigger = self.figure.trigger
        if trigger is None:
            return False
        before = self.doc.word[max(self.first, trigger.first - 3) : trigger.first]
        return bool({"is", "are"} & set(before)) and ("being" in before or trigger.form == "ing")
