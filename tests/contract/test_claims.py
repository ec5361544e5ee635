"""The model of claims: for each rule a row that keeps it and one that does not."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import ClaimModel, ColumnsDiffer, RejectModel, empty, validate, validate_claims, vocabulary

TEXT = "It is said that about 6,000 troops fell in Kursk, and 40 percent of them died."
VERSION = "a" * 32
EXPR = "about 6,000"
START = TEXT.index(EXPR)
ARTICLES = pd.DataFrame({"article_version_id": [VERSION], "text": [TEXT]})


def claim(**fields: Any) -> dict[str, Any]:
    """A claim that keeps every rule, but for what is given."""
    row = {
        "claim_id": "0" * 32,
        "article_version_id": VERSION,
        "start": START,
        "end": START + len(EXPR),
        "expr": EXPR,
        "kind": "count",
        "rate_per": None,
        "qualifier": "approximately",
        "low": None,
        "best": 6000.0,
        "high": None,
        "metric": "casualties",
        "item": None,
        "population": "military",
        "actor": "PRK",
        "actor_text": "North Korean",
        "population_text": "troops",
        "source": ["the ministry"],
        "claimant": None,
        "place": ["Kursk"],
        "place_key": "Kursk",
        "country": "RUS",
        "aggregation": "cumulative",
        "period_start": None,
        "period_end": "2025-06",
        "status": "reported",
        "likelihood": None,
        "sentence": TEXT,
        "sentence_start": 0,
        "reasons": '{"metric": "fell"}',
        "extractor_version": "1",
    }
    assert row.keys() >= fields.keys()
    return {**row, **fields}


def reasons(*rows: dict[str, Any]) -> list[str]:
    """The reasons for which the rows are refused; empty where all go on."""
    _, rejects = validate_claims(pd.DataFrame(list(rows)), ARTICLES)
    return sorted(rejects["reason"])


BOUNDS = {"low": 6000.0, "best": 6000.0, "high": 6000.0}
TANKS = {"metric": "equipment_lost", "item": "tank", "population": None}

GOOD: list[dict[str, Any]] = [
    {},
    {"qualifier": "exact", **BOUNDS},
    {"qualifier": "exact", "low": 0, "best": 0, "high": 0},
    {"kind": "share", "best": 0.4},
    {"kind": "share", "best": 1},
    {"kind": "rate", "rate_per": "day"},
    TANKS,
    {"metric": "attacks", "population": None},
    {"metric": "territory", "item": "km2", "population": None},
    {"actor": None, "country": None, "place_key": None, "place": [], "source": []},
    {"actor": "SUN"},
    {"actor": "hamas"},
    {"actor": "un"},
    {"country": "XKX"},
    {"claimant": min(vocabulary.claimant_codes())},
    {"period_start": "2024", "period_end": "2024-10-05"},
    {"period_start": "2024-10-05", "period_end": "2024"},  # the end is the whole year
    {"period_start": "2024-10-05", "period_end": "2024-10-05"},
    {"period_start": "2022-02-24", "period_end": None},
    {"status": "denied", "likelihood": "remote_chance"},
]

BAD: list[tuple[dict[str, Any], str]] = [
    ({"claim_id": "x"}, "claim-id-malformed"),
    ({"article_version_id": None}, "article-version-id-missing"),
    ({"start": -1}, "start-range,span-length"),
    ({"end": START}, "span-order"),
    ({"end": START + 3}, "span-length"),
    ({"expr": "  "}, "expr-malformed,span-length"),
    ({"kind": "number"}, "kind-unknown"),
    ({"kind": "rate"}, "rate-unit"),
    ({"rate_per": "day"}, "rate-unit"),
    ({"kind": "rate", "rate_per": "fortnight"}, "rate-per-unknown"),
    ({"kind": "share", "best": 40}, "share-range"),
    ({"qualifier": "roughly"}, "qualifier-unknown"),
    ({"best": None}, "best-missing"),
    ({"best": -1}, "best-range"),
    ({"best": float("inf")}, "best-range"),
    ({"metric": "hurt"}, "metric-unknown"),
    ({"item": "tank"}, "item-for-metric"),
    ({**TANKS, "item": None}, "item-for-metric"),
    ({**TANKS, "item": "km2"}, "item-for-metric"),
    ({**TANKS, "item": "zeppelin"}, "item-unknown,item-for-metric"),
    ({**TANKS, "population": "people"}, "population-for-metric"),
    ({"population": None}, "population-for-metric"),
    ({"population": "soldiers"}, "population-unknown"),
    ({"metric": "attacks", "population": None, "item": "drone"}, "item-for-metric"),
    ({"actor": "North Korea"}, "actor-unknown"),
    ({"country": "RU"}, "country-unknown"),
    ({"country": "hamas"}, "country-unknown"),
    ({"claimant": "nobody-registered"}, "claimant-unknown"),
    ({"source": "the ministry"}, "source-malformed"),
    ({"source": None}, "source-missing"),
    ({"place": [""]}, "place-malformed"),
    ({"place_key": ""}, "place-key-malformed"),
    ({"aggregation": "total"}, "aggregation-unknown"),
    ({"period_end": "2025-02-30"}, "period-end-malformed"),
    ({"period_start": "June 2025"}, "period-start-malformed"),
    ({"period_start": "2025-07", "period_end": "2025-06-30"}, "period-order"),
    ({"period_start": "2026", "period_end": "2025-06-30"}, "period-order"),
    ({"status": "true"}, "status-unknown"),
    ({"likelihood": "perhaps"}, "likelihood-unknown"),
    ({"sentence": None}, "sentence-missing"),
    ({"sentence_start": -1}, "sentence-start-range"),
    ({"reasons": "fell"}, "reasons-malformed"),
    ({"reasons": "[]"}, "reasons-malformed"),
    ({"extractor_version": ""}, "extractor-version-malformed"),
    # what only the text of the article tells
    ({"article_version_id": "b" * 32}, "article-unknown"),
    ({"start": START + 1, "end": START + 1 + len(EXPR)}, "span-mismatch"),
    ({"expr": "about 7,000"}, "span-mismatch"),
]


def test_claims_that_keep_every_rule_go_on() -> None:
    assert reasons(*(claim(**fields) for fields in GOOD)) == []


def test_a_claim_that_breaks_a_rule_is_refused_for_it_and_for_nothing_else() -> None:
    # the words for its population tell which is which
    rows = [claim(**{"population_text": str(number), **fields}) for number, (fields, _) in enumerate(BAD)]
    valid, rejects = validate_claims(pd.DataFrame([*rows, claim()]), ARTICLES)
    assert len(valid) == 1
    found = {
        int(json.loads(row)["population_text"]): set(codes.split(","))
        for row, codes in zip(rejects["row"], rejects["reason"], strict=True)
    }
    assert found == {number: set(reason.split(",")) for number, (_, reason) in enumerate(BAD)}


def shape(qualifier: str, low: float | None, best: float, high: float | None) -> bool:
    """The table "Bounds" of the guidelines, row by row."""
    ordered = (low is None or low <= best) and (high is None or best <= high)
    return (
        ordered
        and {
            "exact": low == best == high,
            "approximately": low is None and high is None,
            "at_least": low == best and high is None,
            "more_than": low == best and high is None,
            "at_most": low is None and high == best,
            "less_than": low is None and high == best,
            "nearly": low is None and high == best,
            "between": low is not None and high is not None and low < high,
            "vague": low is not None,
        }[qualifier]
    )


BOUND = st.one_of(st.none(), st.sampled_from([0.0, 1.0, 2.0, 3.0]))
ROWS = st.tuples(st.sampled_from(sorted(vocabulary.load("qualifiers"))), BOUND, st.sampled_from([1.0, 2.0]), BOUND)


@settings(max_examples=15, deadline=None)
@given(st.lists(ROWS, min_size=30, max_size=80))
def test_bounds_are_accepted_exactly_where_the_guidelines_have_them(
    rows: list[tuple[str, float | None, float, float | None]],
) -> None:
    named = [
        claim(claim_id=f"{number:032x}", qualifier=qualifier, low=low, best=best, high=high)
        for number, (qualifier, low, best, high) in enumerate(rows)
    ]
    valid, rejects = validate(pd.DataFrame(named), ClaimModel)
    assert valid["claim_id"].tolist() == [f"{n:032x}" for n, row in enumerate(rows) if shape(*row)]
    assert len(valid) + len(rejects) == len(rows)
    assert {code for codes in rejects["reason"] for code in codes.split(",")} <= {"bounds-order", "bounds-shape"}


def test_every_qualifier_has_a_shape_that_some_bounds_keep() -> None:
    rows = [
        claim(qualifier=qualifier, low=low, best=2.0, high=high)
        for qualifier in vocabulary.load("qualifiers")
        for low in (None, 1.0, 2.0)
        for high in (None, 2.0, 3.0)
    ]
    valid, _ = validate(pd.DataFrame(rows), ClaimModel)
    assert set(valid["qualifier"]) == set(vocabulary.load("qualifiers"))


def test_every_reading_of_a_vague_word_is_a_valid_claim() -> None:
    readings = [bounds for bounds in vocabulary.load("vague").values() if bounds["best"] is not None]
    rows = [claim(qualifier="approximately" if b["low"] is None else "vague", **b) for b in readings]
    assert len(rows) > 15
    assert reasons(*rows) == []


def test_a_reject_tells_a_person_what_is_wrong_and_keeps_the_row() -> None:
    row = claim(low=7000.0, qualifier="at_least", actor="Nowhere")
    moment = datetime(2025, 6, 20, tzinfo=UTC)
    valid, rejects = validate(pd.DataFrame([claim(), row]), ClaimModel, run_id="r", rejected_at=moment)
    assert len(valid) == 1
    reject = RejectModel.validate(rejects).iloc[0].to_dict()
    assert set(reject["reason"].split(",")) == {"actor-unknown", "bounds-order", "bounds-shape"}
    assert "The bounds are out of order: low 7000, best 6000, high none." in reject["message"]
    assert "The field actor holds a value that is not in the vocabulary: Nowhere." in reject["message"]
    assert (reject["stage"], reject["run_id"], reject["rejected_at"]) == ("validate", "r", pd.Timestamp(moment))
    assert reject["article_version_id"] == VERSION
    assert json.loads(reject["row"]) == row


def test_the_same_refusal_has_the_same_id_in_another_run() -> None:
    frame = pd.DataFrame([claim(actor="Nowhere"), claim(actor="Elsewhere")])
    ids = [validate(frame, ClaimModel, run_id=run)[1]["reject_id"].tolist() for run in ("one", "two")]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


def test_good_rows_keep_their_order_whatever_the_index() -> None:
    rows = [claim(claim_id=f"{n:032x}", actor="Nowhere" if n == 1 else "PRK") for n in range(4)]
    valid, rejects = validate(pd.DataFrame(rows, index=[7, 7, 7, 3]), ClaimModel)
    assert valid["claim_id"].str[-1].tolist() == ["0", "2", "3"]
    assert len(rejects) == 1


def test_a_value_of_a_wrong_type_costs_its_row_and_no_other() -> None:
    rows = [claim(best="six"), claim(start=None), claim(start="x"), claim(low="n/a"), claim(), claim(actor="Nowhere")]
    valid, rejects = validate(pd.DataFrame(rows), ClaimModel)
    assert len(valid) == 1
    # a text is not the open bound that "about" demands, so that one has two faults
    assert sorted(rejects["reason"]) == [
        "actor-unknown",
        "best-type",
        "bounds-shape,low-type",
        "start-missing",
        "start-type",
    ]


@pytest.mark.parametrize("change", [{"columns": ["low"]}, None])
def test_a_column_missing_or_unknown_is_an_error_of_the_program(change: dict[str, Any] | None) -> None:
    frame = pd.DataFrame([claim()])
    changed = frame.drop(**change) if change else frame.assign(extra=1)
    with pytest.raises(ColumnsDiffer, match="low" if change else "extra"):
        validate(changed, ClaimModel)


def test_no_rows_are_no_fault() -> None:
    valid, rejects = validate_claims(empty(ClaimModel), ARTICLES)
    assert (len(valid), len(rejects)) == (0, 0)
    assert list(valid.columns) == list(claim())
