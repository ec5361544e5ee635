"""Answers out of the published file: one question at a time, and the forms that they are handed out in."""

from __future__ import annotations

import csv
import io
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import duckdb
import orjson
import pandas as pd
import pyarrow as arrow  # type: ignore[import-untyped]
import pyarrow.parquet as parquet  # type: ignore[import-untyped]

from warehouse.connect import open_published
from warehouse.errors import QueryFailedError, QueryRefusedError
from warehouse.tables import frame_of, plain

FORMATS = ("table", "json", "jsonl", "csv", "parquet", "xlsx")

_BATCH_ROWS = 10_000
_READING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}


def query(
    path: Path,
    sql: str,
    *,
    parameters: dict[str, Any] | None = None,
    max_rows: int = 1_000_000,
    timeout_seconds: float = 60.0,
    memory_limit: str = "1GB",
    convention: str | None = None,
) -> pd.DataFrame:
    """Answer one reading statement (SELECT, DESCRIBE, SHOW, SUMMARIZE, EXPLAIN) from the published file.

    Each call has a connection of its own, read-only, without access to other files, extensions or settings.
    `convention` names the rules by which open bounds and vague words are read; None is the default.
    Raises NotPublished, QueryRefusedError for a statement that does more than read, and QueryFailedError for a slip
    in it, and for one that needs more than `max_rows`, `timeout_seconds` or `memory_limit`.
    """
    with questions(path, memory_limit=memory_limit, convention=convention) as ask:
        return ask(sql, parameters, max_rows=max_rows, timeout_seconds=timeout_seconds)


class Ask(Protocol):
    """Answers a question as `query` does, on a connection that is open already."""

    def __call__(
        self,
        sql: str,
        parameters: dict[str, Any] | None = None,
        *,
        max_rows: int = 1_000_000,
        timeout_seconds: float = 60.0,
    ) -> pd.DataFrame:
        """Give the answer."""


@contextmanager
def questions(path: Path, *, memory_limit: str = "1GB", convention: str | None = None) -> Iterator[Ask]:
    """Open the published file once for several questions, since opening takes longer than most of them.

    All of them are answered by the same file, whatever is published meanwhile. Raises as `query` does.
    """
    with _told(), open_published(path, memory_limit=memory_limit, convention=convention) as con:

        def ask(
            sql: str,
            parameters: dict[str, Any] | None = None,
            *,
            max_rows: int = 1_000_000,
            timeout_seconds: float = 60.0,
        ) -> pd.DataFrame:
            with _told(timeout_seconds):
                statement = _only_statement(con, sql)
                return frame_of(_answer(con, statement, parameters or {}, max_rows, timeout_seconds))

        yield ask


@contextmanager
def _told(timeout_seconds: float = 60.0) -> Iterator[None]:
    """Say what the database has refused in the words of this package."""
    try:
        yield
    except duckdb.PermissionException as error:
        raise QueryRefusedError(str(error)) from error
    except duckdb.InterruptException as error:
        raise QueryFailedError(f"The query took longer than {timeout_seconds:g} seconds and was stopped.") from error
    except duckdb.Error as error:
        raise QueryFailedError(str(error)) from error


