"""The flows as Prefect runs them: on the samples, twice, with the summary kept as an artifact."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.settings import load_settings
from flows.summary import Summary

pytestmark = pytest.mark.usefixtures("prefect_server")


def kept() -> str:
    """The newest summary that Prefect keeps."""
    from prefect.artifacts import Artifact

    return str(Artifact.get("run-summary").data)  # type: ignore[union-attr]


def test_the_nightly_flow_end_to_end_twice(tmp_path: Path) -> None:
    from flows.nightly import nightly

    settings = load_settings(warehouse=tmp_path / "warehouse")
    first = Summary.from_dict(nightly(warehouse=str(settings.warehouse)))
    assert first.published
    assert first.articles_new >= 14
    page = kept()
    assert first.run_id in page
    assert f"| claims new | {first.claims_new} |" in page

    before = settings.published.read_bytes()
    second = Summary.from_dict(nightly(warehouse=str(settings.warehouse)))
    assert not second.changed
    assert not second.published
    assert settings.published.read_bytes() == before
    page = kept()
    assert second.run_id in page
    assert "| claims new | 0 |" in page


def test_the_backfill_flow_loads_the_days_asked_for(tmp_path: Path) -> None:
    from flows.backfill import backfill

    december = Summary.from_dict(
        backfill(first=date(2024, 12, 1), last=date(2024, 12, 31), warehouse=str(tmp_path / "warehouse"))
    )
    assert december.articles_new > 0
    assert december.outside > 0


def test_a_task_is_tried_again_where_a_moment_can_mend_it_and_only_there() -> None:
    from prefect import flow, task
    from prefect.cache_policies import NO_CACHE

    from flows.tasks import may_heal

    tries = []

    @task(retries=2, retry_condition_fn=may_heal, cache_policy=NO_CACHE)
    def torn(fault: Exception) -> str:
        tries.append(type(fault))
        if len(tries) == 2:
            return "mended"
        raise fault

    assert flow(lambda: torn(OSError("disk full")), name="mendable")() == "mended"
    tries.clear()
    with pytest.raises(ValueError, match="wrong in itself"):
        flow(lambda: torn(ValueError("wrong in itself")), name="hopeless")()
    assert tries == [ValueError]


def test_a_run_that_was_killed_is_marked_crashed_by_the_next_and_stands_in_nobodys_way(tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client
    from prefect.states import Running

    from flows.nightly import nightly

    here, elsewhere = str(tmp_path / "warehouse"), str(tmp_path / "another")
    with get_client(sync_client=True) as client:
        dead, alive = (
            client.create_flow_run(nightly, parameters={"warehouse": place}, state=Running()).id
            for place in (here, elsewhere)
        )
        assert Summary.from_dict(nightly(warehouse=here)).published
        states = {run: client.read_flow_run(run).state_type.value for run in (dead, alive)}
    assert states == {dead: "CRASHED", alive: "RUNNING"}
