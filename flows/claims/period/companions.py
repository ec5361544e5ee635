"""The time that a figure shares with another: with its whole, its list, what it is compared with or taken from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.claims.metric.acceptance import of_these
from flows.claims.metric.additions import ADDED
from flows.claims.metric.figure import Figure
from flows.claims.period.calendars import When
from flows.claims.period.timed import HARM, Timing, cue_list
from flows.claims.text.tokens import Document

COMPARED = "compared with a level"
_REACH = 2  # sentences that "of these" points back over
_STANDING = frozenset({"deployed", "equipment_held", "strength"})
_VICTIMS = frozenset({"dead", "fatalities", "victims", "casualties", "wounded", "injured", "killed", "slain"})
_JOINING = frozenset({"and", ",", "or", "also", "have", "has", "had"})
_IT_WAS = (["it", "had", "been"], ["it", "was"], ["it", "stood", "at"], ["it", "had", "stood", "at"], ["they", "were"])
_BACK = frozenset({"them", "these", "those"})


class Companions:
    """The timings of the sentence that is read, by the place of their figures, and the last one of those before."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.number = doc, 0
        self.timings: dict[int, Timing] = {}
        self.metric: str | None = None  # of the last figure
        self._told: tuple[int, Timing] | None = None

    def begin(self, number: int) -> None:
        """Another sentence is read."""
        if self.timings:
            self._told = self.number, self.timings[max(self.timings)]
        self.number, self.timings = number, {}

    def forget(self) -> None:
        """Another item begins."""
        self._told, self.timings = None, {}

    def shared(
        self, figure: Figure, index: int, figures: Sequence[Figure], when: When | None, *, listed: bool
    ) -> Timing | None:
        """The timing that a figure has from another one; `listed` tells whether a list's time is also its own."""
        if figure.part_of >= 0 and figure.part_of in self.timings:
            return self.timings[figure.part_of]
        before = index - 1 - (index > 1 and ADDED in figures[index - 1].extra)  # a total goes on with the total
        if (earlier := self._had_been(figure, index, when)) is not None:
            return earlier
        if before in self.timings:
            beside = self._beside(figure, figures[before], when, self.timings[before], listed=listed)
            if beside is not None:
                return beside
        return self._behind(figure, when)

    def _beside(
        self, figure: Figure, previous: Figure, when: When | None, timing: Timing, *, listed: bool
    ) -> Timing | None:
        """What the figure before in the same sentence says of this one's time."""
        between = self.doc.word[previous.phrase.last : figure.quantity.first]
        if {previous.metric, figure.metric} <= HARM and ("including" in between or between[-2:] == ["of", "whom"]):
            return timing
        if figure.metric == "missing" and previous.metric in HARM and "still" not in between:
            return timing  # "43 were killed and six are missing"
        if between and between[-1] in ("among", "of") and figure.metric not in HARM and previous.metric in HARM:
            return timing  # "600 fatalities among 15,000 soldiers"
        if timing.aggregation == "stock" and previous.metric == figure.metric and figure.phrase.pronoun in _BACK:
            return timing  # "a million are displaced, and more than half of these are children"
        if timing.aggregation == "stock" and _compared(between):
            return Timing("stock", None, when.end if when else timing.end, COMPARED)
        if between[-1:] == ["with"] and {previous.metric, figure.metric} <= _STANDING:
            return timing  # "3,500 soldiers with 60 tanks crossed the frontier"
        if timing.aggregation == "stock" and between[-1:] == ["and"] and {previous.metric, figure.metric} <= _STANDING:
            return timing  # "40,000 troops remain there, and 60 aircraft"
        if between == ["to"] and self.doc.word[previous.quantity.first - 1] == "by":
            return None  # "rose by 12 to 340"
        alike = previous.metric == figure.metric or {previous.metric, figure.metric} <= HARM
        if (previous.group == figure.group and alike) or (between[-1:] == [":"] and previous.metric == figure.metric):
            return timing if listed else None
        if {previous.metric, figure.metric} <= HARM and self._one_verb_more(figure, previous):
            return timing if listed else None
        return None

    def _had_been(self, figure: Figure, index: int, when: When | None) -> Timing | None:
        """ "The toll stood at 185 on Saturday; on Thursday it had been 92": the same count on another day."""
        at = figure.quantity.first
        if not any(self.doc.word[at - len(led) : at] == led for led in _IT_WAS):
            return None
        told = self.timings.get(index - 1) or (
            self._told[1] if self._told and self.number - self._told[0] == 1 else None
        )
        if told is None or told.reason == "planned":
            return None
        if told.aggregation == "incident":
            return told
        if told.aggregation == "period":
            return replace(told, start=when.start, end=when.end) if when is not None and when.end else None
        return replace(told, end=when.end) if when is not None and when.end else told

    def _one_verb_more(self, figure: Figure, previous: Figure) -> bool:
        """ "The siege has killed 520 people and wounded 1,180": nothing but the next verb stands between."""
        first, last, trigger = previous.phrase.last, figure.quantity.first, figure.trigger
        if trigger is None or not first < trigger.first < last:
            return False
        return all(self.doc.word[i] in _JOINING for i in range(first, last) if not trigger.first <= i < trigger.last)

    def _among(self) -> bool:
        """ "Among the dead were two nurses"."""
        first, last = self.doc.sentences[self.number]
        opening = self.doc.word[first : min(last, first + 3)]
        return opening[:2] in (["among", "the"], ["amongst", "the"]) and opening[2:] != [] and opening[2] in _VICTIMS

    def _behind(self, figure: Figure, when: When | None) -> Timing | None:
        """ "Of these 145 were civilians", "They hit 16 of them": parts of what the sentences before counted."""
        if self.timings or self._told is None or self.number - self._told[0] > _REACH or when is not None:
            return None
        phrase, timing = figure.phrase, self._told[1]
        bare = figure.quantity.share and phrase.noun is None and not phrase.partitive and figure.metric == self.metric
        points_back = bare or (
            self._among() or (phrase.partitive and phrase.pronoun in _BACK) or of_these(self.doc, figure.quantity)
        )
        lasting = timing.aggregation == "stock" and figure.metric != self.metric
        return timing if points_back and timing.reason != "planned" and not lasting else None


def _compared(between: list[str]) -> bool:
    """ "81,000, up from 63,000", "100,000, as against 80,000", "cut from 8,350 to 4,500"."""
    text = " ".join(between[-4:])
    return any(phrase in text for phrase in cue_list("compared"))


__all__ = ["COMPARED", "Companions"]
