"""What a Prefect server says of the planned nights, asked over HTTP: Prefect itself takes a second to import."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from flows.server import HOST, PORT

PATIENCE_SECONDS = 3
NAME = "nightly"
READY = "READY"


@dataclass(frozen=True, slots=True)
class Planned:
    """The planned nights, a sentence each, and whether somebody is there to run them; where none is, why not."""

    told: list[str]
    served: bool = False
    why: str = ""


def planned_nights() -> Planned:
    """Ask the configured Prefect server, else the one that `schedule` starts on this machine."""
    address = os.environ.get("PREFECT_API_URL", f"http://{HOST}:{PORT}/api").rstrip("/")
    if not address.startswith(("http://", "https://")):
        return Planned([], why=f"by Prefect: {address} is no address of a server")
    where = address.removesuffix("/api")
    try:
        found = _ask(f"{address}/deployments/filter", {"deployments": {"name": {"any_": [NAME]}}})
    except HTTPError as fault:
        return Planned([], why=f"by the server at {where}, which answers with {fault.code}")
    except (URLError, TimeoutError, ConnectionError, ValueError):
        return Planned([], why=f"by a Prefect server, as none answers at {where}")
    told = [_in_words(one, where) for one in found]
    served = any(one.get("status") == READY for one in found)
    return Planned(told, served, f"by the Prefect server at {where}, which has no deployment {NAME}")


def _ask(address: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    request = Request(  # noqa: S310 (http or https, as checked above)
        address, data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}
    )
    with urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
        found = json.load(answer)
    if not isinstance(found, list):
        raise ValueError("not an answer of a Prefect server")
    return found


def _in_words(deployment: dict[str, Any], where: str) -> str:
    """Say when a deployment runs, and whether somebody is there to run it.

    >>> schedule = {"active": True, "schedule": {"cron": "30 4 * * *", "timezone": "UTC"}}
    >>> _in_words({"schedules": [schedule], "status": "READY"}, "http://127.0.0.1:4200")
    'Prefect at http://127.0.0.1:4200: 30 4 * * * (UTC), served'
    """
    active = [one["schedule"] for one in deployment.get("schedules", []) if one.get("active")]
    when = ", ".join(f"{one.get('cron')} ({one.get('timezone') or 'UTC'})" for one in active) or "paused"
    served = "served" if deployment.get("status") == READY else "but nobody serves it now"
    return f"Prefect at {where}: {when}, {served}"
