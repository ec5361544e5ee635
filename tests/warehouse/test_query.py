"""Questions of strangers: whatever they ask, they only read."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as parquet
import pytest

from warehouse.connect import open_ledger
from warehouse.errors import NotPublished, QueryFailedError, QueryRefusedError
from warehouse.export import FORMATS, query, write
from warehouse.publish import publish

# What a stranger may try, with the error that answers it. {secret} is a file that is there and can be read.
HOSTILE = [
    ("INSERT INTO runs SELECT * FROM runs", QueryRefusedError),
    ("UPDATE claims SET best = 0", QueryRefusedError),
    ("DELETE FROM claims", QueryRefusedError),
    ("DROP TABLE claims", QueryRefusedError),
    ("CREATE TABLE x AS SELECT 1", QueryRefusedError),
    ("CREATE TEMP TABLE x AS SELECT 1", QueryRefusedError),
    ("CREATE MACRO f() AS 1", QueryRefusedError),
    ("ALTER TABLE claims ADD COLUMN x INTEGER", QueryRefusedError),
    ("TRUNCATE claims", QueryRefusedError),
    ("COMMENT ON TABLE claims IS 'x'", QueryRefusedError),
    ("WITH x AS (SELECT * FROM runs) INSERT INTO runs SELECT * FROM x", QueryRefusedError),
    ("MERGE INTO runs USING runs AS b USING (run_id) WHEN MATCHED THEN DELETE", QueryRefusedError),
    ("SELECT 1; DELETE FROM claims", QueryRefusedError),
    ("", QueryRefusedError),
    ("BEGIN TRANSACTION", QueryRefusedError),
    ("CHECKPOINT", QueryRefusedError),
    ("VACUUM", QueryRefusedError),
    ("ATTACH '{secret}' AS x", QueryRefusedError),
    ("ATTACH ':memory:' AS x", QueryRefusedError),
    ("DETACH figures", QueryRefusedError),
    ("USE memory", QueryRefusedError),
    ("INSTALL httpfs", QueryRefusedError),
    ("LOAD httpfs", QueryRefusedError),
    ("SET enable_external_access = true", QueryRefusedError),
    ("SET lock_configuration = false", QueryRefusedError),
    ("RESET lock_configuration", QueryRefusedError),
    ("SET VARIABLE x = 1", QueryRefusedError),
    ("PRAGMA enable_external_access = true", QueryRefusedError),
    ("PRAGMA memory_limit = '100GB'", QueryRefusedError),
    ("CALL pragma_version()", QueryRefusedError),
    ("CREATE SECRET s (TYPE S3)", QueryRefusedError),
    ("EXPORT DATABASE '{folder}/out'", QueryRefusedError),
    ("IMPORT DATABASE '{folder}/out'", QueryRefusedError),
    ("COPY claims TO '{folder}/out.csv'", QueryRefusedError),
    ("COPY (SELECT 1) TO '{folder}/out.parquet'", QueryRefusedError),
    ("COPY runs FROM '{secret}'", QueryRefusedError),
    ("EXPLAIN ANALYZE COPY (SELECT 1) TO '{folder}/out.csv'", QueryRefusedError),
    ("EXPLAIN ANALYZE DELETE FROM claims", QueryFailedError),
    ("SELECT * FROM read_csv('{secret}')", QueryRefusedError),
    ("SELECT * FROM read_csv_auto('{secret}')", QueryRefusedError),
    ("SELECT * FROM read_text('{secret}')", QueryRefusedError),
    ("SELECT * FROM read_blob('{secret}')", QueryRefusedError),
    ("SELECT * FROM read_json('{secret}')", QueryRefusedError),
    ("SELECT * FROM read_parquet('{secret}')", QueryRefusedError),
    ("SELECT * FROM '{secret}'", QueryRefusedError),
    ("SELECT * FROM glob('{folder}/*')", QueryRefusedError),
    ("SELECT * FROM sniff_csv('{secret}')", QueryRefusedError),
    ("SELECT * FROM query('SELECT * FROM read_text(''{secret}'')')", QueryRefusedError),
    ("SELECT * FROM query_table('{secret}')", QueryRefusedError),
    ("SELECT * FROM read_text('https://example.org/')", QueryRefusedError),
    ("SELECT getenv('HOME')", QueryFailedError),
    ("SELECT * FROM frame_of_the_caller", QueryFailedError),
    ("SELECT no_such_column FROM claims", QueryFailedError),
    ("SELEC 1", QueryFailedError),
]


@pytest.fixture(scope="module")
def published(world: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    night = world()
    article = night.article("x", "Some 600 died, =1+1.", title="=1+1", published=None, authors=["Ann", "Bo"])
    night.claim(article, "600", 600)
    with open_ledger(folder / "ledger.duckdb") as con:
        night.load(con)
        publish(con, folder / "figures.duckdb")
    return folder / "figures.duckdb"


def test_every_hostile_statement_is_answered_as_expected_and_nothing_has_changed(
    published: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("token\nhunter2\n")
    frame_of_the_caller = pd.DataFrame({"token": ["hunter2"]})
    folders = [tmp_path, published.parent]
    files, content = [sorted(folder.iterdir()) for folder in folders], published.read_bytes()
    answers: dict[str, tuple[type, str]] = {}
    for statement, _ in HOSTILE:
        try:
            answers[statement] = (str, str(query(published, statement.format(secret=secret, folder=tmp_path))))
        except (QueryRefusedError, QueryFailedError) as error:
            answers[statement] = (type(error), str(error))
    assert {statement: kind for statement, (kind, _) in answers.items()} == dict(HOSTILE)
    assert [text for _, text in answers.values() if "hunter2" in text] == []
    assert [sorted(folder.iterdir()) for folder in folders] == files
    assert published.read_bytes() == content
    assert len(frame_of_the_caller) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT best FROM figures",
        "FROM series SELECT best",
        "WITH x AS (SELECT best FROM claims) SELECT * FROM x",
        "SELECT best FROM figures -- with a remark; and a semicolon",
        "SELECT best FROM figures;",
    ],
)
def test_reading_is_answered(published: Path, statement: str) -> None:
    assert query(published, statement)["best"].tolist() == [600.0]


@pytest.mark.parametrize("statement", ["DESCRIBE claims", "SHOW TABLES", "SUMMARIZE claims", "EXPLAIN SELECT 1"])
def test_looking_around_is_answered(published: Path, statement: str) -> None:
    assert len(query(published, statement)) > 0


def test_parameters_are_values(published: Path) -> None:
    asked = query(published, "SELECT $text AS text", parameters={"text": "'; DROP TABLE claims; --"})
    assert asked["text"].tolist() == ["'; DROP TABLE claims; --"]


def test_a_question_without_an_end_is_stopped(published: Path) -> None:
    endless = "SELECT count(*) FROM range(1000000) AS a(x), range(1000000) AS b(y) WHERE hash(x, y) = 1"
    with pytest.raises(QueryFailedError, match=r"longer than 0\.3 seconds"):
        query(published, endless, timeout_seconds=0.3)


def test_an_answer_that_is_too_long_is_stopped(published: Path) -> None:
    with pytest.raises(QueryFailedError, match="more than 1,000 rows"):
        query(published, "SELECT * FROM range(100000000)", max_rows=1000)


def test_a_question_that_needs_too_much_memory_fails(published: Path) -> None:
    with pytest.raises(QueryFailedError):
        query(
            published, "SELECT list(x::VARCHAR || repeat('x', 1000)) FROM range(100000000) AS t(x)", memory_limit="50MB"
        )


def test_nothing_to_ask_before_the_first_publish(published_path: Path) -> None:
    with pytest.raises(NotPublished):
        query(published_path, "SELECT 1")


def written(frame: pd.DataFrame, fmt: str) -> bytes:
    out = io.BytesIO()
    write(frame, fmt, out)
    return out.getvalue()


def asked(published: Path) -> pd.DataFrame:
    return query(
        published,
        """
        SELECT title, authors, published_on, DATE '2025-06-16' AS day, first_seen_at, -5 AS signed, 6000.0 AS best,
               NULL::BIGINT AS line, sum(1::HUGEINT) OVER () AS huge
        FROM articles
        """,
    )


def test_json_keeps_lists_dates_and_what_is_missing(published: Path) -> None:
    assert json.loads(written(asked(published), "json")) == [
        {
            "title": "=1+1",
            "authors": ["Ann", "Bo"],
            "published_on": None,
            "day": "2025-06-16",
            "first_seen_at": "2025-06-20T03:00:00+00:00",
            "signed": -5,
            "best": 6000.0,
            "line": None,
            "huge": 1,
        }
    ]


def test_csv_has_no_formula_and_whole_signed_numbers(published: Path) -> None:
    lines = written(asked(published), "csv").decode("utf-8").splitlines()
    assert lines[0] == "title,authors,published_on,day,first_seen_at,signed,best,line,huge"
    assert lines[1] == '\'=1+1,"[""Ann"",""Bo""]",,2025-06-16,2025-06-20T03:00:00+00:00,-5,6000.0,,1'


def test_parquet_keeps_types(published: Path) -> None:
    table = parquet.read_table(io.BytesIO(written(asked(published), "parquet")))
    assert table["authors"].to_pylist() == [["Ann", "Bo"]]
    assert str(table.schema.field("day").type) == "date32[day]"


def test_the_table_is_aligned_and_has_no_control_characters() -> None:
    frame = pd.DataFrame({"who": ["Ann\x1b[31m\u202e", "B\nb"], "best": [6000.0, None]})
    assert written(frame, "table").decode() == "who      best\nAnn[31m  6,000\nB b\n"


@pytest.mark.parametrize("fmt", FORMATS)
def test_an_empty_answer_can_be_written(published: Path, fmt: str) -> None:
    out = written(query(published, "SELECT metric, best FROM claims WHERE best < 0"), fmt)
    expected = {"json": b"[]\n", "jsonl": b"", "csv": b"metric,best\n", "table": b"metric  best\n"}
    assert out == expected.get(fmt, out)
    assert fmt == "jsonl" or len(out) > 0


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="Unknown format 'xls'"):
        write(pd.DataFrame(), "xls", io.BytesIO())
