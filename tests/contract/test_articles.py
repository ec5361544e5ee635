"""The models of articles, runs and rejects: for each rule a row that keeps it and one that does not."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from pandera.errors import SchemaErrors

from schemas import ArticleModel, Run, RunModel, validate
from schemas.articles import article_version_id, text_digest
from schemas.rejects import concat_rejects, empty_rejects, rejects_frame

SEEN = datetime(2025, 6, 16, 12, tzinfo=UTC)
TEXT = "Six thousand troops fell."


def article(**fields: Any) -> dict[str, Any]:
    text = fields.get("text", TEXT)
    digest = text_digest(text) if isinstance(text, str) else "sha256:" + "0" * 64
    row = {
        "article_version_id": article_version_id("a" * 32, digest),
        "article_id": "a" * 32,
        "url": "https://example.org/x",
        "canonical_url": None,
        "title": "Six thousand",
        "publisher": None,
        "language": "en",
        "authors": ["Ann"],
        "published_at": SEEN,
        "published_on": date(2025, 6, 16),
        "published_evidence": "json-ld",
        "modified_at": None,
        "text": TEXT,
        "text_digest": digest,
        "raw_digest": digest,
        "warc_file": "night.warc.gz",
        "warc_offset": 0,
        "media_type": "text/html",
        "kind": "html",
        "flags": [],
        "first_seen_at": SEEN,
        "run_id": "r",
        "language_evidence": "page",
        "credit": None,
        "origin_id": "a" * 32,
        "dateline": None,
    }
    assert row.keys() >= fields.keys()
    return {**row, **fields}


GOOD: list[dict[str, Any]] = [
    {},
    {"published_at": None, "published_on": None, "published_evidence": "none", "flags": ["no-date", "short"]},
    {"published_at": SEEN + timedelta(days=1), "published_on": date(2025, 6, 17)},  # tomorrow already, further east
    {"published_on": date(1991, 1, 17), "published_at": None},
    {"text": "Étienne\n說 6,000"},
    {"title": None, "language": None, "authors": []},
]
BAD: list[tuple[dict[str, Any], set[str]]] = [
    ({"published_at": SEEN + timedelta(days=1, seconds=1)}, {"published-in-future"}),
    ({"published_on": date(2025, 6, 18), "published_at": None}, {"published-in-future"}),
    ({"text_digest": text_digest("Another text.")}, {"text-digest", "version-id"}),
    ({"text": "  \n "}, {"text-malformed"}),
    ({"text": None}, {"text-missing"}),
    ({"article_version_id": "b" * 32}, {"version-id"}),
    ({"article_id": "A" * 32}, {"article-id-malformed", "version-id"}),
    ({"url": None}, {"url-missing"}),
    ({"language": "eng"}, {"language-malformed"}),
    ({"authors": "Ann"}, {"authors-malformed"}),
    ({"flags": ["odd"]}, {"flags-unknown"}),
    ({"published_evidence": "guess"}, {"published-evidence-unknown"}),
    ({"kind": "docx"}, {"kind-unknown"}),
    ({"media_type": "html"}, {"media-type-malformed"}),
    ({"raw_digest": "md5:0"}, {"raw-digest-malformed"}),
    ({"warc_file": "folder/night.warc.gz"}, {"warc-file-malformed"}),
    ({"warc_offset": -1}, {"warc-offset-range"}),
    ({"first_seen_at": None}, {"first-seen-at-missing"}),
    ({"modified_at": "not a moment"}, {"modified-at-type"}),
]


def test_articles_that_keep_every_rule_go_on() -> None:
    valid, rejects = validate(pd.DataFrame([article(**fields) for fields in GOOD]), ArticleModel)
    assert (len(valid), rejects["message"].tolist()) == (len(GOOD), [])


def test_an_article_that_breaks_a_rule_is_refused_for_it_and_for_nothing_else() -> None:
    rows = [article(**{"title": str(number), **fields}) for number, (fields, _) in enumerate(BAD)]
    valid, rejects = validate(pd.DataFrame([*rows, article()]), ArticleModel)
    assert len(valid) == 1
    found = {
        int(json.loads(row)["title"]): set(codes.split(","))
        for row, codes in zip(rejects["row"], rejects["reason"], strict=True)
    }
    assert found == dict(enumerate(reasons for _, reasons in BAD))


def test_a_refused_article_is_named_and_its_long_text_is_cut() -> None:
    row = article(text="x" * 20_000, kind="docx")
    _, rejects = validate(pd.DataFrame([row]), ArticleModel)
    assert rejects["url"].tolist() == ["https://example.org/x"]
    assert rejects["article_version_id"].tolist() == [row["article_version_id"]]
    assert 10_000 < len(rejects["row"].iloc[0]) < 12_000


def run(**fields: Any) -> pd.DataFrame:
    row = {
        "run_id": "r",
        "kind": "nightly",
        "logical_date": date(2025, 6, 16),
        "started_at": SEEN,
        "finished_at": SEEN,
        "status": "done",
        "articles_seen": 1,
        "articles_new": 1,
        "articles_known": 0,
        "claims_new": 0,
        "rejects_new": 0,
        "extractor_version": "1",
        "project_version": "0",
        "warc_file": None,
        "message": None,
    }
    return pd.DataFrame([{**row, **fields}])


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, None),
        ({"kind": "weekly"}, "kind-unknown"),
        ({"status": "lost"}, "status-unknown"),
        ({"claims_new": -1}, "claims-new-range"),
        ({"finished_at": SEEN - timedelta(seconds=1)}, "run-order"),
    ],
)
def test_runs(fields: dict[str, Any], reason: str | None) -> None:
    _, rejects = validate(run(**fields), RunModel)
    assert rejects["reason"].tolist() == ([reason] if reason else [])


def test_a_run_of_an_unknown_kind_or_without_a_time_zone_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="unknown kind of run: weekly"):
        Run("r", "weekly", SEEN.date(), SEEN, "1", "0")
    with pytest.raises(ValueError, match="without a time zone"):
        Run("r", "nightly", SEEN.date(), SEEN.replace(tzinfo=None), "1", "0")


def test_refusals_become_rejects_with_what_is_known_of_them() -> None:
    refusal = {
        "stage": "load",
        "reason": "bad-json",
        "message": "No JSON.",
        "url": "jsonl:x",
        "line": 7,
        "row": {"a": 1},
    }
    frame = rejects_frame([refusal, {"stage": "read", "reason": "empty-page", "message": "Nothing."}], run_id="r")
    assert frame["line"].tolist() == [7, pd.NA]
    assert frame["row"].iloc[0] == '{"a":1}'
    assert frame["url"].isna().tolist() == [False, True]
    assert len(concat_rejects([frame, empty_rejects(), frame])) == 4


@pytest.mark.parametrize("fault", [{"stage": "elsewhere"}, {"reason": "Not A Code"}, {"message": ""}, {"line": 0}])
def test_a_refusal_that_is_itself_out_of_order_is_an_error_of_the_program(fault: dict[str, Any]) -> None:
    with pytest.raises(SchemaErrors):
        rejects_frame([{"stage": "load", "reason": "x", "message": "x", **fault}], run_id="r")
