"""Commands that bring something in: articles, or the rows of a data set; and the reading of claims alone."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from flows import faults
from flows.cli import completion
from flows.cli.options import Json, Warehouse, Workers, settings_of, tell
from flows.cli.root import app


@app.command(epilog="Example: conflict-figures ingest night.jsonl pages/ https://news.example/report.html")
def ingest(
    inputs: Annotated[list[str], typer.Argument(metavar="PATH|URL…", help="Files, folders and addresses.")],
    language: Annotated[list[str] | None, typer.Option("--language", help="Only articles in it, as en; again.")] = None,
    keyword: Annotated[list[str] | None, typer.Option("--keyword", help="Only articles that hold it; again.")] = None,
    workers: Workers = None,
    warehouse: Warehouse = None,
    as_json: Json = False,
) -> None:
    """Load articles and their claims: HTML, PDF, text, Markdown, JSON lines, WARC files, folders, web addresses."""
    settings = settings_of(warehouse=warehouse, workers=workers)
    from flows.parallel import begin_early

    begin_early(settings.workers)
    from flows import outcome, terminal
    from flows.job import new_job, wanted
    from flows.pipeline import carry_out

    with terminal.bars():
        summary = carry_out(new_job(settings, "ingest", tuple(inputs), wanted=wanted(language, keyword)))
    tell(summary, as_json=as_json)
    if not (summary.nothing_done or as_json):
        outcome.print_next("conflict-figures series", "shows the figures; --help lists the filters")


@app.command(epilog="Example: conflict-figures extract articles.jsonl --workers 2 > claims.jsonl")
def extract(
    file: Annotated[str, typer.Argument(metavar="[FILE|-]", help="JSON lines; - is standard input.")] = "-",
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes; the start of each costs a second.")] = 1,
    explain: Annotated[bool, typer.Option("--explain", help="Print which words gave each field.")] = False,
) -> None:
    """Read the claims out of articles: one JSON line an article in, one line with its claims out, in the same order.

    An article has id and text, and may have published (an ISO date), title and language. Nothing is stored.
    """
    from flows.streaming import extract_file

    if not extract_file(file, workers=workers, explain=explain, settings=settings_of()):
        raise typer.Exit(faults.FAILED)


@app.command(name="load-dataset", epilog="Example: conflict-figures load-dataset economist-ukraine estimates.csv")
def load_dataset(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="A known data set, or a mapping file (.yml).", autocompletion=completion.datasets
        ),
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Its file.")],
    warehouse: Warehouse = None,
    as_json: Json = False,
) -> None:
    """Load a reference series, row by row, as claims of the same ledger; a second load changes nothing."""
    settings = settings_of(warehouse=warehouse)
    from flows import terminal
    from flows.dataset_run import load_dataset as load
    from flows.outcome import print_loaded, write_json

    with terminal.bars():
        loaded = load(settings, name, file)
    if as_json:
        write_json(asdict(loaded))
    else:
        print_loaded(loaded)
    if not loaded.summary.articles_seen and not loaded.corrections_seen:
        raise typer.Exit(faults.FAILED)
