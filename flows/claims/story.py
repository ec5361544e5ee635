"""What a text has said so far: the memory that runs along its sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from flows.claims.actor.belligerents import Memory, Side
from flows.claims.lexicon import words
from flows.claims.metric.figure import Told
from flows.claims.period.moments import Moments
from flows.claims.place.placemention import PlaceMention
from flows.claims.source.attribution import Attribution
from flows.claims.text.mentions import Mention
from flows.claims.text.tokens import Document

_SECTION = 600  # tokens of a section that are read back
_LINE = 60  # sentences of a line that are read back
_LABELLED = frozenset({":", "–", "—", "-"})
_CLOCK = re.compile(r"[012]?\d[:.h][0-5]\d\b")
_BULLETS = frozenset("•*-–—·●▪")


@dataclass(slots=True)
class Story:
    """What the text has said so far."""

    doc: Document
    mentions: dict[int, Mention]
    near: list[str]
    published: date | None
    moments: Moments
    memory: Memory = field(default_factory=Memory)
    title_place: PlaceMention | None = None
    titled: frozenset[str] = frozenset()  # actors that the title names
    scene: PlaceMention | None = None
    headed: bool = False  # whether the scene is that of a date line or letterhead
    places: dict[int, PlaceMention | None] = field(default_factory=dict)
    recipient: PlaceMention | None = None  # of the arms given last
    carried: dict[int, PlaceMention] = field(default_factory=dict)
    where: dict[int, PlaceMention] = field(default_factory=dict)  # the places that sentences gave their own figures
    located: bool = False  # whether the sentence itself gave the last figure its place
    summed: set[int] = field(default_factory=set)  # sentences whose place is only that of a sum
    found: dict[int, list[PlaceMention]] = field(default_factory=dict)
    clocked: list[int] | None = None  # the sentences that open an item of a live page
    order: list[str] | None = None
    left: frozenset[str] | None = None  # where people are said to have come from
    weights: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    said: dict[int, list[Attribution]] = field(default_factory=dict)
    headings: list[int] = field(default_factory=list)
    told: Told = field(default_factory=Told)
    sides: dict[int, Side] = field(default_factory=dict)
    counted: dict[int, tuple[Side, str]] = field(default_factory=dict)  # people of the sentence, by figure
    own: tuple[int, dict[int, Mention]] = (-1, {})  # of the sentence read last, the mentions that name no source
    named: dict[int, Mention] | None = None  # those that name a side, no stretch of land or water, with stand-ins


def is_heading(doc: Document, number: int, first: int, last: int) -> bool:
    """A short line of its own without a closing stop: what follows may be another story."""
    if (
        last - first > 12
        or doc.word[last - 1] in (".", "!", "?", "”", '"', ")", ":", ";")
        or number + 1 >= len(doc.sentences)
    ):
        return False
    if doc.raw[first] in _BULLETS or _is_date_line(doc, first, last) or _states_figure(doc, first, last):
        return False
    return doc.opens_line(first) and doc.opens_line(last)


def _is_date_line(doc: Document, first: int, last: int) -> bool:
    """ "Thursday, January 24, 2019": no heading."""
    return all(doc.word[i] in _dated() for i in range(first, last) if doc.raw[i][0].isalpha())


def _states_figure(doc: Document, first: int, last: int) -> bool:
    """ "Deaths reported from them: 3,990", "Civilians rescued – 1,723", "416 – officers on the ground": table lines."""
    return any(
        doc.raw[i] in _LABELLED
        and (
            (doc.gap[i + 1] == " " and doc.raw[i + 1][0].isdigit() and (i == first + 1 or not doc.upper[i - 1]))
            or (i == first + 1 and doc.digit[first] and doc.raw[i] != ":")
        )
        for i in range(first, last - 1)
    )


@cache
def _dated() -> frozenset[str]:
    dates = words("dates")
    return frozenset({*dates["months"], *dates["weekdays"], "am", "pm", "a.m.", "p.m.", "st", "nd", "rd", "th", "of"})


def item_start(story: Story, number: int) -> int:
    """The first sentence of the item that a sentence belongs to: the one behind a heading, or by the clock."""
    if story.headings:
        return story.headings[-1]
    if story.clocked is None:
        story.clocked = [n for n, (first, _) in enumerate(story.doc.sentences) if _opens_by_clock(story.doc, first)]
    at = bisect_right(story.clocked, number) if len(story.clocked) > 1 else 0
    return max(0, number - 8, story.clocked[at - 1] if at else 0)


def _opens_by_clock(doc: Document, first: int) -> bool:
    """ "16:20 – The army says": an item of a live page."""
    return doc.opens_line(first) and _CLOCK.match(doc.text, doc.start[first]) is not None


def heading_run(story: Story) -> list[int]:
    """The headings that stand right above one another, down to the last one read."""
    run = story.headings[-1:]
    for number in reversed(story.headings[:-1]):
        if number != run[0] - 1:
            break
        run.insert(0, number)
    return run


def line_start(doc: Document, number: int) -> int:
    """The first sentence of the line that a sentence stands in."""
    return max(doc.line_start[number], number - _LINE)


def near_countries(story: Story, number: int, first: int, last: int) -> list[str]:
    """Countries by weight: those of the sentence and its heading, then those of the article."""
    if not (story.headings or story.memory.items):
        return story.near
    begin = item_start(story, number) if story.headings else line_start(story.doc, number)
    start = max(story.doc.sentences[begin][0], last - _SECTION)
    named = (story.mentions[i].code for i in range(start, last) if i in story.mentions)
    own = Counter(code for code in named if len(code) == 3 and code.isupper())
    return list(dict.fromkeys([*(code for code, _ in own.most_common()), *story.near]))
