"""What headings and the lines in front of lists say of the time of all that stands below them."""

from __future__ import annotations

from datetime import date
from functools import cache

from flows.claims.lexicon import Phrases, words
from flows.claims.period.calendars import table
from flows.claims.period.coverage import lasting, whole_war
from flows.claims.period.eventdays import EventDays
from flows.claims.period.timed import Timing
from flows.claims.text.grammar import AUXILIARIES
from flows.claims.text.tokens import Document

_FRAGMENT, _PARAGRAPH, _BACK = 6, 12, 4  # tokens, and sentences


class Headings(EventDays):
    """The stretch of time that the last heading or lead of a list has given, and for how long it holds."""

    def __init__(self, doc: Document, published: date | None, war_start: str | None) -> None:
        super().__init__(doc, published, war_start)
        self.frame: Timing | None = None
        self._lined = False

    def _frame_of(self, number: int) -> Timing | None:
        """What a line says of the time of all below; years in brackets behind a conflict's name are no such time."""
        first = self.doc.sentences[number][0]
        named = not (table("war_contexts") | table("campaigns")).isdisjoint(self._words(number))
        for when in self._find(number):
            if named and when.kind == "span" and self.doc.word[when.first - 1] == "(" and when.first > first + 1:
                continue
            if when.kind == "since" and (when.start or when.end):
                return Timing("cumulative", when.start, when.end or self._today(), "the heading's count")
            if when.kind == "span" and when.start is not None and when.end is not None:
                return Timing(
                    "cumulative" if whole_war(when.start) else "period",
                    when.start,
                    when.end,
                    "the heading's stretch of time",
                )
        return None

    def _line_before(self, number: int) -> None:
        """ "Losses from 24.02.22 to 15.06.25:": a line of its own, or a lead with a colon, frames what follows."""
        last = self.doc.sentences[number][1]
        mark = self.doc.word[last - 1]
        own = last < len(self.doc) and self._opens_line(number) and self.doc.opens_line(last)
        if mark in (".", "!", "?", "”", '"') or not own:
            if (
                own
                and self._begin < number
                and self.doc.text[self.doc.end[last - 1] : self.doc.start[last]].count("\n") > 1
            ):
                self.frame = None if self._lined else self.frame
            return
        frame = None if self._counts(number) else self._frame_of(number)
        if frame is not None:
            self.frame, self._lined = frame, True

    def _counts(self, number: int) -> bool:
        """ "– shells fired in the past 24 hours: 86": a line with a figure of its own, no heading of what follows."""
        first, last = self.doc.sentences[number]
        if not self.doc.digit[last - 1] or ":" not in self.doc.word[first:last]:
            return False
        return all(when.last < last for when in self._find(number))

    def _opens_line(self, number: int) -> bool:
        """Whether a sentence opens its line, a number in front ("3.") aside."""
        first = self.doc.sentences[number][0]
        numbered = number > 0 and self.doc.word[first - 1] == "." and self.doc.digit[first - 2]
        return self.doc.opens_line(first) or (bool(numbered) and self.doc.opens_line(first - 2))

    def _fragment_before(self, number: int) -> Timing | None:
        """ "Toll since Tuesday. Government side: 23 dead.": a few words without a verb that open a paragraph."""
        begin = max(self._begin, self.doc.line_start[number])
        if begin >= number or number - begin > _PARAGRAPH:
            return None
        first, last = self.doc.sentences[begin]
        if last - first > _FRAGMENT or not AUXILIARIES.isdisjoint(self._words(begin)) or self.doc.word[last - 1] != ".":
            return None
        return self._frame_of(begin)

    def _that_time(self, number: int) -> Timing | None:
        """ "Over the past day 33 strikes were flown. The losses in that time come to 180": the stretch told before."""
        phrases, (first, last) = that_times(), self.doc.sentences[number]
        if not any(phrases.at(self.doc.word, i) for i in self.doc.among(phrases.openings, first, last)):
            return None
        for n in range(number - 1, max(self._begin, number - _BACK) - 1, -1):
            for when in reversed(self._find(n)):
                if when.kind == "since" and when.start:
                    return Timing("cumulative", when.start, when.end or self._today(), "that time")
                if when.kind == "span" and when.end:
                    return Timing(
                        "cumulative" if whole_war(when.start) else "period", when.start, when.end, "that time"
                    )
        return None

    def _frame_for(self, number: int) -> Timing | None:
        """What the heading says of time; a stretch of it holds no more where the paragraph told of a day before it."""
        if (told := self._that_time(number)) is not None:
            return told
        months = self._months(number)
        if months is not None and months.start != months.end:
            return Timing("period", months.start, months.end, "the heading's stretch of time")
        frame = self._fragment_before(number) or self.frame
        if frame is None or frame.aggregation != "period" or frame.start is None:
            return frame
        if self._section(number) is not None:
            return None
        long = lasting(frame.start, frame.end)
        for n in range(max(self._begin, self.doc.line_start[number], number - 3), number):
            day = self._day_in(n)
            if day is not None and day[1] and (day[1] < frame.start or (long and self._violent(n))):
                return None
        return frame


@cache
def that_times() -> Phrases[bool]:
    """Phrases that point back to a stretch of time."""
    return Phrases((phrase, True) for phrase in words("dates")["that_time"])


__all__ = ["Headings"]
