"""The day of the event that a text speaks of, where the sentence of a figure names none."""

from __future__ import annotations

from datetime import date
from functools import cache

from flows.claims.period.calendars import When, table
from flows.claims.period.sentencedates import SentenceDates, clocked, exact, recalled, some_days
from flows.claims.period.timed import Period, cue_list
from flows.claims.text.grammar import AUXILIARIES
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import trigger_table

_OVERNIGHT = frozenset({"last", "overnight"})  # "Last night it was Kunda's turn"
_NEAR, _AHEAD = 6, 4  # sentences
_ENTRY = 12  # words of the line that opens an entry, and sentences of one
_LATELY = 14  # days within which an attack is news
_FRESH = 60  # days that an event is spoken of without its day being named again
_BREAKS_OUT = table("beginnings") | table("events") | cue_list("attacking")
_MONTH = 7  # letters of "2025-06"
_SUMS = frozenset({"toll", "count", "tally", "total", "losses", "altogether", "overall"})
_HARMFUL = frozenset({"killed", "wounded", "casualties", "attacks", "munitions_fired"})


class EventDays(SentenceDates):
    """The days that the sentences of a text name, and which of them its event has."""

    def __init__(self, doc: Document, published: date | None, war_start: str | None) -> None:
        super().__init__(doc, published, war_start)
        self._days: dict[int, Period | None] = {}
        self._own_days: set[int] = set()
        self._dated: list[int] = []  # the sentences of the item, so far, that name a day
        self._dated_to = 0
        self._begun_on: Period | None = None
        self._asked_begun = False
        self.titled_event = False  # whether the title names one attack
        self._struck_on: Period | None = None
        self.listed = False  # whether the text is a list of a day's news

    def _broken(self, number: int) -> bool:
        """Whether another item of a list of news begins: behind a credit, or with a label: "Kenya: …"."""
        first, last = self.doc.sentences[number]
        if first == 0 or not self.doc.opens_line(first):
            return False
        label = next((k for k in range(first, min(last, first + 4)) if self.doc.word[k] == ":"), first)
        return self.doc.word[first - 1] == ")" or (label > first and all(self.doc.upper[first:label]))

    def event_day(self, number: int) -> Period:
        """The day of the event that the text speaks of: from the sentences before, else from those that follow."""
        section = self._section(number)
        if section is not None:
            return section
        if number > self._begin and self._words(number)[0] == "then" and (back := self._back_then(number - 1)):
            return back
        told = self._told_days(number)
        if told:
            return self._day_in(max(told, key=lambda n: self._weight(n, number, told))) or (None, None)
        for n in range(number + 1, min(len(self.doc.sentences), number + _AHEAD)) if number - self._begin <= 3 else ():
            if self._broken(n):
                break
            telling = table("events") | cue_list("attacking") if n == number + 1 else table("events")
            if telling.isdisjoint(self._words(n)):
                break
            found = self._find(n)
            day = next((exact(w) for w in found if w.kind == "point" and exact(w)), None)
            if day is not None:
                return day
        if clocked(self.doc, self.doc.sentences[self._begin][0]):
            return self._today(), self._today()
        return self._begun_day() or self._struck_day() or self._month_before(number - 1)

    def _begun_day(self) -> Period | None:
        """ "The shooting had started at dawn on Wednesday": the day on which the text, however late, lets it begin."""
        if not self._asked_begun and not self.listed:
            self._asked_begun = True
            self._begun_on = next(filter(None, map(self._begins_in, self._beginning_sentences())), None)
        return self._begun_on

    def _struck_day(self) -> Period | None:
        """The day of the attack that the title names, where the text gives it late: "struck the market on Tuesday"."""
        if not self.titled_event or self.listed or self._begin:
            return None
        if self._struck_on is None:
            told = table("events") | cue_list("attacking")
            for n in range(len(self.doc.sentences)):
                day = None if told.isdisjoint(self._words(n)) else self._first_day(self._find(n))
                if day is not None and self._fresh(day[1], _LATELY):
                    self._struck_on = day
                    break
            else:
                self.titled_event = False
        return self._struck_on

    def _beginning_sentences(self) -> list[int]:
        doc = self.doc
        return sorted({doc.sentence_of[i] for i in doc.where(table("beginnings"))}) if self._begin == 0 else []

    def _begins_in(self, n: int) -> Period | None:
        if (table("events") | table("turmoil")).isdisjoint(self._words(n)):
            return None
        for when in self._find(n):
            led = self.doc.word[max(self.doc.sentences[n][0], when.first - _NEAR) : when.first]
            if when.kind == "point" and self._fresh(when.end, _FRESH) and not table("beginnings").isdisjoint(led):
                return exact(when)
        return None

    def _months(self, number: int) -> When | None:
        """ "April: Rebels storm the barracks.", "January–March: Huambo.": the months in front of an entry."""
        begin = max(self._begin, self.doc.line_start[number])
        found, first = self._find(begin), self.doc.sentences[begin][0]
        if not found or found[0].first != first or len(found[0].end or "") != _MONTH:
            return None
        labels = self.doc.word[found[0].last : found[0].last + 1] in ([":"], ["."], ["–"], ["—"])
        return found[0] if labels and found[0].kind in ("point", "span", "said") else None

    def _section(self, number: int) -> Period | None:
        """ "13 August, Rwangoma. Fifty-one dead.": the day that stands in front of an entry."""
        if (months := self._months(number)) is not None:
            return months.start, months.end
        for n in range(number - 1, max(self._begin, self.doc.line_start[number], number - _ENTRY) - 1, -1):
            first, last = self.doc.sentences[n]
            found = self._find(n)
            if found and found[0].first == first and last - first <= _ENTRY and AUXILIARIES.isdisjoint(self._words(n)):
                day = self._day_in(n)
                if day is not None and day[1] != self._today():
                    return day
        return None

    def _told_days(self, number: int) -> list[int]:
        """The sentences of the item before a sentence whose days its event may have: the first and the last ones."""
        if self._dated and self._dated[0] < self._begin:
            self._dated.clear()
        for n in range(max(self._begin, self._dated_to), number):
            day = self._day_in(n)
            if day is not None and self._fresh(day[1], _FRESH):
                self._dated.append(n)
        self._dated_to = number
        told = self._dated if len(self._dated) <= 2 * _NEAR else self._dated[:_NEAR] + self._dated[-_NEAR:]
        stale = number > self._begin and told[-1:] != [number - 1] and self._day_in(number - 1) is not None
        return [*told, number - 1] if stale else told

    def _weight(self, n: int, number: int, told: list[int]) -> tuple[int, int]:
        """How well the day of sentence n suits the event that a later sentence speaks of; the nearest wins a tie."""
        day = self._day_in(n)
        today = day is not None and day[1] == self._today()
        return (
            2 * (n < self._begin + 3)
            + (n == number - 1)
            + (n == told[-1])
            + 2 * (n == told[0])
            + (2 - today) * (self.doc.line_start[n] == self.doc.line_start[number])
            + self._violent(n)
            + 3 * (n == told[-1] and self._turns(n, number))
            - 2 * today
        ), n

    def _back_then(self, n: int) -> Period | None:
        """ "as in October 2019, when he was let go. Then 700 took the streets": the time of the sentence before."""
        bygone = [w for w in self._find(n) if w.kind == "point" and w.end and not self._fresh(w.end, _FRESH)]
        return (bygone[-1].start, bygone[-1].end) if bygone else None

    def _turns(self, n: int, number: int) -> bool:
        """ "Last night it was Kunda's turn. Nine died.": a sentence of the paragraph that opens with its day."""
        if self.doc.line_start[n] != self.doc.line_start[number]:
            return False
        first, today = self.doc.sentences[n][0], self._today()
        opening = (when for when in self._find(n) if when.kind == "point" and when.first - first <= 1)
        return any(exact(w) and (w.end != today or self.doc.word[w.first] in _OVERNIGHT) for w in opening)

    def _violent(self, n: int) -> bool:
        return not violence().isdisjoint(self._words(n))

    def _month_before(self, number: int) -> Period:
        """The month or year of the sentence before, where no day is known."""
        if number >= self._begin:
            for when in reversed(self._find(number)):
                if when.kind == "point" and when.end is not None and len(when.end) == 7:
                    return when.start, when.end
        return None, None

    def _day_in(self, number: int) -> Period | None:
        if number not in self._days:
            found = self._find(number)
            day = self._first_day(found) if found else None
            if day is None and found:  # "the battle of 25 and 26 July"
                day = next((day for w in found if w.kind == "span" and (day := some_days(self.doc, w))), None)
            if day is None and found:  # "missing since Monday", but not "the toll since Monday"
                sums = not _SUMS.isdisjoint(self._words(number))
                since = (w for w in found if w.kind == "since" and (w.end or not sums))
                day = next((exact(w) for w in since if self._fresh(w.start, 7)), None)
            self._days[number] = day
        return self._days[number]

    def _first_day(self, found: list[When]) -> Period | None:
        """The day that a sentence tells of: the first one, but for one that it only recalls."""
        days = [w for w in found if w.kind == "point" and exact(w) and not recalled(self.doc, w)]
        told = next((w for w in days if w.end != self._today()), None)  # "flown home on Thursday, after Friday's raid"
        return exact(told or days[0]) if days else None

    def _outbreak(self, stop: int, end: str | None) -> str | None:
        """The day on which what a running toll counts broke out: the first on which the text says that it began.

        Sentences from `stop` on tell nothing of it.
        """
        days = (self._day_in(n) for n in range(self._begin, stop) if not _BREAKS_OUT.isdisjoint(self._words(n)))
        return min((day[0] for day in days if day and day[0] and end and day[0] <= end), default=None)

    def _told_a_day(self, number: int, *, sums: bool = False) -> bool:
        """Whether the paragraph has told of an event on a day of its own; where a text `sums` up, a toll is of all."""
        begin = max(self._begin, self.doc.line_start[number])
        before = range(max(begin, number - _NEAR), number)
        if not sums:
            return any(map(self._day_in, before))
        return _SUMS.isdisjoint(self._words(number)) and any(
            map(self._first_day, filter(None, map(self._find, before)))
        )


@cache
def violence() -> frozenset[str]:
    """Words of attacks and of harm."""
    triggers = trigger_table()
    told = {
        word
        for word in triggers
        if (hit := triggers.at([word], 0))
        and any(not s.weak and not _HARMFUL.isdisjoint(s.metrics.values()) for _, s in hit[1])
    }
    return table("events") | cue_list("attacking") | table("turmoil") | told


__all__ = ["EventDays"]
