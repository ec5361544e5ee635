"""The warehouse at ten million claims, and against PostgreSQL and pandas at a million, side by side in one run."""

from __future__ import annotations

import os
import tempfile
from functools import partial
from pathlib import Path

import duckdb

from tests.bench import frames, ledger, postgres
from tests.bench.command import child
from tests.bench.registry import Absent, Result, Row, measures

LARGE = int(os.environ.get("CONFLICT_FIGURES_BENCH_CLAIMS", "10000000"))
SMALL = min(LARGE, 1_000_000)


@measures(
    Row("compare_ms", "ms", 100.0, "lower", noise=0.25),
    Row("lookup_ms", "ms", 100.0, "lower", noise=0.25),
    Row("known_on_ms", "ms", 300.0, "lower", noise=0.25),
    Row("daily_ms", "ms", 1_000.0, "lower", noise=0.25),
    Row("contradictions_ms", "ms", 1_000.0, "lower", noise=0.25),
    Row("night_load_s", "s", 5.0, "lower", noise=0.25),
    Row("ledger_rss_mb", "MB", 2_048.0, "lower", noise=0.1),
)
def large() -> Result:
    """Build, load one more night, publish and ask, in a process of its own; the best of five for each question."""
    with tempfile.TemporaryDirectory() as folder:
        found = child("ledger", str(LARGE), folder, "quotes")
    names = ("compare", "lookup", "known_on", "daily", "contradictions")
    values = {f"{name}_ms": found[name] for name in names}
    values |= {"night_load_s": found["night_load_s"], "ledger_rss_mb": found["rss_mb"]}
    return Result(values, notes=[f"ledger: {LARGE:,} made-up claims, top series {found['top']:,.0f} ms"])


@measures(Row("ledger_bytes_per_claim", "bytes", 150.0, "lower", noise=0.05))
def size() -> Result:
    """The published file of a million claims without their quotes and texts."""
    with tempfile.TemporaryDirectory() as folder:
        found = child("ledger", str(SMALL), folder, "bare")
    return Result({"ledger_bytes_per_claim": found["bytes"]})


QUESTIONS = ("compare", "lookup", "known_on", "daily", "contradictions", "top")


@measures(
    Row("compare_vs_postgres", "times", 1.0, noise=0.3),
    Row("compare_vs_pandas", "times", 1.0, noise=0.3),
)
def others() -> Result:
    """How many times as long PostgreSQL with indexes, and pandas with the frame in memory, take for `compare`.

    All six questions are put to the three side by side in one run, on the same million claims, and each engine has to
    give as many rows as ours; the times of all stand in the notes.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        child("ledger", str(SMALL), name, "quotes")
        published, file = folder / "figures.duckdb", folder / "claims.csv"
        ours = ledger.ask(published)
        with duckdb.connect(str(published), read_only=True) as con:
            con.execute(ledger.script("export_narrow").replace("{file}", str(file)))
        file.chmod(0o644)
        rows = ledger.answers(published)
        theirs = _pandas(file, rows)
        try:
            asked = _postgres(folder, file, rows)
        except Absent as absent:
            raise Absent(f"{absent}; {_side_by_side(ours, {'pandas': theirs})}") from None
        values = {"compare_vs_postgres": asked["compare"] / ours["compare"]}
        values["compare_vs_pandas"] = theirs["compare"] / ours["compare"]
        return Result(values, notes=[_side_by_side(ours, {"PostgreSQL": asked, "pandas": theirs})])


def _side_by_side(ours: dict[str, float], others: dict[str, dict[str, float]]) -> str:
    lines = [f"at {SMALL:,} claims, ms: ours | {' | '.join(others)}"]
    for question in QUESTIONS:
        times = (ours[question], *(times[question] for times in others.values()))
        lines.append(f"  {question:<14} " + " | ".join(f"{ms:,.1f}" for ms in times))
    return "\n".join(lines)


def _demand_same(name: str, question: str, rows: int, ours: int) -> None:
    if rows != ours:
        raise AssertionError(f"{name} answers {question} with {rows:,} rows, the warehouse with {ours:,}")


def _postgres(folder: Path, file: Path, rows: dict[str, int]) -> dict[str, float]:
    times = {}
    with postgres.server(folder) as port:
        postgres.run(port, ledger.script("postgres_tables").replace("{file}", str(file)))
        for question in QUESTIONS:
            asked = postgres.run(port, ledger.script(f"postgres_{question}") * 5)
            _demand_same("PostgreSQL", question, asked.rows[-1], rows[question])
            times[question] = min(asked.ms)
    return times


def _pandas(file: Path, rows: dict[str, int]) -> dict[str, float]:
    frame = frames.read(file)
    wanted = frame["claim_id"].iloc[len(frame) // 2]
    asked = {
        "compare": partial(frames.compare, frame),
        "lookup": partial(frames.lookup, frame, wanted),
        "known_on": partial(frames.known_on, frame),
        "daily": partial(frames.daily, frame),
        "contradictions": partial(frames.contradictions, frame),
        "top": partial(frames.top, frame),
    }
    for question, ask in asked.items():
        _demand_same("pandas", question, len(ask()), rows[question])
    return {question: ledger.best_ms(ask, times=3) for question, ask in asked.items()}
