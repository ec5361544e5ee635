"""The warehouse at ten million claims, and against PostgreSQL and pandas at a million, side by side in one run."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import duckdb
import pandas as pd

from tests.bench import ledger, postgres
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


@measures(
    Row("compare_vs_postgres", "times", 1.0, noise=0.3),
    Row("compare_vs_pandas", "times", 1.0, noise=0.3),
)
def others() -> Result:
    """How many times as long PostgreSQL with indexes, and pandas with the frame in memory, take for `compare`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        child("ledger", str(SMALL), name, "quotes")
        published, file = folder / "figures.duckdb", folder / "claims.csv"
        ours = ledger.ask(published)
        with duckdb.connect(str(published), read_only=True) as con:
            con.execute(ledger.script("export_narrow").replace("{file}", str(file)))
        file.chmod(0o644)
        theirs = _pandas(file)
        values = {"compare_vs_pandas": theirs["compare"] / ours["compare"]}
        notes = [_line("pandas", theirs, ours)]
        try:
            asked = _postgres(folder, file)
        except Absent as absent:
            raise Absent(f"{absent}; {notes[0]}") from None
        values["compare_vs_postgres"] = asked["compare"] / ours["compare"]
        return Result(values, notes=[*notes, _line("PostgreSQL", asked, ours)])


def _line(name: str, theirs: dict[str, float], ours: dict[str, float]) -> str:
    told = ", ".join(f"{question} {ms:,.1f} ms (ours {ours[question]:,.1f})" for question, ms in theirs.items())
    return f"{name} at {SMALL:,} claims: {told}"


def _postgres(folder: Path, file: Path) -> dict[str, float]:
    with postgres.server(folder) as port:
        postgres.run(port, ledger.script("postgres_tables").replace("{file}", str(file)))
        return {
            name: min(postgres.run(port, ledger.script(f"postgres_{name}") * 5))
            for name in ("compare", "lookup", "top")
        }


COLUMNS = (
    "claim_id", "metric", "population", "actor", "place_key", "country", "aggregation", "claimant", "low", "best",
    "high", "qualifier", "as_of", "said_on", "is_current",
)  # fmt: skip


def _pandas(file: Path) -> dict[str, float]:
    frame = pd.read_csv(file, names=list(COLUMNS), parse_dates=["as_of", "said_on"])
    for name in ("metric", "population", "actor", "place_key", "country", "aggregation", "claimant", "qualifier"):
        frame[name] = frame[name].astype("category")
    wanted = frame["claim_id"].iloc[len(frame) // 2]
    return {
        "compare": ledger.best_ms(lambda: _pandas_compare(frame)),
        "lookup": ledger.best_ms(lambda: frame[frame["claim_id"] == wanted]),
        "top": ledger.best_ms(
            lambda: frame.groupby(["metric", "country", "claimant"], observed=True).size().nlargest(10), times=3
        ),
    }


def _pandas_compare(frame: pd.DataFrame) -> pd.DataFrame:
    """The same question as `sql/ask_compare.sql`."""
    rows = frame[
        (frame["metric"] == "killed") & (frame["actor"] == "SDN") & (frame["population"] == "military")
        & (frame["country"] == "SDN") & frame["is_current"] & frame["as_of"].between("2022-09-01", "2024-06-30")
    ].copy()  # fmt: skip
    names = ["place_key", "aggregation", "claimant"]
    rows[names] = rows[names].astype("object").fillna("")
    level = rows["aggregation"].isin(["cumulative", "stock"])
    rows["slot"] = rows["as_of"].where(~level, rows["as_of"].dt.to_period("M").dt.to_timestamp())
    rows = rows.sort_values(["as_of", "said_on"]).drop_duplicates([*names, "slot"], keep="last")
    months = rows[rows["aggregation"].isin(["cumulative", "stock"])]
    carried = [rows.assign(carried=False)]
    spoken = set(zip(*(months[name] for name in [*names, "slot"]), strict=True))
    alive = months
    for step in (1, 2, 3):
        alive = alive.assign(slot=alive["slot"] + pd.DateOffset(months=1))
        keys = zip(*(alive[name] for name in [*names, "slot"]), strict=True)
        alive = alive[[key not in spoken for key in keys]]
        carried.append(alive.assign(carried=True, step=step))
    standing = pd.concat(carried)
    pairs = standing[~standing["carried"]].merge(
        standing, on=["place_key", "aggregation", "slot"], suffixes=("_a", "_b")
    )
    once = pairs["carried_b"] | (pairs["claimant_a"] < pairs["claimant_b"])
    pairs = pairs[(pairs["claimant_a"] != pairs["claimant_b"]) & once & (pairs["slot"] >= "2023-01-01")]
    disjoint = (pairs["high_a"] < pairs["low_b"]) | (pairs["high_b"] < pairs["low_a"])
    return pairs.assign(ratio=pairs["best_b"] / pairs["best_a"], disjoint=disjoint)
