"""`doctor`: what is well is called so, each thing that would stop a night is named with its next step."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows import doctor
from flows.job import nightly_job
from flows.nights import DONE, Night, record
from flows.pipeline import carry_out
from flows.settings import load_settings

Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def examined(program: Program) -> Callable[..., tuple[int, dict[str, list[dict[str, Any]]]]]:
    """What doctor says, by the name of the check, and its exit code."""

    def examine(**more: str) -> tuple[int, dict[str, list[dict[str, Any]]]]:
        done = program("doctor", "--json", **{"PREFECT_API_URL": "http://127.0.0.1:1/api", **more})
        named: dict[str, list[dict[str, Any]]] = {}
        for check in json.loads(done.stdout):
            named.setdefault(check["name"], []).append(check)
        return done.returncode, named

    return examine


@pytest.fixture(scope="module")
def after_a_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a night over the samples leaves behind."""
    folder = tmp_path_factory.mktemp("doctor") / "warehouse"
    carry_out(nightly_job(load_settings(warehouse=folder)))
    return folder


def verdicts(checks: dict[str, list[dict[str, Any]]]) -> dict[str, set[str]]:
    return {name: {check["verdict"] for check in found} for name, found in checks.items()}


def night(ended: datetime) -> Night:
    return Night("a", "nightly", ended.date(), ended, ended, DONE, articles_seen=3, claims_new=9)


def test_a_new_installation_can_run_and_is_told_what_comes_next(examined: Any, tmp_path: Path) -> None:
    code, found = examined()
    assert code == 0
    assert verdicts(found)["versions"] == verdicts(found)["folders"] == verdicts(found)["sources"] == {"well"}
    assert found["published"][0]["next"] == "conflict-figures nightly"
    assert "yet to be made" in found["folders"][0]["told"]
    assert list(tmp_path.iterdir()) == []  # looking leaves nothing behind


def test_after_a_night_all_is_well_but_for_the_schedule(
    examined: Any, program: Program, tmp_path: Path, after_a_night: Path
) -> None:
    shutil.copytree(after_a_night, tmp_path / "warehouse")
    code, found = examined()
    assert code == 0
    assert {name for name, said in verdicts(found).items() if said != {"well"}} <= {"schedule", "clock"}
    assert "last good night" in found["nights"][0]["told"]
    told = program("doctor", PREFECT_API_URL="http://127.0.0.1:1/api")
    assert told.returncode == 0
    assert "nothing to mend" in told.stdout


def test_a_night_that_is_late_and_one_that_is_yet_to_come_want_mending(examined: Any, tmp_path: Path) -> None:
    for number, ended in enumerate((timedelta(days=-3), timedelta(days=2))):
        folder = tmp_path / str(number)
        folder.mkdir()
        record(folder, night(datetime.now(UTC) + ended))
        code, found = examined(CONFLICT_FIGURES_WAREHOUSE=str(folder))
        assert code == 1
        assert verdicts(found)["nights"] == {"mend"}


def test_sites_without_a_contact_want_mending(examined: Any, tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text("use: [un-news]\n")
    code, found = examined(CONFLICT_FIGURES_SOURCES="mine.yml")
    assert code == 1
    assert "CONFLICT_FIGURES_CONTACT" in found["sources"][0]["next"]
    code, found = examined(CONFLICT_FIGURES_SOURCES="mine.yml", CONFLICT_FIGURES_CONTACT="figures@example.org")
    assert (code, verdicts(found)["sources"]) == (0, {"well"})


@pytest.mark.parametrize(
    ("name", "value", "check", "said"),
    [
        ("CONFLICT_FIGURES_SOURCES", "nowhere.yml", "sources", "nowhere.yml"),
        ("CONFLICT_FIGURES_TIMEZONE", "Mars/Olympus", "clock", "Mars/Olympus"),
        ("CONFLICT_FIGURES_WAREHOUSE", "a-file/warehouse", "folders", "a-file"),
    ],
)
def test_what_would_stop_a_night_is_named(
    examined: Any, tmp_path: Path, name: str, value: str, check: str, said: str
) -> None:
    (tmp_path / "a-file").touch()
    code, found = examined(**{name: value})
    assert code == 1
    assert verdicts(found)[check] == {"mend"}
    assert said in found[check][0]["told"]


def test_a_damaged_file_and_an_unfinished_archive_are_seen(examined: Any, tmp_path: Path, after_a_night: Path) -> None:
    shutil.copytree(after_a_night, tmp_path / "warehouse")
    with (tmp_path / "warehouse" / "figures.duckdb").open("ab") as stream:
        stream.write(b"more")
    (tmp_path / "warehouse" / "archive" / "x.warc.gz.open").touch()
    code, found = examined()
    assert code == 1
    assert verdicts(found)["published"] == {"mend"}
    assert verdicts(found)["archive"] == {"look at"}


def test_a_package_of_another_version_and_a_full_disk_want_mending(
    examined: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found_version = doctor.version
    monkeypatch.setattr(doctor, "version", lambda name: "1.4.0" if name == "duckdb" else found_version(name))
    monkeypatch.setattr(doctor, "needed_bytes", lambda settings: 10**18)
    code, found = examined()
    assert code == 1
    assert "duckdb 1.4.0 is there" in found["versions"][0]["told"]
    assert verdicts(found)["room"] == {"mend"}


@pytest.fixture
def prefect_says() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """An address that answers as a Prefect server does, and what it answers with."""
    answer: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/api/deployments/filter"
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *arguments: object) -> None:
            return None

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}/api", answer
        server.shutdown()
        serving.join()


def test_planned_nights_are_told_with_their_hour(examined: Any, prefect_says: Any) -> None:
    address, answer = prefect_says
    code, found = examined(PREFECT_API_URL=address)
    assert (code, verdicts(found)["schedule"]) == (0, {"look at"})
    assert "no deployment" in found["schedule"][0]["told"]
    plan = {"active": True, "schedule": {"cron": "30 4 * * *", "timezone": "Europe/Vienna"}}
    answer.append({"schedules": [plan], "status": "NOT_READY"})
    code, found = examined(PREFECT_API_URL=address)
    assert (code, verdicts(found)["schedule"]) == (0, {"look at"})
    assert "30 4 * * * (Europe/Vienna), but nobody serves it" in found["schedule"][0]["told"]
    answer[0]["status"] = "READY"
    assert verdicts(examined(PREFECT_API_URL=address)[1])["schedule"] == {"well"}
