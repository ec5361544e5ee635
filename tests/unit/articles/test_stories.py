"""Copies of a story are one origin; other stories are not. The set is made from sentences, its truth is known."""

import random
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest

from flows.articles.read import read
from flows.articles.records import Article, Raw
from flows.articles.stories import Stories
from tests.bench.articles import articles

SEEN = datetime(2025, 6, 16, tzinfo=UTC)


def article(name: str, text: str) -> Article:
    (found,) = read(Raw(f"https://{name}.example/a", text.encode(), "text/plain", None, SEEN))
    assert isinstance(found, Article)
    return found


def lightly_edited(text: str, chance: random.Random) -> str:
    """Change about one word in thirty, as a desk does."""
    return " ".join("some" if chance.random() < 1 / 30 else word for word in text.split())


def tail_cut(text: str, chance: random.Random) -> str:
    words = text.split()
    return " ".join(words[: int(len(words) * chance.uniform(0.4, 0.8))])


def with_a_preface(text: str, chance: random.Random) -> str:
    return "From our own correspondent, who has followed the matter for many years and writes for us today. " + text


@pytest.fixture
def made() -> list[tuple[int, Article]]:
    """Forty stories with three copies each, and twenty pages that hold two stories: (story, article)."""
    chance = random.Random(7)  # noqa: S311 (no secret)
    texts = [one["text"] for one in articles(80, seed=11)]
    found = [(number, article(f"o{number}", text)) for number, text in enumerate(texts)]
    for number, text in enumerate(texts[:40]):
        for change in (lightly_edited, tail_cut, with_a_preface):
            found.append((number, article(f"{change.__name__}{number}".replace("_", ""), change(text, chance))))
    for number in range(40, 80, 2):
        found.append((1_000 + number, article(f"m{number}", texts[number] + "\n\n" + texts[number + 1])))
    return found


def test_precision_and_recall_on_a_set_whose_truth_is_known(made: list[tuple[int, Article]], tmp_path: Path) -> None:
    with closing(Stories(tmp_path / "stories.sqlite")) as stories:
        placed = [(story, stories.origin(one)) for story, one in made]
    right = wrong = missed = 0
    for (story, origin), (other, another) in combinations(placed, 2):
        right += story == other and origin == another
        wrong += story != other and origin == another
        missed += story == other and origin != another
    precision, recall = right / (right + wrong), right / (right + missed)
    print(f"\nclusters of copies: precision {precision:.3f}, recall {recall:.3f} over {right + missed} pairs of copies")
    assert precision >= 0.98
    assert recall >= 0.95


def test_the_earliest_is_the_origin_and_a_new_version_stays_with_its_article(tmp_path: Path) -> None:
    text = next(articles(1, seed=3))["text"]
    first, copy = article("first", text), article("copy", text + " More follows.")
    rewritten = replace(article("first", next(articles(1, seed=4))["text"]), article_id=first.article_id)
    path = tmp_path / "stories.sqlite"
    with closing(Stories(path)) as stories:
        assert [stories.origin(one) for one in (first, copy)] == [first.article_id] * 2
    with closing(Stories(path)) as stories:  # what was placed is kept
        assert stories.origin(rewritten) == first.article_id
        assert stories.origin(copy) == first.article_id


def test_short_texts_are_never_taken_for_copies(tmp_path: Path) -> None:
    one, other = article("a", "Six were hurt on Monday."), article("b", "Six were hurt on Monday.")
    with closing(Stories(tmp_path / "stories.sqlite")) as stories:
        assert stories.origin(one) != stories.origin(other)


def test_the_syndicated_copy_among_the_samples_and_nothing_else_is_a_copy(tmp_path: Path) -> None:
    from flows.articles.load import find, load_one
    from flows.articles.records import Limits
    from flows.articles.sources import Source, load_sources

    samples = [one for one in load_sources() if isinstance(one, Source)]
    names: dict[str, list[str]] = {}
    with closing(Stories(tmp_path / "stories.sqlite")) as stories:
        for found in find(samples):
            raw = load_one(found, Limits())
            assert isinstance(raw, Raw)
            (one,) = read(raw)
            assert isinstance(one, Article)
            names.setdefault(stories.origin(one), []).append(found.name)
    copies = sorted(sorted(group) for group in names.values() if len(group) > 1)
    print(copies)
    assert copies == [
        ["2024-12-19-lakeside-tribune-syndicated.html", "2024-12-19-meridian-wire.html"],
        ["2025-01-13-seoul-sentinel.html", "2025-01-14-seoul-sentinel-corrected.html"],
    ]
