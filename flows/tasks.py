"""The stages as Prefect tasks: which are tried again, how often, and what Prefect keeps of a run."""

# ruff: noqa: E402 (Prefect reads its environment when it is imported)

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.quiet import prepare
from flows.settings import Settings, load_settings

prepare(load_settings())

from prefect import task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.runtime import flow_run
from prefect.states import Crashed

from flows import stages
from flows.job import Job
from flows.pipeline import Stages
from flows.summary import Summary
from warehouse.errors import LedgerBusy, MigrationError

PAUSES = [1.0, 5.0, 15.0]
HOPELESS = (LedgerBusy, MigrationError, ValueError, TypeError, LookupError, AttributeError)


def may_heal(of: Any, run: Any, state: Any) -> bool:
    """Try again what a moment can mend, such as a full disk or a busy file; never what is wrong in itself."""
    return not isinstance(state.result(raise_on_failure=False), HOPELESS)


# What a task gets and gives are frames, records and a lock in this process: nothing that Prefect could cache by its
# content at a lower price than the work itself. What was done already is known by the ledger (see docs/decisions).
once = task(cache_policy=NO_CACHE)
patiently = task(retries=len(PAUSES), retry_delay_seconds=PAUSES, retry_condition_fn=may_heal, cache_policy=NO_CACHE)


@once
def summarise(*given: Any) -> Summary:
    """Say what the run did, and keep it as the run's artifact."""
    summary = stages.summarise(*given)
    create_markdown_artifact(summary.as_markdown(), key="run-summary", description="What the run brought")
    return summary


def mark_crashed(settings: Settings, own: str | None = None) -> int:
    """Tell Prefect that the runs which it shows as running on this warehouse are dead; gives their number.

    For who holds the ledger's lock: then nobody else can be at work there, whatever Prefect's database says.
    """
    running = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING])))
    ours = FlowFilter(name=FlowFilterName(any_=["nightly", "backfill"]))
    with get_client(sync_client=True) as client:
        dead = [
            run
            for run in client.read_flow_runs(flow_filter=ours, flow_run_filter=running)
            if str(run.id) != own and _warehouse_of(run) == settings.warehouse.absolute()
        ]
        for run in dead:
            why = "It had ended without a word: the next run found the ledger free."
            client.set_flow_run_state(run.id, Crashed(message=why), force=True)
    return len(dead)


def _warehouse_of(run: FlowRun) -> Path:
    return load_settings(warehouse=run.parameters.get("warehouse")).warehouse.absolute()


def begin(job: Job) -> None:
    """Mark the runs that were killed, so that they do not stand in anybody's way."""
    mark_crashed(job.settings, flow_run.id)


TASKS = Stages(
    begin=begin,
    harvest=patiently(stages.harvest),
    admit=once(stages.admit),
    read=once(stages.read),
    check=once(stages.check),
    load=patiently(stages.load),
    publish=patiently(stages.publish),
    summarise=summarise,
    report=once(stages.report),
)
