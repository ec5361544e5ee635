"""The command `conflict-figures`: thin, and it imports what a command needs only when that command runs."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows import faults
from flows.faults import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from flows.settings import Settings
    from flows.summary import Summary

app = typer.Typer(
    name="conflict-figures",
    epilog="First: conflict-figures nightly",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

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
    str | None, typer.Option("--format", help="table, json, jsonl, csv, parquet, xlsx; else by --output's ending.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file instead of the terminal.")]
Day = datetime | None
DAYS = ["%Y-%m-%d"]


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"conflict-figures {version('conflict-figures')}")  # noqa: T201
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """From news text to conflict figures that can be compared: who claimed how many, of whom, where, for when."""


@app.command(epilog="Example: conflict-figures ingest night.jsonl pages/ https://news.example/report.html")
def ingest(
    inputs: Annotated[list[str], typer.Argument(metavar="PATH|URL…", help="Files, folders and addresses.")],
    language: Annotated[list[str] | None, typer.Option("--language", help="Only articles in it, as en; again.")] = None,
    keyword: Annotated[list[str] | None, typer.Option("--keyword", help="Only articles that hold it; again.")] = None,
    workers: Workers = None,
    warehouse: Warehouse = None,
) -> None:
    """Load articles and their claims: HTML, PDF, text, Markdown, JSON lines, WARC files, folders, web addresses."""
    settings = _settings(warehouse=warehouse, workers=workers)
    from flows import outcome, terminal
    from flows.job import new_job, wanted
    from flows.pipeline import carry_out

    with terminal.bars():
        summary = carry_out(new_job(settings, "ingest", tuple(inputs), wanted=wanted(language, keyword)))
    _tell(summary)
    if not summary.nothing_done:
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

    if not extract_file(file, workers=workers, explain=explain, settings=_settings()):
        raise typer.Exit(faults.FAILED)


@app.command(epilog="Example: conflict-figures nightly --sources my-sources.yml --workers 2")
def nightly(
    sources: Sources = None,
    workers: Workers = None,
    no_prefect: Plain = False,
    warehouse: Warehouse = None,
) -> None:
    """Run the night: harvest the sources, read the claims, load, publish; then show the headline series."""
    settings = _settings(warehouse=warehouse, sources=sources, workers=workers)
    from flows import outcome, terminal

    with terminal.bars("" if no_prefect else "Starting Prefect"):
        if no_prefect:
            from flows.job import nightly_job
            from flows.pipeline import carry_out

            summary = carry_out(nightly_job(settings))
        else:
            summary = _with_prefect("nightly", settings)
    _tell(summary)
    outcome.print_headline(settings)


@app.command(epilog="Example: conflict-figures backfill old-articles/ --from 2024-10-01 --to 2024-12-31")
def backfill(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Folder; without it, the sources.")] = None,
    first: Annotated[Day, typer.Option("--from", formats=DAYS, help="First day of publication.")] = None,
    last: Annotated[Day, typer.Option("--to", formats=DAYS, help="Last day of publication.")] = None,
    sources: Sources = None,
    workers: Workers = None,
    no_prefect: Plain = False,
    warehouse: Warehouse = None,
) -> None:
    """Load a folder of old articles, or what the sources hold of some days."""
    if folder is None and first is None and last is None:
        raise UsageError("backfill needs a folder, or --from and --to")
    if first and last and last < first:
        raise UsageError(f"--to {last:%Y-%m-%d} lies before --from {first:%Y-%m-%d}")
    settings = _settings(warehouse=warehouse, sources=sources, workers=workers)
    days = {"first": first.date() if first else None, "last": last.date() if last else None}
    from flows import terminal

    with terminal.bars("" if no_prefect else "Starting Prefect"):
        if no_prefect:
            from flows.job import backfill_job
            from flows.pipeline import carry_out

            summary = carry_out(backfill_job(settings, str(folder) if folder else None, **days))
        else:
            summary = _with_prefect("backfill", settings, folder=str(folder) if folder else None, **days)
    _tell(summary)


@app.command(epilog='Example: conflict-figures schedule --cron "30 4 * * *" --timezone Europe/Vienna')
def schedule(
    cron: Annotated[str | None, typer.Option("--cron", help="Minute, hour, day, month, weekday.")] = None,
    timezone: Annotated[str | None, typer.Option("--timezone", help="Name in the tz database.")] = None,
    sources: Sources = None,
    workers: Workers = None,
    warehouse: Warehouse = None,
) -> None:
    """Serve the nightly flow on a schedule until stopped; the schedule itself stays in Prefect's database."""
    settings = _settings(warehouse=warehouse, sources=sources, workers=workers, cron=cron, timezone=timezone)
    from flows.scheduling import run_schedule

    run_schedule(settings)


