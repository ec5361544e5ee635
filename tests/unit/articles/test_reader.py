"""Pages that hang, crash or eat memory cost themselves and nothing else."""

from datetime import UTC, datetime

import pytest

from flows.articles.reader import ReaderLimits, Readers
from flows.articles.records import Article, Raw, Refusal

SEEN = datetime(2025, 6, 16, tzinfo=UTC)
GOOD = b"<html><body><article><p>At least 100 soldiers were killed in Kursk on Monday.</p></article></body></html>"


def raw(name: str, data: bytes = GOOD, media_type: str = "text/html") -> Raw:
    return Raw(f"https://news.example/{name}", data, media_type, None, SEEN)


def found(items: list[Raw | Refusal], limits: ReaderLimits | None = None, count: int = 1) -> list[Article | Refusal]:
    with Readers(count, limits) as readers:
        return [record for records in readers.in_order(items) for record in records]


def test_pages_come_in_their_order_also_from_two_processes() -> None:
    refusal = Refusal("https://news.example/x", None, "timeout", "no answer", "load")
    items = [raw("1"), refusal, raw("2", b"plain text of some words", "text/plain"), raw("3"), raw("4")]
    records = found(items, count=2)
    assert [record.url.rpartition("/")[2] for record in records if record.url] == ["1", "x", "2", "3", "4"]
    assert [isinstance(record, Article) for record in records] == [True, False, True, True, True]


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    # Half a million elements side by side: parsed at once, but not read within a moment.
    endless = raw("long", b"<html><body>" + b"<p><b>x</b> word, and more of it, to be read.</p>" * 500_000)
    first, second = found([endless, raw("next")], ReaderLimits(seconds=1.0, megabytes=4_000))
    assert isinstance(first, Refusal)
    assert (first.reason, first.stage, first.url) == ("reading-too-long", "read", "https://news.example/long")
    assert isinstance(second, Article)


def test_a_page_that_takes_too_much_memory_is_refused_and_the_next_is_read() -> None:
    greedy = raw("greedy", b"<html><body>" + b"<p>word<i>x</i>" * 3_000_000)
    first, second = found([greedy, raw("next")], ReaderLimits(seconds=120, megabytes=150))
    assert isinstance(first, Refusal)
    assert first.reason in ("out-of-memory", "reader-crashed", "unreadable-page", "no-text")
    assert isinstance(second, Article)


@pytest.mark.parametrize("depth", [300, 5_000])
def test_a_page_too_deep_for_the_parser_is_refused_and_not_cut(depth: int) -> None:
    page = b"<html><body>" + b"<div>" * depth + b"<p>At least 100 soldiers were killed.</p>" + b"</div>" * depth
    (refused,) = found([raw("deep", page)])
    assert isinstance(refused, Refusal)
    assert refused.reason == "too-deep"
