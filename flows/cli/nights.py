"""Commands that run the whole: a night, old days, every night, everything anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import DAYS, Day, Json, Plain, Sources, Warehouse, Workers, settings_of, tell, with_prefect
from flows.cli.root import app
from flows.faults import UsageError


@app.command(epilog="Example: conflict-figures nightly --sources my-sources.yml --workers 2")
def nightly(
    sources: Sources = None,
    workers: Workers = None,
    no_prefect: Plain = False,
    warehouse: Warehouse = None,
    as_json: Json = False,
) -> None:
    """Run the night: harvest the sources, read the claims, load, publish; then show the headline series."""
    settings = settings_of(warehouse=warehouse, sources=sources, workers=workers)
    from flows.parallel import begin_early

    if not settings.ledger.exists():  # in a first night all is new; another one may bring nothing to read
        begin_early(settings.workers)
    from flows import outcome, terminal

    with terminal.bars("" if no_prefect else "Starting Prefect"):
        if no_prefect:
            from flows.job import nightly_job
            from flows.pipeline import carry_out

            summary = carry_out(nightly_job(settings))
        else:
            summary = with_prefect("nightly", settings)
    tell(summary, as_json=as_json)
    if not as_json:
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
    as_json: Json = False,
) -> None:
    """Load a folder of old articles, or what the sources hold of some days."""
    if folder is None and first is None and last is None:
        raise UsageError("backfill needs a folder, or --from and --to")
    if first and last and last < first:
        raise UsageError(f"--to {last:%Y-%m-%d} lies before --from {first:%Y-%m-%d}")
    settings = settings_of(warehouse=warehouse, sources=sources, workers=workers)
    days = {"first": first.date() if first else None, "last": last.date() if last else None}
    from flows import terminal

    with terminal.bars("" if no_prefect else "Starting Prefect"):
        if no_prefect:
            from flows.job import backfill_job
            from flows.pipeline import carry_out

            summary = carry_out(backfill_job(settings, str(folder) if folder else None, **days))
        else:
            summary = with_prefect("backfill", settings, folder=str(folder) if folder else None, **days)
    tell(summary, as_json=as_json)


@app.command(epilog='Example: conflict-figures schedule --cron "30 4 * * *" --timezone Europe/Vienna')
def schedule(
    cron: Annotated[str | None, typer.Option("--cron", help="Minute, hour, day, month, weekday.")] = None,
    timezone: Annotated[str | None, typer.Option("--timezone", help="Name in the tz database.")] = None,
    sources: Sources = None,
    workers: Workers = None,
    warehouse: Warehouse = None,
) -> None:
    """Serve the nightly flow on a schedule until stopped; the schedule itself stays in Prefect's database."""
    settings = settings_of(warehouse=warehouse, sources=sources, workers=workers, cron=cron, timezone=timezone)
    from flows.scheduling import run_schedule

    run_schedule(settings)


@app.command(epilog="Example: conflict-figures rebuild")
def rebuild(
    force: Annotated[bool, typer.Option("--force", help="Also where the archive holds fewer articles.")] = False,
    workers: Workers = None,
    warehouse: Warehouse = None,
    as_json: Json = False,
) -> None:
    """Make the warehouse anew out of the archived raw pages, with the extractor of today, and publish it."""
    settings = settings_of(warehouse=warehouse, workers=workers)
    from flows import terminal
    from flows.pipeline import rebuild as replay

    with terminal.bars():
        summary = replay(settings, force=force)
    tell(summary, as_json=as_json)
