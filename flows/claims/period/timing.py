"""Aggregation and period of a figure: one incident, a stretch of time, a running total, an addition, or a level."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims.metric.additions import ADDED
from flows.claims.metric.figure import Figure
from flows.claims.period.calendars import When, table
from flows.claims.period.companions import COMPARED
from flows.claims.period.events import KEPT, Events
from flows.claims.period.reach import clause_cost, stands_right_behind
from flows.claims.period.starts import conflict_starts
from flows.claims.period.timed import (
    HARM,
    MOUNTING,
    OF_A_SIDE,
    PAST_DAY,
    STOCKS,
    Context,
    Period,
    Timing,
    ahead,
    cue_list,
)
from flows.claims.period.totals import RUNNING
from flows.claims.text.tokens import Document

_STANDING = STOCKS | {"deployed"}
_FLOWS = frozenset(
    {"deployed", "withdrawn", "equipment_supplied", "recruited", "released", "trained", "equipment_held"}
)
_OF_WHOM, _LINKS = 12, frozenset({",", ";", "and", "while", "but"})
_BEHIND = 5  # tokens
_CONQUERING = frozenset({"take", "seize", "capture", "liberate", "recapture", "retake", "overrun", "gain", "reclaim",
                         "take control of", "advance", "lose", "conquer"})  # fmt: skip
_A_WAR, _PAST_DAY = 2, frozenset({"hours", "day", "24-hour"})  # years; of a day that has passed
_FORCE = frozenset({"deployed", "strength", "equipment_held"})


def decide_timing(
    doc: Document, figure: Figure, found: Sequence[When], first: int, last: int, context: Context
) -> Timing:
    """Aggregation and period of a figure in a sentence, tokens [first, last)."""
    return _Reading(doc, figure, found, first, last, context).decide()


class _Reading(Events):
    """The rules, in the order of their force."""

    def decide(self) -> Timing:
        """The first answer in order: plans, additions, named stretches, wholes, levels, sums, events."""
        if self.context.planned:
            return self.planned()
        for rule in (
            self.added,
            self.summed,
            self.since,
            self.followed,
            self.part,
            self.rate,
            self.stretch,
            self.level,
            self.framed,
            self.tallied_line,
            self.balance,
            self.total,
        ):
            timing = rule()
            dead = timing is not None and timing.aggregation == "stock" and self.metric == "killed"
            if timing is not None and not (dead and not self.in_a_state()):
                return timing  # the dead are no level: "holding 2,000 people; 129 were killed"
        return self.event()

    def planned(self) -> Timing:
        """A plan: its day where it has one, else none."""
        period = (None, None) if self.given_then() else ahead(self.when, self.context.published)
        figure, metric, whole = self.figure, self.metric, self.context.whole
        if whole is not None and whole.reason == "planned":
            return whole
        if figure.phrase.increment or self.joins():
            kind = "increment"
        elif figure.phrase.rate:
            kind = "period"
        elif metric == "equipment_held" and not self.in_hand():
            kind = "incident"
        elif metric in STOCKS or self.sum_lead() or (metric == "deployed" and self.stands() and not self.sending()):
            kind = "stock"
        elif metric in ("recruited", "refugees", "displaced") or "ever" in self.word:
            kind = "cumulative"
        else:
            kind = "incident"
        return Timing(kind, None if kind == "stock" else period[0], period[1], "planned")

    def added(self) -> Timing | None:
        """An addition to an earlier figure of the same metric."""
        phrase, first = self.figure.phrase, self.figure.quantity.first
        if ADDED in self.figure.extra:
            return Timing("increment", self.holds, self.holds, "an addition to a total")
        grown = self.doc.word[first - 1 : first] == ["by"] and bool(
            cue_list("grown") & set(self.doc.word[max(0, first - 4) : first])
        )
        more = phrase.increment and not phrase.others and (self.metric in self.context.earlier or self.metric in _FLOWS)
        more = more and not self.other_harm() and not self.supposed()
        if not (more or grown or self.joins()):
            return None
        return Timing("increment", *self.dated_or_event(), "an addition to an earlier figure")

    def dated_or_event(self) -> Period:
        """The time of the sentence, else that of the event, else the day it was said."""
        when = self.when
        if when is not None and (when.start or when.end):
            return when.start, when.end or self.holds
        if self.context.event[1] is not None and self.metric in HARM:
            return self.context.event
        return self.holds if self.metric in HARM | MOUNTING else None, self.holds

    def summed(self) -> Timing | None:
        """A sum after an addition: a level of what is deployed or held, a running total else."""
        when = self.when
        on_a_day = when is not None and when.kind == "point" and len(when.end or "") == 10
        if self.sum_lead() and self.metric in ("displaced", "affected") and self._sums_behind(when):
            return Timing("stock", None, self.holds, "a level that a change led to")
        if not self.sum_lead() or (when is not None and not on_a_day):
            return None
        event = self.context.event
        if self.metric in HARM and event[1] is not None and self.revised():
            return Timing("incident", event[0], event[1], "a revised toll of the event")
        if when is not None and self.metric in HARM and not self.one_event():
            return Timing("cumulative", self.total_start(), when.end, "a sum")
        if self.metric in STOCKS or self.metric in ("deployed", "equipment_held", "strength"):
            return Timing("stock", None, self.holds, "a level that a change led to")
        if when is None and self.metric in HARM and self.toll_of_a_side():
            return Timing("cumulative", self.total_start(), self.holds, OF_A_SIDE)
        if when is not None or (self.context.event[1] is not None and self.one_event()):
            return None
        return None if self.context.event[1] else Timing("cumulative", self.total_start(), self.holds, "a sum")

    def _sums_behind(self, when: When | None) -> bool:
        """ "40,000 have fled since May, bringing the number of the displaced to two million": a sum of all times."""
        at = self.figure.quantity.first
        return when is None or (when.last <= at and self.doc.has(cue_list("summing"), when.last, at))

    def since(self) -> Timing | None:
        """A count from a named start, or over a whole war."""
        when = self.when
        near = [w for w in self.found if w.kind == "since" and clause_cost(self.doc, w, self.figure) < 3.0]
        since = when if when in near else next(iter(near), None)
        if since is None or not (
            when is None or when is since or when.kind in ("since", "until", "by") or when.first > since.first
        ):
            return None
        if self.metric in STOCKS and self.metric != "affected" and (self.metric != "equipment_held" or self.in_hand()):
            return None
        if self.metric == "deployed" and self.stationed_since(since):
            return Timing("stock", None, self.until() or self.holds, "a level since a day")
        if (self.metric == "deployed" and self.holds_now()) or (self.metric in RUNNING and self.dwells()):
            return None
        if when is not None and when is not since and (self._right_behind(when) or self.doc.word[when.first] == ","):
            return None
        if self.figure.phrase.increment and self.since_a_count(since):
            return Timing("increment", since.start, self.holds, "an addition to the last count")
        if since.end is not None and since.start is not None:
            if self.one_night(since):
                return Timing("incident", since.start, since.end, "one night")
            begun = len(since.start) == 10 and since.start in conflict_starts()
            years = int(since.end[:4]) - int(since.start[:4])
            whole_war = begun or bool(table("totals") & set(self.word)) or (self.metric in HARM and years > _A_WAR)
            return Timing("cumulative" if whole_war else "period", since.start, since.end, "from … until")
        return Timing("cumulative", since.start, since.end or self.until() or self.opened() or self.holds, "since")

    def _right_behind(self, when: When) -> bool:
        """ "180 since January, against 217 in the whole of last year": a time that stands behind the figure itself."""
        behind = when.first - self.figure.phrase.last
        return when.kind in ("point", "span") and 0 <= behind <= _BEHIND

    def followed(self) -> Timing | None:
        """What has happened since what the text told before."""
        if self.when is not None or self.metric in _STANDING or not self.since_then():
            return None
        return Timing("cumulative", self.context.event[0], self.holds, "since then")

    def part(self) -> Timing | None:
        """Parts have the time of their whole."""
        whole = self.context.whole
        stays = (self.metric in KEPT and self.lies()) or (self.metric == "wounded" and self.in_wards())
        if whole is not None and whole.aggregation != "stock" and stays:
            return None
        own = (
            self.when is not None
            and self.when.kind in ("span", "point")
            and self.when.first > self.figure.quantity.first
        )
        own = own and (self.figure.part_of < 0 or self._alone()) and whole is not None and whole.reason != COMPARED
        return None if whole is None or own or whole.reason == "planned" else whole

    def _alone(self) -> bool:
        """ "40 soldiers, ten of them on Monday": the time stands right behind the part."""
        end = self.figure.quantity.last
        if self.doc.word[end : end + 1] == ["of"] and self.doc.word[end + 1 : end + 2] in (
            ["them"],
            ["these"],
            ["whom"],
        ):
            end += 2
        if self.when is None:
            return False
        if stands_right_behind(self.doc, end, self.when):
            return True
        if end > self.figure.quantity.last and self.when.kind == "point" and self.when.first - end <= _OF_WHOM:
            return not _LINKS.intersection(self.doc.word[end : self.when.first])  # "ten of whom died there on Monday"
        # "including seven who were ambushed on 26 March"
        who = self.doc.word[self.figure.phrase.last : self.figure.phrase.last + 1] in (["who"], ["which"], ["that"])
        return who and "," not in self.doc.word[end : self.when.first] and self.when.first - end <= 10

    def rate(self) -> Timing | None:
        """So many a day: of a stretch of time."""
        if not self.figure.phrase.rate:
            return None
        when, carried = self.when, self.context.carried
        if when is None and carried is not None and carried.aggregation in ("cumulative", "period") and carried.start:
            return Timing(carried.aggregation, carried.start, carried.end, "a rate of the stretch before")
        start, end = (when.start, when.end) if when else (None, None)
        return Timing("period", start, end or self.holds, "a rate")

    def stretch(self) -> Timing | None:
        """A stretch of time in the sentence."""
        when = self.when
        if when is None or when.kind != "span":
            return None
        if self.metric in _FORCE and self.grown_to():
            began = self.doc.word[self.figure.quantity.first - 1] == "from"
            return Timing("stock", None, when.start if began else self.holds, "a level")
        if self.in_one_day(when) or self.one_night(when):  # "in a single night", "in one day last week"
            return Timing("incident", when.start, when.end, "one event in a stretch of time")
        if (self.metric in STOCKS and when.free != "duration") and self.metric != "affected":
            return Timing("stock", None, when.end, "a level")
        if self.perfect() and self.doc.word[when.last - 2 : when.last] == ["this", "year"]:
            return Timing("cumulative", f"{(when.start or '')[:4]}-01-01", self.holds, "this year so far")
        years = int(when.end[:4]) - int(when.start[:4]) if when.start and when.end else 0
        if self.metric in HARM and (years > _A_WAR or (years == _A_WAR and when.start in conflict_starts())):
            return Timing("cumulative", when.start, when.end, "a stretch of years")
        if (self.one_event() or self.few_at_once(when)) and when.free != "duration" and not self.several_days(when):
            return Timing("incident", when.start, when.end, "one event in a stretch of time")
        past_day = not _PAST_DAY.isdisjoint(self.doc.word[when.first : when.last])
        return Timing("period", when.start, when.end, PAST_DAY if past_day else "a stretch of time")

    def level(self) -> Timing | None:
        """How many there are at a moment."""
        metric = self.metric
        level = (
            metric in STOCKS
            or (metric == "territory" and self.controls())
            or (metric == "deployed" and (self.stands() or self.holds_now()))
            or self.figure.reason.endswith("of a force")
            or (metric in KEPT and (self.kept() or self.exists() or (self.lies() and not self.context.listed)))
            or (metric in RUNNING and (self.so_called() or self.dwells()))
            or (metric == "wounded" and self.in_wards())
        )
        if not (level or self.in_a_state()) or (metric == "equipment_held" and not self.in_hand()):
            return None
        if metric in ("strength", "deployed") and "fought" in self.figure.extra:
            return None
        when, published = self.when, self.context.published
        recent = when is not None and when.kind in ("point", "until", "by") and (
            published is None or (when.end or "")[:4] >= f"{published.year - 1:04d}"
        )  # fmt: skip
        end = when.end if when and (recent or (when.kind == "point" and self.was())) else self.holds
        if metric == "wounded" or (when is not None and when.kind == "point" and self.is_now()):
            end = self.holds
        if self.said_now() and self.context.published is not None:
            end = self.context.published.isoformat()
        if when is None and self.context.event[1] is not None and self.was():
            end = self.context.event[1]  # "On Monday they attacked the post. There were 40 soldiers in it"
        return Timing("stock", None, end, "a level")

    def controls(self) -> bool:
        """ "Took 14 villages and now controls 200 sq km": what is held, not what was taken."""
        trigger = self.figure.trigger
        if trigger is not None and trigger.sense.lemma in _CONQUERING:
            return False
        return bool(cue_list("controls") & set(self.word))

    def in_hand(self) -> bool:
        """Whether materiel that is counted as held is a level."""
        return self.holds_now() or (self.possessed() and not self.attacking())

    def framed(self) -> Timing | None:
        """What a heading, or the line before a list, says of the time of all that follows."""
        frame = self.context.frame
        if frame is None or self.when is not None or (frame.aggregation == "period" and self.one_event()):
            return None
        return frame


__all__ = ["Context", "Timing", "decide_timing"]
