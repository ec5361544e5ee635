"""The word lists of English: structure, codes, plural and verb forms, no word with two meanings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

import pytest

from flows.claims.lexicon import normal, words
from flows.claims.text.nouns import model_table, noun_table, plural_of
from schemas import codes, vocabulary

LISTS = files("flows.claims.lexicon") / "en"
PEOPLE, MATERIEL, SPEAKERS = words("people"), words("materiel"), words("speakers")
POPULATIONS = [code for code in PEOPLE if code != "not_people"]
NOUN_KEYS = {"noun", "plural", "metric", "weak"}
VERB_KEYS = {"verb", "past", "participle", "gerund", "third", "weak"}
# Words whose plural the regular rule misses, and words of the same ending that follow it.
IRREGULAR = re.compile(r"(?:\b|[a-z])(?:man|woman|child|foot|wife|life|loaf|half|craft|person|personnel|staff|series)$")
REGULAR = {"human"}


def entry(row: Any, key: str = "noun") -> dict[str, Any]:
    return {key: row} if isinstance(row, str) else row


def forms(row: Any) -> set[tuple[str, ...]]:
    noun = entry(row)
    return {normal(noun["noun"]), normal(noun.get("plural") or plural_of(noun["noun"]))}


def groups() -> Iterator[tuple[str, list[Any]]]:
    for code in POPULATIONS:
        yield f"people {code}", PEOPLE[code]
    for sort, rows in PEOPLE["not_people"].items():
        yield f"not people {sort}", rows
    for item, rows in MATERIEL["items"].items():
        yield f"item {item}", rows
    for sort in ("buildings", "events", "struck", "territory"):
        yield sort, MATERIEL[sort]
    for sort, rows in SPEAKERS["nouns"].items():
        yield f"speaker {sort}", rows


def doubled(named: Iterable[tuple[str, list[Any]]]) -> dict[tuple[str, ...], str]:
    """Forms that two entries share, under different names or one; an entry may repeat its own."""
    seen: dict[tuple[str, ...], str] = {}
    found = {}
    for name, rows in named:
        for row in rows:
            for form in forms(row):
                if form in seen:
                    found[form] = f"{seen[form]} and {name}"
                seen[form] = name
    return found


@pytest.mark.parametrize("name", ["people", "materiel", "speakers"])
def test_file_opens_with_its_rules_and_sources(name: str) -> None:
    lines = (LISTS / f"{name}.yml").read_text("utf-8").splitlines()
    header = lines[: next(i for i, line in enumerate(lines) if not line.startswith("#"))]
    assert any(line.startswith("# Source") for line in header)
    assert any(line.startswith("# Rules") for line in header)
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize(("name", "rows"), list(groups()))
def test_nouns_are_well_formed(name: str, rows: list[Any]) -> None:
    allowed = NOUN_KEYS | {"item", "factor"} if name == "territory" else NOUN_KEYS
    for row in rows:
        noun = entry(row)
        assert noun.keys() <= allowed, noun
        assert all(isinstance(noun.get(key, ""), str) for key in ("noun", "plural", "metric")), noun
        assert noun["noun"] == noun["noun"].strip() != ""
        assert noun.get("weak", True) is True, noun


@pytest.mark.parametrize(("name", "rows"), list(groups()))
def test_irregular_plurals_are_given(name: str, rows: list[Any]) -> None:
    missing = [entry(row)["noun"] for row in rows if "plural" not in entry(row)]
    assert [noun for noun in missing if IRREGULAR.search(noun) and noun not in REGULAR] == []


def test_populations_are_those_of_the_vocabulary() -> None:
    assert set(POPULATIONS) == vocabulary.load("populations").keys()


def test_people_carry_only_metrics_of_people() -> None:
    metrics = {entry(row).get("metric") for code in POPULATIONS for row in PEOPLE[code]} - {None}
    assert metrics <= codes.metrics_counting("people")
    assert {"killed", "wounded", "casualties", "captured", "abducted", "displaced", "refugees"} <= metrics


def test_items_are_those_of_the_vocabulary() -> None:
    items = set(vocabulary.load("items")) - {"settlement", "km2", "building"}
    assert MATERIEL["items"].keys() == items
    assert MATERIEL["models"].keys() <= items
    assert {row["item"] for row in MATERIEL["territory"]} == {"settlement", "km2"}


def test_areas_convert_to_square_kilometres() -> None:
    mile_km = 1.609344  # the international mile, exact by definition
    for row in MATERIEL["territory"]:
        if row["item"] == "km2":
            assert row["factor"] == pytest.approx(mile_km**2 if re.search(r"\bmi", row["noun"]) else 1)


def test_there_are_enough() -> None:
    assert sum(len(PEOPLE[code]) for code in POPULATIONS) >= 350
    assert sum(map(len, PEOPLE["not_people"].values())) >= 200


def test_no_word_for_people_or_materiel_has_two_meanings() -> None:
    counted = [group for group in groups() if group[0] not in ("struck", "territory") and group[0][:7] != "speaker"]
    assert doubled(counted) == {}


@pytest.mark.parametrize("name", ["struck", "territory"])
def test_words_that_count_only_in_use_are_listed_once(name: str) -> None:
    assert doubled([(name, MATERIEL[name])]) == {}


def test_no_model_is_listed_twice() -> None:
    seen: dict[str, str] = {}
    for item, rows in MATERIEL["models"].items():
        for row in rows:
            name = entry(row)["noun"]
            assert entry(row).keys() <= {"noun", "weak"}
            assert any(letter.isupper() for letter in name), name
            assert name not in seen, (name, seen.get(name), item)
            seen[name] = item


def test_no_model_name_is_an_ordinary_noun() -> None:
    strong = {normal(entry(row)["noun"]) for rows in MATERIEL["models"].values() for row in rows}
    ordinary = {normal(entry(row)["noun"]) for name, rows in groups() for row in rows}
    assert strong & ordinary == set()


@pytest.mark.parametrize(
    ("phrase", "sort", "code", "metric"),
    [
        ("servicemen", "people", "military", None),
        ("passers-by", "people", "civilians", None),
        ("prisoners of war", "people", "prisoners", "captured"),
        ("hostages", "people", "people", "abducted"),
        ("police officers", "people", "police", None),
        ("blue helmets", "people", "peacekeepers", None),
        ("rescuers", "people", "medical_workers", None),
        ("schoolchildren", "people", "children", None),
        ("gunmen", "people", "militants", None),
        ("infantry fighting vehicles", "materiel", "armoured_vehicle", None),
        ("multiple rocket launchers", "materiel", "artillery", None),
        ("launchers", "materiel", "weapon", None),
        ("glide bombs", "materiel", "bomb", None),
        ("UAVs", "materiel", "drone", None),
        ("landing craft", "materiel", "ship", None),
        ("helicopter gunships", "materiel", "helicopter", None),
        ("apartment blocks", "building", "building", None),
        ("air strikes", "event", "", None),
        ("square miles", "territory", "km2", None),
        ("months", "other", "time", None),
        ("mass graves", "other", "unit_of_force", None),
    ],
)
def test_nouns_mean_what_the_guidelines_say(phrase: str, sort: str, code: str, metric: str | None) -> None:
    tokens = list(normal(phrase))
    found = noun_table().at(tokens, 0)
    assert found is not None
    assert found[0] == len(tokens)
    assert (found[1].sort, found[1].code, found[1].metric) == (sort, code, metric)


@pytest.mark.parametrize(
    ("model", "item"),
    [
        ("Shahed-136", "drone"), ("Kh-101", "missile"), ("Tochka-U", "missile"), ("T-72B3", "tank"),
        ("BMP-2", "armoured_vehicle"), ("HIMARS", "artillery"), ("Iris-T", "air_defence"), ("Su-34", "aircraft"),
        ("Ka-52", "helicopter"), ("KAB-500", "bomb"), ("Qassam", "rocket"),
    ],
)  # fmt: skip
def test_models_belong_to_their_item(model: str, item: str) -> None:
    found = model_table().at(list(normal(model)), 0)
    assert found is not None
    assert found[1].code == item


def verbs() -> list[dict[str, Any]]:
    return [entry(row, "verb") for rows in SPEAKERS["verbs"].values() for row in rows]


def test_verbs_are_well_formed() -> None:
    assert SPEAKERS["verbs"].keys() == {"neutral", "finding", "belief", "denial", "planning"}
    for verb in verbs():
        assert verb.keys() <= VERB_KEYS, verb
        assert all(isinstance(form, str) for key, form in verb.items() if key != "weak"), verb
        assert verb.get("weak", True) is True, verb
    bases = [verb["verb"] for verb in verbs()]
    assert len(set(bases)) == len(bases)


def test_verbs_of_several_words_give_every_form() -> None:
    for verb in verbs():
        if " " in verb["verb"]:
            assert {"past", "gerund", "third"} <= verb.keys(), verb


@pytest.mark.parametrize(
    ("base", "past", "participle"),
    [
        ("say", "said", None), ("tell", "told", None), ("write", "wrote", "written"), ("admit", "admitted", None),
        ("put", "put", None), ("show", None, "shown"), ("find", "found", None), ("think", "thought", None),
        ("know", "knew", "known"), ("foresee", "foresaw", "foreseen"), ("plan", "planned", None),
        ("commit", "committed", None), ("infer", "inferred", None), ("report", None, None),
    ],
)  # fmt: skip
def test_irregular_verbs_have_their_forms(base: str, past: str | None, participle: str | None) -> None:
    [verb] = [verb for verb in verbs() if verb["verb"] == base]
    assert (verb.get("past"), verb.get("participle")) == (past, participle)


def test_phrases_are_listed_once() -> None:
    assert SPEAKERS["phrases"].keys() == {"before", "after", "around"}
    for place, rows in SPEAKERS["phrases"].items():
        phrases = [entry(row, "phrase")["phrase"].lower() for row in rows]
        assert len(set(phrases)) == len(phrases), place
        assert all(("…" in phrase) == (place == "around") for phrase in phrases), place


def test_a_head_noun_of_sources_is_listed_once() -> None:
    assert doubled((name, rows) for name, rows in groups() if name.startswith("speaker")) == {}


def test_likelihood_has_the_seven_words_of_the_guidelines() -> None:
    assert SPEAKERS["likelihood"].keys() == codes.enum("likelihood")
    phrases = [phrase for rows in SPEAKERS["likelihood"].values() for phrase in rows]
    assert len(set(phrases)) == len(phrases)


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        # the UK's Probability Yardstick
        ("almost certain", "almost_certain"), ("highly likely", "highly_likely"), ("likely", "likely"),
        ("probable", "likely"), ("realistic possibility", "realistic_possibility"), ("unlikely", "unlikely"),
        ("highly unlikely", "highly_unlikely"), ("remote chance", "remote_chance"),
        # US Intelligence Community Directive 203
        ("almost no chance", "remote_chance"), ("very unlikely", "highly_unlikely"), ("improbable", "unlikely"),
        ("roughly even chance", "realistic_possibility"), ("very likely", "highly_likely"),
        ("almost certainly", "almost_certain"), ("nearly certain", "almost_certain"),
    ],
)  # fmt: skip
def test_yardsticks_map_to_the_guidelines(phrase: str, code: str) -> None:
    assert [name for name, rows in SPEAKERS["likelihood"].items() if phrase in rows] == [code]


def test_doubt_is_listed_once() -> None:
    assert len(set(SPEAKERS["doubt"])) == len(SPEAKERS["doubt"])
    assert {"could not be verified", "without evidence", "unverified"} <= set(SPEAKERS["doubt"])
