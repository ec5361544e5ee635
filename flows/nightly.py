"""The nightly flow: what the sources offer, into the warehouse."""

# ruff: noqa: I001 (flows.tasks prepares Prefect's environment, so it comes before prefect)

from __future__ import annotations

from datetime import date
from typing import Any

from flows.tasks import TASKS
from prefect import flow
from prefect.types.entrypoint import EntrypointType
from prefect.schedules import Cron

from flows.job import nightly_job
from flows.pipeline import carry_out
from flows.settings import Settings, load_settings


@flow(name="nightly", description="Harvest, claims, load, publish, summary")
def nightly(
    warehouse: str | None = None,
    sources: str | None = None,
    logical_date: date | None = None,
    workers: int | None = None,
) -> dict[str, Any]:
    """Run a night; what is not given comes from the settings. The summary is given as plain data.

    `logical_date` is the day that the night stands for, by default the UTC day.
    """
    settings = load_settings(warehouse=warehouse, sources=sources, workers=workers)
    return carry_out(nightly_job(settings, logical_date), TASKS).as_dict()


def serve(settings: Settings, cron: str, timezone: str) -> None:
    """Serve the nightly deployment until stopped; its schedule is not paused then, so that the next start goes on.

    Raises ValueError for a cron line or a time zone that is none.
    """
    nightly.serve(
        name="nightly",
        schedule=Cron(cron, timezone=timezone),
        parameters={
            "warehouse": str(settings.warehouse.absolute()),
            "sources": str(settings.sources.absolute()) if settings.sources else None,
            "workers": settings.workers,
        },
        description="Every night: harvest, claims, load, publish, summary",
        pause_on_shutdown=False,
        print_starting_message=False,
        limit=1,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