@app.command(epilog="Example: conflict-figures series --actor PRK --metric killed --from 2024-10-01 --format csv")
def series(
    metric: Annotated[str | None, typer.Option(help="killed, wounded, casualties, captured…")] = None,
    actor: Annotated[str | None, typer.Option(help="Whose: ISO 3166-1 alpha-3, or a group such as hamas.")] = None,
    claimant: Annotated[str | None, typer.Option(help="Who says so, by its short name.")] = None,
    population: Annotated[str | None, typer.Option(help="military, civilians, children…")] = None,
    place: Annotated[str | None, typer.Option(help="Place, or country as alpha-3.")] = None,
    first: Annotated[Day, typer.Option("--from", formats=DAYS, help="First day.")] = None,
    last: Annotated[Day, typer.Option("--to", formats=DAYS, help="Last day.")] = None,
    form: Format = None,
    output: Output = None,
    warehouse: Warehouse = None,
) -> None:
    """Show figures by claimant over time."""
    form = _form(form, output)
    from warehouse.reads import series as read_series

    settings = _settings(warehouse=warehouse)
    frame = read_series(
        settings.published,
        convention=settings.convention,
        metric=metric,
        actor=actor,
        claimant=claimant,
        population=population,
        place=place,
        start=first.date() if first else None,
        end=last.date() if last else None,
    )
    _give(frame, form, output, points=True)


@app.command(epilog='Example: conflict-figures query "SELECT said_by, max(best) FROM series GROUP BY ALL"')
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One statement that reads.")],
    form: Format = None,
    output: Output = None,
    warehouse: Warehouse = None,
) -> None:
    """Ask the published file in SQL; it cannot be changed by this."""
    form = _form(form, output)
    from warehouse.export import query as ask

    settings = _settings(warehouse=warehouse)
    _give(ask(settings.published, sql, convention=settings.convention), form, output)


@app.command(epilog="Example: conflict-figures export figures-2025/ --hxl figures.hxl.csv")
def export(
    output: Annotated[
        Path, typer.Argument(metavar="FOLDER|FILE", help="A folder for a Data Package, or a .csv .jsonl .xlsx … file.")
    ],
    view: Annotated[str, typer.Option("--view", help="What a single file holds.")] = "figures",
    hxl: Annotated[Path | None, typer.Option("--hxl", help="Also the figures as CSV with HXL hashtags.")] = None,
    warehouse: Warehouse = None,
) -> None:
    """Hand the figures out: a Data Package with its caveats, or one view as one file."""
    settings = _settings(warehouse=warehouse)
    from flows.terminal import err
    from warehouse.package import export_hxl, export_package, export_view

    if output.suffix:
        _form(None, output)
        rows = export_view(settings.published, view, output, convention=settings.convention)
    else:
        rows = export_package(settings.published, output, convention=settings.convention)
    err().print(f"{rows:,} rows in {output}")
    if hxl is not None:
        rows = export_hxl(settings.published, hxl, convention=settings.convention)
        err().print(f"{rows:,} rows in {hxl}")


@app.command(name="load-dataset", epilog="Example: conflict-figures load-dataset economist-ukraine estimates.csv")
def load_dataset(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A known data set, or a mapping file (.yml).")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Its file.")],
    warehouse: Warehouse = None,
) -> None:
    """Load a reference series, row by row, as claims of the same ledger; a second load changes nothing."""
    settings = _settings(warehouse=warehouse)
    from flows.dataset_run import describe
    from flows.dataset_run import load_dataset as load
    from flows.outcome import print_refused

    loaded = load(settings, name, file)
    for line in describe(loaded):
        print(line)  # noqa: T201
    print_refused(loaded.summary)
    if not loaded.summary.articles_seen and not loaded.corrections_seen:
        raise typer.Exit(faults.FAILED)


