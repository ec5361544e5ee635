"""How a figure sits in time, and what its text has said of time so far, as records; the word lists that tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from flows.claims.lexicon import words
from flows.claims.period.calendars import When, month_iso, moved, parsed

HARM = frozenset(words("timing")["harm"])
MOUNTING = frozenset(
    {"killed", "wounded", "casualties", "captured", "equipment_lost", "recruited", "deserted", "buildings_damaged",
     "attacks", "munitions_fired", "munitions_intercepted", "detained", "trained", "bodies", "returned", "evacuated"}
)  # fmt: skip
STOCKS = frozenset({"strength", "equipment_held", "missing", "affected"})
RUNS = "a running total"
OF_A_SIDE = "the toll of a side"
PAST_DAY = "the past day"
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
    day's news; `whole_campaign`: whether the text has just said that a campaign is over, or draws its balance.
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
    whole_campaign: bool = False


@cache
def cue_list(name: str) -> frozenset[str]:
    """One of the word lists of what has happened, stands or is planned, as a set."""
    return frozenset(words("timing")[name])


def days_after(end: str | None, event: Period) -> int:
    """How many days after an event a count ends; very many where either is unknown."""
    last, day = parsed(end or ""), parsed(event[1] or "")
    return (last - day).days if last is not None and day is not None and last >= day else 10_000


def ahead(when: When | None, published: date | None) -> Period:
    """The time of a plan: a day or month without its year lies ahead, "in June" said in February too."""
    if when is None or when.kind in ("since", "span", "aside"):
        return None, None
    start, end = when.start, when.end
    if published is None or end is None or when.kind == "future":
        return start, end
    today = published.isoformat()
    if end[:10] >= today[: len(end)]:
        return start, end
    day = parsed(end)
    if when.free == "week" and day is not None:
        shown = moved(day, 7).isoformat()
        return shown, shown
    if when.free == "year" and len(end) == 7:
        shown = month_iso(int(end[:4]) + 1, int(end[5:7]))
        return (shown if start else None), shown
    return None, None
