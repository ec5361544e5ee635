"""Prefect's environment: its files in the warehouse folder, no analytics, nothing on the terminal but what we print.

Has to be called before prefect is imported, which reads its settings once.
"""

from __future__ import annotations

import os
from pathlib import Path

from flows.settings import Settings


def prepare(settings: Settings) -> None:
    """Set what the user has not set.

    The first start of a new `PREFECT_HOME` migrates its database, which takes longer than Prefect's own patience of
    20 seconds on a slow machine.
    """
    defaults = {
        "PREFECT_HOME": str((settings.warehouse / ".prefect").absolute()),
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "DO_NOT_TRACK": "1",
    }
    if "PREFECT_HOME" not in os.environ:
        Path(defaults["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
