"""The rules of a row that look at more than one column: vectorised, each gives True for the rows that keep it.

Source of the rules: the annotation guidelines, "Fields" and "Bounds". What a missing value means is said for each;
a value that a column rule refuses anyway (an unknown qualifier) is left to that rule: a fault is told once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import pandas as pd

from schemas import codes, vocabulary

Mask: TypeAlias = "pd.Series[bool]"  # on the frame's index

SLACK = pd.Timedelta(days=1)  # a page may print tomorrow's date: it is tomorrow already where it was printed


def bounds_order(frame: pd.DataFrame) -> Mask:
    """The bounds stand in order, low ≤ best ≤ high, where they are there.

    >>> frame = pd.DataFrame({"low": [1.0, 3.0, None], "best": [2.0, 2.0, 2.0], "high": [None, 4.0, 1.0]})
    >>> bounds_order(frame).tolist()
    [True, False, False]
    """
    low, best, high = frame["low"], frame["best"], frame["high"]
    return ~((low > best) | (best > high) | (low > high))


# What a side demands of its bound, seen from best: see qualifiers.yml. Order is another rule's matter (bounds_order).
_SIDES: dict[str, Callable[[pd.Series[float], pd.Series[float]], Mask]] = {
    "equal": lambda bound, best: bound == best,
    "absent": lambda bound, best: bound.isna(),
    "beyond": lambda bound, best: bound.notna(),
    "within": lambda bound, best: bound.notna(),
    "open": lambda bound, best: bound.isna() | bound.notna(),
}


def bounds_shape(frame: pd.DataFrame) -> Mask:
    """Each bound is there, or not, as the row's qualifier demands; a range has two different ends.

    >>> bounds = {"low": [6.0, None], "best": [6.0, 6.0], "high": [None, 6.0]}
    >>> bounds_shape(pd.DataFrame({"qualifier": ["at_least", "exact"], **bounds})).tolist()
    [True, False]
    """
    kept = pd.Series(True, index=frame.index)
    for qualifier, demand in vocabulary.load("qualifiers").items():
        rows = frame[frame["qualifier"] == qualifier]
        if rows.empty:
            continue
        good = _SIDES[demand["low"]](rows["low"], rows["best"]) & _SIDES[demand["high"]](rows["high"], rows["best"])
        if "beyond" in (demand["low"], demand["high"]):
            good &= rows["low"] != rows["high"]
        kept.loc[rows.index] = good
    return kept


def share_range(frame: pd.DataFrame) -> Mask:
    """A share lies between 0 and 1, in every bound that is there.

    >>> bounds = {"low": [0.5, 50.0], "best": [50.0, 50.0], "high": [None, None]}
    >>> share_range(pd.DataFrame({"kind": ["share", "count"], **bounds})).tolist()
    [False, True]
    """
    outside = (frame[["low", "best", "high"]] > 1) | (frame[["low", "best", "high"]] < 0)
    return ~((frame["kind"] == "share") & outside.any(axis=1))


def rate_unit(frame: pd.DataFrame) -> Mask:
    """A rate has its unit of time, and nothing else has one.

    >>> rate_unit(pd.DataFrame({"kind": ["rate", "rate", "count"], "rate_per": ["day", None, "day"]})).tolist()
    [True, False, False]
    """
    return (frame["kind"] == "rate") == frame["rate_per"].notna()


def item_for_metric(frame: pd.DataFrame) -> Mask:
    """A metric of materiel or territory has one of its items; a metric of people or events has none.

    >>> frame = pd.DataFrame({"metric": ["killed", "killed", "territory"], "item": [None, "tank", "km2"]})
    >>> item_for_metric(frame).tolist()
    [True, False, True]
    """
    kept = ~(frame["metric"].isin(codes.metrics_counting("people", "events")) & frame["item"].notna())
    for metric, items in codes.items_by_metric().items():
        kept &= (frame["metric"] != metric) | frame["item"].isin(items)
    return kept


def population_for_metric(frame: pd.DataFrame) -> Mask:
    """A metric of people has a population, and no other metric has one.

    >>> frame = pd.DataFrame({"metric": ["killed", "killed", "attacks"], "population": ["people", None, "people"]})
    >>> population_for_metric(frame).tolist()
    [True, False, False]
    """
    known = frame["metric"].isin(codes.metrics_counting("people", "materiel", "events", "territory"))
    people = frame["metric"].isin(codes.metrics_counting("people"))
    return ~known | (people == frame["population"].notna())


def partial_date(values: pd.Series[Any]) -> Mask:
    """A real day, month or year, written YYYY-MM-DD, YYYY-MM or YYYY; a missing one keeps the rule.

    >>> partial_date(pd.Series(["2024", "2024-10", "2024-02-30", "10/2024"])).tolist()
    [True, True, False, False]
    """
    distinct = pd.Series(values.dropna().unique(), dtype="str")
    shaped = distinct[distinct.str.fullmatch(r"\d{4}(-\d{2}){0,2}")]
    whole = shaped.str.cat(shaped.str.len().map({4: "-01-01", 7: "-01", 10: ""}).astype("str"))
    real = shaped[pd.to_datetime(whole, format="%Y-%m-%d", errors="coerce").notna()]
    return values.isna() | values.isin(real)


def period_order(frame: pd.DataFrame) -> Mask:
    """The period does not end before it starts, compared at the coarser of the two precisions.

    >>> frame = pd.DataFrame({"period_start": ["2024-10", "2025"], "period_end": ["2024-10-05", "2024-12"]})
    >>> period_order(frame).tolist()
    [True, False]
    """
    start, end = frame["period_start"], frame["period_end"]
    late = pd.Series(False, index=frame.index)
    for length in (4, 7, 10):
        both = (start.str.len() >= length) & (end.str.len() >= length)
        late |= both & (start.str[:length] > end.str[:length])
    # what is no date at all is left to the rule of its column
    return ~late | ~partial_date(start.where(late)) | ~partial_date(end.where(late))


def published_in_time(frame: pd.DataFrame) -> Mask:
    """Published no later than a day after it was first seen (UTC), by the clock and by the calendar.

    >>> seen = pd.Timestamp("2025-06-16 12:00", tz="UTC")
    >>> dates = [pd.Timestamp("2025-06-17").date(), pd.Timestamp("2025-06-18").date()]
    >>> frame = pd.DataFrame({"published_at": [seen, pd.NaT], "published_on": dates, "first_seen_at": seen})
    >>> published_in_time(frame).tolist()
    [True, False]
    """
    latest = frame["first_seen_at"] + SLACK
    day = pd.to_datetime(frame["published_on"], errors="coerce", utc=True)
    return ~((frame["published_at"] > latest) | (day > latest.dt.normalize()))


def span_order(frame: pd.DataFrame) -> Mask:
    """The span ends after it starts.

    >>> span_order(pd.DataFrame({"start": [4, 4], "end": [9, 4]})).tolist()
    [True, False]
    """
    return frame["end"] > frame["start"]


def span_length(frame: pd.DataFrame) -> Mask:
    """The expression is as long as its span, counted in code points; a span out of order is left to `span_order`.

    >>> span_length(pd.DataFrame({"start": [4, 4], "end": [9, 9], "expr": ["6,000", "about 6,000"]})).tolist()
    [True, False]
    """
    length = frame["end"] - frame["start"]
    return (length <= 0) | (frame["expr"].str.len() == length)


def words(values: pd.Series[Any]) -> Mask:
    """A list of strings, none of them empty; an empty list keeps the rule.

    >>> words(pd.Series([[], ["Kursk"], [""], "Kursk", None])).tolist()
    [True, True, False, False, False]
    """
    return pd.Series([_is_words(value) for value in values.tolist()], index=values.index, dtype=bool)


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word for word in value)


def words_of(values: pd.Series[Any], known: Iterable[str]) -> Mask:
    """Every string of the list is one of `known`; what is not a list is left to `words`.

    >>> words_of(pd.Series([[], ["short"], ["long"]]), ["short"]).tolist()
    [True, True, False]
    """
    allowed = frozenset(known)
    return pd.Series(
        [not _is_words(v) or allowed.issuperset(v) for v in values.tolist()], index=values.index, dtype=bool
    )
