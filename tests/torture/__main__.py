"""`make torture`: run the campaigns, two at a time, and print the table; exit code 1 where a promise broke."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import orjson

from tests.torture import CAMPAIGNS
from tests.torture.campaign import Outcome
from tests.torture.table import Row, table

SEED = 20_250_616
MOST_SECONDS = 600


def main() -> int:
    """Run the campaigns that are asked for."""
    given = _given()
    if given.one:
        return _one(given.one, given.seed, given.patience, quick=given.quick)
    names = given.only.split(",") if given.only else list(CAMPAIGNS)
    if unknown := set(names) - CAMPAIGNS.keys():
        sys.stderr.write(f"no such campaign: {', '.join(unknown)}; there are {', '.join(CAMPAIGNS)}\n")
        return 2
    # so that all of them are done within ten minutes, on two processes or more
    given.patience *= min(1.0, 0.95 * MOST_SECONDS * given.jobs / sum(CAMPAIGNS[name].seconds for name in names))
    longest_first = sorted(names, key=lambda name: -CAMPAIGNS[name].seconds)
    started = time.monotonic()
    print(f"seed {given.seed}; {len(names)} campaigns, {given.jobs} at a time", flush=True)
    with ThreadPoolExecutor(given.jobs) as pool:
        done = dict(zip(longest_first, pool.map(lambda name: _child(name, given), longest_first), strict=True))
    rows = [done[name] for name in names]
    print("\n".join(["", *table(rows), "", f"{time.monotonic() - started:.0f} s, seed {given.seed}"]))
    return int(any(outcome.survived < outcome.attempts or outcome.broken for _, outcome, _ in rows))


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    parser.add_argument("--only", default="", help="names of campaigns, with commas")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--quick", action="store_true", help="as few attempts as in make test")
    parser.add_argument("--patience", type=float, default=1.0, help="times the seconds, for a machine that is busy")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


def _child(name: str, given: argparse.Namespace) -> Row:
    """Run one campaign in a process of its own: what it breaks, limits or leaves behind is its own."""
    started = time.monotonic()
    command = [sys.executable, "-m", "tests.torture", "--one", name, "--seed", str(given.seed)]
    command += ["--patience", str(given.patience), *["--quick"] * given.quick]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CONFLICT_FIGURES_")}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=2 * MOST_SECONDS * max(1.0, given.patience),
            env=environment | {"PYTHONHASHSEED": "0"},
            check=False,
        )
        told = orjson.loads(done.stdout.splitlines()[-1])
        outcome = Outcome(**told)
    except (ValueError, IndexError, subprocess.TimeoutExpired) as error:
        said = getattr(error, "stderr", None) or (done.stderr if "done" in locals() else b"")
        outcome = Outcome(attempts=1, broken=[f"the campaign itself failed: {error!r} {said.decode()[-2000:]}"])
    seconds = time.monotonic() - started
    print(f"{name}: {outcome.survived} of {outcome.attempts} in {seconds:.0f} s", flush=True)
    return name, outcome, seconds


def _one(name: str, seed: int, patience: float, *, quick: bool) -> int:
    folder = Path(tempfile.mkdtemp(prefix=f"torture-{name.replace(' ', '-')}-"))
    try:
        outcome = CAMPAIGNS[name].carry_out(folder, seed, patience=patience, quick=quick)
    except Exception:
        outcome = Outcome(attempts=1, broken=[f"the campaign itself failed: {traceback.format_exc()[-2000:]}"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.buffer.write(b"\n" + orjson.dumps(vars(outcome)) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
