"""`python -m tests.bench`: measure, print the table, write `.bench/latest.json`."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.bench import accuracy, comparison, harvest, hostile, muc4, number_specs, pages, peace, site, speed, stories
from tests.bench.registry import MEASUREMENTS, Absent, Result, Row
from tests.bench.table import (
    BASELINE,
    LATEST,
    as_json,
    collected,
    merged,
    print_changes,
    print_table,
    read_baseline,
    write_json,
)

# Importing a module registers its rows.
MODULES = (accuracy, muc4, number_specs, speed, hostile, pages, peace, stories, harvest, comparison, site)


def main() -> int:
    """Run what was asked for; 2 where a row of that name does not exist."""
    arguments = _arguments()
    wanted = {name for name in arguments.only.split(",") if name}
    known = {row.name for measurement in MEASUREMENTS for row in measurement.rows}
    if unknown := wanted - known:
        print(f"No row is named {', '.join(sorted(unknown))}. There are: {', '.join(sorted(known))}", file=sys.stderr)
        return 2
    rows, notes = _measure(wanted or known)
    measured, failed = collected(rows)
    baseline, figures = read_baseline(), as_json(measured, failed)
    print_table(measured, baseline)
    print_changes(measured, failed, baseline)
    for note in notes:
        print(note)
    write_json(LATEST, figures)
    if arguments.save:
        write_json(BASELINE, merged(baseline, figures))
        print(f"{len(measured)} rows are the new baseline")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", default="", help="names of rows, with commas")
    parser.add_argument("--save", action="store_true", help="make the figures the baseline")
    return parser.parse_args()


def _measure(wanted: set[str]) -> tuple[list[tuple[Row, Result]], list[str]]:
    """Measure each in a fresh process: a child's peak of memory is never below what its parent had at its start."""
    rows, notes = [], []
    for measurement in MEASUREMENTS:
        chosen = [row for row in measurement.rows if row.name in wanted]
        if not chosen:
            continue
        try:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
                result = fresh.submit(measurement.measure).result()
        except Absent as absent:
            notes.append(f"Left out: {', '.join(row.name for row in chosen)}: {absent}")
            continue
        rows += [(row, result) for row in chosen]
        notes += result.notes
    return rows, notes


if __name__ == "__main__":
    sys.exit(main())
