"""Figures of one article that cannot all hold: parts above their whole, and shares that do not give the number."""

from __future__ import annotations

from typing import Any

import duckdb


def ask(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return con.execute(sql).fetchall()


def test_a_share_is_held_against_the_number_that_the_article_states(
    world: Any, ledger: duckdb.DuckDBPyConnection
) -> None:
    night = world()
    share = {"kind": "share", "qualifier": "more_than", "low": 0.5, "high": None}
    for name, stated in (("fits", 6000), ("fits-not", 4000)):
        text = f"{stated} were lost, more than half of the 11,000 sent."
        article = night.article(name, text)
        night.claim(article, str(stated), stated)
        night.claim(article, "more than half", 0.5, **share)
        night.claim(article, "11,000", 11000, metric="deployed", aggregation="stock")
    night.load(ledger)
    # half of 11,000 is 5,500: 6,000 is more than that, 4,000 is not
    assert ask(ledger, "SELECT resolved_low, stated_best, bounds FROM share_checks ORDER BY stated_best") == [
        (5500.0, 4000.0, "disjoint"),
        (5500.0, 6000.0, "overlap"),
    ]
    assert ask(ledger, "SELECT inconsistency, words FROM inconsistencies") == [
        ("share against number", "more than half of 11,000 is not 4000")
    ]


def test_a_share_is_not_held_against_other_people_or_another_kind_of_count(
    world: Any, ledger: duckdb.DuckDBPyConnection
) -> None:
    night = world()
    article = night.article(
        "x", "More than half of the 11,000 sent were lost; 7 policemen, 30 in a day, 12 of them on foot."
    )
    night.claim(article, "More than half", 0.5, kind="share", qualifier="more_than", low=0.5, high=None)
    night.claim(article, "11,000", 11000, metric="deployed", aggregation="stock")
    night.claim(article, "7", 7, population="police")
    night.claim(article, "30", 30, aggregation="incident")
    night.load(ledger)
    assert ask(ledger, "SELECT base_expr, resolved_low, bounds FROM share_checks") == [
        ("11,000", 5500.0, "nothing stated")
    ]
    assert ask(ledger, "FROM inconsistencies") == []


def test_a_number_farther_on_is_not_the_base_of_a_share(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    article = night.article("x", "Over half of all the displaced, namely 52 per cent, have not reached 18.")
    night.claim(article, "Over half", 0.5, kind="share", qualifier="more_than", low=0.5, high=None)
    night.claim(article, "18", 18)
    night.load(ledger)
    assert ask(ledger, "FROM share_checks") == []


KILLED: dict[str, Any] = {"metric": "killed", "population": "people"}
CASUALTIES: dict[str, Any] = {"metric": "casualties", "population": "people"}
OPEN: dict[str, Any] = {"qualifier": "more_than", "high": None}
MOSCOW: dict[str, Any] = {"source": ["the ministry"], "claimant": "russia-ministry-of-defence"}

# the figures of one article in their order -> what cannot hold
PARTS: list[tuple[list[tuple[str, float, dict[str, Any]]], list[str]]] = [
    ([("600", 600, {}), ("400", 400, {"metric": "killed"})], []),
    ([("600", 600, {}), ("700", 700, {"metric": "killed"})], ["700 military killed, but 600 military casualties"]),
    ([("700", 700, {"metric": "wounded"}), ("600", 600, {})], ["700 military wounded, but 600 military casualties"]),
    (
        [("12", 12, KILLED), ("15", 15, {**KILLED, "population": "children"})],
        ["15 children killed, but 12 people killed"],
    ),
    (
        [
            ("50", 50, {"metric": "captured", "population": "combatants"}),
            ("60", 60, {"metric": "captured", "population": "militants"}),
        ],
        ["60 militants captured, but 50 combatants captured"],
    ),
    (
        [
            ("9,000", 9000, {"metric": "displaced", "population": "people", "aggregation": "stock"}),
            ("9,500", 9500, {"metric": "displaced", "population": "women", "aggregation": "stock"}),
        ],
        ["9,500 women displaced, but 9,000 people displaced"],
    ),
    # each below the whole, together above it; told twice a part counts once
    (
        [("100", 100, CASUALTIES), ("70", 70, KILLED), ("71", 71, KILLED), ("40", 40, {**KILLED, "metric": "wounded"})],
        ["40 people wounded and 70 people killed, but 100 people casualties"],
    ),
    ([("100", 100, CASUALTIES), ("60", 60, KILLED), ("40", 40, {**KILLED, "metric": "wounded"})], []),
    # nothing is above an open whole
    ([("12", 12, {**KILLED, **OPEN}), ("15", 15, {**KILLED, "population": "children"})], []),
    # of two wholes it belongs to the larger
    ([("250", 250, KILLED), ("1", 1, KILLED), ("12", 12, {**KILLED, "population": "women"})], []),
    # a whole is told before its parts of other people; another voice, place, side or time has a whole of its own
    ([("15", 15, {**KILLED, "population": "children"}), ("2", 2, KILLED)], []),
    ([("12", 12, KILLED), ("15", 15, {**KILLED, **MOSCOW, "population": "children"})], []),
    ([("12", 12, KILLED), ("15", 15, {**KILLED, "place_key": "Sumy", "population": "children"})], []),
    ([("12", 12, KILLED), ("15", 15, {**KILLED, "actor": "UKR", "population": "children"})], []),
    ([("12", 12, KILLED), ("15", 15, {**KILLED, "period_end": "2025-01-01", "population": "children"})], []),
    # journalists are no part of the soldiers
    ([("12", 12, {**KILLED, "population": "military"}), ("15", 15, {**KILLED, "population": "journalists"})], []),
]


def test_no_part_is_above_its_whole(world: Any, ledger: duckdb.DuckDBPyConnection) -> None:
    night = world()
    for number, (figures, _) in enumerate(PARTS):
        article = night.article(str(number), " then ".join(f"<{expr}>" for expr, *_ in figures))
        for expr, best, fields in figures:
            claim = night.claim(article, f"<{expr}>", best, **fields)
            claim.update(expr=expr, start=claim["start"] + 1, end=claim["end"] - 1)
    night.load(ledger)
    told: dict[str, list[str]] = {str(number): [] for number in range(len(PARTS))}
    for url, words in ask(ledger, "SELECT url, words FROM inconsistencies ORDER BY words"):
        told[url.rsplit("/")[-1]].append(words)
    for number, (figures, found) in enumerate(PARTS):
        assert told[str(number)] == found, figures
