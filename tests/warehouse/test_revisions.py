"""Where a series does not simply go on, and which note explains it; what is expected is reasoned out beside each."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb

KYIV = {"source": ["General Staff"], "claimant": "ukraine-general-staff"}
ASKED = "SELECT as_of::VARCHAR, revision, earlier_best, best, is_explained FROM revisions ORDER BY 1, 4"


def ask(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return con.execute(sql).fetchall()


def day_of(number: int) -> str:
    """The day of that number of June 2024; 31 is the first of July."""
    return (date(2024, 5, 31) + timedelta(days=number)).isoformat()


def total(night: Any, number: int, best: float, **fields: Any) -> None:
    """A running total for a day, published on it."""
    day = day_of(number)
    article = night.article(f"d{number} {best}", f"It was {best:g}.", day)
    night.claim(article, f"{best:g}", best, **{"period_end": day, "actor": "RUS", **KYIV, **fields})


def note(con: duckdb.DuckDBPyConnection, number: int, change: float) -> None:
    """A correction that the keeper of the series notes for a day."""
    con.execute(
        """
        INSERT INTO corrections BY NAME
        SELECT $id AS correction_id, 'ukraine-general-staff' AS claimant, NULL AS definition, 'casualties' AS metric,
            'RUS' AS actor, $day::DATE AS corrected_on, $change AS change, 'Keeper' AS note, 'u' AS url, 'r' AS run_id,
            now() AS loaded_at
        """,
        {"id": str(number), "day": day_of(number), "change": change},
    )


def steady(night: Any, days: int) -> float:
    """Ten a day from 1,000 on; gives the last total."""
    for number in range(1, days + 1):
        total(night, number, 1000 + 10 * number)
    return 1000.0 + 10 * days


def test_a_total_that_falls_or_jumps_is_found(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    assert steady(night, 24) == 1240
    total(night, 25, 1210)  # falls
    total(night, 26, 1310)  # a hundred at once, where ten are usual
    total(night, 27, 90)  # starts anew
    total(night, 28, 95)
    night.articles[-1]["published_on"] = date(2024, 6, 29)
    night.claims[-1]["period_end"] = day_of(27)  # the same day, told anew later
    night.load(ledger)
    assert ask(ledger, ASKED) == [
        ("2024-06-25", "lowered", 1240.0, 1210.0, False),
        ("2024-06-26", "jump", 1210.0, 1310.0, False),
        ("2024-06-27", "reset", 1310.0, 90.0, False),
        ("2024-06-27", "raised", 90.0, 95.0, False),
    ]


def test_a_series_that_goes_in_steps_has_no_jumps(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    for number in range(1, 61):  # a hundred on every fifth day, nothing between
        total(night, number, 1000 + 100 * (number // 5))
    night.load(ledger)
    assert ask(ledger, ASKED) == []


def test_few_reports_tell_nothing_of_what_is_usual(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    steady(night, 10)
    total(night, 11, 5000)
    night.load(ledger)
    assert ask(ledger, ASKED) == []


def test_a_correction_on_record_explains_one_report(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    for number, best in [(1, 1000), (2, 1010), (3, 1050), (4, 1060), (5, 1070), (6, 1065), (7, 1080)]:
        total(night, number, best)
    night.load(ledger)
    note(ledger, 3, 30)  # shows in the report of its own day, and only there
    note(ledger, 5, -15)  # the total falls in the report of the day after
    assert ask(ledger, ASKED) == [
        ("2024-06-03", "backlog", 1010.0, 1050.0, True),
        ("2024-06-06", "lowered", 1070.0, 1065.0, True),
    ]
    assert ask(ledger, "SELECT correction FROM revisions ORDER BY as_of") == [(30.0,), (-15.0,)]


def versions(world: Any, ledger: duckdb.DuckDBPyConnection, *texts: dict[str, tuple[float, dict[str, Any]]]) -> None:
    """Load the versions of one article, a week apart; each has its text, made of its figures."""
    for week, figures in enumerate(texts):
        seen = datetime(2025, 6, 20, 3, tzinfo=UTC) + timedelta(weeks=week)
        night = world(started_at=seen)
        article = night.article("x", ", ".join(figures) or "Nobody knows.", modified_at=seen)
        for expr, (best, fields) in figures.items():
            night.claim(article, expr, best, **fields)
        night.load(ledger)


def test_a_figure_that_the_corrected_article_does_not_have_is_retracted(
    world: Any, ledger: duckdb.DuckDBPyConnection
) -> None:
    versions(world, ledger, {"6,000": (6000, {})}, {})
    assert ask(ledger, "SELECT revision, earlier_best, best FROM revisions") == [("retracted", 6000.0, None)]


def test_only_what_a_correction_changed_is_a_revision(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    dead: dict[str, Any] = {"metric": "killed"}
    versions(
        world,
        ledger,
        {"500": (500, dead), "20": (20, dead), "7,000": (7000, {})},
        {"500": (500, dead), "30": (30, dead), "7,000": (7000, {})},
        {"500": (500, dead), "25": (25, dead)},
    )
    # 500 stands in all three and is nobody's revision; 20 became 30, and 30 became 25; 7,000 is gone
    assert ask(ledger, "SELECT revision, earlier_best, best FROM revisions ORDER BY earlier_best") == [
        ("raised", 20.0, 30.0),
        ("lowered", 30.0, 25.0),
        ("retracted", 7000.0, None),
    ]
