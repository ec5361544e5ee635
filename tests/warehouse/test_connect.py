"""One writer, and readers who can do nothing but read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from warehouse.connect import open_ledger, open_published
from warehouse.errors import LedgerBusy, NotPublished
from warehouse.lock import hold_ledger

HOLDER = """
import sys, time
from pathlib import Path
from warehouse.lock import hold_ledger
with hold_ledger(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_who_holds_the_ledger_and_gets_it_when_the_holder_dies(ledger_path: Path) -> None:
    root = str(Path(__file__).resolve().parents[2])
    search = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-c", HOLDER, str(ledger_path)]
    environment = {**os.environ, "PYTHONPATH": search}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        asked = time.monotonic()
        with pytest.raises(LedgerBusy) as told, open_ledger(ledger_path):
            pytest.fail("the ledger was opened twice")
        assert time.monotonic() - asked < 1
        assert told.value.pid == holder.pid
        since = datetime.fromisoformat(str(told.value.since))
        assert abs((datetime.now(UTC) - since).total_seconds()) < 60
        assert str(holder.pid) in str(told.value)
        holder.send_signal(signal.SIGKILL)
        holder.wait(10)
    with open_ledger(ledger_path) as con:
        assert con.execute("SELECT count(*) FROM runs").fetchall() == [(0,)]


def test_two_parts_of_one_process_do_not_write_at_once_either(ledger_path: Path) -> None:
    with open_ledger(ledger_path), pytest.raises(LedgerBusy), hold_ledger(ledger_path):
        pytest.fail("the lock was given twice")


def test_a_run_that_holds_the_lock_opens_the_ledger_as_often_as_it_likes(ledger_path: Path) -> None:
    with hold_ledger(ledger_path) as lock:
        for _ in range(2):
            with open_ledger(ledger_path, lock) as con:
                assert con.execute("SELECT count(*) FROM claims").fetchall() == [(0,)]
    with hold_ledger(ledger_path):
        assert ledger_path.exists()


def test_the_lock_of_one_ledger_does_not_open_another(ledger_path: Path, tmp_path: Path) -> None:
    with hold_ledger(ledger_path) as lock, pytest.raises(ValueError, match="not for"):  # noqa: SIM117
        with open_ledger(tmp_path / "other.duckdb", lock):
            pytest.fail("another ledger was opened")


def test_an_odd_file_name_is_only_a_name(tmp_path: Path) -> None:
    path = tmp_path / 'it\'s; a "ledger" (AS x).duckdb'
    with open_ledger(path) as con:
        assert con.execute("SELECT count(*) FROM runs").fetchall() == [(0,)]
    assert path.is_file()


def test_after_a_clean_end_everything_is_in_the_one_file(ledger_path: Path) -> None:
    with open_ledger(ledger_path):
        pass
    assert sorted(path.name for path in ledger_path.parent.iterdir()) == [
        "ledger.duckdb",
        "ledger.duckdb.lock",
        "ledger.seal.json",
    ]


def test_what_is_not_published_cannot_be_opened_and_is_not_made(published_path: Path) -> None:
    with pytest.raises(NotPublished):
        open_published(published_path)
    assert not published_path.exists()
