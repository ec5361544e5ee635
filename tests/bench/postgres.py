"""PostgreSQL on loopback in a temporary folder, as a user without rights, for as long as a measurement takes."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.registry import Absent

HOMES = (Path("/usr/lib/postgresql/15/bin"), Path("/usr/local/bin"))


def _program(name: str) -> Path:
    for home in HOMES:
        if (home / name).exists():
            return home / name
    found = shutil.which(name)
    if not found:
        raise Absent("PostgreSQL 15 is not installed (apt-get install postgresql)")
    return Path(found)


def _user() -> str | None:
    """Whom to be: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise Absent("there is no user without rights to run PostgreSQL as")


@contextmanager
def server(folder: Path) -> Iterator[int]:
    """Start a server with its data in a folder; gives its port."""
    initdb, postgres, user = _program("initdb"), _program("postgres"), _user()
    data = folder / "pg"
    data.mkdir()
    if user:
        shutil.chown(data, user)
        folder.chmod(0o755)
    subprocess.run(
        [initdb, "-D", data, "-A", "trust", "-U", "bench", "-E", "UTF8", "--no-sync"],
        check=True, capture_output=True, user=user, cwd="/",
    )  # fmt: skip
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": "", "shared_buffers": "512MB",
                "work_mem": "128MB", "fsync": "off", "jit": "off"}  # fmt: skip
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    process = subprocess.Popen(
        [postgres, "-D", data, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=user, cwd="/"
    )
    try:
        ready = [_program("pg_isready"), "-h", "127.0.0.1", "-p", str(port), "-t", "1"]
        for _ in range(60):
            if subprocess.run(ready, capture_output=True).returncode == 0:
                break
            subprocess.run(["sleep", "0.5"], check=True)
        yield port
    finally:
        process.terminate()
        process.wait(30)


@dataclass(frozen=True)
class Ran:
    """How long each statement of a script took, in milliseconds, and how many rows each query gave."""

    ms: list[float]
    rows: list[int]


def run(port: int, text: str) -> Ran:
    """Run a script. Raises RuntimeError with what PostgreSQL says of a fault in it."""
    command = [_program("psql"), "-h", "127.0.0.1", "-p", str(port), "-U", "bench", "-d", "postgres", "-X", "-q"]
    done = subprocess.run(command, input="\\timing on\n" + text, capture_output=True, text=True, check=True)
    if "ERROR" in done.stderr:
        raise RuntimeError(done.stderr)
    ms = [float(found) for found in re.findall(r"^Time: ([\d.]+) ms", done.stdout, re.MULTILINE)]
    return Ran(ms, [int(found) for found in re.findall(r"^\((\d+) rows?\)$", done.stdout, re.MULTILINE)])
