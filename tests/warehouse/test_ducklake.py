"""The warehouse's SQL on DuckLake: the same migrations, loads, views and macros, on Parquet files and a catalogue."""

from __future__ import annotations

from typing import Any

import duckdb

from warehouse import sql
from warehouse.migrate import migrate
from warehouse.registries import refresh

ASKED = [
    "SELECT claim_id, said_on, public_from, as_of, claim_key FROM claims",
    "SELECT claim_id, low, best, high, claimant_kind, is_current FROM figures",
    "SELECT series_id, as_of, best, articles FROM series",
    "SELECT said_by_a, best_a, said_by_b, best_b, bounds FROM comparison",
    "SELECT said_by_a, said_by_b, gap FROM contradictions_in('russia-ukraine')",
    "SELECT stance_a, stance_b, ratio FROM compare('casualties', 'RUS', NULL, NULL, NULL, NULL)",
    "SELECT revision, earlier_best, best FROM revisions",
    "SELECT best, expr FROM figures_as_known_on(DATE '2024-06-12')",
    "SELECT best, convention FROM sensitivity",
]


def nights(world: Any) -> list[Any]:
    """Two nights: three claimants on one quantity, and an article that is corrected in the second."""
    first, second = world(), world()
    place = {"actor": "RUS", "place": ["Ukraine"], "place_key": "Ukraine", "country": "UKR", "period_end": "2024-06-10"}
    for name, best, claimant in [
        ("a", 500, "ukraine-general-staff"),
        ("b", 400, "uk-ministry-of-defence"),
        ("c", 100, "russia-ministry-of-defence"),
    ]:
        article = first.article(name, f"It was {best}.", "2024-06-10")
        first.claim(article, str(best), best, source=[claimant], claimant=claimant, **place)
    first.claim(first.article("x", "6,000 fell.", "2024-06-12"), "6,000", 6000)
    second.claim(second.article("x", "4,700 fell.", "2024-06-14"), "4,700", 4700)
    return [first, second]


def test_the_same_statements_give_the_same_answers(
    world: Any, ledger: duckdb.DuckDBPyConnection, lake: duckdb.DuckDBPyConnection
) -> None:
    assert migrate(lake) == [script.name for script in sql.scripts("migrations")]
    refresh(lake)
    for con in (ledger, lake):
        for night in nights(world):
            assert night.load(con).claims_new == len(night.claims)
    for asked in ASKED:
        answers = [sorted(con.execute(asked).fetchall(), key=str) for con in (ledger, lake)]
        assert answers[0], asked
        assert answers[1] == answers[0], asked


def test_every_view_stands_there_and_a_second_time_there_is_nothing_to_do(
    ledger: duckdb.DuckDBPyConnection, lake: duckdb.DuckDBPyConnection
) -> None:
    migrate(lake)
    names = "SELECT name FROM (" + sql.query("views_and_macros").rstrip().rstrip(";") + ") ORDER BY name"  # noqa: S608
    assert lake.execute(names).fetchall() == ledger.execute(names).fetchall()
    for (name,) in ledger.execute(
        "SELECT view_name FROM duckdb_views() WHERE database_name = current_database()"
    ).fetchall():
        lake.table(name).fetchall()
    assert migrate(lake) == []


def test_loading_again_adds_nothing(world: Any, lake: duckdb.DuckDBPyConnection) -> None:
    migrate(lake)
    refresh(lake)
    (night, _) = nights(world)
    night.load(lake)
    counts = night.load(lake)
    assert (counts.articles_new, counts.claims_new) == (0, 0)
    assert lake.execute("SELECT count(*) FROM runs").fetchall() == [(1,)]
