"""Commands that look after what is kept: is it whole, and do the nights come as they should?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from flows import faults
from flows.cli.options import Json, Sources, Warehouse, settings_of
from flows.cli.root import app


@app.command(epilog="Example: conflict-figures verify")
def verify(warehouse: Warehouse = None, as_json: Json = False) -> None:
    """Read all that is kept (ledger, published file, archive) and hold it against its digests; nothing is changed."""
    settings = settings_of(warehouse=warehouse)
    from flows import outcome
    from flows.verification import verify_all

    found = verify_all(settings)
    if as_json:
        outcome.write_json([asdict(finding) for finding in found])
    else:
        outcome.print_findings(found)
    if not all(finding.whole for finding in found):
        raise typer.Exit(faults.FAILED)


@app.command(epilog="Example: conflict-figures watch --alarm")
def watch(
    alarm: Annotated[bool, typer.Option("--alarm", help="Also give the alarm of CONFLICT_FIGURES_ALARM.")] = False,
    warehouse: Warehouse = None,
    as_json: Json = False,
) -> None:
    """Tell whether the nights come as they should: none late, failed or suspiciously empty, no publisher gone quiet."""
    settings = settings_of(warehouse=warehouse)
    from flows import outcome
    from flows.alarm import alarm as give_alarm
    from flows.health import health

    found = health(settings)
    if as_json:
        outcome.write_json(asdict(found))
    else:
        outcome.print_health(found)
    if alarm:
        give_alarm(settings, found.troubles)
    if found.troubles:
        raise typer.Exit(faults.FAILED)


@app.command(epilog="Example: conflict-figures doctor")
def doctor(sources: Sources = None, warehouse: Warehouse = None, as_json: Json = False) -> None:
    """Look at the installation: versions, folders, room, clock, sources, schedule, last night; say what to mend."""
    settings = settings_of(warehouse=warehouse, sources=sources)
    from flows import outcome
    from flows.doctor import MEND, examine

    found = examine(settings)
    if as_json:
        outcome.write_json([asdict(check) for check in found])
    else:
        outcome.print_checks(found)
    if any(check.verdict == MEND for check in found):
        raise typer.Exit(faults.FAILED)
