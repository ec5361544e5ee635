"""The stages as Prefect tasks: which are tried again, how often, and what Prefect keeps of a run."""

# ruff: noqa: E402 (Prefect reads its environment when it is imported)

from __future__ import annotations

from typing import Any

from flows.quiet import prepare
from flows.settings import load_settings

prepare(load_settings())

from prefect import task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows import stages
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


TASKS = Stages(
    harvest=patiently(stages.harvest),
    admit=once(stages.admit),
    read=once(stages.read),
    check=once(stages.check),
    load=patiently(stages.load),
    publish=patiently(stages.publish),
    summarise=summarise,
)
