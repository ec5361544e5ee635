"""The time expressions of a text, sentence by sentence, each read with what the sentences before it have told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from flows.claims.period.calendars import When, months, parsed, table, weekdays
from flows.claims.period.dates import find_dates, time_openings
from flows.claims.period.timed import Period
from flows.claims.text.tokens import Document

_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_EARLIER, _NEAR = frozenset({"previous", "earlier", "former", "preceding"}), 6  # tokens
_LONG_AGO = 90  # days, after which the day of an event is told with its year
_EVENT_DAYS = 4  # of an event that lasts


class SentenceDates:
    """The time expressions of the sentences of one text; each sentence is read once, in order."""

    def __init__(self, doc: Document, published: date | None, war_start: str | None) -> None:
        self.doc, self.published, self.war_start = doc, published, war_start
        self._day = published.isoformat() if published else None
        self._begin = 0  # the sentence with which the item begins
        self._dates: dict[int, list[When]] = {}
        self._count_start: str | None = None
        self._own_war: str | None = None
        self.war_days: Mapping[str, str] = {}  # the days of the year on which wars began, with their full dates
        self._looked = False

    def _today(self) -> str | None:
        return self._day

    def _find(self, number: int) -> list[When]:
        if number in self._dates:
            return self._dates[number]
        unread = number
        while unread - 1 not in self._dates and unread > self._begin:
            unread -= 1
        for n in range(unread, number + 1):  # upwards, for an anchor stands in a sentence before
            self._read(n)
        return self._dates[number]

    def _read(self, number: int) -> None:
        first, last = self.doc.sentences[number]
        openings = time_openings(self.doc, first, last)
        if not openings:
            self._dates[number] = []
            return
        war_start = self.war_start
        if "since" in self.doc.word[first:last]:
            war_start = self._text_war() or war_start
        self._dates[number] = find_dates(
            self.doc, first, last, self.published, war_start, anchor=self._anchor(number),
            count_start=self._count_start, openings=openings,
        )  # fmt: skip
        for when in self._dates[number]:
            self._of_a_war(when)
        self._dateline(number, self._dates[number])

    def _of_a_war(self, when: When) -> None:
        """ "Since 7 October", "the hostages seized on 7 October": the day of its year on which a war began."""
        day = when.start or when.end or ""
        start = self.war_days.get(day[5:]) if when.free == "year" else None
        if start is None or start >= day or not (when.kind == "since" or not self._fresh(day, _LONG_AGO)):
            return
        when.start, when.end = start, when.end and start

    def _dateline(self, number: int, found: list[When]) -> None:
        """ "NEW YORK, 11 May –", "Thursday, January 24, 2019": the day of publication, no event's day."""
        if number > 1 or self.published is None:
            return
        first, last = self.doc.sentences[number]
        for when in found:
            day = parsed(when.end)
            if when.kind != "point" or day is None or abs((day - self.published).days) > 2:
                continue
            closing = self.doc.word[when.last : when.last + 3]
            marks = {"–", "—", "-", ":"} & set(closing) or (closing[:1] == ["("])
            edge = when.last >= last - 2 or (when.first - first < 8 and marks)
            if edge and self.doc.upper[first] and not _verbal(self.doc, first, when.first):
                when.kind = "said"

    def _anchor(self, number: int) -> str | None:
        """The time that the text spoke of last, in the sentences just before."""
        for n in range(number - 1, max(self._begin, number - 4) - 1, -1):
            for when in reversed(self._find(n) if n in self._dates or number - n <= 2 else ()):
                told = when.kind in ("point", "until") or (
                    when.kind == "since" and self.doc.word[when.first] == "since"
                )
                if told and (when.start or when.end):
                    return when.start or when.end
        return None

    def _text_war(self) -> str | None:
        """The start of the war where the text itself gives it: "the fighting began in early June"."""
        if not self._looked:
            self._looked = True
            tokens, starts = self.doc.word, table("beginnings")
            for i in self.doc.where(_fought()):
                if beginning := {w for w in tokens[i + 1 : i + 6] if w in starts}:
                    self._own_war = self._own_war or self._begun(i, beginning)
        return self._own_war

    def _begun(self, i: int, beginning: set[str]) -> str | None:
        last = self.doc.sentences[self.doc.sentence_of[i]][1]
        at = next((k for k in range(i + 1, last) if self.doc.word[k] in beginning), i)
        found = find_dates(self.doc, at, min(last, at + 8), self.published)
        return next((w.start or w.end for w in found if w.kind in ("point", "from") and w.first - at <= 5), None)

    def _words(self, number: int) -> list[str]:
        first, last = self.doc.sentences[number]
        return self.doc.word[first:last]

    def _fresh(self, iso: str | None, days: int) -> bool:
        day = parsed(iso)
        return day is not None and self.published is not None and -2 <= (self.published - day).days <= days


@cache
def _fought() -> frozenset[str]:
    return table("war_contexts") | {"fighting"}


def _verbal(doc: Document, first: int, last: int) -> bool:
    """Whether anything but names and marks stands in a stretch."""
    return any(
        doc.word[k][0].isalpha() and not doc.upper[k] and doc.word[k] not in ("of", "the", "and", "de")
        for k in range(first, last)
    )


def clocked(doc: Document, first: int) -> bool:
    """ "13:05 Vienna.", "6.40pm The army": an entry of a day that is told by the clock."""
    if not doc.digit[first] or not doc.opens_line(first):
        return False
    if _CLOCK.fullmatch(doc.word[first]):  # "14.10 A convoy has been hit"
        return doc.word[first + 1 : first + 2] != ["%"] and (doc.upper[first + 1] if first + 1 < len(doc) else False)
    following = doc.word[first + 1 : first + 3]
    if following[:1] == [":"] and len(following) == 2:
        return following[1].isdecimal() and len(following[1]) == 2 and len(doc.word[first]) <= 2
    return following[:1] in (["am"], ["pm"], ["a.m."], ["p.m."], ["gmt"], ["utc"])


def behind_clock(doc: Document, first: int) -> int:
    """Where the sentence of an entry begins behind its clock: "13:05 | Police say", "6.40pm The army says"."""
    if not clocked(doc, first):
        return first
    at = first + (1 if doc.word[first + 1] != ":" else 3)
    while at < len(doc) and doc.word[at] in _CLOSING:
        at += 1
    return at


_CLOSING = frozenset({"am", "pm", "a.m.", "p.m.", "gmt", "utc", "local", "time", "–", "—", "-", "|", ":", "."})


def some_days(doc: Document, when: When) -> Period | None:
    """The period of an expression that names two days in a row as a time of its own."""
    start, end = parsed(when.start), parsed(when.end)
    named = doc.digit[when.first] or doc.word[when.first] in months() or doc.word[when.first] in weekdays()
    if not named or start is None or end is None or (end - start).days > _EVENT_DAYS:
        return None
    return when.start, when.end


def recalled(doc: Document, when: When) -> bool:
    """ "the earlier high, set on 4 July", "after a previous raid on Monday": the day of something told to compare."""
    return not _EARLIER.isdisjoint(doc.word[max(0, when.first - _NEAR) : when.first])


def exact(when: When) -> Period | None:
    """The period of an expression that names a day."""
    end = when.end or when.start
    return (when.start, end) if end is not None and len(end) == 10 else None


__all__ = ["SentenceDates", "behind_clock", "clocked", "exact", "recalled", "some_days"]
