"""What makes a night late, failed, empty or quiet, and whom the alarm tells how often."""

from __future__ import annotations

import json
import shlex
import sys
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from flows.alarm import AlarmError, alarm
from flows.health import Trouble, health
from flows.nights import DONE, FAILED, Night, damaged_lines, nights, record
from flows.settings import Settings, load_settings

DAY = date(2025, 6, 16)
NOW = datetime(2025, 6, 16, 12, tzinfo=UTC)


def night(days_ago: int, claims: int = 100, status: str = DONE, seen: int = 50, message: str | None = None) -> Night:
    moment = datetime(2025, 6, 16, 4, 30, tzinfo=UTC) - timedelta(days=days_ago)
    told = moment.isoformat()
    return Night(
        told, "nightly", moment.date(), moment, moment, status, articles_seen=seen, claims_new=claims, message=message
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(warehouse=tmp_path)


def kinds(settings: Settings, *ran: Night, now: datetime = NOW) -> list[str]:
    for one in ran:
        record(settings.warehouse, one)
    return [trouble.kind for trouble in health(settings, now).troubles]


def test_nights_that_come_as_they_should_are_no_trouble(settings: Settings) -> None:
    assert kinds(settings, *(night(ago, 90 + ago) for ago in range(9, -1, -1))) == []
    assert health(settings, NOW).last_good == night(0, 90)


def test_without_any_night_there_is_nothing_to_tell(settings: Settings) -> None:
    assert kinds(settings) == []


@pytest.mark.parametrize(
    ("ran", "told"),
    [
        ([night(1), night(0, status=FAILED, message="torn")], ["late", "failed"]),
        ([night(2)], ["late"]),
        ([night(0, status=FAILED)], ["failed"]),
        ([night(ago) for ago in range(7, 0, -1)] + [night(0, claims=24)], ["empty"]),
        ([night(ago) for ago in range(7, 0, -1)] + [night(0, claims=25)], []),
        ([night(1), night(0, claims=0)], []),  # one night before is no custom
        ([night(1), night(0, claims=0, seen=0)], ["empty"]),
        ([night(-2)], ["clock"]),
    ],
)
def test_what_is_a_trouble(settings: Settings, ran: list[Night], told: list[str]) -> None:
    assert kinds(settings, *ran) == told


def test_a_run_by_hand_is_no_night(settings: Settings) -> None:
    by_hand = Night("x", "ingest", DAY, NOW, NOW, DONE, articles_seen=9)
    assert kinds(settings, night(3), by_hand) == ["late"]


def test_a_line_that_was_cut_short_costs_that_line_alone(settings: Settings) -> None:
    record(settings.warehouse, night(2))
    path = settings.warehouse / "nights.jsonl"
    path.write_bytes(path.read_bytes() + b'{"run_id": "half')
    record(settings.warehouse, night(0))
    assert nights(settings.warehouse) == [night(2), night(0)]
    assert damaged_lines(settings.warehouse) == 1


def test_a_command_is_told_once_a_day(settings: Settings, tmp_path: Path) -> None:
    said = tmp_path / "said it.txt"
    write = f"import sys; open({str(said)!r}, 'a').write(sys.stdin.read())"
    told = settings.model_copy(update={"alarm": load_settings(alarm=shlex.join([sys.executable, "-c", write])).alarm})
    late, failed = Trouble("late", "no good night since Monday"), Trouble("failed", "torn; rm -rf $(HOME)")
    assert alarm(told, [late], NOW) == ["late: no good night since Monday"]
    assert alarm(told, [late, failed], NOW + timedelta(hours=1)) == ["failed: torn; rm -rf $(HOME)"]
    assert alarm(told, [late, failed], NOW + timedelta(hours=2)) == []
    assert len(alarm(told, [late, failed], NOW + timedelta(hours=24))) == 2
    assert said.read_text().count("no good night") == 2
    assert "torn; rm -rf $(HOME)" in said.read_text()


def test_a_webhook_is_told_and_one_that_nobody_answers_is_told_again_next_time(settings: Settings) -> None:
    heard: list[str] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["message"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Hook)
    there = load_settings(warehouse=settings.warehouse, alarm=f"json://127.0.0.1:{server.server_port}/a-secret")
    late = Trouble("late", "no good night since Monday")
    Thread(target=server.handle_request, daemon=True).start()
    alarm(there, [late], NOW)
    assert heard == ["late: no good night since Monday"]
    server.server_close()
    with pytest.raises(AlarmError) as told:
        alarm(there, [Trouble("failed", "torn")], NOW)
    assert "a-secret" not in str(told.value)


@pytest.mark.parametrize("where", ["no-such-command-at-all", "false", "nonsense://"])
def test_an_alarm_that_cannot_be_given_is_said(settings: Settings, where: str) -> None:
    with pytest.raises(AlarmError, match="CONFLICT_FIGURES_ALARM"):
        alarm(load_settings(warehouse=settings.warehouse, alarm=where), [Trouble("late", "since Monday")], NOW)
