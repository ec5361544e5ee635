"""Speed and memory of the extractor on made-up articles of 3 kB, one process on one core."""

from __future__ import annotations

import io
import json
import os
import tempfile
import time
from pathlib import Path

from tests.bench.articles import articles
from tests.bench.command import child, extract, write_lines
from tests.bench.registry import Result, Row, measures

TIMED, STREAMED = 1_000, 5_000


@measures(
    Row("extract_articles_per_s", "articles/s", 400.0, noise=0.08),
    Row("extract_p50_ms", "ms", 2.5, "lower", noise=0.08),
    Row("extract_p99_ms", "ms", 6.0, "lower", noise=0.15),
)
def speed() -> Result:
    """What `conflict-figures extract` does for a line, from JSON to JSON, once the lexicons are read."""
    seconds = sorted(child("speed"))
    return Result({
        "extract_articles_per_s": len(seconds) / sum(seconds),
        "extract_p50_ms": 1000 * seconds[len(seconds) // 2],
        "extract_p99_ms": 1000 * seconds[len(seconds) * 99 // 100],
    })  # fmt: skip


@measures(Row("extract_start_s", "s", 2.0, "lower", noise=0.15))
def start() -> Result:
    """The whole command for one article: the price of a start; the best of three."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "given.jsonl")
        write_lines(given, articles(1))
        seconds = []
        for _ in range(3):
            begin = time.perf_counter()
            extract(given, Path(folder, "claims.jsonl"))
            seconds.append(time.perf_counter() - begin)
    return Result({"extract_start_s": min(seconds)})


@measures(
    Row("extract_rss_mb", "MB", 400.0, "lower", noise=0.05),
    Row("extract_rss_growth_mb", "MB", 10.0, "lower", noise=0.5),
)
def memory() -> Result:
    """The peak of the whole command over 5,000 articles, and how much of it came after the first 1,000."""
    peaks = {}
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "given.jsonl")
        for count in (TIMED, STREAMED):
            write_lines(given, articles(count))
            peaks[count] = extract(given, Path(folder, "claims.jsonl"))
    growth = max(0.0, peaks[STREAMED] - peaks[TIMED])
    return Result({"extract_rss_mb": peaks[STREAMED], "extract_rss_growth_mb": growth})


def _main() -> None:
    from flows.lines import answer

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    answer(1, json.dumps(next(articles(1, seed=2))).encode())
    lines = [json.dumps(article).encode() for article in articles(TIMED)]
    out, seconds = io.BytesIO(), []
    for number, line in enumerate(lines, 1):
        begin = time.perf_counter()
        written = answer(number, line).line
        assert written is not None
        out.write(written)
        seconds.append(time.perf_counter() - begin)
    print(json.dumps(seconds))


if __name__ == "__main__":
    _main()
