"""The views on a few rows made by hand; what is expected is reasoned out beside each."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import duckdb
import pytest

NIS = {"source": ["South Korea's spy agency"], "claimant": None}
MINISTRY = {"source": ["the ministry"], "claimant": None}


def ask(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return con.execute(sql).fetchall()


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),  # a leap year
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-10-05", "2024-10-05", "2024-10-05"),
        ("2024-02-30", None, None),
        ("autumn", None, None),
        (None, None, None),
    ],
)
def test_partial_dates_have_a_first_and_a_last_day(
    ledger: duckdb.DuckDBPyConnection, partial: str | None, first: str | None, last: str | None
) -> None:
    asked = "SELECT period_first_day($p)::VARCHAR, period_last_day($p)::VARCHAR"
    assert ledger.execute(asked, {"p": partial}).fetchall() == [(first, last)]


def test_a_corrected_article_supersedes_its_earlier_claims_and_both_are_kept(
    world: Any, ledger: duckdb.DuckDBPyConnection
) -> None:
    night = world()
    # the corrected page is met first, in the same night: its own time tells that it is the newer one
    at = datetime(2025, 6, 16, 8, tzinfo=UTC)
    newer = night.article("x", "4,700 fell.", published_at=at, modified_at=datetime(2025, 6, 16, 12, tzinfo=UTC))
    older = night.article("x", "6,000 fell.", published_at=at, modified_at=None)
    night.claim(newer, "4,700", 4700)
    night.claim(older, "6,000", 6000)
    night.load(ledger)
    assert ask(ledger, "SELECT best, is_current, superseded_at FROM figures ORDER BY best") == [
        (4700.0, True, None),
        (6000.0, False, night.started_at),
    ]
    assert ask(ledger, "SELECT best FROM series") == [(4700.0,)]


def test_a_version_without_times_is_superseded_by_the_one_seen_later(
    world: Any, ledger: duckdb.DuckDBPyConnection
) -> None:
    first, second = world(), world(started_at=datetime(2025, 6, 21, 3, tzinfo=UTC))
    first.claim(first.article("x", "6,000 fell."), "6,000", 6000)
    second.claim(second.article("x", "4,700 fell."), "4,700", 4700)
    first.load(ledger)
    second.load(ledger)
    assert ask(ledger, "SELECT best, is_current, superseded_at FROM figures ORDER BY best") == [
        (4700.0, True, None),
        (6000.0, False, second.started_at),
    ]


def test_only_the_last_reading_of_the_extractor_counts_also_when_it_found_nothing(
    world: Any, ledger: duckdb.DuckDBPyConnection
) -> None:
    old = world()
    read_again, emptied = old.article("x", "6,000 fell in 1953."), old.article("y", "In 1950 it began.")
    old.claim(read_again, "6,000", 600)
    old.claim(read_again, "1953", 1953)
    old.claim(emptied, "1950", 1950)
    old.load(ledger)
    assert len(ask(ledger, "FROM figures")) == 3

    new = world(extractor_version="2", started_at=datetime(2025, 6, 21, 3, tzinfo=UTC))
    new.articles = old.articles
    new.claim(read_again, "6,000", 6000)
    new.load(ledger)
    assert ask(ledger, "SELECT best, extractor_version FROM figures") == [(6000.0, "2")]
    assert ask(ledger, "SELECT count(*) FROM claims") == [(4,)]


def test_copies_of_a_figure_on_one_day_are_one_point(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    text = "South Korea's spy agency counts 4,700."
    for name, publisher, day in [
        ("a", "Agency", "2025-06-16"),
        ("b", "Gazette", "2025-06-16"),  # a copy
        ("c", "Gazette", "2025-06-17"),  # printed a day later: a point of its own
    ]:
        night.claim(night.article(name, text, day, publisher=publisher), "4,700", 4700, **NIS)
    other = night.article("d", "The spy agency counts at least 4,700.", publisher="Herald")
    night.claim(other, "at least 4,700", 4700, qualifier="at_least", high=None, **NIS)  # other bounds: not a copy
    night.load(ledger)
    points = "SELECT said_on::VARCHAR, qualifier, articles, publishers FROM series ORDER BY said_on, qualifier"
    assert ask(ledger, points) == [
        ("2025-06-16", "at_least", 1, ["Herald"]),
        ("2025-06-16", "exact", 2, ["Agency", "Gazette"]),
        ("2025-06-17", "exact", 1, ["Gazette"]),
    ]
    assert len(ask(ledger, "SELECT DISTINCT series_id FROM series")) == 1


def test_a_figure_repeated_in_one_article_is_one_point_of_one_article(
    world: Any, ledger: duckdb.DuckDBPyConnection
) -> None:
    night = world()
    article = night.article("x", "It was 4,700, or 4700.")
    night.claim(article, "4,700", 4700)
    night.claim(article, "4700", 4700)
    night.load(ledger)
    assert ask(ledger, "SELECT best, expr IN ('4,700', '4700'), articles FROM series") == [(4700.0, True, 1)]


def test_a_series_holds_what_was_reported_and_nothing_else(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    for status, best in (("reported", 6000), ("planned", 7000), ("denied", 8000)):
        night.claim(night.article(status, f"{best} in all."), str(best), best, status=status)
    night.load(ledger)
    assert ask(ledger, "SELECT best FROM series") == [(6000.0,)]
    assert ask(ledger, "SELECT count(*) FROM figures") == [(3,)]


# Each of these makes another quantity of the same casualties, one that must not share a series with them.
OTHERS: list[dict[str, Any]] = [
    {"metric": "killed"},
    {"metric": "equipment_lost", "item": "tank", "population": None},
    {"population": "people"},
    {"actor": "RUS"},
    {"actor": None},
    {"place_key": "Belgorod"},
    {"place_key": None},
    {"country": "UKR"},
    {"aggregation": "stock"},
    {"kind": "share", "low": 0.5, "best": 0.5, "high": 0.5},
    {"kind": "rate", "rate_per": "day"},
]


@pytest.mark.parametrize("other", OTHERS, ids=str)
def test_what_is_not_the_same_is_another_series_and_never_compared(
    world: Any, ledger: duckdb.DuckDBPyConnection, other: dict[str, Any]
) -> None:
    night = world()
    night.claim(night.article("a", "The agency: 4,700."), "4,700", 4700, **NIS)
    night.claim(night.article("b", "The ministry: 6,000."), "6,000", 6000, **MINISTRY)
    third = {"best": 9000, **MINISTRY, **other}
    night.claim(night.article("c", "The ministry: 9,000."), "9,000", **third)
    night.load(ledger)
    assert len(ask(ledger, "SELECT DISTINCT series_id FROM series")) == 3
    assert ask(ledger, "SELECT best_a, best_b FROM comparison") == [(4700.0, 6000.0)]


def test_claimants_stand_side_by_side_with_what_each_said_last_in_the_month(
    world: Any, ledger: duckdb.DuckDBPyConnection
) -> None:
    night = world()
    said = [
        ("early", "2025-05-02", 4000, NIS),  # overtaken by the next within the month
        ("late", "2025-05-20", 4700, NIS),
        ("ministry", "2025-05-11", 6000, MINISTRY),
        ("june", "2025-06-01", 6200, MINISTRY),  # held against what the other said last, twelve days before
    ]
    for name, day, best, who in said:
        night.claim(night.article(name, f"{best} by then.", day), str(best), best, period_end=None, **who)
    night.load(ledger)
    assert ask(
        ledger,
        """
        SELECT bucket_start::VARCHAR, bucket_end::VARCHAR, said_by_a, best_a, as_of_a::VARCHAR, said_by_b, best_b,
               difference, round(ratio, 4), bounds, days_apart
        FROM comparison
        ORDER BY bucket_end
        """,
    ) == [
        # 6000 - 4700 = 1300; 6000 / 4700 = 1.27659...; a total of 4700 cannot follow one of 6000
        (
            "2025-05-01",
            "2025-05-31",
            "South Korea's spy agency",
            4700.0,
            "2025-05-20",
            "the ministry",
            6000.0,
            1300.0,
            1.2766,
            "disjoint",
            9,
        ),
        # 6200 - 4700 = 1500; 6200 / 4700 = 1.31914...; a total may have grown from 4700 to 6200 in twelve days
        (
            "2025-06-01",
            "2025-06-30",
            "South Korea's spy agency",
            4700.0,
            "2025-05-20",
            "the ministry",
            6200.0,
            1500.0,
            1.3191,
            "later_higher",
            12,
        ),
    ]


BOUNDS = [
    # a; b; does any number satisfy both?
    (("exact", 6, 6, 6), ("exact", 6, 6, 6), "overlap"),
    (("exact", 6, 6, 6), ("exact", 7, 7, 7), "disjoint"),
    (("at_least", 6, 6, None), ("exact", 9, 9, 9), "overlap"),
    (("at_least", 6, 6, None), ("exact", 5, 5, 5), "disjoint"),
    (("at_least", 6, 6, None), ("exact", 6, 6, 6), "overlap"),
    (("more_than", 6, 6, None), ("exact", 6, 6, 6), "disjoint"),
    (("less_than", None, 6, 6), ("exact", 6, 6, 6), "disjoint"),
    (("nearly", None, 6, 6), ("at_least", 6, 6, None), "disjoint"),
    (("at_most", None, 6, 6), ("at_least", 6, 6, None), "overlap"),
    (("between", 5, 6, 7), ("between", 7, 8, 9), "overlap"),
    (("between", 5, 6, 7), ("between", 8, 9, 10), "disjoint"),
    (("approximately", None, 6, None), ("exact", 60, 60, 60), "unknown"),
    (("at_least", 6, 6, None), ("more_than", 9, 9, None), "overlap"),
]


def test_bounds_meet_or_they_do_not_whoever_is_named_first(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    expected = {}
    for number, (first, second, bounds) in enumerate(BOUNDS):
        for order, pair in (("as given", (first, second)), ("swapped", (second, first))):
            place = f"{number} {order}: {pair}"
            expected[place] = bounds
            for (qualifier, low, best, high), who in zip(pair, (NIS, MINISTRY), strict=True):
                article = night.article(f"{place} {who['source']}", f"It was {best}.")
                given = {"qualifier": qualifier, "low": low, "high": high, "place_key": place}
                night.claim(article, str(best), best, **given, **who)
    night.load(ledger)
    assert dict(ask(ledger, "SELECT place_key, bounds FROM comparison")) == expected


@pytest.mark.parametrize(
    ("one", "other", "compared"),
    [
        # two battles in one month are two battles
        ({"aggregation": "incident", "period_end": "2025-06-10"}, {"period_end": "2025-06-11"}, 0),
        ({"aggregation": "incident", "period_end": "2025-06-10"}, {"period_end": "2025-06-10"}, 1),
        # a day's figure is not a month's
        (
            {"aggregation": "period", "period_start": "2025-05-01", "period_end": "2025-05-31"},
            {"period_start": "2025-05-31", "period_end": "2025-05-31"},
            0,
        ),
        # "in May", written in two precisions, is the same interval
        (
            {"aggregation": "period", "period_start": "2025-05", "period_end": "2025-05"},
            {"period_start": "2025-05-01", "period_end": "2025-05-31"},
            1,
        ),
        # totals since different days are not the same total; a start that is not said is no other one
        ({"aggregation": "cumulative", "period_start": "2022-02-24"}, {"period_start": "2024-10"}, 0),
        ({"aggregation": "cumulative", "period_start": "2022-02-24"}, {"period_start": None}, 1),
    ],
)
def test_only_what_covers_the_same_time_is_compared(
    world: Any, ledger: duckdb.DuckDBPyConnection, one: dict[str, Any], other: dict[str, Any], compared: int
) -> None:
    night = world()
    night.claim(night.article("a", "The agency: 4,700."), "4,700", 4700, **{**NIS, **one})
    night.claim(night.article("b", "The ministry: 6,000."), "6,000", 6000, **{**MINISTRY, **one, **other})
    night.load(ledger)
    assert ask(ledger, "SELECT count(*) FROM comparison") == [(compared,)]


def test_figures_of_nobody_and_nowhere_and_of_no_named_source_are_not_compared(
    world: Any, ledger: duckdb.DuckDBPyConnection
) -> None:
    nowhere: dict[str, Any] = {"actor": None, "place": [], "place_key": None, "country": None}
    night = world()
    night.claim(night.article("a", "The agency: 4,700."), "4,700", 4700, **NIS, **nowhere)
    night.claim(night.article("b", "The ministry: 6,000."), "6,000", 6000, **MINISTRY, **nowhere)
    night.claim(night.article("c", "It was 7,000."), "7,000", 7000)  # two articles in their own voice
    night.claim(night.article("d", "It was 8,000."), "8,000", 8000)
    night.load(ledger)
    assert ask(ledger, "SELECT count(*) FROM series") == [(4,)]
    assert ask(ledger, "SELECT count(*) FROM comparison") == [(0,)]


def test_who_said_it(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    from schemas import vocabulary

    registered = min(vocabulary.claimant_codes())
    night = world()
    night.claim(night.article("a", "4,700 fell."), "4,700", 4700, source=["them"], claimant=registered)
    night.claim(night.article("b", "4,800 fell."), "4,800", 4800, source=["The Ministry", "a ministry"])
    night.claim(night.article("c", "4,900 fell."), "4,900", 4900)
    night.load(ledger)
    assert ask(ledger, "SELECT best, claimant, said_by, said_by_kind FROM series ORDER BY best") == [
        (4700.0, registered, registered, "claimant"),
        (4800.0, None, "The Ministry", "source"),
        (4900.0, None, None, "article"),
    ]
