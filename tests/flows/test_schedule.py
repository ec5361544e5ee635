"""`schedule` as a service: it registers the night, stops on SIGTERM, and leaves its schedule active."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PATIENCE_SECONDS = 120
SCHEDULES = "SELECT d.name, s.active, s.schedule FROM deployment d JOIN deployment_schedule s ON s.deployment_id = d.id"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """What the service prints."""
    return tmp_path / "words.txt"


@pytest.fixture
def service(tmp_path: Path, words: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The running service."""
    command = [sys.executable, "-m", "flows.cli", "schedule", "--cron", "30 4 * * *", "--timezone", "Europe/Vienna"]
    with words.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=stream, cwd=tmp_path, env=environment)
        yield process
        process.kill()
        process.wait()


def schedules(database: Path) -> list[tuple[str, int, str]]:
    """The schedules in Prefect's database; none while there is no such table yet."""
    if not database.exists():
        return []
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute(SCHEDULES).fetchall()
    except sqlite3.OperationalError:
        return []
    finally:
        connection.close()


def test_the_schedule_is_registered_and_stays_when_the_service_stops(
    service: subprocess.Popen[bytes], words: Path, tmp_path: Path
) -> None:
    database = tmp_path / "warehouse" / ".prefect" / "prefect.db"
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not schedules(database) and time.monotonic() < deadline and service.poll() is None:
        time.sleep(0.5)
    assert service.poll() is None, words.read_text()
    service.terminate()
    assert service.wait(60) == 0, words.read_text()
    ((name, active, schedule),) = schedules(database)
    assert (name, active) == ("nightly", 1)
    assert "30 4 * * *" in schedule
    assert "Europe/Vienna" in schedule
    said = words.read_text()
    assert re.search(r"http://127\.0\.0\.1:\d+", said)
    assert "The schedule stays" in said
    assert "Traceback" not in said
