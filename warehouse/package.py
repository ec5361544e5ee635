"""Hand the figures out as files: one view in one file, a Data Package with its caveats, a CSV with HXL hashtags."""

from __future__ import annotations

import hashlib
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pandas as pd

from schemas import vocabulary
from warehouse import sql
from warehouse.errors import QueryRefusedError
from warehouse.export import query, write, write_csv
from warehouse.publish import read_manifest

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
VIEWS = ("figures", "series_points", "contradictions", "revisions", "definitions", "claimants", "conventions")
ROWS = 5_000_000
CAVEATS = """\
Every row says who asserts a figure, in which words; none says that a figure is true. low, best and high are bounds
under the convention named in the column convention: an empty bound is open, not zero. Figures were read out of news
text by rules, which err (most often in who says it, where and for when): read a figure with its sentence beside it.
Claims of different metric, population, side, place, aggregation or start of count are different quantities and are not
to be added or subtracted. figures holds older versions of corrected articles too (is_current). A quotation belongs to
its publisher; url is where it stood, warc_file and warc_offset where the page as it was loaded lies in the archive."""

# DuckDB's types as Table Schema has them; what is not here is text.
_TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "UBIGINT": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP WITH TIME ZONE": "datetime",
    "VARCHAR[]": "array",
}


def export_view(path: Path, view: str, output: Path, *, convention: str | None = None) -> int:
    """Write a view or table of the published file as one file, its form by its ending; gives the number of rows.

    The file is whole or not there. Raises QueryRefusedError for a view that does not exist.
    """
    frame = _rows(path, view, convention)
    unfinished = output.with_name(f".{output.name}.unfinished")
    with unfinished.open("wb") as stream:
        write(frame, output.suffix[1:], stream)
    unfinished.replace(output)
    return len(frame)


def export_hxl(path: Path, output: Path, *, convention: str | None = None) -> int:
    """Write the figures as CSV with a row of HXL hashtags under the names; only columns that have one."""
    tags = vocabulary.load("hxl")
    frame = _rows(path, "figures", convention)[list(tags)]
    unfinished = output.with_name(f".{output.name}.unfinished")
    with unfinished.open("wb") as stream:
        write_csv(frame, stream, second_row=list(tags.values()))
    unfinished.replace(output)
    return len(frame)


def export_package(path: Path, folder: Path, *, convention: str | None = None) -> int:
    """Write a Data Package (version 2): one CSV a view, and datapackage.json; gives the number of rows of all.

    An earlier package in the folder is replaced as a whole. Raises FileExistsError where the folder holds other things.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "datapackage.json").is_file():
        raise FileExistsError(17, "holds other things than a Data Package", str(folder))
    aside = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    resources, rows = [], 0
    for view in VIEWS:
        frame = _rows(path, view, convention)
        rows += len(frame)
        with (aside / f"{view}.csv").open("wb") as stream:
            write(frame, "csv", stream)
        resources.append(_resource(path, view, aside / f"{view}.csv"))
    about = _descriptor(path, resources)
    (aside / "datapackage.json").write_bytes(orjson.dumps(about, option=orjson.OPT_INDENT_2) + b"\n")
    shutil.rmtree(folder, ignore_errors=True)
    aside.rename(folder)
    return rows


def _rows(path: Path, view: str, convention: str | None) -> pd.DataFrame:
    known = query(path, sql.query("relations"))["name"].tolist()
    if view not in known:
        raise QueryRefusedError(f"There is no view or table {view}; there are {', '.join(known)}.")
    statement = f"SELECT * FROM {sql.identifier(view)}"  # noqa: S608 (one of the names that are there)
    return query(path, statement, max_rows=ROWS, timeout_seconds=600.0, convention=convention)


def _resource(path: Path, view: str, file: Path) -> dict[str, Any]:
    columns = query(path, sql.query("columns"), parameters={"relation": view})
    data = file.read_bytes()
    return {
        "name": view.replace("_", "-"),
        "path": file.name,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {
            "fields": [
                {"name": name, "type": _TYPES.get(kind, "string"), "description": comment}
                for name, kind, comment in columns.itertuples(index=False, name=None)
            ],
            "missingValues": [""],
        },
    }


def _source(row: dict[str, Any]) -> dict[str, str]:
    """One source: an outlet by its name, a reference series with its keeper, address and licence."""
    if not row["licence"]:
        return {"title": row["title"], "version": f"{row['articles']} articles"}
    about = {"title": f"{row['publisher']}: {row['title']} ({row['licence']})", "version": f"{row['articles']} rows"}
    return {**about, "path": row["home"]} if row["home"].startswith(("https://", "http://")) else about


def _descriptor(path: Path, resources: list[dict[str, Any]]) -> dict[str, Any]:
    manifest = read_manifest(path)
    sources: list[dict[str, Any]] = query(path, sql.query("package_sources"), max_rows=ROWS).to_dict("records")  # type: ignore[assignment]
    licences = sorted({row["licence"] for row in sources if row["licence"]})
    return {
        "$schema": PROFILE,
        "name": "conflict-figures",
        "title": "Claims of figures about armed conflicts, by who makes them",
        "description": " ".join(CAVEATS.split()),
        "version": manifest.run_id if manifest else None,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "licenses": [
            {"name": "notspecified", "title": "Quotations remain their publishers'; series keep their own licences."},
            *(
                {"name": re.sub(r"[^\w.-]+", "-", licence), "title": f"{licence}, for the series that say so"}
                for licence in licences
            ),
        ],
        "sources": [_source(row) for row in sources],
        "resources": resources,
    }
