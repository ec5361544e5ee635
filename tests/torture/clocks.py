"""Clocks lie: set back an hour, forward a day, both nights of daylight saving; no night is skipped, none run twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flows.health import health
from flows.job import Job, day_of, nightly_job
from flows.nights import nights
from flows.pipeline import PLAIN, carry_out
from flows.settings import Settings
from schemas.runs import new_run_id
from tests.torture.campaign import Ground, Outcome, campaign
from tests.torture.warehouses import QUIET, held_by_ledger, settings_of

ZONES = ("UTC", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
CRONS = ("30 4 * * *", "30 2 * * *", "0 0 * * *", "59 1 * * *", "5 3 * * *")
YEAR = 2025


@campaign(
    "clocks", "no night is skipped and none is run twice, whatever the clock does", attempts=25, seconds=30, quick=2
)
def clocks(ground: Ground) -> Outcome:
    """Plan a year in time zones that save daylight, and run nights while the clock jumps."""
    outcome = Outcome()
    cases = [(zone, cron) for cron in CRONS for zone in ZONES]
    for number in ground.rounds():
        if number >= len(cases):
            break
        zone, cron = cases[number]
        outcome.judge(f"a year of {cron} in {zone}", _year(settings_of(ground.folder, timezone=zone, cron=cron)))
    settings = settings_of(ground.folder / "warehouse")
    for what, moments in _jumps():
        faults = _run_through(replace_warehouse(settings, ground, what), moments)
        outcome.judge(what, faults)
        if ground.quick:
            break
    outcome.judge("the clock goes back while a run is under way", _back_while_running(settings))
    return outcome


def replace_warehouse(settings: Settings, ground: Ground, name: str) -> Settings:
    return settings.model_copy(update={"warehouse": ground.folder / name.replace(" ", "-")})


def _year(settings: Settings) -> list[str]:
    """Plan a year as Prefect does: each day of the zone's calendar once, as key and as the day that it stands for."""
    planned = list(_planned(settings))
    days = Counter(day_of(moment, settings) for moment in planned)
    first = date(YEAR, 1, 1)
    wanted = {first + timedelta(days=number) for number in range(365)}
    faults = [f"{day} is skipped" for day in sorted(wanted - days.keys())]
    faults += [f"{day} is run {times} times" for day, times in days.items() if times > 1]
    return faults + ["two nights have one key"] * (
        len({new_run_id("nightly", moment) for moment in planned}) != len(planned)
    )


def _planned(settings: Settings) -> Iterator[datetime]:
    import asyncio

    from prefect.server.schemas.schedules import CronSchedule

    schedule = CronSchedule(cron=settings.cron, timezone=settings.timezone)
    start = datetime(YEAR, 1, 1, tzinfo=ZoneInfo(settings.timezone)).astimezone(UTC)
    end = datetime(YEAR + 1, 1, 1, tzinfo=ZoneInfo(settings.timezone)).astimezone(UTC)
    for moment in asyncio.run(schedule.get_dates(n=400, start=start, end=end - timedelta(seconds=1))):
        yield moment.astimezone(UTC)


def _jumps() -> Iterator[tuple[str, list[tuple[datetime, datetime]]]]:
    """Pairs of what the clock says and the moment that a run was planned for, in the order in which they come."""
    night = datetime(2025, 6, 16, 4, 30, tzinfo=UTC)
    day, hour = timedelta(days=1), timedelta(hours=1)
    yield (
        "set back an hour",
        [(night, night), (night + hour / 2 - hour, night), (night, night), (night + day, night + day)],
    )
    yield (
        "set forward a day",
        [(night, night), (night + 2 * day + hour, night + day), (night + 2 * day + 2 * hour, night + 2 * day)],
    )
    yield "set forward and back again", [(night + day, night + day), (night, night), (night + day, night + day)]


def _run_through(settings: Settings, moments: list[tuple[datetime, datetime]]) -> list[str]:
    import time_machine

    ran = []
    for clock, planned in moments:
        with time_machine.travel(clock, tick=True):
            job = nightly_job(settings, planned=planned)
            if not job.was_done():  # as the flow does
                carry_out(job, QUIET)
                ran.append(job.run_id)
            if any(trouble.kind == "late" for trouble in health(settings).troubles):
                ran.append("a night is called late that is not")
    wanted = {nightly_job(settings, planned=planned).logical_date for _, planned in moments}
    kept = Counter(night.logical_date for night in nights(settings.warehouse) if night.good)
    held = held_by_ledger(settings)
    faults = [f"{day} is skipped" for day in wanted - kept.keys()]
    faults += [f"{day} is run {times} times" for day, times in kept.items() if times > 1]
    faults += [told for told in ran if told.startswith("a night")]
    return faults + held.faults + [f"{held.doubled} rows stand there twice"] * bool(held.doubled)


def _back_while_running(settings: Settings) -> list[str]:
    import time_machine

    with time_machine.travel(datetime(2025, 10, 26, 1, 30, tzinfo=UTC), tick=True) as clock:

        def back(*given: Any, **named: Any) -> Any:
            clock.shift(timedelta(hours=-1))
            return PLAIN.admit(*given, **named)

        job: Job = nightly_job(settings)
        carry_out(job, replace(QUIET, admit=back))
    (night,) = nights(settings.warehouse)
    return ["it ended before it began"] * (night.finished_at < night.started_at) + held_by_ledger(settings).faults
