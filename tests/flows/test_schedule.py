"""`schedule` as a service: nights are planned and run, and SIGTERM leaves the schedule active."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

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


def ask(words: Path, path: str, **body: object) -> Any:
    """Ask the server that the service has started, once it has said where."""
    address = re.search(r"http://127\.0\.0\.1:\d+", words.read_text())
    assert address, words.read_text()
    request = Request(  # noqa: S310 (http to this machine)
        f"{address[0]}/api/{path}", data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}
    )
    with urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.load(answer)


def wait_for(what: Callable[[], Any], service: subprocess.Popen[bytes], words: Path) -> Any:
    """Ask again until the answer is not empty, while the service runs."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := what()):
        assert service.poll() is None, words.read_text()
        assert time.monotonic() < deadline, words.read_text()
        time.sleep(0.5)
    return found


def test_nights_are_scheduled_and_run_and_the_schedule_stays_when_the_service_stops(
    service: subprocess.Popen[bytes], words: Path, tmp_path: Path
) -> None:
    database = tmp_path / "warehouse" / ".prefect" / "prefect.db"
    wait_for(lambda: schedules(database), service, words)
    (deployment,) = ask(words, "deployments/filter")

    planned = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
    nights = wait_for(lambda: ask(words, "flow_runs/filter", **planned), service, words)
    assert {night["deployment_id"] for night in nights} == {deployment["id"]}
    assert {night["expected_start_time"][14:16] for night in nights} == {"30"}

    run = ask(words, f"deployments/{deployment['id']}/create_flow_run", state={"type": "SCHEDULED"})
    ended = {
        "flow_runs": {"id": {"any_": [run["id"]]}, "state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}}
    }
    (night,) = wait_for(lambda: ask(words, "flow_runs/filter", **ended), service, words)
    assert night["state_type"] == "COMPLETED", night["state"]
    assert (tmp_path / "warehouse" / "figures.duckdb").is_file()

    service.terminate()
    assert service.wait(60) == 0, words.read_text()
    ((name, active, schedule),) = schedules(database)
    assert (name, active) == ("nightly", 1)
    assert "30 4 * * *" in schedule
    assert "Europe/Vienna" in schedule
    said = words.read_text()
    assert "The schedule stays" in said
    assert "Traceback" not in said
