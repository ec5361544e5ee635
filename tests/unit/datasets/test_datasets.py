"""Reading data sets: what becomes a claim, and what is refused or flagged, row by row, with its reason."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from flows.articles.records import Raw
from flows.datasets.frames import Found, read_dataset
from flows.datasets.mapping import Mapping, MappingError, load_mapping, names, parse_mapping

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)

MINE = """
name: mine
version: 1
title: My series
publisher: Me
format: csv
key: [day]
date: day
defaults: {metric: killed, population: people, actor: UKR, country: UKR, source: Me, aggregation: cumulative}
claims:
  - {field: dead, required: true}
  - {field: hurt, metric: wounded}
"""


def read(data: str | list[Any], mapping: Mapping) -> Found:
    content = data if isinstance(data, str) else json.dumps(data)
    raw = Raw("dataset:x", content.encode(), "text/csv", "utf-8", NOW, warc_file="x.warc.gz", warc_offset=0)
    return read_dataset(raw, mapping, run_id="r", seen_at=NOW)


def reasons(found: Found) -> list[tuple[int | None, str]]:
    return [(refusal["line"], refusal["reason"]) for refusal in found.refusals]


def mine(*rows: str, head: str = "day,dead,hurt") -> Found:
    return read("\n".join([head, *rows]) + "\n", parse_mapping(MINE, "mine.yml"))


def test_a_row_is_an_article_and_its_cells_are_claims_on_its_text() -> None:
    found = mine("2024-06-01,500,700")
    (article,) = found.articles
    assert article["text"] == "dead: 500\nhurt: 700\nday: 2024-06-01"
    assert article["published_on"].isoformat() == "2024-06-01"
    for claim, (metric, best, sentence) in zip(
        found.claims, [("killed", 500.0, "dead: 500"), ("wounded", 700.0, "hurt: 700")], strict=True
    ):
        assert (claim["metric"], claim["best"], claim["sentence"]) == (metric, best, sentence)
        assert article["text"][claim["start"] : claim["end"]] == claim["expr"]
        assert claim["extractor_version"] == "dataset-mine-1"


BAD = [
    # rows; what is refused, by row; how many claims are left
    (["2024-06-01,,7", "2024-06-02,501,7"], [(1, "missing-column")], 2),
    (["2024-06-01,5k,7", "2024-06-02,501,7"], [(1, "unit-changed")], 3),
    (["2024-06-01,390000,7", "2024-06-02,391,7"], [(2, "unit-changed")], 3),  # thousands instead of units
    (["2024-06-01,500,7", "2024-06-01,501,7"], [(2, "duplicate-day")], 2),
    (["2026-11-24,500,7", "2024-06-01,500,7"], [(1, "future-date")], 2),
    (["2024-06-31,500,7", "2024-06-01,500,7"], [(1, "malformed-date")], 2),
    (["2024-06-01,-5,7"], [(1, "negative")], 1),
]


@pytest.mark.parametrize(("rows", "refused", "claims"), BAD)
def test_a_bad_row_is_refused_with_its_reason_and_the_rest_goes_on(
    rows: list[str], refused: list[tuple[int, str]], claims: int
) -> None:
    found = mine(*rows)
    assert reasons(found) == refused
    assert len(found.claims) == claims


def test_a_total_that_falls_is_loaded_and_flagged() -> None:
    found = mine("2024-06-01,500,7", "2024-06-02,490,8")
    assert [claim["best"] for claim in found.claims] == [500, 7, 490, 8]
    assert found.flagged == ["row 2: dead fallen-cumulative"]
    assert found.articles[1]["flags"] == ["fallen-cumulative"]
    assert json.loads(found.claims[2]["reasons"])["flag"] == "fallen-cumulative"


def test_columns_that_the_mapping_does_not_know_or_miss_are_told_once() -> None:
    found = mine("2024-06-01,500,x", "2024-06-02,501,y", head="day,dead,remarks")
    assert reasons(found) == [(None, "unknown-column"), (None, "missing-column")]
    assert len(found.claims) == 2


def test_the_same_key_with_other_content_is_another_version_of_the_same_article() -> None:
    first, second = mine("2024-06-01,500,7").articles[0], mine("2024-06-01,510,7").articles[0]
    assert first["article_id"] == second["article_id"]
    assert first["article_version_id"] != second["article_version_id"]


def test_a_file_that_is_something_else_is_refused_as_a_whole() -> None:
    assert reasons(read("{not json", load_mapping("gaza-daily"))) == [(None, "unreadable")]
    assert reasons(mine("2024-06-01,500,7,9")) == [(None, "unreadable")]


@pytest.mark.parametrize(
    ("hedge", "qualifier", "bounds", "expr"),
    [
        ("about", "approximately", (None, 2800.0, None), "about 2800"),
        ("more", "more_than", (2800.0, 2800.0, None), "more 2800"),
        (None, "exact", (2800.0, 2800.0, 2800.0), "2800"),
    ],
)
def test_hedges_become_qualifiers(
    hedge: str | None, qualifier: str, bounds: tuple[float | None, ...], expr: str
) -> None:
    row = {"date": "2022-02-25", "day": 2, "personnel": 2800, **({"personnel*": hedge} if hedge else {})}
    (claim,) = read([row], load_mapping("ua-general-staff-personnel")).claims
    assert (claim["qualifier"], (claim["low"], claim["best"], claim["high"]), claim["expr"]) == (
        qualifier,
        bounds,
        expr,
    )


def test_an_unknown_hedge_is_refused() -> None:
    row = {"date": "2022-02-25", "personnel": 2800, "personnel*": "surely"}
    assert reasons(read([row], load_mapping("ua-general-staff-personnel")))[0] == (1, "unknown-hedge")


HEAD = "date,estimate_low,estimate_high,estimate,type,source,source_url,country"


@pytest.mark.parametrize(
    ("row", "claimant", "source", "bounds"),
    [
        ("01/04/2022,,,11966,casualties,UK MoD,,russia", "uk-ministry-of-defence", ["UK MoD"], (11966, 11966, 11966)),
        (
            "29/06/2022,,25000,,deaths,UK Ministry of Defence,,russia",
            "uk-ministry-of-defence",
            ["UK Ministry of Defence"],
            (None, 25000, 25000),
        ),
        (
            '01/08/2022,"15,000","20,000",,deaths,US officials (via NYT),,russia',
            "us-officials",
            ["US officials", "NYT"],
            (15000, 17500, 20000),
        ),
        ("30/11/2023,290000,350000,320000,casualties,CSIS,,ukraine", "csis", ["CSIS"], (290000, 320000, 350000)),
        ("30/11/2023,290000,,,casualties,CSIS,,ukraine", "csis", ["CSIS"], (290000, 290000, None)),
    ],
)
def test_estimates_with_bounds_relays_and_two_names_for_one_claimant(
    row: str, claimant: str, source: list[str], bounds: tuple[float | None, ...]
) -> None:
    (claim,) = read(f"{HEAD}\n{row}\n", load_mapping("economist-ukraine")).claims
    assert (claim["claimant"], claim["source"]) == (claimant, source)
    assert (claim["low"], claim["best"], claim["high"]) == bounds


def test_what_is_filled_in_is_kept_apart_from_what_was_reported() -> None:
    rows = [
        {"report_date": "2023-10-20", "report_source": "mohtel", "report_period": 48, "killed_cum": 4137,
         "killed": 352, "ext_killed_cum": 4137},
        {"report_date": "2023-10-21", "report_source": "missing", "report_period": 0, "ext_killed_cum": 4385},
    ]  # fmt: skip
    found = read(rows, load_mapping("gaza-daily"))
    told = [(claim["claimant"], claim["population_text"], claim["best"]) for claim in found.claims]
    assert told == [
        ("gaza-health-ministry", "killed_cum", 4137.0),
        ("gaza-health-ministry", "killed", 352.0),
        ("tech-for-palestine", "ext_killed_cum", 4385.0),
    ]
    # a report of 48 hours covers two days
    assert (found.claims[1]["period_start"], found.claims[1]["period_end"]) == ("2023-10-19", "2023-10-20")


def test_events_keep_best_low_high_and_sides() -> None:
    row = {"id": 1, "low": 8, "best": 9, "high": 12, "deaths_a": 0, "deaths_b": 8, "deaths_civilians": 1,
           "deaths_unknown": 0, "side_a": "Government of Uganda", "side_b": "LRA, anti-Balaka",
           "date_start": "2013-09-25T00:00:00", "date_end": "2013-10-01T00:00:00", "where_coordinates": "Bangui",
           "country": "Central African Republic", "source_date": "2013-10-03"}  # fmt: skip
    found = read(json.dumps(row), load_mapping("ucdp-ged"))
    told = [(claim["population"], claim["actor"], claim["low"], claim["best"], claim["high"]) for claim in found.claims]
    assert told == [("people", None, 8.0, 9.0, 12.0), ("civilians", None, 1.0, 1.0, 1.0), ("combatants", None, 8, 8, 8)]
    event = found.claims[0]
    assert (event["aggregation"], event["period_start"], event["period_end"]) == ("period", "2013-09-25", "2013-10-01")
    assert (event["country"], event["place_key"]) == ("CAF", "Bangui")
    bad = {**row, "low": 10}
    assert reasons(read(json.dumps(bad), load_mapping("ucdp-ged")))[0] == (1, "bounds-order")


# the columns of UCDP's published CSV, version 25.1, in its order
UCDP = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,"
    "dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,"
    "source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,"
    "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,"
    "date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)


def ucdp(**cells: str) -> Found:
    """One made-up event in the published form."""
    given = {
        "id": "7", "type_of_violence": "1", "side_a": "Government of Syria", "side_b": "IS", "where_prec": "3",
        "where_coordinates": "Palmyra town", "country": "Syria", "event_clarity": "1", "date_prec": "2",
        "date_start": "2017-01-11 00:00:00.000", "date_end": "2017-01-12 00:00:00.000",
        "source_headline": "Fighting near Palmyra; dozens dead", "source_date": "2017-01-12;2017-01-14",
        "deaths_a": "4",
        "deaths_b": "6", "deaths_civilians": "0", "deaths_unknown": "0", "best": "10", "low": "10", "high": "12",
    } | cells  # fmt: skip
    row = ",".join(f'"{given[name]}"' if name in given else "" for name in UCDP.split(","))
    return read(f"{UCDP}\n{row}\n", load_mapping("ucdp-ged"))


def test_the_published_csv_of_events_is_read_with_its_precisions() -> None:
    found = ucdp()
    assert reasons(found) == []
    told = [(claim["population"], claim["actor"], claim["low"], claim["best"], claim["high"]) for claim in found.claims]
    assert told == [
        ("people", None, 10, 10, 12),
        ("combatants", "SYR", 4, 4, 4),
        ("combatants", "islamic-state", 6, 6, 6),
    ]
    event = found.claims[0]
    assert (event["country"], event["place_key"]) == ("SYR", "Palmyra town")
    assert (event["period_start"], event["period_end"]) == ("2017-01-11", "2017-01-12")
    kept = {"where_prec": "3", "date_prec": "2", "event_clarity": "1", "type_of_violence": "1"}
    assert kept.items() <= json.loads(event["reasons"]).items()
    # of two sources the later: before it the figure cannot have been said
    assert (found.articles[0]["published_on"].isoformat(), found.articles[0]["flags"]) == ("2017-01-14", [])


def test_the_same_event_in_both_forms_is_one_article() -> None:
    row = {"id": 7, "low": 10, "best": 10, "high": 12, "date_start": "2017-01-11T00:00:00", "country": "Syria",
           "date_end": "2017-01-12T00:00:00", "where_coordinates": "Palmyra", "source_date": "2017-01-14"}  # fmt: skip
    found = read(json.dumps(row), load_mapping("ucdp-ged"))
    assert found.articles[0]["article_id"] == ucdp().articles[0]["article_id"]


@pytest.mark.parametrize(
    ("source_date", "said_on", "flags"),
    [
        ("2017-01-12", "2017-01-12", []),
        ("2017-01-11", "2017-01-11", []),  # the day is uncertain: within what it may be nothing is odd
        ("2017-01-10", "2017-01-12", ["said-before-event"]),
        ("1753-01-01", "2017-01-12", ["said-before-event"]),  # an empty date, as some databases write it
        ("", "2017-01-12", []),
    ],
)
def test_a_source_dated_before_the_event_is_flagged(source_date: str, said_on: str, flags: list[str]) -> None:
    found = ucdp(source_date=source_date)
    (article,) = found.articles
    assert (article["published_on"].isoformat(), article["flags"]) == (said_on, flags)
    assert len(found.claims) == 3
    assert [json.loads(claim["reasons"]).get("flag") for claim in found.claims] == [flags[0] if flags else None] * 3
    assert found.flagged == [f"row 1: source_date {source_date} said-before-event" for _ in flags]
    assert f"source_date: {source_date}" in article["text"] or not source_date


def test_a_whole_country_is_called_as_we_call_it() -> None:
    found = ucdp(where_coordinates="Myanmar (Burma)", country="Myanmar (Burma)", where_prec="6")
    assert (found.claims[0]["country"], found.claims[0]["place_key"]) == ("MMR", "Myanmar")


def test_a_source_date_that_is_no_day_refuses_its_row() -> None:
    assert reasons(ucdp(source_date="2017-01-12;soon")) == [(1, "malformed-date")]


def test_corrections_are_no_claims() -> None:
    rows = [{"date": "2022-10-13", "day": 231, "APC": -25, "drone": 20, "tank": 0}]
    found = read(rows, load_mapping("ua-general-staff-corrections"))
    assert found.claims == found.articles == []
    assert [(c["word"], c["change"]) for c in found.corrections] == [("APC", -25.0), ("drone", 20.0)]


@pytest.mark.parametrize("name", names())
def test_every_mapping_explains_itself_and_its_words_are_defined(name: str) -> None:
    mapping = load_mapping(name)
    head = mapping.text.split("\nname:")[0]
    assert "Source of the file:" in head
    assert "Rules:" in head or "Rules, for" in head
    assert mapping.name == name
    assert mapping.licence != "not told"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name: [", "mine.yml"),
        ("- a list", "a mapping of keys was expected"),
        (MINE + "colour: red\n", "unknown keys colour"),
        (MINE.replace("format: csv", "format: xml"), "format 'xml'"),
        (MINE.replace("version: 1\n", ""), "version is missing"),
        (MINE.replace("field: hurt", "feild: hurt"), "unknown keys feild"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_said(text: str, fault: str) -> None:
    with pytest.raises(MappingError, match=fault):
        parse_mapping(text, "mine.yml")


def test_a_name_that_is_no_data_set_is_said() -> None:
    with pytest.raises(MappingError, match="no data set that is known"):
        load_mapping("nothing")
