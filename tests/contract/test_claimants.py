"""The registry of claimants keeps its rules, and resolves the wordings that real series and articles use."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from schemas import codes, vocabulary

KINDS = {
    "government", "military", "intelligence", "police", "health_authority", "local_authority", "un", "international",
    "monitor", "ngo", "armed_group", "media", "academic", "witness", "official",
}  # fmt: skip
FOLDER = files("schemas.vocabulary") / "claimants"
FILES = sorted(file.name for file in FOLDER.iterdir() if file.name.endswith(".yml"))
MONONYMS = {"Hemedti", "Hemeti", "Banyar"}


@cache
def registry() -> dict[str, dict[str, Any]]:
    merged: dict[str, dict[str, Any]] = {}
    for name in FILES:
        entries = vocabulary.read_yaml(FOLDER / name)
        assert not merged.keys() & entries.keys(), name
        merged |= entries
    return merged


def folded(wording: str) -> str:
    """What matching sees: lower case, no determiners, no possessive, punctuation and hyphens as spaces."""
    wording = re.sub(r"'s\b|(?<=s)'", "", wording.replace("’", "'").lower())
    wording = re.sub(r"[-–,;:()&/]", " ", wording)
    return " ".join(word for word in wording.split() if word not in {"the", "a", "an"})


def strong(entry: dict[str, Any]) -> list[str]:
    return [entry["name"], *entry["aliases"], *entry.get("exact", [])]


@cache
def owners() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for slug, entry in registry().items():
        for wording in [*strong(entry), *entry.get("people", [])]:
            found.setdefault(folded(wording), set()).add(slug)
    return found


@pytest.mark.parametrize("name", FILES)
def test_file_opens_with_its_rules_and_sources(name: str) -> None:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    header = lines[: next(i for i, line in enumerate(lines) if not line.startswith("#"))]
    assert any(line.startswith("# Source") for line in header)
    assert max(map(len, lines)) <= 120


def test_there_are_enough() -> None:
    assert len(registry()) >= 220


def test_loader_knows_every_file() -> None:
    assert vocabulary.claimant_codes() == registry().keys()


@pytest.mark.parametrize("slug", registry())
def test_entry_is_well_formed(slug: str) -> None:
    entry = registry()[slug]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert {"name", "kind", "country", "actor", "aliases"} <= entry.keys()
    assert entry.keys() <= {
        "name", "kind", "country", "actor", "aliases", "exact", "weak", "people", "yardstick"
    }  # fmt: skip
    assert entry["kind"] in KINDS
    assert entry["country"] is None or entry["country"] in codes.countries()
    assert entry["actor"] is None or entry["actor"] in codes.actors()
    assert entry.get("yardstick", "phia") in {"phia", "icd203"}
    for field in ("aliases", "exact", "weak", "people"):
        wordings = entry.get(field, [])
        assert all(isinstance(wording, str) and wording == wording.strip() and wording for wording in wordings)
        assert len(set(wordings)) == len(wordings), field


def test_people_have_full_names() -> None:
    people = {person for entry in registry().values() for person in entry.get("people", [])}
    assert {person for person in people if " " not in person} == MONONYMS


def test_no_wording_belongs_to_two() -> None:
    assert {wording: slugs for wording, slugs in owners().items() if len(slugs) > 1} == {}


def test_no_alias_is_listed_twice() -> None:
    for slug, entry in registry().items():
        wordings = [folded(wording) for wording in [entry["name"], *entry["aliases"]]]
        assert len(set(wordings)) == len(wordings), slug


def test_a_weak_wording_is_no_alias_of_another() -> None:
    clashes = {
        (wording, slug)
        for slug, entry in registry().items()
        for wording in entry.get("weak", [])
        if owners().get(folded(wording), set()) - {slug}
    }
    assert clashes == set()


def test_common_words_stand_under_exact_or_weak() -> None:
    words = {"who", "is", "ap", "aa", "dawn", "map", "independent", "guardian", "economist", "sputnik", "kan", "rt"}
    names = {entry["name"] for entry in registry().values() if entry["name"] not in entry.get("exact", [])}
    aliases = {alias for entry in registry().values() for alias in entry["aliases"]}
    assert not {folded(wording) for wording in names | aliases} & words


def resolve(source: str) -> str | None:
    """The plain reading of the rules: the longest wording that stands in the source."""
    words = f" {folded(source)} "
    found = [wording for wording in owners() if f" {wording} " in words]
    return next(iter(owners()[max(found, key=len)])) if found else None


# What sources are called in two public series (claims about North Korean troops in Kursk; The Economist's table of
# estimates of losses in Ukraine) and in articles, and who that is.
WORDINGS = {
    "the British ministry of defence": "uk-ministry-of-defence",
    "the UK Ministry of Defence": "uk-ministry-of-defence",
    "UK MoD": "uk-ministry-of-defence",
    "British military intelligence": "uk-ministry-of-defence",
    "UK Foreign ministry": "uk-foreign-office",
    "National Intelligence Service (South Korea)": "south-korea-national-intelligence-service",
    "South Korea's spy agency": "south-korea-national-intelligence-service",
    "Rep. Lee Seong-kweun": "south-korea-national-intelligence-service",
    "Joint Chiefs of Staff (South Korea)": "south-korea-joint-chiefs-of-staff",
    "the South Korean military": "south-korea-joint-chiefs-of-staff",
    "South Korean authorities": "south-korea-government",
    "Center for Countering Disinformation (Ukraine)": "ukraine-center-for-countering-disinformation",
    "Andrii Kovalenko": "ukraine-center-for-countering-disinformation",
    "Pentagon": "us-department-of-defense",
    "US Department of Defense": "us-department-of-defense",
    "Pentagon spokeswoman Sabrina Singh": "us-department-of-defense",
    "US DoD": "us-department-of-defense",
    "US Sec of Def": "us-department-of-defense",
    "Pentagon leak": "us-department-of-defense",
    "Todd Breasseale, the acting press secretary": "us-department-of-defense",
    "a US military official": "us-military-officials",
    "US officials": "us-officials",
    "US intelligence services": "us-intelligence-community",
    "CIA": "us-cia",
    "White House": "us-white-house",
    "John Kirby": "us-white-house",
    "Volodymyr Zelensky": "ukraine-presidency",
    "Office of the President of Ukraine": "ukraine-presidency",
    "Armed Forces of Ukraine": "ukraine-general-staff",
    "the General Staff of Ukraine's Armed Forces": "ukraine-general-staff",
    "the Ukrainian military": "ukraine-general-staff",
    "the Ukrainian air force": "ukraine-air-force",
    "Oleg Sinegubov, chairman of the Kharkiv Regional State Administration": "ukraine-kharkiv-region",
    "Russian Ministry of Defense": "russia-ministry-of-defence",
    "Defense Minister Sergei Shoigu": "russia-ministry-of-defence",
    "Western officials": "western-officials",
    "Western intelligence agencies": "western-intelligence",
    "US, South Korean and Ukrainian intelligence officials": "western-intelligence",
    "NATO officials": "nato",
    "BBC Russia": "mediazona-bbc",
    "Mediazona; Meduza": "mediazona-bbc",
    "UALosses": "ualosses",
    "Lostarmour": "lostarmour",
    "The Memory Book": "memory-book",
    "Excess deaths estimate (D. Kobak)": "dmitry-kobak-excess-deaths",
    "Yurii Butosov": "yuriy-butusov",
    "CSIS": "csis",
    "The Centre for Strategic and International Studies": "csis",
    "IISS": "iiss",
    "Dutch Military Intelligence and Security Service (MIVD)": "netherlands-mivd",
    "Norwegian Defense Intelligence": "norway-intelligence-service",
    "French foreign minister": "france-foreign-ministry",
    "the Syrian Observatory for Human Rights": "sohr",
    "Gaza's Health Ministry": "gaza-health-ministry",
    "the Hamas-run health ministry in Gaza": "gaza-health-ministry",
    "the Israeli army": "israel-military",
    "the health ministry in Jerusalem": "israel-health-ministry",
    "the Magen David Adom service": "magen-david-adom",
    "the Houthis": "houthis",
    "the UN refugee agency": "un-unhcr",
    "the United Nations humanitarian office, OCHA": "un-ocha",
    "the International Organization for Migration (IOM)": "un-iom",
    "the World Health Organisation": "un-who",
    "the UN": "un",
    "Médecins Sans Frontières (MSF)": "msf",
    "the Combined Joint Task Force Operation Inherent Resolve": "coalition-against-islamic-state",
    "Firass Abiad": "lebanon-health-ministry",
    "Taliban spokesperson Zabiullah Mujahid": "taliban",
    "Abdurrahman Mangal, spokesperson for the provincial governor": "afghanistan-provincial-officials",
    "government spokesman Lionel Bilgo": "burkina-faso-government",
    "the African Union mission in Somalia (ATMIS)": "african-union-mission-in-somalia",
    "South Sudanese government": "south-sudan-government",
    "the Sudanese army": "sudan-armed-forces",
    "Chief Superintendent Graciano Mijares": "philippines-police",
    "Korean Central News Agency": "kcna",
    "Hospital sources": "hospital-sources",
    "residents": "residents",
}


@pytest.mark.parametrize("wording", WORDINGS)
def test_known_wordings_resolve(wording: str) -> None:
    assert resolve(wording) == WORDINGS[wording]


@pytest.mark.parametrize("wording", ["an army colonel", "the ministry", "the commander", "whoever was there"])
def test_words_without_a_country_do_not_resolve(wording: str) -> None:
    assert resolve(wording) is None
