"""`conflict-figures schedule`: the nightly deployment, served from this machine until it is stopped."""

from __future__ import annotations

import os
import signal
from types import FrameType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows import terminal
from flows.faults import UsageError
from flows.quiet import prepare
from flows.server import prefect_server
from flows.settings import Settings


def run_schedule(settings: Settings) -> None:
    """Serve the nightly flow by the settings' cron line and time zone, until Ctrl-C or SIGTERM.

    Raises UsageError for a cron line or a time zone that is none.
    """
    try:
        ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise UsageError(
            f"--timezone {settings.timezone!r} is no name of the tz database, such as Europe/Vienna"
        ) from None
    if len(settings.cron.split()) != 5:
        raise UsageError(f"--cron {settings.cron!r} needs five fields: minute, hour, day, month, weekday")
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
    os.environ["CONFLICT_FIGURES_TIMEZONE"] = settings.timezone  # a night's process tells its day by it
    prepare(settings)
    signal.signal(signal.SIGTERM, _as_interrupt)
    console = terminal.err()
    console.print("Starting Prefect …")
    try:
        with prefect_server(settings.warehouse / ".prefect" / "server.log") as address:
            from flows.nightly import serve

            console.print(f"Nightly at {settings.cron} ({settings.timezone}), until Ctrl-C.")
            console.print(f"Prefect: {address.removesuffix('/api')} (its runs, a button to run one now)")
            serve(settings)
    except KeyboardInterrupt:
        pass
    except ValueError as fault:
        raise UsageError(f"--cron: {fault}") from None
    console.print("Stopped. The schedule stays: conflict-figures schedule takes it up again.")


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
