"""The day that a figure holds for: the rule, and the column that keeps it, however a ledger came by its rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from warehouse import sql
from warehouse.migrate import migrate
from warehouse.registries import refresh
from warehouse.verify import digests

# end of the period, day of publication, status -> the day
CLAIMED = [
    ("2025-06-10", "2025-06-16", "reported", "2025-06-10"),  # the day that it covers
    ("2025-06-20", "2025-06-16", "reported", "2025-06-20"),  # a day is taken as it is told, even one to come
    (None, "2025-06-16", "reported", "2025-06-16"),  # no period: the day of publication
    (None, "2025-06-16", "planned", "2025-06-16"),
    ("2025-05", "2025-06-16", "reported", "2025-05-31"),  # a month that is over ends with its last day
    ("2024-02", "2025-06-16", "denied", "2024-02-29"),  # a leap year
    ("2025-06", "2025-06-16", "reported", "2025-06-16"),  # a month that is not over ends with the publication
    ("2025", "2025-06-16", "reported", "2025-06-16"),  # nor is the year
    ("2024", "2025-06-16", "reported", "2024-12-31"),
    ("2025", None, "reported", "2025-12-31"),  # not known when published: the year as it stands
    ("2025", "2025-06-16", "planned", "2025-12-31"),  # a plan may lie ahead
    ("2025-07", "2025-06-16", "planned", "2025-07-31"),
    (None, None, "reported", None),
]
# What no claim that passes validation holds: texts that are no dates have no days.
ODD = [
    ("2024-02-30", "2025-06-16", "reported", None),
    ("2024-02-30", "2025-06-16", "planned", None),
    ("2024-13", "2025-06-16", "reported", "2025-06-16"),
    ("2024-13", "2025-06-16", "planned", None),
    ("autumn", "2025-06-16", "reported", "2025-06-16"),
    ("autumn", None, "reported", None),
    ("autumn", "2025-06-16", "planned", None),
]

KEPT = "SELECT expr, as_of::VARCHAR FROM {relation} ORDER BY expr::INTEGER"
ADD_ODD = """
    INSERT INTO claims BY NAME
    SELECT * REPLACE (
        $expr AS claim_id, $expr AS expr, $period_end AS period_end, $published::DATE AS said_on, $status AS status
    )
    FROM claims WHERE expr = '100'
"""


def load(world: Any, con: duckdb.DuckDBPyConnection) -> list[tuple[str, str | None]]:
    """Load a claim for each case; gives what each has to hold for, by the expression that tells it apart."""
    night = world()
    for number, (period_end, published, status, _) in enumerate(CLAIMED, 100):
        article = night.article(f"page {number}", f"It was {number}.", published)
        night.claim(article, str(number), number, period_end=period_end, status=status)
    night.load(con)
    return [(str(number), as_of) for number, (*_, as_of) in enumerate(CLAIMED, 100)]


@pytest.fixture(scope="module")
def macros() -> Iterator[duckdb.DuckDBPyConnection]:
    """The macros for partial dates, without a ledger."""
    (dates,) = [script for script in sql.scripts("macros") if script.name == "00_partial_dates"]
    with duckdb.connect(":memory:") as con:
        con.execute(dates.text)
        yield con


@pytest.mark.parametrize(("period_end", "published", "status", "as_of"), [*CLAIMED, *ODD])
def test_the_day_that_a_figure_holds_for(
    macros: duckdb.DuckDBPyConnection, period_end: str | None, published: str | None, status: str, as_of: str | None
) -> None:
    asked = "SELECT as_of_day($period_end, $status, $published::DATE)::VARCHAR"
    told = {"period_end": period_end, "status": status, "published": published}
    assert macros.execute(asked, told).fetchall() == [(as_of,)]


@pytest.mark.parametrize("relation", ["claims", "figures"])
def test_a_load_keeps_it_with_the_claim(world: Any, ledger: duckdb.DuckDBPyConnection, relation: str) -> None:
    expected = load(world, ledger)
    assert ledger.execute(KEPT.format(relation=relation)).fetchall() == expected


@pytest.mark.parametrize("kind", ["ledger", "lake"])
def test_a_ledger_from_before_gets_what_a_load_keeps(world: Any, request: pytest.FixtureRequest, kind: str) -> None:
    con: duckdb.DuckDBPyConnection = request.getfixturevalue(kind)
    migrate(con)
    refresh(con)
    expected = load(world, con)
    loaded = digests(con)["claims"]
    _as_before(con)
    assert migrate(con) == ["0007_as_of"]
    assert con.execute(KEPT.format(relation="claims")).fetchall() == expected
    assert digests(con)["claims"] == loaded


def test_a_ledger_from_before_is_not_put_off_by_what_is_no_date(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    expected = load(world, ledger)
    for number, (period_end, published, status, as_of) in enumerate(ODD, 100 + len(CLAIMED)):
        told = {"period_end": period_end, "published": published, "status": status}
        ledger.execute(ADD_ODD, {"expr": str(number), **told})
        expected.append((str(number), as_of))
    _as_before(ledger)
    migrate(ledger)
    assert ledger.execute(KEPT.format(relation="claims")).fetchall() == expected


def _as_before(con: duckdb.DuckDBPyConnection) -> None:
    """Take a ledger back to where the migration had not been applied."""
    con.execute("ALTER TABLE claims DROP COLUMN as_of")
    con.execute("DELETE FROM schema_migrations WHERE name = '0007_as_of'")
