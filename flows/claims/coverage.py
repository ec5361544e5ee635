"""What a whole text counts over, by its title, its opening or its lead: "Twelve days of war", "the review of May"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from flows.claims.calendars import When, parsed, table
from flows.claims.figure import Figure
from flows.claims.timed import HARM, SUBJECT, Timing
from flows.claims.tokens import Document

_OPENING, _LEAD = 5, 3  # sentences
_LONG, _WEEK = 5, 7  # days that a report is written about, and that a lead has to count over
_MANY = 20  # figures that a report sums up


class Coverage:
    """The count or stretch that a text is about; None where it tells of single events."""

    def __init__(self, doc: Document, today: str | None) -> None:
        self._doc, self._today = doc, today
        self.subject: Timing | None = None
        self.introduced = False

    def tell(self, doc: Document, found: Sequence[When]) -> Timing | None:
        """Take what a title or an opening with these time expressions says, if anything."""
        for when in found:
            start, end = when.start, when.end
            if when.kind == "since" and start:
                self.subject = Timing("cumulative", start, end or self._today, SUBJECT)
            elif when.kind in ("span", "point", "said") and _long(start, end) and doc.word[when.first - 1] != "(":
                self.subject = Timing("period", start, end, SUBJECT)
            if self.subject is not None:
                break
        return self.subject

    def introduce(self, find: Callable[[int], Sequence[When]]) -> None:
        """ "Reporting period: 1 to 15 May", "The quarterly review covers July to September"."""
        self.introduced = True
        for n, (first, last) in enumerate(self._doc.sentences[:_OPENING]):
            if self.subject is None and not table("reports").isdisjoint(self._doc.word[first:last]):
                self.tell(self._doc, find(n))

    def led(self, figure: Figure, timing: Timing, number: int) -> None:
        """A lead that counts over a long stretch: the figures that follow in such a report are of it too."""
        if number > _LEAD or self.subject is not None or figure.metric not in HARM or figure.quantity.best < _MANY:
            return
        if timing.aggregation == "period" and _long(timing.start, timing.end, _WEEK):
            self.subject = replace(timing, reason=SUBJECT)


def _long(start: str | None, end: str | None, days: int = _LONG) -> bool:
    """Whether a stretch is one that a report is written about: a month, or some days."""
    if not start or not end:
        return False
    first, last = parsed(start), parsed(end)
    return len(end) in (4, 7) or (first is not None and last is not None and (last - first).days >= days)


__all__ = ["Coverage"]
