"""The nightly flow: what the sources offer, into the warehouse.

No postponed annotations here: Prefect builds the model of the parameters from them.
"""

# ruff: noqa: I001 (flows.tasks prepares Prefect's environment, so it comes before prefect)

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from flows.tasks import TASKS, mark_crashed
from prefect import flow
from prefect.types.entrypoint import EntrypointType
from prefect.runner import Runner
from prefect.runtime import deployment, flow_run
from prefect.schedules import Cron, Schedule

from flows.job import nightly_job
from flows.pipeline import carry_out
from flows.settings import Settings, load_settings
from flows.summary import Summary
from warehouse.errors import LedgerBusy
from warehouse.lock import hold_ledger


@flow(name="nightly", description="Harvest, claims, load, publish, summary")
def nightly(
    warehouse: str | None = None,
    sources: str | None = None,
    logical_date: date | None = None,
    workers: int | None = None,
) -> dict[str, Any]:
    """Run a night; what is not given comes from the settings. The summary is given as plain data.

    `logical_date` is the day that the night stands for: by default that of the schedule in the schedule's time zone,
    however late the run starts; of a run that nobody planned, the UTC day. A planned night is carried out once: planned
    again, as after a clock that was set back, it gives an empty summary.
    """
    settings = load_settings(warehouse=warehouse, sources=sources, workers=workers)
    planned = flow_run.scheduled_start_time if deployment.id else None
    job = nightly_job(settings, logical_date, planned=planned)
    if planned and job.was_done():
        return Summary(job.run_id, job.kind, published_path=str(settings.published)).as_dict()
    return carry_out(job, TASKS).as_dict()


def serve(settings: Settings) -> None:
    """Serve the nightly deployment until Ctrl-C or SIGTERM; its schedule is not paused then, so the next start goes on.

    The same as Prefect's `flow.serve`, but for SIGTERM, at which that one prints a traceback.
    Raises ValueError for a cron line that is none.
    """
    with suppress(LedgerBusy), hold_ledger(settings.ledger):  # where a run is at work, what shows as running is
        mark_crashed(settings)
    with suppress(asyncio.CancelledError):
        asyncio.run(_serve(settings, Cron(settings.cron, timezone=settings.timezone)))


async def _serve(settings: Settings, schedule: Schedule) -> None:
    runner = Runner(name="nightly", pause_on_shutdown=False, limit=1)
    serving = asyncio.create_task(_register_and_start(runner, settings, schedule))
    stopping: list[asyncio.Task[None]] = []

    def stop() -> None:
        if runner.started:
            stopping.append(asyncio.create_task(runner.astop()))
        else:
            serving.cancel()

    _stop_by(stop)
    while not runner.started and not serving.done():
        await asyncio.sleep(0.05)
    _stop_by(stop)  # the runner has set a handler of its own meanwhile
    await asyncio.gather(serving, *stopping)


def _stop_by(stop: Callable[[], None]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)


async def _register_and_start(runner: Runner, settings: Settings, schedule: Schedule) -> None:
    await runner.aadd_flow(
        nightly,
        name="nightly",
        description="Every night: harvest, claims, load, publish, summary",
        schedule=schedule,
        parameters={
            "warehouse": str(settings.warehouse.absolute()),
            "sources": str(settings.sources.absolute()) if settings.sources else None,
            "workers": settings.workers,
        },
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    await runner.start(webserver=False)
