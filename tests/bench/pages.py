"""How well and how fast a real news page is read, one process on one core."""

from __future__ import annotations

import gzip
import json
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.command import child
from tests.bench.registry import Result, Row, measures, shared

WORD = re.compile(r"\w+")
GRAM = 4
FETCHED = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what people know of it."""

    name: str
    html: bytes
    title: str
    published: str
    body: str


def pages(folder: Path) -> Iterator[Page]:
    """Yield the pages with the text that stands on them."""
    for line in (folder / "pages.jsonl").read_text("utf-8").splitlines():
        known = json.loads(line)
        html = gzip.decompress((folder / known["file"]).read_bytes())
        yield Page(known["file"], html, known["title"], known["published"], known["body"])


def likeness(found: str, wanted: str) -> float:
    """Give the F1 of the word 4-grams of two texts, each counted as often as it stands there.

    >>> likeness("a b c d e", "a b c d"), likeness("", "a b c d")
    (0.6666666666666666, 0.0)
    """
    one, other = _grams(found), _grams(wanted)
    shared_grams = sum((one & other).values())
    return 2 * shared_grams / (sum(one.values()) + sum(other.values())) if shared_grams else 0.0


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text.casefold())
    return Counter(tuple(words[start : start + GRAM]) for start in range(max(1, len(words) - GRAM + 1)))


@measures(
    Row("page_f1", "share", 0.945, noise=0.001),
    Row("page_ms", "ms", 12.0, "lower", noise=0.1),
    Row("page_dates_right", "share", 0.97),
    Row("page_titles_right", "share", 0.97),
)
def reading() -> Result:
    """The whole way from bytes to article over the pages beside the project: 4-gram F1, milliseconds of
    processor time, day and title. Many a page prints one headline and gives another to other sites."""
    folder = shared("pages")
    held = child("pages", str(folder))
    bad_text = [f"{one['name']} {one['f1']:.2f}" for one in held if one["f1"] < 0.8]
    values = {
        "page_f1": sum(one["f1"] for one in held) / len(held),
        "page_ms": 1000 * sum(one["seconds"] for one in held) / len(held),
    }
    failed = {"page_f1": bad_text}
    for row, what in (("page_dates_right", "day"), ("page_titles_right", "title")):
        values[row] = sum(one[what] for one in held) / len(held)
        failed[row] = [one["name"] for one in held if not one[what]]
    return Result(values, failed)


def same_title(found: str | None, wanted: str) -> bool:
    """Tell whether two titles are the same but for case, marks and a kicker or the outlet's name beside it."""
    one, other = (" ".join(WORD.findall(text.casefold())) for text in (found or "", wanted))
    return bool(one) and (one in other or other in one)


def same_day(found: str | None, wanted: str) -> bool:
    """Tell whether a day is that of a moment, in its own zone or in UTC."""
    moment = datetime.fromisoformat(wanted)
    days = {moment.date().isoformat()}
    if moment.tzinfo:
        days.add(moment.astimezone(UTC).date().isoformat())
    return found in days


def _main(folder: Path) -> None:
    from flows.articles.read import read
    from flows.articles.records import Article, Raw

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    measured = []
    for number, page in enumerate([*pages(folder), *pages(folder)]):
        raw = Raw(f"https://news.example/{number}", page.html, "text/html", None, FETCHED)
        begin = time.process_time()
        (found,) = read(raw)
        seconds = time.process_time() - begin
        article = found if isinstance(found, Article) else None
        day = article.published_on.isoformat() if article and article.published_on else None
        measured.append({
            "name": page.name,
            "f1": likeness(article.text if article else "", page.body),
            "seconds": seconds,
            "day": same_day(day, page.published) if page.published else True,
            "title": same_title(article.title if article else None, page.title),
        })  # fmt: skip
    # The first time is to warm up: stop words and names of domains are loaded once a process, not once a page.
    print(json.dumps(measured[len(measured) // 2 :]))


if __name__ == "__main__":
    import sys

    _main(Path(sys.argv[1]))
