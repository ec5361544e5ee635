"""Time as the text around a figure carries it: the day of the event, headings, running totals, wholes and parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from flows.claims.lexicon import Phrases, words
from flows.claims.metric.figure import Figure
from flows.claims.period.calendars import When, table
from flows.claims.period.companions import Companions
from flows.claims.period.coverage import Coverage
from flows.claims.period.dates import find_dates
from flows.claims.period.headings import Headings
from flows.claims.period.reach import nearest_date
from flows.claims.period.sentencedates import clocked, exact, recalled
from flows.claims.period.timed import HARM, MOUNTING, OF_A_SIDE, PAST_DAY, RUNS, Context, Period, Timing, days_after
from flows.claims.period.timing import decide_timing
from flows.claims.status.status import is_planned
from flows.claims.text.grammar import AUXILIARIES
from flows.claims.text.tokens import Document

_COUNTED_UP = HARM | MOUNTING
_MANY = 2000  # victims that are seldom those of one attack
_PERFECT = frozenset({"have", "has", "had"})
_LABEL = 8  # tokens
_TIMES = 6  # as many as one count of an event may be of another
_SOON = 14  # days from an event to a running total of it
_VICTIMS = frozenset({"killed", "wounded", "casualties", "bodies", "buildings_damaged", "equipment_lost"})
_TOLD_TOGETHER = frozenset({"killed", "wounded", "casualties"})


class Moments(Headings):
    """What the sentences of one text have said of time; asked sentence by sentence, figure by figure."""

    def __init__(self, doc: Document, published: date | None, war_start: str | None) -> None:
        super().__init__(doc, published, war_start)
        self._counted: set[str] = set()
        self._carried: tuple[int, Timing, str | None] | None = None
        self._companions = Companions(doc)
        self._plans: dict[int, str] = {}
        self._times: dict[int, When | None] = {}
        self._around: tuple[Period, str | None, bool] | None = None
        self._coverage = Coverage(doc, self._today())

    def name_war(self, title: str | None, near: Sequence[str]) -> None:
        """The war of these countries that title or opening name is what the text counts."""
        self._coverage.name_war(title, near)

    def entitle(self, title: str) -> None:
        """ "Twelve days of war: the figures", "The toll of May": the title says what the text counts over."""
        doc = self._coverage.title = Document(title)
        self.titled_event = not table("events").isdisjoint(doc.word)
        if self._coverage.subject is not None:
            return
        self._coverage.number_day(doc, self.published)
        if self._coverage.subject is None:
            self._coverage.days_of_war(doc, self.published)
        if self._coverage.subject is None:
            self._coverage.year_that_closes(doc, self.published)
        if self._coverage.subject is not None:
            return
        told = self._coverage.tell(doc, find_dates(doc, 0, len(doc), self.published, self.war_start))
        if told is not None and told.aggregation == "cumulative":
            self._count_start = told.start

    def heading(self, number: int) -> None:
        """A heading begins a new item; a stretch of time in it frames what follows."""
        self._begin_item(number)
        self.frame, self._lined = self._frame_of(number), False

    def _begin_item(self, number: int) -> None:
        self._begin, self._carried, self._counted = number, None, set()
        self._companions.forget()

    def sentence(self, number: int) -> list[When]:
        """The time expressions of a sentence; asking begins it."""
        self._companions.begin(number)
        self._plans, self._times, self._around = {}, {}, None
        begin = self.doc.line_start[number]
        if self._broken(number):
            self._begin_item(number)
        elif clocked(self.doc, self.doc.sentences[begin][0]):
            self._begin = begin
        if number:
            self._line_before(number - 1)
        return self._find(number)

    def _balanced(self, number: int) -> bool:
        """ "The siege is over", "the minister drew up the balance": what follows counts the whole of it."""
        phrases = balances()
        for n in (number, number - 1) if number > self._begin else (number,):
            openings = self.doc.among(phrases.openings, *self.doc.sentences[n])
            if openings and any(phrases.at(self.doc.word, i) for i in openings):
                return True
        return False

    def _toll_of_event(self, figure: Figure, timing: Timing, number: int) -> Timing:
        """ "The count of the dead stands at 208": those of the one attack that the text tells of just before."""
        few = figure.metric in _VICTIMS and figure.quantity.best < _MANY
        if timing.reason != RUNS or not few or not self._fresh(timing.start, _SOON):
            return timing
        first, last = self.doc.sentences[number]
        if so_far().isdisjoint(self.doc.word[first:last]) and table("turmoil").isdisjoint(self.doc.word[first:last]):
            return Timing("incident", timing.start, timing.start, "the toll of one event")
        return timing

    def _war_label(self, first: int, last: int) -> int:
        """Where a sentence begins behind the name of a war that labels its line: "War in Amhara: 30 people …"."""
        colon = next((k for k in range(first, min(last, first + _LABEL)) if self.doc.word[k] == ":"), first)
        named = self.doc.opens_line(first) and not table("war_contexts").isdisjoint(self.doc.word[first:colon])
        return colon + 1 if named else first

    def _of_one_event(self, figure: Figure, before: Figure, beside: Timing, number: int) -> bool:
        """ "Herders killed 100 people; the police gave a toll of 45": another count of what was told right before."""
        alike = {figure.metric, before.metric} <= _TOLD_TOGETHER
        alike = alike and figure.quantity.best < _TIMES * before.quantity.best
        return alike and beside.aggregation == "incident" and so_far().isdisjoint(self._words(number))

    def _began(self, number: int, timing: Timing, context: Context) -> str | None:
        """Where a running total may begin of which its sentence says nothing."""
        subject = self._coverage.subject
        if self._coverage.campaign and subject is not None and subject.aggregation == "cumulative":
            return subject.start
        stop = number + (timing.reason != "since")  # "nine died on Monday, and 430 since the offensive began"
        told = self._counted_since(number, whole=context.whole_campaign) or self._outbreak(stop, timing.end)
        soon = timing.reason != "since" and 0 < days_after(timing.end, context.event) <= _SOON
        return context.event[0] if told is None and soon else told

    def _counted_since(self, number: int, *, whole: bool) -> str | None:
        """ "Since October priests have kept a list. It has reached 900": a start that the sentences before name."""
        for n in range(number - 1, max(self._begin, number - 3, 0 if whole else self.doc.line_start[number]) - 1, -1):
            for when in self._find(n):
                if when.kind == "since" and when.start and not self._fresh(when.start, 3):
                    return when.start
        return None

    def plan(self, figure: Figure, index: int, figures: list[Figure], number: int) -> str | None:
        """The word that makes a figure of this sentence planned, its own or that of the figure whose verb it shares."""
        first, last = self.doc.sentences[number]
        reason = is_planned(
            self.doc, figure, self._time_of(figure, number), first, last, self._linked(figure, index, figures)
        )
        if reason is not None:
            self._plans[index] = reason
        return reason

    def _time_of(self, figure: Figure, number: int) -> When | None:
        """The time expression of a figure's clause."""
        at = figure.quantity.first
        if at not in self._times:
            self._times[at] = nearest_date(self.doc, self._find(number), figure)
        return self._times[at]

    def _linked(self, figure: Figure, index: int, figures: list[Figure]) -> str | None:
        if figure.part_of >= 0:
            return self._plans.get(figure.part_of)
        if not index or index - 1 not in self._plans:
            return None
        previous, trigger, word = figures[index - 1], figure.trigger, self.doc.word
        behind = trigger is not None and trigger.first >= figure.phrase.last
        if behind and trigger is not None and not _PERFECT.isdisjoint(word[figure.phrase.last : trigger.first]):
            return None  # "will send 400 soldiers; another 200 have already arrived"
        if previous.group == figure.group or (trigger is not None and trigger is previous.trigger):
            return self._plans[index - 1]
        if trigger is not None and trigger.form == "base" and word[trigger.first - 1] == "to":
            return self._plans[index - 1]  # "Hamas is to hand over 50, and Israel to free 150"
        between = word[previous.phrase.last : figure.quantity.first]
        if previous.metric == figure.metric and trigger is None and AUXILIARIES.isdisjoint(between):
            return self._plans[index - 1]  # "are to get 14 tanks; rifles, 8,000 in all"
        summing = any(w in _summing() for w in between)
        return self._plans[index - 1] if summing and between[-1:] == ["to"] else None

    def decide(self, figure: Figure, index: int, figures: list[Figure], number: int, *, planned: bool) -> Timing:
        """Aggregation and period of a figure of this sentence; what it says is remembered."""
        first, last = self.doc.sentences[number]
        found = self._find(number)
        if not (self._coverage.introduced or self.listed):
            self._coverage.introduce(self._find)
        if self._around is None:
            self._around = self.event_day(number), self._said_beside(number), self._balanced(number)
        event, said, balanced = self._around
        subject = self._coverage.subject
        if self._coverage.campaign and subject is not None and event[1] == subject.start:
            event = None, None  # the day on which a campaign began is none of its events
        if number in self._own_days:  # "On Monday three were killed; eight more were wounded"
            event = self._days[number] or event
        if self._time_of(figure, number) is None and (told := self._before_semicolon(figure, found, first)):
            event = told
        context = Context(
            self.published, planned, self._whole(figure, index, figures, number), self._going_on(figure, number),
            self._frame_for(number), event, frozenset(self._counted), self._own_war or self.war_start,
            self._count_start, number - self._begin <= 2, self._time_of(figure, number),
            said, figures[index - 1].metric if index else None, self.listed, balanced,
        )  # fmt: skip
        timing = decide_timing(self.doc, figure, found, first, last, context)
        label = self._war_label(first, last)
        of_a_war = not table("war_contexts").isdisjoint(self.doc.word[label:last])
        mounting = timing.aggregation == "cumulative" and not (of_a_war or self.listed)
        open_ended = mounting and timing.start is None and timing.reason != OF_A_SIDE
        beside = self._companions.timings.get(index - 1) if open_ended or (mounting and label > first) else None
        if beside is not None and self._of_one_event(figure, figures[index - 1], beside, number):
            timing = replace(beside, reason="the toll of one event")
        elif open_ended and figure.metric in HARM:
            timing = self._toll_of_event(figure, replace(timing, start=self._began(number, timing, context)), number)
        elif timing.reason == RUNS and figure.metric in HARM and (near := self._counted_since(number, whole=False)):
            timing = replace(timing, start=near)
        whole = self._coverage.campaign and subject is not None and timing.reason == "a stretch of time"
        if whole and subject is not None and days_after(timing.start, (None, subject.start)) <= 1:
            timing = replace(timing, aggregation="cumulative", start=subject.start)  # "in the course of 22 days"
        if timing.start and timing.end and timing.start > timing.end[: len(timing.start)].ljust(len(timing.start), "9"):
            timing = replace(timing, start=None)  # a start that a count before gave lies behind this one's end
        self._companions.timings[index], self._companions.metric = timing, figure.metric
        self._counted.add(figure.metric or "")
        if not planned:
            self._remember(figure, timing, number)
        return timing

    def _before_semicolon(self, figure: Figure, found: list[When], first: int) -> Period | None:
        """ "On 21 October they blocked the road; a handful stood by": the day of the sentence's first half."""
        at = figure.quantity.first
        if ";" not in self.doc.word[first:at]:
            return None
        days = [w for w in found if w.kind == "point" and w.last <= at and exact(w) and not recalled(self.doc, w)]
        return exact(days[-1]) if days else None

    def _remember(self, figure: Figure, timing: Timing, number: int) -> None:
        when = self._time_of(figure, number)
        if when is not None and self.doc.word[when.last : when.last + 1] == ["alone"]:
            self._days[number] = None  # "On Monday alone 14 died": a part of the count that goes on
            return
        if when is not None and self._tells_day(when, figure) and number not in self._own_days:
            self._days[number] = exact(when)
            self._own_days.add(number)
        if timing.aggregation == "cumulative" and timing.start and figure.metric in _COUNTED_UP:
            self._count_start = timing.start
        self._coverage.led(figure, timing, number)
        if timing.aggregation in ("cumulative", "period") and figure.metric in HARM:
            self._carried = (number, timing, figure.metric)
        elif timing.aggregation == "incident" and figure.metric in HARM:
            self._carried = None

    def _tells_day(self, when: When, figure: Figure) -> bool:
        """Whether the time of a figure is the day that the text goes on to speak of."""
        if when.kind != "point" or not exact(when) or recalled(self.doc, when):
            return False
        return when.end != self._today() or figure.metric in HARM

    def _going_on(self, figure: Figure, number: int) -> Timing | None:
        """The running total or stretch of the sentences just before."""
        told_a_day = self._told_a_day(number, sums=self._coverage.campaign)
        entry = self._months(number) is not None
        subject = None if self.listed or told_a_day or entry else self._coverage.subject
        if self._carried is None or number - self._carried[0] > 2:
            return subject
        if told_a_day and self._carried[0] < self.doc.line_start[number]:
            return None
        timing, counted = self._carried[1:]
        if timing.aggregation == "period" and self.doc.line_start[self._carried[0]] != self.doc.line_start[number]:
            return subject
        alike = counted == figure.metric or {counted, figure.metric} <= _TOLD_TOGETHER
        past_day = timing.reason == PAST_DAY and figure.metric in HARM | MOUNTING
        if timing.aggregation == "period" and not (alike or past_day):
            return subject
        said = next((w.end for w in self._find(number) if w.kind == "said"), None)
        published = self.published.isoformat() if self.published else None
        return replace(timing, end=said) if said is not None and timing.end == published else timing

    def _said_beside(self, number: int) -> str | None:
        """The day on which the lead of a text was said: "the ministry has assessed. … it said on Sunday"."""
        lead = range(self._begin, min(self._begin + 3, len(self.doc.sentences)))
        if number not in lead or any(map(self._broken, lead[1:])):
            return None
        said = (
            w.end
            for n in lead
            for w in self._find(n)
            if w.kind == "said" and w.start == w.end and self._fresh(w.end, 7)
        )
        return next(said, None)

    def _whole(self, figure: Figure, index: int, figures: list[Figure], number: int) -> Timing | None:
        """The timing of the figure that this one is a part of, or stands beside."""
        when = self._time_of(figure, number)
        listed = when is None or when.first < figure.quantity.first
        listed = listed or (index > 0 and when is self._time_of(figures[index - 1], number))
        return self._companions.shared(figure, index, figures, when, listed=listed)


@cache
def balances() -> Phrases[bool]:
    """Phrases in front of the figures of a whole campaign."""
    return Phrases((phrase, True) for phrase in words("dates")["balances"])


@cache
def so_far() -> frozenset[str]:
    """Words of a count that goes on."""
    return frozenset({"far", "date", "already", "since"})


@cache
def _summing() -> frozenset[str]:
    return frozenset(words("timing")["summing"])


__all__ = ["Moments"]
