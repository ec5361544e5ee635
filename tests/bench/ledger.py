"""A made-up ledger of so many claims, published: how long its questions take, its size, its memory, a night's load.

`python -m tests.bench.ledger CLAIMS FOLDER [quotes|bare]` builds and asks, and prints JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from schemas import ArticleModel, ClaimModel
from schemas.rejects import empty_rejects
from schemas.runs import Run
from warehouse.connect import open_ledger, open_published
from warehouse.load import load_run
from warehouse.publish import publish

SQL = Path(__file__).with_name("sql")
CHUNK, DAYS, NIGHT = 50_000, 1_825, 5_000  # articles at once, days of the ledger, articles of a night
QUESTIONS = ("compare", "lookup", "known_on", "daily", "contradictions", "top")


def script(name: str) -> str:
    """The text of one of the benchmark's own SQL files."""
    return (SQL / f"{name}.sql").read_text("utf-8")


def build(con: duckdb.DuckDBPyConnection, first: int, last: int, articles: int, *, quotes: bool) -> None:
    """Fill in the articles `first` to `last` of a ledger that will have `articles`, ten claims each."""
    for start in range(first, last, CHUNK):
        told = {"first": start, "last": min(start + CHUNK, last), "days": DAYS, "articles": articles, "quotes": quotes}
        con.execute(script("synthetic_articles"), told)
        con.execute(script("synthetic_claims"), told)
    con.execute(script("synthetic_extractions"))


def night(articles: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The frames of one more night, of articles that the ledger does not have."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder, "night.duckdb")) as con:
        con.execute(script("synthetic_series"))
        build(con, articles, articles + NIGHT, articles, quotes=True)
        frames = []
        for name, model in (("articles", ArticleModel), ("claims", ClaimModel)):
            frame = con.table(name).df()[list(model.to_schema().columns)]
            for column in ("authors", "flags", "source", "place"):
                if column in frame:
                    frame[column] = [list(value) for value in frame[column]]
            frames.append(frame)
    return frames[0], frames[1]


def load_night(con: duckdb.DuckDBPyConnection, articles: int) -> float:
    """Seconds that the load of one more night takes."""
    frames = night(articles)
    started = datetime(2026, 1, 2, 3, tzinfo=UTC)
    run = Run("bench-night", "nightly", date(2026, 1, 2), started, "synthetic-1", "0")
    begin = time.perf_counter()
    counts = load_run(con, run, *frames, empty_rejects())
    seconds = time.perf_counter() - begin
    assert (counts.articles_new, counts.claims_new) == (NIGHT, 10 * NIGHT)
    return seconds


def best_ms(ask: Callable[[], Any], times: int = 5) -> float:
    """The best of several times, in milliseconds: what the machine does when nothing else runs."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - begin)
    return 1000 * min(taken)


def ask(published: Path) -> dict[str, float]:
    """How long each question takes on the published file, in milliseconds, on two threads and 2 GB."""
    with open_published(published, memory_limit="1500MB", threads=2) as con:
        return {name: best_ms(partial(_answer, con, script(f"ask_{name}"))) for name in QUESTIONS}


def answers(published: Path) -> dict[str, int]:
    """How many rows the answer to each question has."""
    with open_published(published, memory_limit="1500MB", threads=2) as con:
        return {name: len(con.execute(script(f"ask_{name}")).fetchall()) for name in QUESTIONS}


def _answer(con: duckdb.DuckDBPyConnection, text: str) -> None:
    con.execute(text).fetchall()


def main(claims: int, folder: Path, *, quotes: bool) -> dict[str, float]:
    """Build, load a night, publish, ask."""
    articles, ledger, published = claims // 10, folder / "ledger.duckdb", folder / "figures.duckdb"
    with open_ledger(ledger) as con:
        con.execute(script("synthetic_series"))
        build(con, 0, articles, articles, quotes=quotes)
        con.execute(script("synthetic_supersessions"))
        con.execute("CHECKPOINT")
        seconds = load_night(con, articles) if quotes else 0.0
        publish(con, published)
    found = {**ask(published), "night_load_s": seconds, "bytes": published.stat().st_size / claims}
    return {**found, "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), Path(sys.argv[2]), quotes=sys.argv[3] == "quotes")))
