"""The supply chain is pinned: one altered hash in the lock and set-up fails."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from tests.torture.campaign import Ground, Outcome, campaign

ROOT = Path(__file__).resolve().parents[2]
RECORD = "pinned-1.0.dist-info/RECORD"


@campaign("supply chain", "one altered hash in the lock and set-up fails", attempts=4, seconds=15, quick=0)
def supply_chain(ground: Ground) -> Outcome:
    """Run the Makefile's own set-up on a lock of one package that is at hand, with its hash altered, missing, right."""
    outcome = Outcome()
    wheels = ground.room("wheels")
    right = hashlib.sha256(_wheel(wheels).read_bytes()).hexdigest()
    altered = f"{'0' if right[0] != '0' else '1'}{right[1:]}"
    cases = {
        "an altered hash": (f"pinned==1.0 \\\n    --hash=sha256:{altered}\n", False),
        "no hash": ("pinned==1.0\n", False),
        "the right hash": (f"pinned==1.0 \\\n    --hash=sha256:{right}\n", True),
    }
    folder = ground.room("project")  # one for all, as where somebody tries again
    for name, (lock, works) in cases.items():
        done = _set_up(folder, lock, wheels)
        faults = [] if (done.returncode == 0) is works else [_last(done)]
        faults += ["the package is there"] * (bool(list(folder.rglob("pinned.py"))) is not works)
        outcome.judge(f"set-up with {name}", faults)
    outcome.judge("every line of requirements.lock has its hashes", _unpinned((ROOT / "requirements.lock").read_text()))
    return outcome


def _set_up(folder: Path, lock: str, wheels: Path) -> subprocess.CompletedProcess[str]:
    shutil.copy(ROOT / "Makefile", folder)
    (folder / "requirements.lock").write_text(lock)
    environment = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "MAKEFLAGS": ""}
    command = ["make", ".venv/.locked"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def _last(done: subprocess.CompletedProcess[str]) -> str:
    return f"exit code {done.returncode}: {(done.stderr or done.stdout)[-300:]}"


def _wheel(folder: Path) -> Path:
    """Make a package of one empty module, by hand."""
    path = folder / "pinned-1.0-py3-none-any.whl"
    files = {
        "pinned.py": b"",
        "pinned-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: pinned\nVersion: 1.0\n",
        "pinned-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [f"{name},sha256={_short(data)},{len(data)}" for name, data in files.items()]
    with zipfile.ZipFile(path, "w") as wheel:
        for name, data in files.items():
            wheel.writestr(name, data)
        wheel.writestr(RECORD, "\n".join([*rows, f"{RECORD},,", ""]))
    return path


def _short(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _unpinned(lock: str) -> list[str]:
    entries = re.split(r"\n(?=[A-Za-z0-9])", lock)
    return [entry.split()[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry]
