"""What several commands share: their options, and how an answer is given."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows import faults
from flows.cli import completion
from flows.faults import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from flows.settings import Settings
    from flows.summary import Summary

Warehouse = Annotated[
    Path | None, typer.Option("--warehouse", help="Folder of the warehouse.", envvar="CONFLICT_FIGURES_WAREHOUSE")
]
Sources = Annotated[
    Path | None,
    typer.Option("--sources", help="YAML file of sources; without it, the samples.", envvar="CONFLICT_FIGURES_SOURCES"),
]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="Processes that read claims; 1 unless set.")]
Plain = Annotated[bool, typer.Option("--no-prefect", help="The same stages without Prefect: no retries, no record.")]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        help="table, json, jsonl, csv, parquet, xlsx; else by --output's ending.",
        autocompletion=completion.forms,
    ),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file instead of the terminal.")]
Json = Annotated[bool, typer.Option("--json", help="The answer as JSON, for a program.")]
Day = datetime | None
DAYS = ["%Y-%m-%d"]


def settings_of(**given: object) -> Settings:
    """Read the settings; what is given on the command line wins."""
    from flows.settings import load_settings

    return load_settings(**given)


def with_prefect(name: str, settings: Settings, **parameters: object) -> Summary:
    """Run a flow in this process, with Prefect's temporary server unless another one is configured."""
    from flows.quiet import prepare
    from warehouse.lock import demand_free

    demand_free(settings.ledger)  # before Prefect is started, which takes seconds
    prepare(settings)
    from importlib import import_module

    from flows.summary import Summary

    flow = getattr(import_module(f"flows.{name}"), name)
    return Summary.from_dict(
        flow(
            warehouse=str(settings.warehouse),
            sources=str(settings.sources) if settings.sources else None,
            workers=settings.workers,
            **parameters,
        )
    )


def tell(summary: Summary, *, as_json: bool = False) -> None:
    """Print what a run did; where nothing could be done, the command fails."""
    from flows.outcome import print_summary, write_json

    if as_json:
        write_json(summary.as_dict())
    else:
        print_summary(summary)
    if summary.nothing_done:
        raise typer.Exit(faults.FAILED)


def form_of(form: str | None, output: Path | None, *, as_json: bool = False) -> str:
    """Give the form of an answer: as asked, else by the file's ending, else a table. Raises UsageError."""
    from warehouse.export import FORMATS

    if as_json and form not in (None, "json"):
        raise UsageError(f"--json and --format {form} cannot both be")
    if as_json:
        return "json"
    chosen = form or (output.suffix[1:] if output else "table")
    if chosen not in FORMATS:
        raise UsageError(f"--format {chosen!r} is not known; known are {', '.join(FORMATS)}")
    if chosen in ("parquet", "xlsx") and output is None and sys.stdout.isatty():
        raise UsageError(f"{chosen} is nothing for a terminal; add --output FILE")
    return chosen


def give(frame: pd.DataFrame, form: str, output: Path | None, *, series: bool = False, brief: bool = False) -> None:
    """Hand an answer out: a table for a person, or a form for a program."""
    if form != "table" or output is not None:
        from flows.outcome import write_frame

        write_frame(frame, form, output)
        return
    if series:
        from flows.charts import print_series

        print_series(frame, brief=brief)
    else:
        from flows.tables import print_frame

        print_frame(frame)
