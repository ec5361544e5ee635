"""The command that builds the site."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import Json, Warehouse, settings_of
from flows.cli.root import app


@app.command(epilog="Example: conflict-figures report --base https://figures.example/")
def report(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder; report beside the warehouse unless given.")
    ] = None,
    base: Annotated[
        str | None, typer.Option("--base", help="Address where it will stand, with a / at its end.")
    ] = None,
    serve: Annotated[bool, typer.Option("--serve", help="Also show it at 127.0.0.1 until stopped.")] = False,
    port: Annotated[int, typer.Option("--port", help="Port of --serve; 0 takes a free one.")] = 8000,
    warehouse: Warehouse = None,
    as_json: Json = False,
) -> None:
    """Build the site of what is published: plain files that need no server and no internet."""
    settings = settings_of(warehouse=warehouse, report=output, report_base=base)
    from flows import outcome, terminal
    from flows.health import last_good_day
    from flows.report.build import build_report
    from flows.report.manner import Manner

    manner = Manner(base=settings.report_base)
    with terminal.bars():
        built = build_report(
            settings.published,
            settings.site,
            manner=manner,
            convention=settings.convention,
            last_good=last_good_day(settings),
        )
    if as_json:
        outcome.write_json({**asdict(built), "folder": str(built.folder)})
    else:
        size = f"{built.files:,} files, {built.size_bytes / 1e6:,.1f} MB in {built.seconds:.1f} s"
        terminal.out().print(f"{built.told()}; {size}")
    if serve:
        from flows.report.serve import serve_folder

        serve_folder(settings.site, port)