@app.command(epilog="Example: conflict-figures rebuild")
def rebuild(
    force: Annotated[bool, typer.Option("--force", help="Also where the archive holds fewer articles.")] = False,
    workers: Workers = None,
    warehouse: Warehouse = None,
) -> None:
    """Make the warehouse anew out of the archived raw pages, with the extractor of today, and publish it."""
    settings = _settings(warehouse=warehouse, workers=workers)
    from flows import terminal
    from flows.pipeline import rebuild as replay

    with terminal.bars():
        summary = replay(settings, force=force)
    _tell(summary)


@app.command(epilog="Example: conflict-figures status")
def status(warehouse: Warehouse = None) -> None:
    """Show the last runs, what the warehouse holds, what was refused, and how fresh each source is."""
    from flows import outcome
    from warehouse.reads import status as read_status

    settings = _settings(warehouse=warehouse)
    outcome.print_status(read_status(settings.published), settings)


sources_app = typer.Typer(help="See, add and check the sources of a harvest.", no_args_is_help=True)
app.add_typer(sources_app, name="sources")


@sources_app.command("list", epilog="Example: conflict-figures sources list")
def list_sources(sources: Sources = None) -> None:
    """List the sources of the registry: those of the package, or of a file of your own."""
    settings = _settings(sources=sources)
    from flows.registry import list_sources as show

    show(settings)


@sources_app.command(
    "add", epilog="Example: conflict-figures sources add https://news.example/ --sources my-sources.yml"
)
def add_source(url: Annotated[str, typer.Argument(metavar="URL", help="Front page.")], sources: Sources = None) -> None:
    """Find the feeds and sitemaps of a site and add it to a file of your own."""
    settings = _settings(sources=sources)
    from flows.registry import add

    add(settings, url)


@sources_app.command("check", epilog="Example: conflict-figures sources check un-news reliefweb")
def check_sources(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID…]", help="Without any: the enabled ones.")] = None,
    sources: Sources = None,
) -> None:
    """Reach sites and tell what works: robots rules, lists and their age, one page as a sample; nothing is stored."""
    settings = _settings(sources=sources)
    from flows.registry import check

    if not check(settings, ids or []):
        raise typer.Exit(faults.FAILED)


def _settings(**given: object) -> Settings:
    from flows.settings import load_settings

    return load_settings(**given)


def _with_prefect(name: str, settings: Settings, **parameters: object) -> Summary:
    """Run a flow in this process, with Prefect's temporary server unless another one is configured."""
    from flows.quiet import prepare

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


def _tell(summary: Summary) -> None:
    from flows.outcome import print_summary

    print_summary(summary)
    if summary.nothing_done:
        raise typer.Exit(faults.FAILED)


def _form(form: str | None, output: Path | None) -> str:
    from warehouse.export import FORMATS

    chosen = form or (output.suffix[1:] if output else "table")
    if chosen not in FORMATS:
        raise UsageError(f"--format {chosen!r} is not known; known are {', '.join(FORMATS)}")
    if chosen in ("parquet", "xlsx") and output is None and sys.stdout.isatty():
        raise UsageError(f"{chosen} is nothing for a terminal; add --output FILE")
    return chosen


def _give(frame: pd.DataFrame, form: str, output: Path | None, *, points: bool = False) -> None:
    if form != "table" or output is not None:
        from flows.outcome import write_frame

        write_frame(frame, form, output)
        return
    from flows.tables import print_frame, print_points

    if points:
        print_points(frame)
    else:
        print_frame(frame)


def main() -> None:
    """Run the command; a fault is one line and an exit code, or a traceback with CONFLICT_FIGURES_DEBUG=1."""
    try:
        app()
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        sys.stderr.close()
        sys.exit(141)
    except Exception as fault:
        if faults.debugging():
            raise
        sys.exit(faults.leave(fault))


if __name__ == "__main__":
    main()
