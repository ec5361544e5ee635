"""How well copies of a story are told from other stories: real stories, and copies of them made as desks make them."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from tests.bench.pages import pages
from tests.bench.registry import Result, Row, measures, shared

SEEN = datetime(2025, 6, 16, tzinfo=UTC)
AGENCIES = ("Reuters", "AFP", "AP")
OWN = (
    "People in this town have followed the news with worry. Several of them told our reporter on the market square "
    "that they had relatives there, and that nobody had reached them by telephone since the beginning of the week."
)
Change = Callable[[str, random.Random], str]


def lightly_edited(text: str, chance: random.Random) -> str:
    """Change about one word in thirty, as a desk does."""
    return " ".join("some" if chance.random() < 1 / 30 else word for word in text.split(" "))


def tail_cut(text: str, chance: random.Random) -> str:
    """Keep the first part, as a paper with little room does."""
    words = text.split(" ")
    return " ".join(words[: int(len(words) * chance.uniform(0.4, 0.8))])


def with_a_preface(text: str, chance: random.Random) -> str:
    """Put a sentence of one's own before it."""
    return "From our own correspondent, who has followed the matter for many years and writes for us today. " + text


def rewritten(text: str, chance: random.Random) -> str:
    """Leave out every fourth paragraph, change one word in fifteen, add one's own: what a desk makes of an agency's.

    The first paragraph stays, since it holds the agency's name.
    """
    first, *others = text.split("\n\n")
    parts = [first, *(part for part in others if chance.random() > 1 / 4)]
    edited = [" ".join("some" if chance.random() < 1 / 15 else word for word in part.split(" ")) for part in parts]
    return "\n\n".join([*edited, OWN])


def made(seed: int) -> Iterator[tuple[str, str, str]]:
    """Yield (story, kind of copy, text): stories, four sorts of copies of half of them, and pages of two stories."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    bodies = [page.body.replace("\n", "\n\n") for page in pages(shared("pages"))]
    texts = [f"KYIV ({AGENCIES[number % 3]}) - {body}" for number, body in enumerate(bodies)]
    half = len(texts) // 2
    yield from ((str(number), "original", text) for number, text in enumerate(texts))
    changes: tuple[Change, ...] = (lightly_edited, tail_cut, with_a_preface, rewritten)
    for number, text in enumerate(texts[:half]):
        yield from ((str(number), change.__name__, change(text, chance)) for change in changes)
    for number in range(half, len(texts) - 1, 2):
        yield f"{number} and {number + 1}", "merged", texts[number] + "\n\n" + texts[number + 1]


@measures(Row("origin_precision", "share", 0.99), Row("origin_recall", "share", 0.95))
def clustering() -> Result:
    """Of the pairs that are put together, how many are copies of one story; of those that are, how many are put so."""
    from flows.articles.read import read
    from flows.articles.records import Article, Raw
    from flows.articles.stories import Stories

    placed: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory() as folder, closing(Stories(Path(folder) / "stories.sqlite")) as stories:
        for number, (story, kind, text) in enumerate(made(seed=11)):
            (one,) = read(Raw(f"https://outlet-{number}.example/a", text.encode(), "text/plain", None, SEEN))
            assert isinstance(one, Article)
            placed.append((story, kind, stories.origin(one)))
    right, wrong, missed = 0, [], []
    for (story, kind, origin), (other, sort, another) in combinations(placed, 2):
        right += story == other and origin == another
        if story != other and origin == another:
            wrong.append(f"{kind} of {story} with {sort} of {other}")
        if story == other and origin != another:
            missed.append(f"{kind} and {sort} of {story}")
    values = {"origin_precision": right / (right + len(wrong)), "origin_recall": right / (right + len(missed))}
    return Result(values, {"origin_precision": wrong, "origin_recall": missed})
