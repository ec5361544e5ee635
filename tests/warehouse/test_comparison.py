"""Comparison on a few rows made by hand; what is expected is reasoned out beside each."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

import duckdb
import pytest

KYIV = {"source": ["General Staff"], "claimant": "ukraine-general-staff"}
LONDON = {"source": ["UK MoD"], "claimant": "uk-ministry-of-defence"}
MOSCOW = {"source": ["the Russian ministry"], "claimant": "russia-ministry-of-defence"}
RUSSIA: dict[str, Any] = {"actor": "RUS", "place": ["Ukraine"], "place_key": "Ukraine", "country": "UKR"}


def ask(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return con.execute(sql).fetchall()


def say(night: Any, name: str, day: str, best: float, **fields: Any) -> dict[str, Any]:
    """One article that says one figure for its own day."""
    article = night.article(name, f"It was {best:g} on {day}.", day)
    return dict(night.claim(article, f"{best:g}", best, **{"period_end": day, **RUSSIA, **fields}))


AT_LEAST = {"qualifier": "at_least", "high": None}


def test_claimants_side_by_side_with_stance_ratio_and_gap(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    say(night, "a", "2024-06-30", 500_000, **KYIV)
    say(night, "b", "2024-06-30", 400_000, **LONDON)
    say(night, "c", "2024-06-30", 100_000, **MOSCOW)
    night.load(ledger)
    found = ask(
        ledger,
        """
        SELECT said_by_a, stance_a, said_by_b, stance_b, round(ratio, 3), round(log_ratio, 4), bounds, gap
        FROM compare('casualties', 'RUS', 'military', 'UKR', DATE '2024-06-01', DATE '2024-06-30')
        ORDER BY said_by_a, said_by_b
        """,
    )
    kyiv, london, moscow = "ukraine-general-staff", "uk-ministry-of-defence", "russia-ministry-of-defence"
    assert found == [
        (moscow, "own side", london, "third party", 4.0, round(math.log(4), 4), "disjoint", 300_000.0),
        (moscow, "own side", kyiv, "enemy", 5.0, round(math.log(5), 4), "disjoint", 400_000.0),
        (london, "third party", kyiv, "enemy", 1.25, round(math.log(1.25), 4), "disjoint", 100_000.0),
    ]
    assert ask(ledger, "SELECT count(*) FROM compare('killed', NULL, NULL, NULL, NULL, NULL)") == [(0,)]
    assert ask(ledger, "SELECT count(*) FROM compare(NULL, NULL, NULL, NULL, NULL, NULL)") == [(3,)]
    assert ask(ledger, "SELECT voices, lowest_best, highest_best, ratio, disjoint_pairs, pairs FROM divergence") == [
        (3, 100_000.0, 500_000.0, 5.0, 3, 3)
    ]
    assert ask(ledger, "SELECT count(*) FROM contradictions_in('russia-ukraine')") == [(3,)]
    assert ask(ledger, "SELECT count(*) FROM contradictions_in('gaza')") == [(0,)]


def test_a_running_total_may_grow_and_cannot_shrink(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    say(night, "a", "2024-06-10", 500, **KYIV)
    say(night, "b", "2024-06-20", 400, **LONDON)  # lower, later: cannot hold with it
    say(night, "c", "2024-08-20", 700, **MOSCOW)  # higher, later: can
    night.load(ledger)
    pairs = ask(
        ledger, "SELECT said_by_a, said_by_b, bounds, days_apart FROM comparison ORDER BY bucket_end, days_apart"
    )
    kyiv, london, moscow = "ukraine-general-staff", "uk-ministry-of-defence", "russia-ministry-of-defence"
    assert pairs == [
        (london, kyiv, "disjoint", 10),
        (moscow, london, "later_higher", 61),
        (moscow, kyiv, "later_higher", 71),
    ]
    assert ask(ledger, "SELECT said_by_a, said_by_b FROM contradictions") == [(london, kyiv)]


def test_the_last_word_stands_for_three_months(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    say(night, "a", "2024-01-10", 500, **KYIV)
    say(night, "b", "2024-04-10", 500, **LONDON)  # the third month after
    say(night, "c", "2024-05-10", 500, **MOSCOW)  # the fourth month after Kyiv's, one after London's
    night.load(ledger)
    assert ask(ledger, "SELECT said_by_a, said_by_b, bucket_end::VARCHAR FROM comparison ORDER BY ALL") == [
        ("russia-ministry-of-defence", "uk-ministry-of-defence", "2024-05-31"),
        ("uk-ministry-of-defence", "ukraine-general-staff", "2024-04-30"),
    ]


def test_levels_of_different_days_do_not_contradict(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    deployed: dict[str, Any] = {"metric": "deployed", "aggregation": "stock"}
    say(night, "a", "2024-06-10", 500, **deployed, **KYIV)
    say(night, "b", "2024-06-20", 400, **deployed, **LONDON)
    say(night, "c", "2024-06-20", 300, **deployed, **MOSCOW)
    night.load(ledger)
    assert ask(ledger, "SELECT best_a, best_b, bounds FROM comparison ORDER BY ALL") == [
        (300.0, 400.0, "disjoint"),
        (300.0, 500.0, "other_day"),
        (400.0, 500.0, "other_day"),
    ]


def test_a_whole_country_is_one_place_and_a_part_of_it_another(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    say(night, "a", "2024-06-10", 500, **KYIV)
    say(night, "b", "2024-06-10", 500, **{**LONDON, "place": [], "place_key": None})  # Ukraine, by the country alone
    say(night, "c", "2024-06-10", 500, **{**MOSCOW, "place_key": "Donetsk"})
    night.load(ledger)
    assert ask(ledger, "SELECT said_by_a, said_by_b FROM comparison") == [
        ("uk-ministry-of-defence", "ukraine-general-staff")
    ]


WHY: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["none"]),
    ({"metric": "killed"}, ["metric"]),
    ({"population": "people"}, ["population"]),
    ({"actor": "UKR"}, ["actor"]),
    ({"place_key": "Donetsk"}, ["place"]),
    ({"aggregation": "stock"}, ["aggregation"]),
    ({"period_start": "2024-01-01"}, ["start"]),
    ({"kind": "rate", "rate_per": "day"}, ["unit"]),
    ({"status": "planned"}, ["status"]),
    ({"claimant": "ukraine-general-staff"}, ["claimant"]),
    ({"claimant": None, "source": []}, ["voice"]),
    ({"period_end": "2023-01-01"}, ["time"]),
    ({"metric": "equipment_lost", "item": "tank", "population": None}, ["item", "metric", "population"]),
]


@pytest.mark.parametrize(("other", "reasons"), WHY, ids=str)
def test_why_two_claims_are_not_put_side_by_side(
    world: Any, ledger: duckdb.DuckDBPyConnection, other: dict[str, Any], reasons: list[str]
) -> None:
    night = world()
    one = say(night, "a", "2024-06-10", 500, period_start="2022-02-24", **KYIV)
    two = say(night, "b", "2024-06-12", 600, **{"period_start": "2022-02-24", **LONDON, **other})
    night.load(ledger)
    told = ledger.execute(
        "SELECT reason, words FROM why_not_comparable($a, $b) ORDER BY reason",
        {"a": one["claim_id"], "b": two["claim_id"]},
    ).fetchall()
    assert [reason for reason, _ in told] == reasons
    assert all(words.endswith(".") for _, words in told)
    assert len(ask(ledger, "FROM comparison")) == (reasons == ["none"])


def test_the_world_as_it_was_known_on_a_day(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    first, later = world(), world(started_at=datetime(2025, 6, 25, 3, tzinfo=UTC))
    old = first.article("x", "6,000 fell.", "2025-06-16")
    first.claim(old, "6,000", 6000)
    # corrected by its publisher on the 18th; we met the correction on the 25th
    new = later.article("x", "4,700 fell.", "2025-06-16", modified_at=datetime(2025, 6, 18, 9, tzinfo=UTC))
    later.claim(new, "4,700", 4700)
    first.load(ledger)
    later.load(ledger)
    days = {"2025-06-15": [], "2025-06-16": [6000.0], "2025-06-17": [6000.0], "2025-06-18": [4700.0]}
    for day, known in days.items():
        asked = ledger.execute("SELECT best FROM figures_as_known_on($day::DATE)", {"day": day}).fetchall()
        assert [best for (best,) in asked] == known, day
    held = {"2025-06-19": [], "2025-06-20": [6000.0], "2025-06-24": [6000.0], "2025-06-25": [4700.0]}
    for day, known in held.items():
        asked = ledger.execute("SELECT best FROM figures_as_held_on($day::DATE)", {"day": day}).fetchall()
        assert [best for (best,) in asked] == known, day
    assert ask(ledger, "SELECT revision, earlier_best, best FROM revisions") == [("lowered", 6000.0, 4700.0)]


def test_days_carry_the_last_figure_with_its_age(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    say(night, "a", "2024-06-01", 500, **KYIV)
    say(night, "b", "2024-06-04", 530, **KYIV)
    night.load(ledger)
    days = ask(ledger, "SELECT day::VARCHAR, best, age_days, is_carried FROM series_daily ORDER BY day")
    assert days[:4] == [
        ("2024-06-01", 500.0, 0, False),
        ("2024-06-02", 500.0, 1, True),
        ("2024-06-03", 500.0, 2, True),
        ("2024-06-04", 530.0, 0, False),
    ]
    assert days[-1] == ("2024-07-04", 530.0, 30, True)  # thirty days after its last figure it ends
    # the gain of 30 covers the three days since the report before; the days between are missing, not zero
    assert ask(ledger, "SELECT day::VARCHAR, change, covers_days, is_missing FROM daily_change ORDER BY day") == [
        ("2024-06-01", None, 1, False),
        ("2024-06-02", None, None, True),
        ("2024-06-03", None, None, True),
        ("2024-06-04", 30.0, 3, False),
    ]
    assert ask(ledger, "SELECT days_reported, days_missing, gaps, longest_gap_days FROM coverage") == [(2, 2, 1, 2)]
    assert ask(ledger, "SELECT first_missing_day::VARCHAR, last_missing_day::VARCHAR, days FROM gaps") == [
        ("2024-06-02", "2024-06-03", 2)
    ]


def test_intervals_sum_up_and_a_missing_day_stays_missing(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    for name, first, last, best in [
        ("a", "2024-06-01", "2024-06-01", 5),
        ("b", "2024-06-02", "2024-06-03", 7),  # one report for two days
        ("c", "2024-06-05", "2024-06-05", 2),  # none for the fourth
    ]:
        say(night, name, last, best, aggregation="period", period_start=first, **KYIV)
    night.load(ledger)
    asked = "SELECT day::VARCHAR, change, total, covers_days, is_missing, derived FROM daily_change ORDER BY day"
    assert ask(ledger, asked) == [
        ("2024-06-01", 5.0, 5.0, 1, False, "total"),
        ("2024-06-02", None, None, None, True, "total"),
        ("2024-06-03", 7.0, 12.0, 2, False, "total"),
        ("2024-06-04", None, None, None, True, "total"),
        ("2024-06-05", 2.0, 14.0, 1, False, "total"),
    ]


CONVENTIONS = [
    # expression, qualifier, stated low, best, high -> low, best, high under each convention, by the published rules
    ("about 1,100", "approximately", None, 1100, None, "wikimpacts-2025", (1000, 1100, 1200)),
    ("more than 6,000", "more_than", 6000, 6000, None, "wikimpacts-2025", (6001, 6001, 7001)),
    ("at least 45", "at_least", 45, 45, None, "wikimpacts-2025", (45, 45, 46)),
    ("up to 30", "at_most", None, 30, 30, "wikimpacts-2025", (20, 30, 30)),
    ("hundreds", "vague", 200, 300, 999, "wikimpacts-2025", (200, 550, 900)),
    ("10 to 20", "between", 10, 15, 20, "acled", (10, 10, 10)),
    ("dozens", "vague", 24, 36, 99, "acled", (12, 12, 12)),
    ("several", "vague", 3, 5, 9, "acled", (3, 3, 3)),
    ("more than 6,000", "more_than", 6000, 6000, None, "acled", (6000, 6000, None)),
    ("dozens", "vague", 24, 36, 99, "gtd", (None, None, None)),
    ("about 1,100", "approximately", None, 1100, None, "gtd", (None, 1100, None)),
    ("dozens", "vague", 24, 36, 99, "open-bounds", (24, 36, 99)),
    ("more than 6,000", "more_than", 6000, 6000, None, "open-bounds", (6000, 6000, None)),
]


@pytest.mark.parametrize(("expr", "qualifier", "low", "best", "high", "convention", "expected"), CONVENTIONS)
def test_one_setting_switches_every_view(
    world: Any,
    ledger: duckdb.DuckDBPyConnection,
    expr: str,
    qualifier: str,
    low: float | None,
    best: float,
    high: float | None,
    convention: str,
    expected: tuple[float | None, ...],
) -> None:
    night = world()
    bounds = {"qualifier": qualifier, "low": low, "high": high}
    night.claim(night.article("x", f"It was {expr}."), expr, best, **bounds)
    night.load(ledger)
    ledger.execute("SET VARIABLE convention = $convention", {"convention": convention})
    assert ask(ledger, "SELECT low, best, high, convention FROM figures") == [(*expected, convention)]
    assert ask(ledger, "SELECT stated_low, stated_best, stated_high FROM figures") == [(low, best, high)]
    points = ask(ledger, "SELECT low, best, high FROM series")
    assert points == ([expected] if expected[1] is not None else [])
    sensitive = ledger.execute("SELECT low, best, high FROM sensitivity WHERE convention = $c", {"c": convention})
    assert sensitive.fetchall() == [expected]


def test_a_convention_that_does_not_exist_is_said(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    say(night, "a", "2024-06-10", 500, **KYIV)
    night.load(ledger)
    ledger.execute("SET VARIABLE convention = 'wishful'")
    with pytest.raises(duckdb.Error, match="There is no convention wishful"):
        ask(ledger, "SELECT low FROM figures")


def test_what_a_word_means_stands_beside_its_series_with_its_breaks(
    world: Any, ledger: duckdb.DuckDBPyConnection
) -> None:
    ledger.execute("DELETE FROM definitions")
    ledger.execute(
        """
        INSERT INTO definitions
        SELECT 'kyiv', 'ukraine-general-staff', 'men', 'casualties', NULL, meaning, first::DATE, last::DATE, 'A'
        FROM (VALUES ('Dead alone.', NULL, '2024-06-10'), ('Dead and wounded.', '2024-06-11', NULL))
            AS meanings(meaning, first, last)
        """
    )
    night = world()
    for name, day, best in [("a", "2024-06-09", 500), ("b", "2024-06-10", 510), ("c", "2024-06-11", 1500)]:
        say(night, name, day, best, population_text="men", **KYIV)
    say(night, "d", "2024-06-11", 400, population_text="men", **LONDON)  # has defined nothing
    night.load(ledger)
    asked = """
        SELECT said_by, meaning, is_break, points, first_day::VARCHAR, last_day::VARCHAR
        FROM series_meanings
        ORDER BY meaning
    """
    kyiv = "ukraine-general-staff"
    assert ask(ledger, asked) == [
        (kyiv, "Dead alone.", True, 2, "2024-06-09", "2024-06-10"),
        (kyiv, "Dead and wounded.", True, 1, "2024-06-11", "2024-06-11"),
    ]


def test_copies_and_relays_are_one_origin(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    for name, publisher, who in [
        ("a", "Agency", LONDON),
        ("b", "Gazette", LONDON),  # passes the same claimant's figure on
        ("c", "Herald", {}),  # in its own voice
        ("d", "Courier", {}),  # the same sentence: a copy
    ]:
        article = night.article(name, "It was 500 in all.", "2024-06-10", publisher=publisher)
        night.claim(article, "500", 500, period_end="2024-06-10", **RUSSIA, **who)
    say(night, "e", "2024-06-11", 450, **{**KYIV, **AT_LEAST})  # at least 450: can hold with 500
    say(night, "f", "2024-06-11", 100, **MOSCOW)  # exactly 100: cannot
    night.load(ledger)
    found = ask(ledger, "SELECT best, origins, articles, copies, kinds FROM independent_origins ORDER BY best")
    assert found == [
        (100.0, 1, 1, 0, ["military"]),
        (450.0, 1, 1, 0, ["military"]),
        (500.0, 2, 4, 2, ["article", "military"]),
    ]
    asked = """
        SELECT best, has_own_side, has_enemy, origins_that_can_agree, origins_that_cannot
        FROM corroboration
        ORDER BY best
    """
    assert ask(ledger, asked) == [
        (100.0, True, False, 0, 3),
        (450.0, False, True, 2, 1),
        (500.0, False, False, 1, 1),
    ]


def test_copies_of_a_story_are_one_origin_even_where_a_desk_has_changed_the_sentence(
    world: Any, ledger: duckdb.DuckDBPyConnection
) -> None:
    night = world()
    agency = night.article("agency", "It was 500 in all.", "2024-06-10")
    for name, text, story in [
        ("edited", "In all it was 500.", agency["origin_id"]),  # another sentence of the same story
        ("quoted", "In all it was 500!", None),  # the edited sentence, in a text that is too short to be clustered
        ("apart", "The army lost 500.", None),  # a story of its own
    ]:
        night.claim(
            night.article(name, text, "2024-06-10", origin_id=story), "500", 500, period_end="2024-06-10", **RUSSIA
        )
    night.claim(agency, "500", 500, period_end="2024-06-10", **RUSSIA)
    night.load(ledger)
    found = ask(ledger, "SELECT origins, articles, copies, len(origin_list) FROM independent_origins")
    assert found == [(2, 4, 2, 2)]


def test_quality_counts_what_could_not_be_resolved(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    say(night, "a", "2024-06-10", 1, **KYIV)
    say(night, "b", "2024-06-10", 2, source=["a man"], claimant=None)
    say(night, "c", "2024-06-10", 3, source=[], claimant=None)
    say(night, "d", "2024-06-10", 4, **{**LONDON, "actor": None})
    night.load(ledger)
    asked = """
        SELECT claims, own_voice_rate, round(source_unresolved_rate, 3), actor_unresolved_rate
        FROM quality
        WHERE claims > 0
    """
    # of four one is in its own voice; of the other three one source is not registered; one has no side
    assert ask(ledger, asked) == [(4, 0.25, 0.333, 0.25)]


def test_the_registries_are_the_vocabularies(ledger: duckdb.DuckDBPyConnection) -> None:
    from schemas import vocabulary

    (claimants,) = ask(ledger, "SELECT count(*) FROM claimants")[0]
    assert claimants == len(vocabulary.claimants()) >= 150
    assert ask(ledger, "SELECT DISTINCT claimant FROM claimant_aliases WHERE wording = 'UK MoD'") == [
        ("uk-ministry-of-defence",)
    ]
    assert ask(
        ledger, "SELECT low, high FROM yardsticks WHERE yardstick = 'phia' AND likelihood = 'highly_likely'"
    ) == [(0.8, 0.9)]
    known = {name for (name,) in ask(ledger, "SELECT claimant FROM claimants")}
    used = {name for (name,) in ask(ledger, "SELECT DISTINCT claimant FROM definitions WHERE claimant IS NOT NULL")}
    assert used <= known


def test_registries_are_replaced_only_when_the_vocabularies_change(ledger: duckdb.DuckDBPyConnection) -> None:
    from warehouse.registries import refresh

    assert refresh(ledger) == []
    ledger.execute("DELETE FROM conventions")
    ledger.execute("DELETE FROM registries WHERE name = 'conventions'")
    assert refresh(ledger) == ["conventions"]
    assert ask(ledger, "SELECT convention FROM conventions WHERE is_default") == [("open-bounds",)]
