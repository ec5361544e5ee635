"""A small process that asks for addresses under a bound of memory, and notes where it connects to.

It imports nothing but the harvest's client, so that what it uses is what the client uses.
"""

from __future__ import annotations

import re
import resource
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import orjson

ADDRESS_SPACE = 512 * 2**20
NAME = "hostile.example"  # the one name that may stand for loopback here
SECONDS = 4  # of patience with one address; what drips is cut there


def ask_all() -> None:
    """Ask for the addresses that come in, in a small process that notes where it connects to."""
    given = orjson.loads(sys.stdin.buffer.read())
    connected: list[str] = []
    sys.addaudithook(lambda event, told: connected.append(str(told[1])) if event == "socket.connect" else None)
    from flows.articles.fetch import fetch
    from flows.articles.records import Limits

    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    limits = Limits(total_seconds=SECONDS, read_seconds=SECONDS, allow_hosts=(NAME,))
    real = socket.getaddrinfo

    def by_name(host: str, *more: object, **named: object) -> object:
        return real("127.0.0.1" if host == NAME else host, *more, **named)  # type: ignore[arg-type]

    socket.getaddrinfo = by_name  # type: ignore[assignment]
    answers = [_timed(fetch, url, limits) for url in given["urls"]]
    resolved = {}
    for place in given["inside"]:
        family = socket.AF_INET6 if ":" in place else socket.AF_INET

        def resolve(*_: object, place: str = place, family: int = family, **__: object) -> list[object]:
            return [(family, socket.SOCK_STREAM, 6, "", (place, 80))]

        socket.getaddrinfo = resolve  # type: ignore[assignment]
        resolved[place] = _timed(fetch, "http://news.example/a", Limits(total_seconds=SECONDS))
    left = [where for where in connected if not where.startswith(("('127.0.0.1'", "('::1'"))]
    # Its own peak: what getrusage tells begins with that of the process that started it.
    peak = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    megabytes = int(peak[1]) // 1024 if peak else 0
    told = {"answers": answers, "resolved": resolved, "megabytes": megabytes, "left_loopback": left}
    sys.stdout.buffer.write(b"\n" + orjson.dumps(told) + b"\n")


def _timed(fetch: Callable[..., object], url: str, limits: object) -> dict[str, object]:
    started = time.monotonic()
    found = fetch(url, limits)
    reason, message = getattr(found, "reason", ""), getattr(found, "message", "")[:200]
    kind = type(found).__name__
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "used": used,
        "kind": kind,
        "reason": reason,
        "message": message,
        "seconds": round(time.monotonic() - started, 2),
    }


if __name__ == "__main__":
    ask_all()
