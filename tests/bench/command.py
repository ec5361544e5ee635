"""The real `conflict-figures extract` and the benchmark's own child processes, run as programs of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.bench.registry import ROOT

PROGRAM = Path(sys.executable).with_name("conflict-figures")
KB_PER_RSS = 1 if sys.platform != "darwin" else 1 / 1024


def write_lines(path: Path, rows: Iterable[Any]) -> None:
    """Write rows as JSON lines."""
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_lines(path: Path) -> list[Any]:
    """Read the rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def extract(given: Path, claims: Path) -> float:
    """Run `conflict-figures extract` over a file of articles into a file of claims; give its peak memory in MB."""
    with claims.open("wb") as out:
        process = subprocess.Popen([PROGRAM, "extract", given], stdout=out, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, "conflict-figures extract")
    return usage.ru_maxrss * KB_PER_RSS / 1024


def child(module: str, *arguments: str, timeout: float | None = None) -> Any:
    """Run a module of the benchmark in a process of its own; give the JSON value that it prints.

    Raises subprocess.TimeoutExpired, and subprocess.CalledProcessError with what the module wrote to standard error.
    """
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=timeout, cwd=ROOT)
    except subprocess.CalledProcessError as fault:
        fault.add_note(fault.stderr)
        raise
    return json.loads(done.stdout)
