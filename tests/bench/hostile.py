"""Text that is made to be slow to read: the time per kilobyte, and what a text of twice the length costs.

Each kind is read in a process of its own. Where a text of 1 MB is not done within the limit, a shorter one stands for
it, and a line below the table says so.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

from tests.bench.command import child
from tests.bench.registry import Result, Row, measures

LIMIT = 15.0  # seconds for one text
SIZES = (1_000_000, 100_000, 20_000, 4_000)
SHORT = 0.05  # seconds below which a ratio is noise

# what is repeated; a pair is nested: openers, then as many closers
KINDS: dict[str, str | tuple[str, str]] = {
    "digits": "7",
    "numbers": "7 ",
    "numbers in a list": "5, ",
    "digits in words": "killed12",
    "joined numbers": "1-",
    "and": "and ",
    "brackets": "(",
    "nested brackets": ("(", ")"),
    "nested quotes": ("“‘", "’”"),
    "straight quotes": "\"'",
    "one long sentence": "the army said 5 soldiers of the brigade were killed near Kabul and ",
    "one long line": "The army said on Monday that 5 soldiers were killed and 12 wounded near Kabul. ",
    "speech": "he said 5 killed ",
    "no spaces": "soldiers",
}


def hostile_text(kind: str, size: int) -> str:
    """Make a text of `size` characters.

    >>> hostile_text("nested quotes", 8), hostile_text("and", 8)
    ('“‘“‘’”’”', 'and and ')
    """
    unit = KINDS[kind]
    if isinstance(unit, str):
        return (unit * (size // len(unit) + 1))[:size]
    half = size // len(unit[0] + unit[1])
    return unit[0] * half + unit[1] * half


@measures(
    Row("text_time_per_kb", "ms", 10.0, "lower", noise=0.15),
    Row("text_time_ratio", "times", 2.6, "lower", noise=0.15),
)
def text_time() -> Result:
    """The worst kind of text: its time per kilobyte, and its time over that of half of it."""
    per_kb, ratio, notes = [], [], []
    for kind in KINDS:
        size, whole, half, trouble = _timed(kind)
        per_kb.append((whole / size * 1e6, kind))
        ratio.append((whole / half if whole > SHORT else 2.0, kind))
        notes += [f"hostile text: “{kind}”: {fault}" for fault in trouble]
    worst, steepest = max(per_kb), max(ratio)
    notes.append(f"hostile text: slowest “{worst[1]}”, steepest “{steepest[1]}”")
    return Result({"text_time_per_kb": worst[0], "text_time_ratio": steepest[0]}, notes=notes)


def _timed(kind: str) -> tuple[int, float, float, list[str]]:
    """Give the longest size that is read in time, the seconds for it and for half of it, and what went wrong before."""
    trouble = []
    for size in SIZES:
        try:
            whole, half = child("hostile", kind, str(size), timeout=1.5 * LIMIT + 5)
        except subprocess.TimeoutExpired:
            trouble.append(f"{size:,} characters are not read in {LIMIT:.0f} s")
        except subprocess.CalledProcessError as fault:
            trouble.append(f"{size:,} characters end in {fault.stderr.strip().splitlines()[-1]}")
        else:
            return size, whole, half, trouble
    return SIZES[-1], LIMIT, LIMIT / 2, trouble


def _main(kind: str, size: int) -> None:
    from flows.claims import extract

    extract("At least 20 people were killed in Kabul on Sunday, police said.")  # reads the lexicons
    seconds = []
    for length in (size, size // 2):
        text = hostile_text(kind, length)
        begin = time.perf_counter()
        extract(text)
        seconds.append(time.perf_counter() - begin)
    print(json.dumps(seconds))


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
