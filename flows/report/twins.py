"""The twins of a chart: its rows as CSV, what they are, the query that gives them, and all of it in one archive."""

from __future__ import annotations

import io
import zipfile
from dataclasses import astuple
from typing import Any

import orjson
import pandas as pd

from flows.report.names import day
from flows.report.points import COLUMNS
from flows.report.subjects import Chart, Subject
from flows.report.words import EXPLAINED, HEADINGS, alternative
from warehouse.export import write_csv
from warehouse.site import chart_question

CAVEATS = """\
Every row says who asserts a figure, in which words; none says that a figure is true. An empty low or high is an open
bound, not zero. Rows of articles were read out of the text by rules, which err: read a figure with its sentence beside
it. Figures of different claimants, starts or definitions are not to be added or subtracted.
"""
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same archive for the same rows, whenever it is built


def csv_twin(chart: Chart) -> bytes:
    """The rows of a chart as CSV, in the order of the query that drew it."""
    points = sorted(chart.points, key=_order)
    frame = pd.DataFrame([astuple(point) for point in points], columns=list(COLUMNS), dtype=object)
    for name in ("articles", "warc_offset", "change_days"):
        frame[name] = frame[name].astype("Int64")
    stream = io.BytesIO()
    write_csv(frame, stream)
    return stream.getvalue()


def _order(point: Any) -> tuple[Any, ...]:
    missing = (point.said_on is None, point.said_by is None)
    return point.as_of, missing[0], point.said_on, missing[1], point.said_by, point.series_id, point.claim_id


def metadata(subject: Subject, chart: Chart, build: str, updated: str) -> dict[str, Any]:
    """What the rows of a chart are: title, unit, days, sources, how to cite them."""
    points = chart.points
    first, last = min(point.as_of for point in points), max(point.as_of for point in points)
    key = subject.key
    return {
        "title": f"{subject.title}: {HEADINGS[chart.kind].lower()}",
        "description": alternative(subject, chart),
        "how_to_read": EXPLAINED[chart.kind],
        "caveats": " ".join(CAVEATS.split()),
        "metric": key.metric,
        "unit": {"share": "share, 0 to 1", "rate": f"{key.kind} per {key.rate_per}"}.get(key.kind, "count"),
        "item": key.item,
        "population": key.population,
        "actor": key.actor,
        "place": key.place_key,
        "country": key.country,
        "timespan": {"first_day": first, "last_day": last},
        "rows": len(points),
        "claimants": sorted({point.speaker for point in points}),
        "sources": sorted({point.publisher for point in points if point.publisher}),
        "citation": f"conflict-figures, “{subject.title}”, {HEADINGS[chart.kind].lower()}, build {build}, {updated}.",
        "last_updated": updated,
        "build": build,
        "licence": "Quotations remain their publishers'; series keep their own licences.",
    }


def metadata_twin(subject: Subject, chart: Chart, build: str, updated: str) -> bytes:
    """The metadata as JSON."""
    return orjson.dumps(metadata(subject, chart, build, updated), option=orjson.OPT_INDENT_2) + b"\n"


def sql_twin(subject: Subject, chart: Chart, name: str) -> bytes:
    """The query that gives the same rows in the plain DuckDB shell."""
    title = " ".join(subject.title.split())
    head = f"-- {title}: {HEADINGS[chart.kind].lower()}\n-- duckdb -readonly figures.duckdb < {name}.sql\n"
    return (head + chart_question(subject.id, chart.kind)).encode()


def zip_twin(subject: Subject, chart: Chart, name: str, files: dict[str, bytes]) -> bytes:
    """The other twins with a README, as one archive; the same bytes for the same files."""
    newest = max(point.as_of for point in chart.points)
    readme = (
        f"{subject.title}\n{HEADINGS[chart.kind]}; newest figure for {day(newest)}.\n\n{EXPLAINED[chart.kind]}\n\n"
        f"{CAVEATS}\n"
        f"{name}.csv            the rows\n{name}.metadata.json  what they are, and how to cite them\n"
        f"{name}.sql            the query that gives them out of figures.duckdb\n"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, data in {"README.txt": readme.encode(), **files}.items():
            archive.writestr(zipfile.ZipInfo(file, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
