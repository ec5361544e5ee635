"""Running totals: by their words, their size, their war, by going on with one, or as the balance of a campaign."""

from __future__ import annotations

from flows.claims.period.calendars import table
from flows.claims.period.cues import Cues
from flows.claims.period.starts import named_start
from flows.claims.period.timed import HARM, MOUNTING, PAST_DAY, RUNS, STOCKS, SUBJECT, Timing, days_after

RUNNING = frozenset({"refugees", "displaced"})
_TOLL = frozenset({"killed", "wounded", "casualties", "bodies", "buildings_damaged"})
_MONTH = 7  # letters of "2025-06"
_BEHIND = 6  # tokens
_DAYS = frozenset({"day", "night"})
_RESCUE = 6  # days for which the victims of one event are still counted


class Totals(Cues):
    """One figure in its sentence: whether it is a running total, and from when."""

    def tallied_line(self) -> Timing | None:
        """ "Terrorists neutralized – 428": a line of a table that no heading dates is one of a running total."""
        first, last = self.figure.label
        if (
            first == last
            or len(self.doc.word[first]) == 1
            or self.metric not in MOUNTING | {"released"}
            or self.when
            or not self.doc.opens_line(first)
        ):
            return None
        return Timing("cumulative", self.total_start(), self.holds, "a line of a tally")

    def balance(self) -> Timing | None:
        """ "The siege is over", "the mission has verified 111 deaths": the whole of a campaign, or a tally."""
        when, metric = self.when, self.metric
        if metric not in HARM or self.one_event():
            return None
        if self.context.whole_campaign and when is None:
            return Timing("cumulative", self.total_start(), self.holds, "the whole of a campaign")
        if not self.tallies():
            return None
        alone = when is not None and self.doc.word[when.last : when.last + 1] == ["alone"]
        if when is not None and when.kind == "point" and not alone and (self.large or len(when.end or "") == 7):
            return Timing("cumulative", self.total_start(), when.end, "a tally of a time")
        if when is None and self.context.event[1] is None:
            return Timing("cumulative", self.total_start(), self.holds, "a tally")
        return None

    def total(self) -> Timing | None:
        """A running total: by its words, its size, its war, or by going on with one."""
        when, metric = self.when, self.metric
        event = self.context.event
        if when is not None and when.kind == "by" and metric in _TOLL and days_after(when.end, event) <= _RESCUE:
            return Timing("incident", event[0], event[1], "counted up to a day soon after the event")
        if when is not None and self.by_dusk(when) and metric not in STOCKS | RUNNING and not self.large:
            return Timing("incident", when.end, when.end, "by an hour of a day")
        if when is not None and when.kind in ("until", "by") and metric not in STOCKS:
            kind = "cumulative" if metric in HARM or when.kind == "until" else "period"
            return Timing(kind, self.total_start() if kind == "cumulative" else None, when.end, "a count up to a day")
        if when is None and self.in_a_day():
            return None
        on_a_day = when is not None and when.kind == "point" and len(when.end or "") == 10
        news = self.context.listed and not self.perfect()
        if metric in RUNNING and on_a_day and when is not None and self.fled_an_event(when):
            return Timing("cumulative", when.start, self.holds, RUNS)
        if metric in RUNNING and not on_a_day and not news and not self._of_a_month():
            return Timing("cumulative", self.total_start(), self.holds, RUNS)
        part = self.figure.phrase.partitive  # "95,000 have been flown out, 13,400 of them on Wednesday"
        if when is not None and (part or not (on_a_day and self.large and self.tallied())):
            return None
        if self.goes_on():
            carried = self.context.carried
            assert carried is not None  # noqa: S101 (goes_on asks)
            return Timing(carried.aggregation, carried.start, carried.end, carried.reason)
        if self.one_event() and not self.has_cost() and not (self.large and self.perfect()):
            return None
        if self.has_cost():
            return Timing("cumulative", self.total_start(), self.holds, "what fighting has cost")
        if (
            (
                self.large
                and metric in MOUNTING
                and not (news or self._one_worst_day())
                and (metric != "bodies" or self.perfect())
            )
            or self.war()
            or (self.said_total() and (self.context.event[1] is None or self.called_total()))
        ):
            return Timing("cumulative", self.total_start(), self.holds, RUNS)
        return None

    def _one_worst_day(self) -> bool:
        """ "Some 490 were killed on the deadliest day since 2006": a day that a superlative names is one day."""
        days = self.doc.among(_DAYS, self.first + 1, self.last)
        return any(self.doc.word[i - 1] in table("superlatives") for i in days)

    def _of_a_month(self) -> bool:
        """ "In May 30,000 people fled": who fled in a month or a year, and no more are counted since."""
        when = self.when
        end, published = when.end or "" if when is not None else "", self.context.published
        if when is None or when.kind != "point" or not 0 < len(end) <= _MONTH:
            return False
        if self.perfect() and (published is None or published.isoformat().startswith(end)):
            return False
        return self.doc.word[when.first - 1] in ("in", "during", "throughout") or self.doc.word[when.first] == "in"

    def in_a_day(self) -> bool:
        """ "Lost 1,200 men in a day": so many at once are no running total."""
        behind = self.doc.word[self.figure.phrase.last : min(self.last, self.figure.phrase.last + _BEHIND)]
        return any(behind[k : k + 3] in (["in", "a", "day"], ["in", "one", "day"]) for k in range(len(behind)))

    def total_start(self) -> str | None:
        """Where a running total begins: where the last one began, or with the war that the sentence names."""
        carried = self.context.carried
        if carried is not None and carried.aggregation == "cumulative" and carried.start:
            return carried.start
        if self.context.count_start and self.metric in HARM:
            return self.context.count_start
        if not table("war_contexts") & set(self.word):
            return None
        return named_start(self.doc, self.first, self.last, self.context.published) or self.context.war_start

    def goes_on(self) -> bool:
        """Whether the text goes on with the count before: no event or time of its own."""
        carried = self.context.carried
        if carried is None or carried.aggregation not in ("cumulative", "period"):
            return False
        alone = self.context.beside is None or carried.reason != SUBJECT  # "two men died and one was hurt"
        alone = alone and self.figure.quantity.best == 1 and self.figure.part_of < 0 and not self.perfect()
        given = carried.aggregation == "cumulative" and self.metric in ("equipment_supplied", "released", "withdrawn")
        listed = self.metric in MOUNTING or given
        counted = self.metric in HARM or (listed and carried.reason in (SUBJECT, PAST_DAY))
        return counted and not alone and not self.one_event()


__all__ = ["RUNNING", "Totals"]
