"""The vocabularies as data: each explains itself, and they agree with each other."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from schemas import vocabulary

SHARED = Path(__file__).resolve().parents[3] / "shared" / "gold"
OURS = [
    "conventions",
    "definitions",
    "enums",
    "glyphs",
    "items",
    "metrics",
    "populations",
    "qualifiers",
    "reasons",
    "vague",
    "yardsticks",
]


@pytest.mark.parametrize("name", OURS)
def test_a_vocabulary_opens_with_its_rules_and_its_source(name: str) -> None:
    lines = (files("schemas.vocabulary") / f"{name}.yml").read_text("utf-8").splitlines()
    head = " ".join(lines[: next(n for n, line in enumerate(lines) if not line.startswith("#"))])
    assert "Rules:" in head
    assert "Source:" in head


@pytest.mark.parametrize("name", ["glyphs", "items", "metrics", "populations", "qualifiers"])
def test_every_code_has_a_label_and_one_sentence(name: str) -> None:
    for code, entry in vocabulary.load(name).items():
        assert entry["label"], code
        assert entry["definition"].endswith("."), code
        assert entry["definition"].count(". ") == 0, code


def test_metrics_demand_items_exactly_where_they_count_no_people_or_events() -> None:
    metrics = vocabulary.load("metrics")
    assert {metric["counts"] for metric in metrics.values()} == {"people", "materiel", "events", "territory"}
    for code, metric in metrics.items():
        assert ("items" in metric) == (metric["counts"] in {"materiel", "territory"}), code
    used = {item for metric in metrics.values() for item in metric.get("items", [])}
    assert used == set(vocabulary.load("items"))


def test_there_is_one_default_convention() -> None:
    conventions = vocabulary.load("conventions")
    assert [name for name, convention in conventions.items() if convention.get("default")] == ["open-bounds"]
    for convention in conventions.values():
        assert vocabulary.load(convention["vague"]) if "vague" in convention else convention["words"] is not None
        assert convention["source"]
        assert convention["version"] >= 1


def test_vague_words_are_read_as_the_guidelines_have_them() -> None:
    if not SHARED.is_dir():
        pytest.skip("the annotation guidelines are not beside this clone")
    with (SHARED / "vague.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    given = {
        row["term"]: {name: int(row[name]) if row[name] else None for name in ("low", "best", "high")} for row in rows
    }
    assert vocabulary.load("vague") == given


def test_every_code_of_the_annotations_is_known() -> None:
    if not SHARED.is_dir():
        pytest.skip("the annotations are not beside this clone")
    from schemas import codes

    known = {
        "metric": set(vocabulary.load("metrics")),
        "qualifier": set(vocabulary.load("qualifiers")),
        "item": {None, *vocabulary.load("items")},
        "population": {None, *vocabulary.load("populations")},
        "kind": codes.enum("kind"),
        "rate_per": {None, *codes.enum("rate_per")},
        "aggregation": codes.enum("aggregation"),
        "status": codes.enum("status"),
        "likelihood": {None, *codes.enum("likelihood")},
        "actor": {None, *codes.actors()},
        "country": {None, *codes.countries()},
    }
    with (SHARED / "dev.jsonl").open(encoding="utf-8") as file:
        claims = [claim for line in file for claim in json.loads(line)["claims"]]
    unknown = {(name, claim[name]) for claim in claims for name, codes_ in known.items() if claim[name] not in codes_}
    assert len(claims) > 400
    assert unknown == set()


def test_the_vocabularies_load_without_pandas() -> None:
    asked = "import sys, schemas.vocabulary as v; v.load('metrics'); print({'pandas', 'pandera'} & set(sys.modules))"
    root = str(Path(__file__).resolve().parents[2])
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=root)
    assert answer.stdout == "set()\n"


def test_a_name_that_schemas_does_not_have_is_said() -> None:
    import schemas

    with pytest.raises(AttributeError, match="has no attribute 'SongModel'"):
        _ = schemas.SongModel
