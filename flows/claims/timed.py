"""How a figure sits in time, and what its text has said of time so far, as records; the word lists that tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from flows.claims.calendars import When
from flows.claims.lexicon import words

HARM = frozenset(words("timing")["harm"])
MOUNTING = frozenset(
    {"killed", "wounded", "casualties", "captured", "equipment_lost", "recruited", "deserted", "buildings_damaged",
     "attacks", "munitions_fired", "munitions_intercepted", "detained", "trained", "bodies", "returned", "evacuated"}
)  # fmt: skip
SUBJECT = "what the text is about"  # the reason of a count or stretch that holds for a whole text
Period = tuple[str | None, str | None]


@dataclass(slots=True)
class Timing:
    """How a figure sits in time, with the words that say so."""

    aggregation: str
    start: str | None
    end: str | None
    reason: str


@dataclass(slots=True)
class Context:
    """What a figure's text has said of time so far.

    `whole`: the timing of the figure that this one is a part of; `carried`: that of the count that the text goes on
    with; `frame`: that of the heading it stands under; `event`: the time of the event that the text speaks of;
    `earlier`: the metrics counted before; `count_start`: where the text's last running total began; `lead`: whether
    the sentence opens its item; `when`: the time expression of the figure's clause; `said`: the day on which the lead
    was said; `beside`: the metric of the figure before in the sentence; `listed`: whether the text is a list of a
    day's news.
    """

    published: date | None
    planned: bool = False
    whole: Timing | None = None
    carried: Timing | None = None
    frame: Timing | None = None
    event: Period = (None, None)
    earlier: frozenset[str] = frozenset()
    war_start: str | None = None
    count_start: str | None = None
    lead: bool = False
    when: When | None = None
    said: str | None = None
    beside: str | None = None
    listed: bool = False


@cache
def cue_list(name: str) -> frozenset[str]:
    """One of the word lists of what has happened, stands or is planned, as a set."""
    return frozenset(words("timing")[name])
