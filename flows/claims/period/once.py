"""Whether a figure is that of one event: one attack, one night, few people at once."""

from __future__ import annotations

from flows.claims.period.calendars import When, parsed, table
from flows.claims.period.levels import Levels
from flows.claims.period.timed import cue_list
from flows.claims.text import grammar

_BAND = 100  # people whom one raid or arrest takes
_SPREAD = frozenset({"incidents", "separate", "string", "series", "ambushes", "several", "bombings", "across"})
_WEEK, _FEW = 7, 12  # days, and people whom one attack kills
ONE = frozenset({"a", "an", "the", "one", "single", "this", "'s", "another", "first", "second"})


class Once(Levels):
    """One figure in its sentence: whether one event has brought it about."""

    def several_days(self, when: When) -> bool:
        """ "between 26 and 28 January": days by their numbers, more than a night apart."""
        start, end = parsed(when.start), parsed(when.end)
        numbered = any(self.doc.digit[k] for k in range(when.first, when.last))
        return numbered and start is not None and end is not None and (end - start).days > 1

    def in_one_day(self, when: When) -> bool:
        """ "in a single night", "in one day last week": one day in a stretch."""
        led = self.doc.word[max(self.first, when.first - 2) : when.first]
        return "single" in self.doc.word[when.first : when.last] or led in (["one", "day"], ["one", "night"])

    def few_at_once(self, when: When) -> bool:
        """ "Four men were murdered last week": few, by a verb of one attack, in a week."""
        start, end = parsed(when.start), parsed(when.end)
        week = start is not None and end is not None and (end - start).days < _WEEK
        few = self.figure.quantity.best < _FEW and self.metric in ("killed", "wounded")
        trigger, spread = self.figure.trigger, table("turmoil") | _SPREAD
        if trigger is None or not (week and few and spread.isdisjoint(self.word)):
            return False
        return self.doc.word[trigger.first] in cue_list("strikes_once")

    def one_night(self, when: When) -> bool:
        """ "on the night of 8 to 9 June", "in the night from Monday to Tuesday"."""
        start, end = parsed(when.start), parsed(when.end)
        led = self.doc.word[max(self.first, when.first - 4) : when.first]
        return "night" in led and start is not None and end is not None and (end - start).days <= 1

    def bygone(self, when: When) -> bool:
        """ "In October 1975 four men were shot dead": a month of another year, told for one thing in it."""
        end, published = when.end or "", self.context.published
        if len(end) != 7 or when.free or published is None or self.large or self.figure.quantity.best >= 200:
            return False
        return int(end[:4]) < published.year and when.last <= self.figure.quantity.first

    def taken_at_once(self) -> bool:
        """ "in June they seized 71 workers": no more than one raid takes, by a verb of their own."""
        trigger = self.figure.trigger
        verb = trigger is not None and trigger.sense.use not in ("toll", "nominal", "state", "together")
        return verb and self.figure.quantity.best < _BAND and not self.perfect()

    def one_event(self) -> bool:
        """Whether the sentence speaks of one attack: "last week a car bombing killed five"."""
        events = table("events")
        if events.isdisjoint(self.word):
            return False
        at = self.figure.quantity.first - self.first
        for i, word in enumerate(self.word):
            if word in events and ";" not in self.word[min(i, at) : max(i, at)] and not self._plural(i):
                for lead in reversed(self.word[max(0, i - 4) : i]):
                    if lead in ONE:
                        return True
                    if lead in grammar.PREPOSITIONS or not lead[0].isalpha():
                        break
        return False

    def strikes_once(self) -> bool:
        """ "whose convoy was ambushed in May", "a lorry blew up": a verb of one attack in front of the figure."""
        begin, at = self.doc.sentences[self.doc.sentence_of[self.figure.quantity.first]][0], self.figure.quantity.first
        return not cue_list("strikes_once").isdisjoint(self.doc.word[max(begin, at - 16) : at])

    def _plural(self, i: int) -> bool:
        """ "the rocket attacks": the noun goes on to a plural."""
        following = self.word[i + 1] if i + 1 < len(self.word) else ""
        return following in table("turmoil") or following in (
            "campaign",
            "launcher",
            "launchers",
            "helicopter",
            "helicopters",
            "aircraft",
            "dogs",
        )


__all__ = ["ONE", "Once"]
