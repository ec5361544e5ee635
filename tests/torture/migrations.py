"""A migration killed half way is as if it never began, and the next start carries it out."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import duckdb

from tests.torture.campaign import Ground, Outcome, campaign
from tests.torture.warehouses import PATIENCE, in_child
from warehouse import sql
from warehouse.migrate import _applier, _in_transaction, migrate
from warehouse.verify import digests

OLD_ROWS = """
INSERT INTO articles BY NAME
SELECT 'v' || i AS article_version_id, 'a' || i AS article_id, 'file:' || i AS url, [] AS authors, 'text ' || i AS text,
    'd' AS text_digest, 'r' AS raw_digest, 'w' AS warc_file, 0 AS warc_offset, 'text/plain' AS media_type,
    'text' AS kind, [] AS flags, TIMESTAMPTZ '2025-06-16 03:00:00Z' AS first_seen_at, 'run' AS run_id
FROM range(200) AS numbers(i)
"""


@campaign("migrations", "a migration killed half way is as if it never began", attempts=48, seconds=45, quick=3)
def migrations(ground: Ground) -> Outcome:
    """Kill each migration before, between and after its statements, and at a random moment; then migrate again.

    The ledgers that they are tried on are made once, one before each migration, and copied for each attempt.
    """
    outcome, chance, scripts = Outcome(), ground.chance, sql.scripts("migrations")
    prepared = _prepared(ground, len(scripts))
    whole, took = _held(prepared[-1]), _took(ground, prepared[0])
    before = {path: _held(path) for path in prepared}
    for number in ground.rounds():
        which = number % len(scripts)
        statements = scripts[which].text.count(";\n")
        at = (0, statements, chance.randrange(statements + 1), None)[number // len(scripts) % 4]
        path = ground.room("try") / f"ledger-{number}.duckdb"
        shutil.copyfile(prepared[which], path)
        child = in_child(_bring_up, path, which + 1, at)
        if at is None:
            time.sleep(chance.uniform(0.0, took))
            child.kill()
        child.join(PATIENCE)
        faults, lost = _faults(path, at, child.exitcode, before[prepared[which]], whole)
        where = "at a random moment" if at is None else f"after {at} of {statements} statements"
        outcome.judge(f"{scripts[which].name} killed {where}", faults, lost=lost)
        path.unlink()
    return outcome


def _prepared(ground: Ground, count: int) -> list[Path]:
    """Make a ledger before each migration, and one after the last."""
    paths = [ground.room("prepared") / f"{number}.duckdb" for number in range(count + 1)]
    for number, path in enumerate(paths):
        if number:
            shutil.copyfile(paths[number - 1], path)
        _bring_up(path, number)
    return paths


def _took(ground: Ground, empty: Path) -> float:
    """How long a child takes for a migration that nobody disturbs."""
    path = ground.room("timed") / "ledger.duckdb"
    shutil.copyfile(empty, path)
    for _ in range(2):  # the first one waits for the process that children are forked from
        started = time.monotonic()
        in_child(_bring_up, path, 1).join(PATIENCE)
        took = time.monotonic() - started
        shutil.copyfile(empty, path)
    return took


def _faults(
    path: Path, at: int | None, exit_code: int, before: dict[str, Any], whole: dict[str, Any]
) -> tuple[list[str], int]:
    """What is wrong with the ledger that a killed migration has left, and how many rows it has lost."""
    after = _held(path)
    changed = after != before
    faults = [f"it ended with {exit_code}"] * (at is not None and exit_code != -signal.SIGKILL)
    faults += ["the ledger is not as it was before"] * (changed and at is not None)
    faults += ["it is neither as before nor as after"] * (
        changed and after["schema_migrations"].rows != before["schema_migrations"].rows + 1
    )
    with duckdb.connect(str(path)) as con:
        migrate(con)
    faults += ["the next start did not complete it"] * (_held(path).keys() != whole.keys())
    return faults, max(0, _rows(before) - _rows(after))


def _held(path: Path) -> dict[str, Any]:
    """What the next start finds."""
    with duckdb.connect(str(path)) as con:
        return dict(digests(con))


def _rows(held: dict[str, Any]) -> int:
    return sum(table.rows for name, table in held.items() if name in ("articles", "claims", "schema_migrations"))


def _bring_up(path: Path, count: int, killed_at: int | None = None) -> None:
    """Apply a number of migrations; the last of them dies before its statement of that number."""
    with duckdb.connect(str(path)) as con:
        con.execute(sql.query("schema_migrations"))
        applied = {name for (name,) in con.execute("SELECT name FROM schema_migrations").fetchall()}
        if killed_at is not None:
            con.create_function("die", _die, [], "INTEGER", side_effects=True)
        for script in sql.scripts("migrations")[:count]:
            if script.name in applied:
                continue
            last = killed_at is not None and script.name == sql.scripts("migrations")[count - 1].name
            _in_transaction(con, script.name, _applier(_dying(script, killed_at or 0) if last else script))
            if script.name.startswith("0001"):
                con.execute(OLD_ROWS)


def _dying(script: sql.Script, at: int) -> sql.Script:
    parts = script.text.split(";\n")
    return sql.Script(script.name, ";\n".join([*parts[:at], "SELECT die()", *parts[at:]]))


def _die() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0
