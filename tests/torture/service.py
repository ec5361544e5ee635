"""The unit holds: systemd finds no fault with it, and a night runs through with every call refused that it refuses.

The units cannot be started in a container. What is held against a real night is their filter of system calls: strace
answers a call that systemd would refuse as systemd would.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.torture.campaign import Ground, Outcome, campaign

UNITS = Path(__file__).resolve().parents[2] / "deploy" / "systemd"
PROGRAM = Path(sys.executable).with_name("conflict-figures")
MOST_EXPOSED = "20"  # of 100, by the reckoning of `systemd-analyze security`
SERVICES = {
    "conflict-figures.service": ["nightly", "--no-prefect"],
    "conflict-figures-watch.service": ["watch"],
}


@campaign("service", "the hardened unit holds, and a night runs under it", attempts=8, seconds=35, quick=0)
def service(ground: Ground) -> Outcome:
    """Have systemd look at the units, then run what they run under their filter of calls."""
    if shutil.which("systemd-analyze") is None:
        return Outcome(skipped=["systemd is not installed"])
    outcome, folder = Outcome(), ground.room("units")
    for unit in sorted(UNITS.iterdir()):
        text = unit.read_text()
        (folder / unit.name).write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={PROGRAM}", text))
    for unit in sorted(folder.iterdir()):
        outcome.judge(f"{unit.name}, verified", _analyzed("verify", unit))
    for name in SERVICES:
        told = _analyzed("security", "--offline=true", f"--threshold={MOST_EXPOSED}", folder / name)
        outcome.judge(f"{name}, how far it is exposed", told[-1:])
    if shutil.which("strace") is None:
        outcome.skipped.append("strace is not installed: no night under the filter of calls")
        return outcome
    for name, arguments in SERVICES.items():
        faults, refused = _filtered(ground.room("run"), folder / name, arguments)
        outcome.judge(f"{name}, run under its filter of calls", faults)
        outcome.notes.append(f"{name}: refused and survived: {', '.join(sorted(refused)) or 'no call'}")
    return outcome


def _analyzed(*arguments: str | Path) -> list[str]:
    done = subprocess.run(["systemd-analyze", "--no-pager", *arguments], capture_output=True, text=True, check=False)
    return [*done.stderr.splitlines(), f"exit code {done.returncode}"] if done.returncode else []


def _filtered(folder: Path, unit: Path, arguments: list[str]) -> tuple[list[str], set[str]]:
    """Run a command with each call refused that the unit does not allow; tell what went wrong and what was refused."""
    others = "!" + ",".join(f"?{call}" for call in sorted(_allowed(unit)))
    trace = folder / f"{unit.name}.trace"
    strace = ["strace", "-f", "--seccomp-bpf", "-e", "signal=none", "-o", str(trace)]
    strace += ["-e", f"trace={others}", "-e", f"inject={others}:error=EPERM"]
    command = [*strace, str(PROGRAM), *arguments, "--warehouse", str(folder / "warehouse")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    refused = set(re.findall(r"(?m)^\d+ +(\w+)\(.*INJECTED", trace.read_text()))
    return [f"exit code {done.returncode}: {done.stderr[-300:]}"] * bool(done.returncode), refused


def _allowed(unit: Path) -> set[str]:
    """The calls that a unit allows, after all lines of its filter."""
    allowed: set[str] = set()
    for refused, names in re.findall(r"(?m)^SystemCallFilter=(~?)(.*)$", unit.read_text()):
        calls = {call for name in names.split() for call in _calls(name)}
        allowed = allowed - calls if refused else allowed | calls
    return allowed


def _calls(name: str) -> set[str]:
    if not name.startswith("@"):
        return {name}
    command = ["systemd-analyze", "syscall-filter", "--no-pager", name]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    inside = [line.strip() for line in told.splitlines()[1:] if line.strip() and not line.strip().startswith("#")]
    return {call for one in inside for call in _calls(one)}
