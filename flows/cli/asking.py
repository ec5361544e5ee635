"""Commands that ask the published file, and never change it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import DAYS, Day, Format, Output, Warehouse, form_of, give, settings_of
from flows.cli.root import app


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
    form = form_of(form, output)
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
    give(frame, form, output, points=True)


@app.command(epilog='Example: conflict-figures query "SELECT said_by, max(best) FROM series GROUP BY ALL"')
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One statement that reads.")],
    form: Format = None,
    output: Output = None,
    warehouse: Warehouse = None,
) -> None:
    """Ask the published file in SQL; it cannot be changed by this."""
    form = form_of(form, output)
    from warehouse.export import query as ask

    settings = settings_of(warehouse=warehouse)
    give(ask(settings.published, sql, convention=settings.convention), form, output)


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
    settings = settings_of(warehouse=warehouse)
    from flows.terminal import err
    from warehouse.package import export_hxl, export_package, export_view

    if output.suffix:
        form_of(None, output)
        rows = export_view(settings.published, view, output, convention=settings.convention)
    else:
        rows = export_package(settings.published, output, convention=settings.convention)
    err().print(f"{rows:,} rows in {output}")
    if hxl is not None:
        rows = export_hxl(settings.published, hxl, convention=settings.convention)
        err().print(f"{rows:,} rows in {hxl}")


@app.command(epilog="Example: conflict-figures status")
def status(warehouse: Warehouse = None) -> None:
    """Show the last runs, what the warehouse holds, what was refused, and how fresh each source is."""
    from flows import outcome
    from warehouse.reads import status as read_status

    settings = settings_of(warehouse=warehouse)
    outcome.print_status(read_status(settings.published), settings)
