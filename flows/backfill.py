"""The backfill flow: a folder of articles, or what the sources hold of some days, into the warehouse.

No postponed annotations here: Prefect builds the model of the parameters from them.
"""

# ruff: noqa: I001 (flows.tasks prepares Prefect's environment, so it comes before prefect)

from datetime import date
from typing import Any

from flows.tasks import TASKS
from prefect import flow

from flows.job import backfill_job
from flows.pipeline import carry_out
from flows.settings import load_settings


@flow(name="backfill", description="A folder, or some days of the sources: harvest, claims, load, publish, summary")
def backfill(
    folder: str | None = None,
    first: date | None = None,
    last: date | None = None,
    warehouse: str | None = None,
    sources: str | None = None,
    workers: int | None = None,
) -> dict[str, Any]:
    """Load a folder, or the sources where none is given, and of these only what was published from `first` to `last`.

    Articles without a publication date belong to no day: with days given they are counted and left out.
    """
    settings = load_settings(warehouse=warehouse, sources=sources, workers=workers)
    return carry_out(backfill_job(settings, folder, first, last), TASKS).as_dict()
