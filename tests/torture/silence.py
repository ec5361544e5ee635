"""Silence is noticed: the alarm fires on a failed, a late and a suspiciously empty night, and on nothing else."""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flows.health import health
from flows.nights import DONE, Night, record
from flows.pipeline import carry_out
from flows.settings import Settings
from tests.torture.campaign import Ground, Outcome, campaign
from tests.torture.warehouses import QUIET, night_job, run, settings_of, write_night


@campaign("silence", "a failed, late or empty night is noticed, and told", attempts=6, seconds=20, quick=2)
def silence(ground: Ground) -> Outcome:
    """Let nights fail, come late and be empty, and see what the alarm's command hears."""
    outcome = Outcome()
    night = write_night(ground.room("nights"), 0)
    nothing = ground.room("nights") / "nothing.jsonl"
    nothing.write_text("\n")
    cases: dict[str, tuple[Any, str]] = {
        "a night that fails": (lambda settings: _failing(settings, night), "failed"),
        "a night that sees nothing": (lambda settings: run(settings, nothing), "empty"),
        "a night as it should be": (lambda settings: run(settings, night), ""),
        "a night far below the median": (lambda settings: _thin(settings, night), "empty"),
        "a night that Prefect's database has forgotten": (lambda settings: _forgotten(settings, night), ""),
    }
    for number, (name, (act, wanted)) in enumerate(cases.items()):
        if number >= ground.wished:
            break
        heard = ground.folder / f"heard-{number}"
        act(_with_alarm(ground, number, heard))
        said = heard.read_text() if heard.exists() else ""
        outcome.judge(name, [] if (wanted in said and bool(said) == bool(wanted)) else [f"the alarm heard {said!r}"])
    outcome.judge("a night that does not come", _late(ground))
    return outcome


def _with_alarm(ground: Ground, number: int, heard: Path) -> Settings:
    write = f"import sys; open({str(heard)!r}, 'a').write(sys.stdin.read())"
    return settings_of(ground.folder / f"warehouse-{number}", alarm=shlex.join([sys.executable, "-c", write]))


def _failing(settings: Settings, night: Path) -> None:
    def torn(*_: object) -> None:
        raise RuntimeError("torn between two stages")

    try:
        carry_out(night_job(settings, night), replace(QUIET, read=torn))
    except RuntimeError:
        return
    raise AssertionError("the night did not fail")


def _thin(settings: Settings, night: Path) -> None:
    settings.warehouse.mkdir(parents=True)
    for ago in range(8, 0, -1):
        moment = datetime.now(UTC) - timedelta(days=ago)
        usual = Night(f"{ago}", "nightly", moment.date(), moment, moment, DONE, articles_seen=90, claims_new=500)
        record(settings.warehouse, usual)
    run(settings, night)


def _forgotten(settings: Settings, night: Path) -> None:
    run(settings, night)
    if not health(settings).last_good:
        raise AssertionError("our own record does not know of the night")


def _late(ground: Ground) -> list[str]:
    settings = settings_of(ground.folder / "late")
    settings.warehouse.mkdir(parents=True)
    moment = datetime(2025, 6, 16, 4, 30, tzinfo=UTC)
    record(settings.warehouse, Night("a", "nightly", date(2025, 6, 16), moment, moment, DONE, articles_seen=9))
    told = {
        hours: [trouble.kind for trouble in health(settings, moment + timedelta(hours=hours)).troubles]
        for hours in (25, 27)
    }
    return [] if told == {25: [], 27: ["late"]} else [f"after hours: {told}"]
