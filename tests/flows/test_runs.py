"""Whole runs without Prefect: the samples, twice; rebuilt; days; a run that fails; two at once."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from flows import stages
from flows.job import backfill_job, new_job, nightly_job
from flows.parallel import Workers
from flows.pipeline import PLAIN, ArchiveShortError, carry_out, rebuild
from flows.settings import Settings, load_settings
from flows.stages import Batch
from warehouse.errors import LedgerBusy
from warehouse.export import query
from warehouse.lock import hold_ledger

Program = Callable[..., subprocess.CompletedProcess[str]]
Rows = Callable[[str], list[dict[str, Any]]]
CONTENT = {  # all but the moment at which a row was loaded
    "articles": "SELECT * FROM articles ORDER BY ALL",
    "claims": "SELECT * EXCLUDE (loaded_at) FROM claims ORDER BY ALL",
    "rejects": "SELECT * FROM rejects ORDER BY ALL",
}
TEXT = "Officials in Kyiv said that more than 3,000 North Korean soldiers had been killed in Kursk.\n"


def content(settings: Settings) -> dict[str, pd.DataFrame]:
    """What the published file holds."""
    return {table: query(settings.published, sql) for table, sql in CONTENT.items()}


def test_a_second_night_changes_nothing(settings: Settings) -> None:
    first = carry_out(nightly_job(settings))
    assert first.published
    assert first.articles_new >= 14
    assert first.claims_new > first.articles_new
    bytes_before, archives_before = settings.published.read_bytes(), sorted(settings.archive.iterdir())
    second = carry_out(nightly_job(settings))
    assert not second.changed
    assert not second.published
    assert (second.articles_seen, second.articles_known) == (first.articles_seen, first.articles_seen)
    assert settings.published.read_bytes() == bytes_before
    assert sorted(settings.archive.iterdir()) == archives_before


def test_a_rebuild_gives_the_same_articles_claims_and_rejects(settings: Settings, tmp_path: Path) -> None:
    carry_out(nightly_job(settings))
    (tmp_path / "more.jsonl").write_text(
        '{"id": "a", "text": "' + TEXT.strip() + '", "published": "2024-12-23"}\n{"id":\n'
    )
    carry_out(new_job(settings, "ingest", (str(tmp_path / "more.jsonl"), str(tmp_path / "nowhere.html"))))
    carry_out(backfill_job(settings, None, date(2024, 12, 1), date(2024, 12, 31)))
    before = content(settings)
    assert len(before["rejects"]) == 2
    settings.ledger.unlink()
    summary = rebuild(settings)
    after = content(settings)
    for table in CONTENT:
        pd.testing.assert_frame_equal(before[table], after[table])
    assert (summary.articles_new, summary.claims_new) == (len(after["articles"]), len(after["claims"]))
    assert not carry_out(nightly_job(settings)).changed


def test_a_rebuild_from_a_short_archive_leaves_the_warehouse_as_it_was(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    carry_out(nightly_job(settings))
    carry_out(new_job(settings, "ingest", (str(tmp_path / "a.txt"),)))
    before = settings.published.read_bytes()
    min(settings.archive.iterdir()).unlink()
    with pytest.raises(ArchiveShortError, match="gives 1 articles"):
        rebuild(settings)
    assert settings.published.read_bytes() == before
    assert rebuild(settings, force=True).articles_new == 1


def test_a_backfill_of_some_days_loads_these_and_no_others(settings: Settings, rows: Rows) -> None:
    december = carry_out(backfill_job(settings, None, date(2024, 12, 1), date(2024, 12, 31)))
    assert december.articles_new > 0
    assert december.outside > 0
    assert {row["month"] for row in rows("SELECT DISTINCT strftime(published_on, '%Y-%m') AS month FROM articles")} == {
        "2024-12"
    }
    rest = carry_out(nightly_job(settings))
    assert rest.articles_new == december.outside


def test_the_same_article_with_changed_text_is_a_new_version(settings: Settings, tmp_path: Path, rows: Rows) -> None:
    page = tmp_path / "report.txt"
    for text in (TEXT, TEXT.replace("3,000", "4,000")):
        page.write_text(text)
        assert carry_out(new_job(settings, "ingest", (str(page),))).articles_new == 1
    assert rows("SELECT count(*) AS versions, count(DISTINCT article_id) AS articles FROM articles") == [
        {"versions": 2, "articles": 1}
    ]


def test_a_run_that_fails_leaves_only_a_row_that_says_why(settings: Settings) -> None:
    def torn(*_: object) -> Batch:
        raise RuntimeError("torn between two stages")

    with pytest.raises(RuntimeError, match="torn"):
        carry_out(nightly_job(settings), replace(PLAIN, check=torn))
    assert not settings.published.exists()
    again = carry_out(nightly_job(settings))
    assert again.articles_new == again.articles_seen
    runs = query(settings.published, "SELECT status, message FROM runs ORDER BY started_at")
    assert runs["status"].tolist() == ["failed", "done"]
    assert "torn between two stages" in runs["message"][0]


def test_workers_give_the_same_claims(settings: Settings, tmp_path: Path) -> None:
    carry_out(nightly_job(settings))
    shared_out = settings.model_copy(update={"warehouse": tmp_path / "other", "workers": 2})
    carry_out(nightly_job(shared_out))
    ask = "SELECT * EXCLUDE (run_id, loaded_at) FROM claims ORDER BY ALL"
    pd.testing.assert_frame_equal(query(settings.published, ask), query(shared_out.published, ask))


def test_a_second_run_leaves_while_another_holds_the_ledger(settings: Settings) -> None:
    with hold_ledger(settings.ledger), pytest.raises(LedgerBusy):
        carry_out(nightly_job(settings))


def test_the_command_says_75_while_another_holds_the_ledger(program: Program, tmp_path: Path) -> None:
    with hold_ledger(tmp_path / "warehouse" / "ledger.duckdb"):
        done = program("ingest", ".")
    assert done.returncode == 75
    assert "Another run" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_claims_are_read_ahead_of_the_ledger_once_and_only_of_new_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        {"id": str(n), "published": "2025-02-03", "language": "en", "text": f"At least {n + 10} soldiers were killed."}
        for n in range(stages.MANY + 3)
    ]
    given = tmp_path / "many.jsonl"
    given.write_text("".join(json.dumps(line) + "\n" for line in lines))
    ahead: list[int] = []
    begin = Workers.begin

    def watched(workers: Workers, function: Any, chunks: Iterable[Any]) -> None:
        begun = list(chunks)
        ahead.append(len(begun))
        begin(workers, function, begun)

    monkeypatch.setattr(Workers, "begin", watched)
    found = []
    for count in (1, 2):
        settings = load_settings(warehouse=tmp_path / str(count), workers=count)
        for _ in range(2):
            carry_out(new_job(settings, "ingest", (str(given),)))
        found.append(query(settings.published, "SELECT claim_id, best FROM claims ORDER BY claim_id").to_dict("list"))
    assert found[0] == found[1]
    assert len(found[0]["best"]) == len(lines)
    assert ahead == [len(lines), 0]
