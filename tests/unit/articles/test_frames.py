"""Records to frames."""

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd

from flows.articles.archive import Archive
from flows.articles.frames import articles_frame, refusals_frame
from flows.articles.harvest import harvest
from flows.articles.records import Article, Refusal

RUN = "20250616T040000000000Z-ingest"
NOW = datetime(2025, 6, 16, 4, tzinfo=UTC)
ARTICLE_COLUMNS = [
    "article_version_id",
    "article_id",
    "url",
    "canonical_url",
    "title",
    "publisher",
    "language",
    "authors",
    "published_at",
    "published_on",
    "published_evidence",
    "modified_at",
    "text",
    "text_digest",
    "raw_digest",
    "warc_file",
    "warc_offset",
    "media_type",
    "kind",
    "flags",
    "first_seen_at",
    "run_id",
    "language_evidence",
    "credit",
    "origin_id",
    "dateline",
]
REJECT_COLUMNS = [
    "reject_id",
    "run_id",
    "stage",
    "url",
    "line",
    "article_version_id",
    "reason",
    "message",
    "row",
    "rejected_at",
]


def test_articles_keep_their_values_and_types(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"id": "1", "text": "100 killed.", "published": "2024-12-19T22:30:00-05:00", "authors": ["Ana Ruiz"]}\n'
        '{"id": "2", "text": "200 killed.", "published": "2024-12-20", "title": "T"}\n'
        '{"id": "3", "text": "300 killed."}\n'
    )
    with Archive(tmp_path, run_id=RUN, kind="ingest", logical_date=NOW.date(), started_at=NOW) as archive:
        found = [one for one in harvest([tmp_path / "a.jsonl"], archive) if isinstance(one, Article)]
    frame = articles_frame(found, RUN)
    assert list(frame.columns) == ARTICLE_COLUMNS
    assert frame.dtypes.equals(articles_frame([], RUN).dtypes)
    assert frame["published_at"].iloc[0] == pd.Timestamp("2024-12-20T03:30:00Z")
    assert frame["published_on"].iloc[0].date() == date(2024, 12, 19)
    assert frame["published_on"].iloc[1].date() == date(2024, 12, 20)
    assert frame["published_at"].isna().tolist() == [False, True, True]
    assert frame["published_on"].isna().tolist() == [False, False, True]
    assert frame["title"].isna().tolist() == [True, False, True]
    assert frame["authors"].tolist() == [["Ana Ruiz"], [], []]
    assert frame["flags"].tolist() == [["short"], ["short"], ["no-date", "short"]]
    assert set(frame["run_id"]) == {RUN}
    assert frame["warc_offset"].nunique() == 1


def test_no_rows_have_their_columns_and_types_too() -> None:
    articles, rejects = articles_frame([], RUN), refusals_frame([], RUN)
    assert (len(articles), len(rejects)) == (0, 0)
    assert list(articles.columns) == ARTICLE_COLUMNS
    assert list(rejects.columns) == REJECT_COLUMNS
    for column in ("published_at", "modified_at", "first_seen_at"):
        assert str(articles[column].dtype) == "datetime64[us, UTC]"
    assert str(articles["warc_offset"].dtype) == "int64"
    assert str(rejects["line"].dtype) == "Int64"
    assert str(rejects["rejected_at"].dtype) == "datetime64[us, UTC]"


def test_refusals_are_rejects() -> None:
    bad = Refusal("file:a.jsonl", 7, "malformed-json", "a.jsonl, line 7: …", "read", '{"line": "x"}', NOW)
    gone = Refusal("file:b.html", None, "missing-file", "b.html: there is no such file", "load", None, NOW)
    frame = refusals_frame([bad, gone, bad], RUN)
    assert list(frame.columns) == REJECT_COLUMNS
    assert frame.dtypes.equals(refusals_frame([], RUN).dtypes)
    assert frame["reason"].tolist() == ["malformed-json", "missing-file"]
    assert frame["line"].tolist() == [7, pd.NA]
    assert frame["article_version_id"].isna().all()
    assert frame["rejected_at"].tolist() == [pd.Timestamp(NOW)] * 2
    assert frame["reject_id"].str.fullmatch("[0-9a-f]{32}").all()
    # The same refusal has the same name in a rebuild, and another one in another run.
    assert refusals_frame([bad, gone], RUN)["reject_id"].tolist() == frame["reject_id"].tolist()
    assert not set(refusals_frame([bad], "another")["reject_id"]) & set(frame["reject_id"])
