"""Several processes: what was begun early is not done twice, and comes in its order all the same."""

from __future__ import annotations

import os
import time
from pathlib import Path

from flows.parallel import Workers


def noted(given: tuple[Path, int]) -> int:
    """Leave a line in a file for each time that this is done."""
    folder, number = given
    with (folder / f"{number}.{os.getpid()}.{time.monotonic_ns()}").open("x"):
        return number


def test_what_was_begun_early_is_done_once_and_comes_in_order(tmp_path: Path) -> None:
    chunks = [(tmp_path, number) for number in range(20)]
    with Workers(2) as workers:
        workers.begin(noted, chunks[5:12])
        assert list(workers.in_order(noted, chunks)) == list(range(20))
    done = sorted(int(path.name.split(".")[0]) for path in tmp_path.iterdir())
    assert done == list(range(20))


def test_what_was_begun_and_is_not_asked_for_holds_nobody_up(tmp_path: Path) -> None:
    chunks = [(tmp_path, number) for number in range(200)]
    with Workers(2) as workers:
        workers.begin(noted, chunks)
        assert next(workers.in_order(noted, chunks[-1:])) == 199


def test_one_worker_begins_nothing(tmp_path: Path) -> None:
    with Workers(1) as workers:
        workers.begin(noted, [(tmp_path, 1)])
        assert not workers.several
    assert not list(tmp_path.iterdir())
