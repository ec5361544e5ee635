"""What a text has said so far: the memory that runs along its sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from flows.claims.attribution import Attribution
from flows.claims.mentions import Mention
from flows.claims.metrics import Figure
from flows.claims.places import PlaceMention
from flows.claims.timing import Timing
from flows.claims.tokens import Document
from flows.claims.whose import Memory, Side


@dataclass(slots=True)
class Story:
    """What the text has said so far."""

    doc: Document
    mentions: dict[int, Mention]
    near: list[str]
    published: date | None
    memory: Memory = field(default_factory=Memory)
    title_place: PlaceMention | None = None
    places: dict[int, PlaceMention | None] = field(default_factory=dict)
    days: dict[int, tuple[str | None, str | None] | None] = field(default_factory=dict)
    said: dict[int, list[Attribution]] = field(default_factory=dict)
    headings: list[int] = field(default_factory=list)
    last_figure: Figure | None = None
    war_start: str | None = None
    timings: dict[int, Timing] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)
    sides: dict[int, Side] = field(default_factory=dict)


def is_heading(doc: Document, number: int, first: int, last: int) -> bool:
    """A short line of its own without a closing stop: what follows may be another story."""
    if (
        last - first > 12
        or doc.word[last - 1] in (".", "!", "?", "”", '"', ")", ":")
        or number + 1 >= len(doc.sentences)
    ):
        return False
    start = doc.start[first]
    ends_line = "\n" in doc.text[doc.end[last - 1] : doc.start[last]]
    return ends_line and (first == 0 or "\n" in doc.text[doc.end[first - 1] : start])


def item_start(story: Story, number: int) -> int:
    """The first sentence of the item that a sentence belongs to."""
    return story.headings[-1] if story.headings else max(0, number - 8)


def near_countries(story: Story, number: int, first: int, last: int) -> list[str]:
    """Countries by weight: those of the sentence and its heading, then those of the article."""
    start = story.doc.sentences[item_start(story, number)][0] if story.headings else first
    own = Counter(
        m.code for i, m in story.mentions.items() if start <= i < last and len(m.code) == 3 and m.code.isupper()
    )
    return (
        list(dict.fromkeys([*(code for code, _ in own.most_common()), *story.near])) if story.headings else story.near
    )
