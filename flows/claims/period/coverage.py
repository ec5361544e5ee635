"""What a whole text counts over, by its title, its opening or its lead: "Twelve days of war", "the review of May"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from flows.claims.lexicon import Phrases
from flows.claims.metric.figure import Figure
from flows.claims.period.calendars import When, back, first_day, moved, parsed, table
from flows.claims.period.campaigns import campaign_of
from flows.claims.period.counted import counted
from flows.claims.period.starts import conflict_starts
from flows.claims.period.timed import SUBJECT, Timing
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import read_number
from schemas.vocabulary import load

_OPENING, _LEAD, _NAMED = 5, 3, 2  # sentences
_LONG, _DAYS_LED = 5, 3  # days that a report is written about, and that a lead has to count over
_FROM_A_DAY = frozenset({"ago", "on", "after", "later", "before", "since", "earlier"})
_UNITS = frozenset({"days", "weeks", "months", "day", "week", "month"})
_DECEMBER, _CLOSES = 12, 15  # the month and the day around which a year is summed up
_LOOKS = frozenset({"review", "books", "end", "closes", "close", "look", "back", "ends", "over"})
_ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)")
_OVER = frozenset({"ends", "end", "ended", "over", "after", "ending"})
_DAY, _DAYS = frozenset({"day"}), 2000  # of a war that are numbered
_TOLLS = frozenset({"killed", "wounded", "casualties", "displaced", "refugees", "attacks", "detained", "abducted"})
_MANY = 20  # figures that a report sums up


class Coverage:
    """The count or stretch that a text is about; None where it tells of single events."""

    def __init__(self, doc: Document, today: str | None) -> None:
        self._doc, self._today = doc, today
        self.subject: Timing | None = None
        self.introduced = False
        self.title: Document | None = None
        self.campaign = False  # whether the subject is a campaign whose balance the text draws

    def tell(self, doc: Document, found: Sequence[When]) -> Timing | None:
        """Take what a title or an opening with these time expressions says, if anything."""
        for when in found:
            start, end = when.start, when.end
            if when.kind == "since" and start:
                self.subject = Timing("cumulative", start, end or self._today, SUBJECT)
            elif when.kind in ("span", "point", "said") and lasting(start, end) and doc.word[when.first - 1] != "(":
                self.subject = Timing("cumulative" if whole_war(start) else "period", start, end, SUBJECT)
            if self.subject is not None:
                break
        return self.subject

    def name_war(self, title: str | None, near: Sequence[str]) -> None:
        """ "Two months after Operation Cast Lead", "Karabakh war: the losses": the war that title or opening name.

        One that is over is what a text with its name in the opening counts; of one that goes on the title has to
        announce figures.
        """
        told = Document(title) if title else None
        war = _war_in(told, 0, len(told), near, self._today) if told is not None else None
        if told is not None and war is not None and (war[1] or not _figures().isdisjoint(told.word)):
            self._set_war(war)
        opening = self._doc.sentences[min(_NAMED, len(self._doc.sentences)) - 1][1] if self._doc.sentences else 0
        known = self.subject is not None or not self._doc.has(_lists(), 0, opening)
        war = None if known else _war_in(self._doc, 0, opening, near, self._today)
        if war is not None and war[1]:
            self._set_war(war)

    def number_day(self, title: Document, published: date | None) -> None:
        """ "Olive Branch, day 23", "Chiapas, day six", "on the 48th day": the text counts since the first one."""
        for i in title.where(_DAY):
            number = read_number(title, i + 1) if i + 1 < len(title) else None
            ordinal = _ORDINAL.fullmatch(title.word[i - 1]) if i else None
            shown = int(ordinal[1]) if ordinal else int(number.value) if number is not None else 0
            if published is not None and 1 < shown < _DAYS:
                self._set_war((moved(published, 1 - shown).isoformat(), None))

    def year_that_closes(self, title: Document, published: date | None) -> None:
        """ "Peru 1992: Guzmán behind bars", "Iraq closes its worst year": the year that has just ended."""
        if published is None:
            return
        closing = published.month == _DECEMBER and published.day >= _CLOSES
        opening = published.month == 1 and published.day <= _CLOSES
        year = f"{published.year - opening:04d}"
        ranked = "year" in title.word and not (table("superlatives") | _LOOKS).isdisjoint(title.word)
        if (closing or opening) and (year in title.word or ranked):
            self.subject = Timing("period", year, year, SUBJECT)

    def days_of_war(self, title: Document, published: date | None) -> None:
        """ "Karabakh war: forty days", "Thirty-four days of war": the text counts since so long ago."""
        if published is None or (table("war_contexts") | table("campaigns")).isdisjoint(title.word):
            return
        for i in title.where(_UNITS):
            number = next((n for k in range(max(0, i - 3), i) if (n := counted(title, k, i + 1))), None)
            after = title.word[i + 1] if i + 1 < len(title) else ""
            over = title.gap[i] == "-" and not _OVER.isdisjoint(title.word)  # "Seoul ends 49-day manhunt"
            told = over or (title.gap[i] != "-" and title.word[i].endswith("s"))
            if number is not None and number.value > 2 and told and after not in _FROM_A_DAY:
                unit, long = title.word[i], number.value
                start = moved(published, 1 - long).isoformat() if unit[:3] == "day" else back(published, long, unit)
                self._set_war((start, None))

    def _set_war(self, war: tuple[str, str | None]) -> None:
        self.subject, self.campaign = Timing("cumulative", war[0], war[1] or self._today, SUBJECT), True

    def introduce(self, find: Callable[[int], Sequence[When]]) -> None:
        """ "Reporting period: 1 to 15 May", "The quarterly review covers July to September"."""
        self.introduced = True
        for n, (first, last) in enumerate(self._doc.sentences[:_OPENING]):
            words = self._doc.word[first:last]
            if self.subject is None and not table("reports").isdisjoint(words):
                self.tell(self._doc, find(n))
            if self.subject is None and not table("tables").isdisjoint(words):
                self._until(find(n))
        if self.subject is None and self._doc.sentences:
            self.subject = campaign_of(self._doc, self.title, find, parsed(self._today or ""))
            self.campaign = self.subject is not None

    def _until(self, found: Sequence[When]) -> None:
        """ "Our table, from announcements up to 26 April": all that the text lists is counted up to that day."""
        ends = [when.end for when in found if when.kind == "until" and when.end]
        if ends:
            self.subject = Timing("cumulative", None, ends[0], SUBJECT)

    def led(self, figure: Figure, timing: Timing, number: int) -> None:
        """A lead that counts over a long stretch: the figures that follow in such a report are of it too."""
        if number > _LEAD or self.subject is not None or figure.metric not in _TOLLS or figure.quantity.best < _MANY:
            return
        if timing.aggregation == "period" and lasting(timing.start, timing.end, _DAYS_LED) and not _week(timing):
            self.subject = replace(timing, reason=SUBJECT)


def whole_war(start: str | None) -> bool:
    """Whether a stretch begins on the first day of a known war: what it counts is a running total."""
    return start is not None and len(start) == 10 and start in conflict_starts()


def _week(timing: Timing) -> bool:
    """ "last week": no stretch that a report is about."""
    first, last = parsed(timing.start), parsed(timing.end)
    return first is not None and last is not None and (last - first).days == 6 and first.weekday() == 0


def _war_in(
    doc: Document, first: int, last: int, near: Sequence[str], today: str | None
) -> tuple[str, str | None] | None:
    """Start and end of the last war that a stretch names, fought in a country that the text is about."""
    names = _wars()
    for i in doc.among(names.openings, first, last):
        hit = names.at(doc.word, i)
        for start, end, countries in hit[1] if hit is not None else ():
            if today is not None and first_day(start) <= today and not countries.isdisjoint(near):
                return start, end if end is not None and end < today else None
    return None


@cache
def _figures() -> frozenset[str]:
    return table("tolls") | table("registers") | table("sums")


@cache
def _lists() -> frozenset[str]:
    return table("registers") | table("sums")


@cache
def _wars() -> Phrases[tuple[tuple[str, str | None, frozenset[str]], ...]]:
    """By what news call it, in two words or more: start, end and countries of each war of that name, latest first."""
    named: dict[str, list[tuple[str, str | None, frozenset[str]]]] = {}
    for entry in load("conflicts").values():
        for alias in entry.get("aliases") or ():
            if " " in alias or "-" in alias:
                known = str(entry["start"]), entry["end"] and str(entry["end"]), frozenset(entry["countries"])
                named.setdefault(alias, []).append(known)
    return Phrases(
        (alias, tuple(sorted(known, key=lambda war: war[0], reverse=True))) for alias, known in named.items()
    )


def lasting(start: str | None, end: str | None, days: int = _LONG) -> bool:
    """Whether a stretch is one that a report is written about: a month, or some days."""
    if not start or not end:
        return False
    first, last = parsed(start), parsed(end)
    return len(end) in (4, 7) or (first is not None and last is not None and (last - first).days >= days)


__all__ = ["Coverage", "lasting", "whole_war"]
