"""A Prefect server of our own beside the schedule, where none is configured: the temporary one keeps no schedule."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

HOST = "127.0.0.1"
PORT = 4200
PATIENCE_SECONDS = 120.0
GOODBYE_SECONDS = 10.0


class ServerError(Exception):
    """The server did not start; the message names its log."""


@contextmanager
def prefect_server(log: Path) -> Iterator[str]:
    """Give the address of the configured Prefect server, or start one on this machine for the time of the block.

    Has to be entered before prefect is imported. The server's own words go to `log`. Raises ServerError.
    """
    if address := os.environ.get("PREFECT_API_URL"):
        yield address
        return
    port = free_port(PORT)
    address = f"http://{HOST}:{port}/api"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(port)]
    with log.open("ab") as words:
        # Its own session: the terminal's Ctrl-C is for us, who then stop it in order.
        server = subprocess.Popen(command, stdout=words, stderr=words, start_new_session=True)  # noqa: S603 (our own)
        try:
            _wait(server, f"{address}/health", log)
            os.environ["PREFECT_API_URL"] = address
            yield address
        finally:
            server.terminate()
            try:
                server.wait(GOODBYE_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise ServerError(f"Prefect's server ended with code {server.returncode}; {log} says why")
        try:
            with urlopen(address, timeout=2) as answer:  # noqa: S310 (http to this machine)
                if answer.status == 200:
                    return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    raise ServerError(f"Prefect's server did not answer within {PATIENCE_SECONDS:.0f} s; {log} says why")


def free_port(preferred: int) -> int:
    """Give the port if nobody listens on it, else any free one.

    >>> free_port(0) > 0
    True
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one that has just been left counts as free
        try:
            probe.bind((HOST, preferred))
        except OSError:
            probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