def _only_statement(con: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    statements = con.extract_statements(sql)
    if len(statements) != 1:
        raise QueryRefusedError(f"One statement at a time, please: this is {len(statements)}.")
    if statements[0].type not in _READING:
        raise QueryRefusedError(f"Only reading is allowed here, and this is {statements[0].type.name}.")
    return statements[0]


def _answer(
    con: duckdb.DuckDBPyConnection,
    statement: duckdb.Statement,
    parameters: dict[str, Any],
    max_rows: int,
    timeout_seconds: float,
) -> arrow.Table:
    alarm = threading.Timer(timeout_seconds, con.interrupt)
    alarm.start()
    try:
        reader = con.execute(statement, parameters).to_arrow_reader(_BATCH_ROWS)
        batches, rows = [], 0
        for batch in reader:
            batches.append(batch)
            rows += batch.num_rows
            if rows > max_rows:
                raise QueryFailedError(f"The answer has more than {max_rows:,} rows: add a LIMIT.")
        return arrow.Table.from_batches(batches, schema=reader.schema)
    except (arrow.ArrowException, OSError) as error:
        if not alarm.is_alive():
            raise duckdb.InterruptException(str(error)) from error
        raise QueryFailedError(str(error)) from error
    finally:
        alarm.cancel()


def write(frame: pd.DataFrame, fmt: str, stream: BinaryIO) -> None:
    """Write a frame as one of FORMATS.

    table: aligned text; json: an array of objects, missing values null; csv: UTF-8 without byte order mark, lists as
    JSON, texts that a spreadsheet would take for a formula behind an apostrophe; jsonl: an object a line; parquet:
    lists stay lists; xlsx: one sheet, every text as text.
    Raises ValueError for another format, and for more rows than a sheet holds.

    >>> out = io.BytesIO()
    >>> write(pd.DataFrame({"expr": ["=1+1"], "low": [-3]}), "csv", out)
    >>> out.getvalue().decode().splitlines()
    ['expr,low', "'=1+1,-3"]
    """
    writers = {
        "table": _write_table,
        "json": _write_json,
        "jsonl": _write_jsonl,
        "csv": write_csv,
        "parquet": _write_parquet,
        "xlsx": _write_xlsx,
    }
    if fmt not in writers:
        raise ValueError(f"Unknown format {fmt!r}; known are {', '.join(FORMATS)}.")
    writers[fmt](frame, stream)


def cells(frame: pd.DataFrame) -> list[list[str]]:
    r"""The frame's cells as texts for a terminal: no control or direction characters, numbers with separators.

    >>> cells(pd.DataFrame({"best": [6000.0, None], "sentence": ["red\x1b[31m", "a\nb"]}))
    [['6,000', 'red[31m'], ['', 'a b']]
    """
    return [[_cell(value) for value in row] for row in frame.astype(object).itertuples(index=False, name=None)]


def _cell(value: Any) -> str:
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}" if abs(value) < 1 else f"{value:,}"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return "".join(character for character in " ".join(text.split()) if unicodedata.category(character)[0] != "C")


def _write_table(frame: pd.DataFrame, stream: BinaryIO) -> None:
    rows = [[_cell(name) for name in frame.columns], *cells(frame)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(frame.columns))]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        stream.write(line.rstrip().encode() + b"\n")


def records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Give the frame's rows as plain dictionaries; what is missing is None.

    >>> list(records(pd.DataFrame({"best": [6000.0, None]})))
    [{'best': 6000.0}, {'best': None}]
    """
    names = [str(name) for name in frame.columns]
    for row in frame.astype(object).itertuples(index=False, name=None):
        yield dict(zip(names, map(plain, row), strict=True))


def _write_json(frame: pd.DataFrame, stream: BinaryIO) -> None:
    for place, record in enumerate(records(frame)):
        stream.write((b",\n  " if place else b"[\n  ") + orjson.dumps(record))
    stream.write(b"\n]\n" if len(frame) else b"[]\n")


def _write_jsonl(frame: pd.DataFrame, stream: BinaryIO) -> None:
    for record in records(frame):
        stream.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))


def write_csv(frame: pd.DataFrame, stream: BinaryIO, second_row: list[str] | None = None) -> None:
    """Write a frame as CSV; `second_row` stands between the names and the values, as HXL has its hashtags."""
    text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_harmless(str(name)) for name in frame.columns])
    if second_row is not None:
        writer.writerow(second_row)
    for row in frame.astype(object).itertuples(index=False, name=None):
        writer.writerow([_csv_cell(plain(value)) for value in row])
    text.detach()


def _csv_cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return orjson.dumps(value).decode()
    return _harmless(value) if isinstance(value, str) else value


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def _write_parquet(frame: pd.DataFrame, stream: BinaryIO) -> None:
    parquet.write_table(arrow.Table.from_pandas(frame, preserve_index=False), stream, compression="zstd")


SHEET_ROWS = 1_048_576  # of Excel 2007 and later, the header included
CELL_CHARACTERS = 32_767


def _write_xlsx(frame: pd.DataFrame, stream: BinaryIO) -> None:
    if len(frame) >= SHEET_ROWS:
        raise ValueError(f"A sheet holds {SHEET_ROWS - 1:,} rows, and these are {len(frame):,}: take another format.")
    from xlsxwriter import Workbook

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream, options) as book:
        sheet = book.add_worksheet("figures")
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(frame.columns):
            sheet.write_string(0, column, str(name))
        for row, values in enumerate(frame.astype(object).itertuples(index=False, name=None), 1):
            for column, value in enumerate(map(plain, values)):
                _write_sheet_cell(sheet, row, column, value)


def _write_sheet_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        text = value if isinstance(value, str) else orjson.dumps(value).decode()
        cut = text if len(text) <= CELL_CHARACTERS else text[: CELL_CHARACTERS - 1] + "…"
        sheet.write_string(row, column, cut)
