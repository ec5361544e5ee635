"""The alarm: a command or an address in the settings hears of a night that failed, is late or brought too little.

What it is told stands in a note beside the ledger, so that the same trouble is told once a day and not every hour.
"""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from warehouse.seal import write_durably

if TYPE_CHECKING:
    from flows.health import Trouble
    from flows.settings import Settings

AGAIN_AFTER = timedelta(hours=20)
PATIENCE_SECONDS = 30


class AlarmError(Exception):
    """The alarm could not be given; the message never holds its address, which may be a secret."""


def alarm(settings: Settings, troubles: Iterable[Trouble], now: datetime | None = None) -> list[str]:
    """Give the alarm for the troubles that were not told of within a day; gives what was told.

    Without an alarm in the settings nothing happens. Raises AlarmError; what could not be told is told the next time.
    """
    if settings.alarm is None:
        return []
    now = now or datetime.now(UTC)
    path = settings.warehouse / "alarms.json"
    noted = _noted(path.read_bytes() if path.exists() else b"{}")
    recent = {key: moment for key, moment in noted if now - moment < AGAIN_AFTER}
    new = [trouble for trouble in troubles if trouble.key not in recent]
    if not new:
        return []
    lines = [trouble.line for trouble in new]
    kinds = ", ".join(sorted({trouble.kind for trouble in new}))
    give(settings.alarm.get_secret_value(), f"conflict-figures: {kinds}", lines)
    settings.warehouse.mkdir(parents=True, exist_ok=True)
    told = {**recent, **{trouble.key: now for trouble in new}}
    write_durably(path, json.dumps({key: at.isoformat() for key, at in told.items()}, indent=2).encode() + b"\n")
    return lines


def give(where: str, subject: str, lines: list[str]) -> None:
    """Tell an address (anything that Apprise knows) or a command, which finds the lines on its standard input.

    Raises AlarmError.
    """
    text = "\n".join(lines)
    if "://" in where.split()[0]:
        from apprise import Apprise

        messenger = Apprise()
        if not messenger.add(where):
            raise AlarmError("the address in CONFLICT_FIGURES_ALARM is none that Apprise knows")
        if not messenger.notify(title=subject, body=text):
            raise AlarmError("nobody took the message at the address in CONFLICT_FIGURES_ALARM")
        return
    try:
        done = subprocess.run(  # noqa: S603 (the owner's own command)
            shlex.split(where),
            input=f"{subject}\n\n{text}\n",
            text=True,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise AlarmError(f"the command in CONFLICT_FIGURES_ALARM could not be run: {type(error).__name__}") from None
    if done.returncode:
        raise AlarmError(f"the command in CONFLICT_FIGURES_ALARM ended with code {done.returncode}")


def _noted(content: bytes) -> Iterable[tuple[str, datetime]]:
    try:
        return [(key, datetime.fromisoformat(moment)) for key, moment in json.loads(content).items()]
    except (ValueError, AttributeError, TypeError):
        return []  # a note that cannot be read costs one alarm too many, not one too few
