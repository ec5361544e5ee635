"""The last answer: one event, at the time of the sentence, of the text so far, or of the report."""

from __future__ import annotations

from flows.claims.period.calendars import table
from flows.claims.period.timed import HARM, Timing
from flows.claims.period.totals import Totals

KEPT = frozenset({"captured", "detained", "abducted", "displaced", "refugees"})


class Events(Totals):
    """One figure in its sentence: the event that it belongs to."""

    def event(self) -> Timing:
        """One event: at the time of the sentence, of the text so far, or of the report."""
        when, event = self.when, self.context.event
        if when is not None and when.kind == "point":
            long = len(when.end or "") < 8
            if len(when.end or "") == 4 and self.war():
                return Timing("cumulative", when.start, when.end, "a whole war")
            whole = self.doc.word[when.first - 1 : when.first] in (["in"], ["during"], ["throughout"], ["of"])
            behind = self.doc.word[when.last : when.last + 2]
            whole = whole or (behind[:1] == ["'s"] and not table("tolls").isdisjoint(behind))  # "May's casualties"
            whole = whole or (
                when.first == self.doc.sentences[self.doc.sentence_of[when.first]][0] and behind[:1] != [","]
            )
            sends = self.metric in ("deployed", "withdrawn", "released") and not self.perfect()
            once = self.figure.quantity.best == 1 or (self.metric in KEPT and self.taken_at_once())
            sends = sends or (len(when.end or "") == 7 and (once or self.strikes_once()))
            whole = whole or (self.metric in HARM and self.doc.word[when.last - 1] == "year")
            stretch = long and (when.start != when.end or whole) and not (self.one_event() or sends)
            stretch = stretch or (long and when.start != when.end and self.large)
            if self.metric == "attacks" and long and self.figure.quantity.best > 1:
                return Timing("period", when.start, when.end, "attacks of a stretch of time")
            stretch = (stretch and not self.bygone(when)) or (self.treated() and not self.one_event())
            return Timing("period" if stretch else "incident", when.start, when.end, "a time in the sentence")
        if self.ongoing():
            return Timing("incident", self.holds, self.holds, "going on at the time of the report")
        if event[1] is not None and not (self.holds and event[1] > self.holds):  # nobody tells of what is to come
            return Timing("incident", event[0], event[1], "the event that the text speaks of")
        return Timing("incident", self.holds, self.holds, "the day of the report")


__all__ = ["KEPT", "Events"]
