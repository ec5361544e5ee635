"""`make torture`: run the campaigns, two at a time, and print the table; exit code 1 where a promise broke."""

from __future__ import annotations

import argparse
import os
import sys
import time

from tests.torture import CAMPAIGNS
from tests.torture.lanes import side_by_side
from tests.torture.table import table
from tests.torture.warehouses import PRELOAD, forks

SEED = 20_250_616
MOST_SECONDS = 600
SPARE_SECONDS = 25  # for what is under way when the time is over, and for the table


def main() -> int:
    """Run the campaigns that are asked for."""
    given = _given()
    names = given.only.split(",") if given.only else list(CAMPAIGNS)
    if unknown := set(names) - CAMPAIGNS.keys():
        sys.stderr.write(f"no such campaign: {', '.join(unknown)}; there are {', '.join(CAMPAIGNS)}\n")
        return 2
    _prepare()
    started = time.monotonic()
    print(f"seed {given.seed}; {len(names)} campaigns, {given.jobs} at a time", flush=True)
    until = started + given.seconds - SPARE_SECONDS
    rows = side_by_side(names, given.jobs, until, given.seed, quick=given.quick)
    print("\n".join(["", *table(rows), "", f"{time.monotonic() - started:.0f} s, seed {given.seed}"]))
    return int(any(outcome.survived < outcome.attempts or outcome.broken for _, outcome, _ in rows))


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    parser.add_argument("--only", default="", help="names of campaigns, with commas")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--quick", action="store_true", help="as few attempts as in make test")
    parser.add_argument("--seconds", type=float, default=MOST_SECONDS, help="for all of them; more where it is busy")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def _prepare() -> None:
    """See to it that nothing of this user's settings reaches the campaigns, which are forked from one warm process."""
    for name in [name for name in os.environ if name.startswith("CONFLICT_FIGURES_")]:
        del os.environ[name]
    os.environ["PYTHONHASHSEED"] = "0"
    forks.set_forkserver_preload([*PRELOAD, "tests.torture"])


if __name__ == "__main__":
    sys.exit(main())
