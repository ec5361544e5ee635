"""Commands that ask the published file, and never change it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from flows.cli import completion
from flows.cli.options import DAYS, Day, Format, Json, Output, Warehouse, form_of, give, settings_of
from flows.cli.root import app


@app.command(epilog="Example: conflict-figures series --actor PRK --metric killed --from 2024-10-01 --format csv")
def series(
    metric: Annotated[
        str | None, typer.Option(help="killed, wounded, casualties, captured…", autocompletion=completion.metrics)
    ] = None,
    actor: Annotated[
        str | None,
        typer.Option(help="Whose: ISO 3166-1 alpha-3, or a group such as hamas.", autocompletion=completion.actors),
    ] = None,
    claimant: Annotated[
        str | None, typer.Option(help="Who says so, by its short name.", autocompletion=completion.claimants)
    ] = None,
    population: Annotated[
        str | None, typer.Option(help="military, civilians, children…", autocompletion=completion.populations)
    ] = None,
    place: Annotated[str | None, typer.Option(help="Place, or country as alpha-3.")] = None,
    first: Annotated[Day, typer.Option("--from", formats=DAYS, help="First day.")] = None,
    last: Annotated[Day, typer.Option("--to", formats=DAYS, help="Last day.")] = None,
    brief: Annotated[bool, typer.Option("--brief", help="A line each, without quotes, as for watch.")] = False,
    freshest: Annotated[int | None, typer.Option("--last", min=1, help="Only so many, the freshest.")] = None,
    form: Format = None,
    as_json: Json = False,
    output: Output = None,
    warehouse: Warehouse = None,
) -> None:
    """Show figures by claimant over time."""
    form = form_of(form, output, as_json=as_json)
    from warehouse.reads import series as read_series

    settings = settings_of(warehouse=warehouse)
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
    give(frame.tail(freshest) if freshest else frame, form, output, series=True, brief=brief)


@app.command(epilog="Example: conflict-figures show 508695cd")
def show(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="Its id, or the first digits of it.")],
    warehouse: Warehouse = None,
    as_json: Json = False,
) -> None:
    """Show one claim: its quote, what gave each field, the versions of its article, and who else carries it."""
    settings = settings_of(warehouse=warehouse)
    from flows.showing import as_answer, print_claim
    from warehouse.reads import claim as read_claim

    found = read_claim(settings.published, claim, convention=settings.convention)
    if as_json:
        from flows.outcome import write_json

        write_json(as_answer(found))
    else:
        print_claim(found)


@app.command(
    epilog='Example: conflict-figures query "SELECT said_by, max(best) FROM series GROUP BY ALL"',
    context_settings={"ignore_unknown_options": True},  # SQL may open with a comment: "-- What …"
)
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One statement that reads; - takes it from the input.")],
    form: Format = None,
    as_json: Json = False,
    output: Output = None,
    warehouse: Warehouse = None,
) -> None:
    """Ask the published file in SQL; it cannot be changed by this."""
    form = form_of(form, output, as_json=as_json)
    from warehouse.export import query as ask

    settings = settings_of(warehouse=warehouse)
    sql = sys.stdin.read() if sql == "-" else sql
    give(ask(settings.published, sql, convention=settings.convention), form, output)


@app.command(epilog="Example: conflict-figures export figures-2025/ --hxl figures.hxl.csv")
def export(
    output: Annotated[
        Path, typer.Argument(metavar="FOLDER|FILE", help="A folder for a Data Package, or a .csv .jsonl .xlsx … file.")
    ],
    view: Annotated[str, typer.Option("--view", help="What a single file holds.")] = "figures",
    hxl: Annotated[Path | None, typer.Option("--hxl", help="Also the figures as CSV with HXL hashtags.")] = None,
    warehouse: Warehouse = None,
    as_json: Json = False,
) -> None:
    """Hand the figures out: a Data Package with its caveats, or one view as one file."""
    settings = settings_of(warehouse=warehouse)
    from flows import terminal
    from flows.outcome import tell_written
    from warehouse.package import export_hxl, export_package, export_view

    given = {"convention": settings.convention}
    with terminal.bars("Writing the files"):
        if output.suffix:
            form_of(None, output)
            written = {str(output): export_view(settings.published, view, output, **given)}
        else:
            written = {str(output): export_package(settings.published, output, **given)}
        if hxl is not None:
            written[str(hxl)] = export_hxl(settings.published, hxl, **given)
    tell_written(written, as_json=as_json)


@app.command(epilog="Example: conflict-figures status")
def status(warehouse: Warehouse = None, as_json: Json = False) -> None:
    """Show the last runs, what the warehouse holds, what was refused, how fresh each source is, the last good night."""
    from flows import outcome
    from flows.health import health
    from warehouse.reads import status as read_status

    settings = settings_of(warehouse=warehouse)
    found, nights = read_status(settings.published), health(settings)
    if as_json:
        told = {"manifest": found.manifest and asdict(found.manifest), "nights": asdict(nights)}
        outcome.write_json(vars(found) | told)
    else:
        outcome.print_status(found, settings)
        outcome.print_health(nights)
