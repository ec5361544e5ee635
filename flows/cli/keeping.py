"""Commands that look after what is kept: is it whole, and do the nights come as they should?"""

from __future__ import annotations

from typing import Annotated

import typer

from flows import faults
from flows.cli.options import Warehouse, settings_of
from flows.cli.root import app


@app.command(epilog="Example: conflict-figures verify")
def verify(warehouse: Warehouse = None) -> None:
    """Read all that is kept (ledger, published file, archive) and hold it against its digests; nothing is changed."""
    settings = settings_of(warehouse=warehouse)
    from flows import outcome
    from flows.verification import verify_all

    if not outcome.print_findings(verify_all(settings)):
        raise typer.Exit(faults.FAILED)


@app.command(epilog="Example: conflict-figures watch --alarm")
def watch(
    alarm: Annotated[bool, typer.Option("--alarm", help="Also give the alarm of CONFLICT_FIGURES_ALARM.")] = False,
    warehouse: Warehouse = None,
) -> None:
    """Tell whether the nights come as they should: none late, failed or suspiciously empty, no publisher gone quiet."""
    settings = settings_of(warehouse=warehouse)
    from flows import outcome
    from flows.alarm import alarm as give_alarm
    from flows.health import health

    found = health(settings)
    outcome.print_health(found)
    if alarm:
        give_alarm(settings, found.troubles)
    if found.troubles:
        raise typer.Exit(faults.FAILED)
