"""The six questions of the warehouse put to pandas, with the whole ledger as one frame in memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

COLUMNS = (
    "claim_id", "metric", "item", "population", "actor", "place_key", "country", "aggregation", "claimant", "low",
    "best", "high", "qualifier", "as_of", "said_on", "public_from", "public_until", "is_current",
)  # fmt: skip
QUANTITY = ["metric", "item", "population", "actor", "place_key", "aggregation"]
LEVELS = ["cumulative", "stock"]


def read(file: Path) -> pd.DataFrame:
    """Read the exported ledger; codes are categories, so that they are compared as numbers."""
    days = ["as_of", "said_on", "public_from", "public_until"]
    frame = pd.read_csv(file, names=list(COLUMNS), parse_dates=days, low_memory=False)
    for name in (*QUANTITY, "country", "claimant", "qualifier"):
        frame[name] = frame[name].astype("category")
    return frame


def _sudan(frame: pd.DataFrame) -> pd.Series:
    return (frame["metric"] == "killed") & (frame["actor"] == "SDN") & (frame["population"] == "military")


def lookup(frame: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """`sql/ask_lookup.sql`."""
    return frame[frame["claim_id"] == wanted]


def top(frame: pd.DataFrame) -> pd.Series:
    """`sql/ask_top.sql`."""
    return frame.groupby(["metric", "country", "claimant"], observed=True).size().nlargest(10)


def known_on(frame: pd.DataFrame) -> pd.DataFrame:
    """`sql/ask_known_on.sql`."""
    day = pd.Timestamp("2023-06-30")
    rows = frame[
        _sudan(frame) & (frame["public_from"] <= day) & (frame["public_until"].isna() | (frame["public_until"] > day))
    ]
    return rows.groupby("claimant", observed=True).agg(claims=("best", "size"), highest=("best", "max"))


def daily(frame: pd.DataFrame) -> pd.DataFrame:
    """`sql/ask_daily.sql`."""
    rows = frame[_sudan(frame) & (frame["country"] == "SDN") & frame["is_current"] & frame["aggregation"].isin(LEVELS)]
    series = ["place_key", "aggregation", "claimant"]
    points = rows.sort_values("said_on").drop_duplicates([*series, "as_of"], keep="last").sort_values("as_of")
    following = points.groupby(series, observed=True, dropna=False)["as_of"].shift(-1)
    held = ((following - points["as_of"]).dt.days - 1).fillna(30).astype(int)
    ages = pd.DataFrame({"as_of": points["as_of"].repeat(held + 1).to_numpy()})
    ages["age"] = _counters(held.to_numpy())
    ages["day"] = ages["as_of"] + pd.to_timedelta(ages["age"], unit="D")
    return ages.groupby("day").agg(series=("age", "size"), oldest=("age", "max"))


def compare(frame: pd.DataFrame) -> pd.DataFrame:
    """`sql/ask_compare.sql`."""
    rows = frame[
        _sudan(frame) & (frame["country"] == "SDN") & frame["is_current"]
        & frame["as_of"].between("2022-09-01", "2024-06-30")
    ]  # fmt: skip
    found = _pairs(rows)
    found = found[found["slot"] >= pd.Timestamp("2023-01-01")]
    return found.assign(ratio=found["best_b"] / found["best_a"])


def contradictions(frame: pd.DataFrame) -> pd.DataFrame:
    """`sql/ask_contradictions.sql`."""
    found = _pairs(frame[(frame["country"] == "SDN") & frame["is_current"]])
    cumulative, stock = found["aggregation"] == "cumulative", found["aggregation"] == "stock"
    a_below = _below(found, "a", "b") & ~(cumulative & (found["as_of_a"] < found["as_of_b"]))
    b_below = _below(found, "b", "a") & ~(cumulative & (found["as_of_b"] < found["as_of_a"]))
    return found[(a_below | b_below) & ~(stock & (found["as_of_a"] != found["as_of_b"]))]


def _below(found: pd.DataFrame, one: str, other: str) -> pd.Series:
    high, low = found[f"high_{one}"], found[f"low_{other}"]
    strict = found[f"qualifier_{one}"].isin(["less_than", "nearly"]) | (found[f"qualifier_{other}"] == "more_than")
    return (high < low) | ((high == low) & strict)


def _counters(counts: np.ndarray) -> np.ndarray:
    """0 to each count, one after the other: [1, 2] gives [0, 1, 0, 1, 2]."""
    ends = np.cumsum(counts + 1)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts - 1, counts + 1)


def _pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """Claimants side by side: the last word of a month, carried for three; for all else the same day."""
    rows = rows.copy()
    rows["quantity"] = rows.groupby(QUANTITY, observed=True, dropna=False).ngroup()
    rows["claimant"] = rows["claimant"].astype(str)
    level = rows["aggregation"].isin(LEVELS)
    rows["slot"] = rows["as_of"].where(~level, rows["as_of"].dt.to_period("M").dt.to_timestamp())
    keys = ["quantity", "claimant", "slot"]
    rows = rows.sort_values(["as_of", "said_on", "claim_id"]).drop_duplicates(keys, keep="last").sort_values(keys)
    month = rows["slot"].dt.year * 12 + rows["slot"].dt.month
    silent = month.groupby([rows["quantity"], rows["claimant"]]).shift(-1) - month - 1
    held = silent.fillna(3).clip(upper=3).where(rows["aggregation"].isin(LEVELS), 0).astype(int).to_numpy()
    standing = rows.loc[rows.index.repeat(held + 1)].copy()
    carried = _counters(held)
    shifted = standing["slot"].dt.to_period("M") + carried
    standing["slot"] = standing["slot"].where(carried == 0, shifted.dt.to_timestamp())
    standing["carried"] = carried > 0
    now = standing[~standing["carried"]]
    found = now.merge(
        standing[["quantity", "slot", "claimant", "low", "best", "high", "qualifier", "as_of", "carried"]],
        on=["quantity", "slot"], suffixes=("_a", "_b"),
    )  # fmt: skip
    once = found["carried_b"] | (found["claimant_a"] < found["claimant_b"])
    return found[(found["claimant_a"] != found["claimant_b"]) & once]
