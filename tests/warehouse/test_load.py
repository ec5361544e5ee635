"""Loading: everything of a run or nothing of it, and each thing once."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from pandera.errors import SchemaErrors

from schemas import Run
from warehouse.connect import open_ledger
from warehouse.load import LoadCounts, record_failed, unread
from warehouse.verify import TableDigest, digests

NEXT_NIGHT = datetime(2025, 6, 21, 3, 0, tzinfo=UTC)


def a_night(world: Any) -> Any:
    night = world()
    first = night.article("first", "Some 6,000 were hurt, and 4,000 of them died.")
    night.claim(first, "6,000", 6000)
    night.claim(first, "4,000", 4000, metric="killed")
    night.claim(night.article("second", "At least 600 died."), "600", 600, metric="killed")
    night.article("third", "Nothing is counted here.")
    night.refusals.append({"stage": "load", "reason": "not-found", "message": "No such file.", "url": "file:x"})
    return night


def rows(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return {name: table.rows for name, table in digests(con).items()}


def test_a_run_brings_everything_and_its_own_row(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    counts = a_night(world).load(ledger)
    assert counts == LoadCounts(
        articles_seen=3, articles_new=3, articles_known=0, claims_new=3, claims_known=0, rejects_new=1
    )
    assert rows(ledger) == {
        "articles": 3,
        "claims": 3,
        "extractions": 3,
        "rejects": 1,
        "runs": 1,
        "schema_migrations": len([*Path("warehouse/migrations").glob("*.sql")]),
    }
    assert ledger.execute(
        "SELECT status, articles_seen, articles_new, articles_known, claims_new, rejects_new, message FROM runs"
    ).fetchall() == [("done", 3, 3, 0, 3, 1, None)]


def test_the_same_run_again_changes_nothing(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = a_night(world)
    night.load(ledger)
    before = digests(ledger)
    assert night.load(ledger).articles_known == 3
    assert digests(ledger) == before


def test_the_next_night_with_the_same_articles_adds_its_run_only(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = a_night(world)
    night.load(ledger)
    before = digests(ledger)
    counts = night.load(ledger, run_id="another", started_at=NEXT_NIGHT)
    after = digests(ledger)
    assert (counts.articles_new, counts.claims_new, counts.claims_known, counts.rejects_new) == (0, 0, 3, 0)
    assert after.pop("runs").rows == 2
    assert before.pop("runs").rows == 1
    assert after == before


def test_a_row_that_comes_twice_in_one_run_is_kept_once(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = a_night(world)
    night.articles *= 2
    night.claims *= 2
    night.refusals *= 2
    night.load(ledger)
    assert [rows(ledger)[name] for name in ("articles", "claims", "extractions", "rejects")] == [3, 3, 3, 1]


def test_lists_moments_and_open_bounds_come_back_as_they_went(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    seen = datetime(2025, 6, 15, 22, 30, tzinfo=UTC)
    article = night.article("x", "At least 600 died.", published_at=seen, authors=["A", "B"])
    night.claim(article, "At least 600", 600, qualifier="at_least", high=None, source=["the ministry"])
    night.load(ledger)
    stored = ledger.execute("SELECT authors, published_at, published_on::VARCHAR FROM articles").fetchall()
    assert stored == [(["A", "B"], seen, "2025-06-16")]
    assert ledger.execute("SELECT source, place, low, high, loaded_at FROM claims").fetchall() == [
        (["the ministry"], ["Kursk"], 600.0, None, night.started_at)
    ]


def test_an_error_in_the_last_statement_takes_everything_back(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    before = digests(ledger)
    yesterday = datetime(2025, 6, 19, tzinfo=UTC)
    with pytest.raises(SchemaErrors, match="run-order"):
        a_night(world).load(ledger, finished_at=yesterday)  # all but the row of the run is in by then
    assert digests(ledger) == before


def test_a_failed_run_leaves_a_row_with_its_reason(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    run: Run = world().run()
    record_failed(ledger, run, "The disk is full.")
    record_failed(ledger, run, "Told twice.")
    assert ledger.execute("SELECT run_id, status, message FROM runs").fetchall() == [
        (run.run_id, "failed", "The disk is full.")
    ]


def test_unread_leaves_out_what_this_version_has_read(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = a_night(world)
    night.load(ledger)
    third = night.articles[2]["article_version_id"]  # read, though nothing was found in it
    assert unread(ledger, ["zz", third, "aa"], "1") == ["zz", "aa"]
    assert unread(ledger, [third], "2") == [third]


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
import pandas as pd
from schemas import Run
from warehouse.connect import open_ledger
from warehouse.load import load_run

class UpTo:
    # The connection itself, in a process that dies before a given statement of the load.
    def __init__(self, con, statements):
        self.con, self.left = con, statements
    def execute(self, *arguments):
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1
        return self.con.execute(*arguments)
    def __getattr__(self, name):
        return getattr(self.con, name)

def load_and_die(path, frames, statements):
    run = Run("second", "nightly", datetime(2025, 6, 21).date(), datetime(2025, 6, 21, 3, tzinfo=UTC), "1", "0")
    with open_ledger(path) as con:
        load_run(UpTo(con, statements), run, *pd.read_pickle(frames))
        os.kill(os.getpid(), signal.SIGKILL)

# one fork a ledger: what was imported once serves all of them
for statements, path in enumerate(sys.argv[2:]):
    child = os.fork()
    if child == 0:
        load_and_die(Path(path), sys.argv[1], statements)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
STATEMENTS = 7  # BEGIN, four inserts, the run's row, COMMIT


def second_night(world: Any) -> Any:
    night = world(started_at=NEXT_NIGHT)
    night.claim(night.article("fourth", "Another 70 died."), "70", 70, metric="killed")
    night.refusals.append({"stage": "read", "reason": "empty-page", "message": "Nothing in it.", "url": "file:y"})
    return night


def kill_each_before_its_statement(ledgers: list[Path], frames: Path) -> None:
    """Load into each ledger in a process that is killed: the first before the first statement, and so on."""
    root = str(Path(__file__).resolve().parents[2])
    search = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-c", KILLED, str(frames), *map(str, ledgers)]
    environment = {**os.environ, "PYTHONPATH": search}
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)
    assert answer.stdout.split() == [str(-signal.SIGKILL)] * len(ledgers), answer.stderr


def holds(path: Path) -> dict[str, TableDigest]:
    with open_ledger(path) as con:
        return digests(con)


def test_killed_between_two_statements_the_ledger_is_as_it_was_before(world: Any, tmp_path: Path) -> None:
    ledgers = [tmp_path / f"{statement}.duckdb" for statement in range(STATEMENTS + 1)]
    with open_ledger(ledgers[0]) as con:
        a_night(world).load(con)
    for path in ledgers[1:]:
        shutil.copyfile(ledgers[0], path)
    before = holds(ledgers[0])
    frames = tmp_path / "frames.pickle"
    pd.to_pickle(second_night(world).frames(), frames)

    kill_each_before_its_statement(ledgers, frames)

    assert [holds(path) == before for path in ledgers[:STATEMENTS]] == [True] * STATEMENTS
    # killed after the last one: the whole run is there, out of the log, without a checkpoint
    after = holds(ledgers[STATEMENTS])
    assert [after[name].rows for name in ("articles", "claims", "extractions", "rejects", "runs")] == [4, 4, 4, 2, 2]
    # and the night that was killed brings all of it when it is run again
    with open_ledger(ledgers[3]) as con:
        second_night(world).load(con, run_id="second")
    again = holds(ledgers[3])
    assert {name for name in after if again[name] != after[name]} == {"runs"}  # it finished at another moment
    assert again["runs"].rows == 2
