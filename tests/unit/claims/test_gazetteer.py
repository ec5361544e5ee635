"""Names as news write them, and the country that general knowledge gives them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.claims.place import placenames
from flows.claims.place.gazetteer import gazetteer
from flows.claims.place.placenames import fold
from schemas.vocabulary import actor_codes, load, read_yaml

KINDS = {"country", "region", "admin1", "admin2", "city", "site"}
PLACES = resources.files("flows.claims.lexicon") / "en" / "places"
TERRITORIES = [f for f in PLACES.iterdir() if f.name.endswith(".yml") and f.name not in ("generic.yml", "weak.yml")]


@pytest.mark.parametrize(
    ("name", "country"),
    [
        # generic words, before and after
        ("Kursk", "RUS"), ("Kursk region", "RUS"), ("Kursk oblast", "RUS"), ("Russian oblast of Kursk", "RUS"),
        ("Zakarpattia Oblast", "UKR"), ("Helmand province", "AFG"), ("the Helmand province of Afghanistan", "AFG"),
        ("Kebbi State", "NGA"), ("Niger State", "NGA"), ("the city of Mosul", "IRQ"), ("Bariire village", "SOM"),
        ("Nuseirat refugee camp", "PSE"), ("Bagram air base", "AFG"), ("Sool region", "SOM"), ("Macomia district",
        "MOZ"),
        ("Antioquia Department", "COL"), ("Golan Heights", "SYR"), ("Rakhine State", "MMR"), ("Kamaran Island",
        "YEM"),
        # compass and relation words give the place itself
        ("northern Nigeria", "NGA"), ("eastern Ukraine", "UKR"), ("southern Thailand", "THA"), ("near Mosul", "IRQ"),
        ("off the coast of Venezuela", "VEN"), ("north-west Syria", "SYR"), ("the outskirts of Goma", "COD"),
        ("Israeli-occupied West Bank", "PSE"), ("Houthi-held Hodeidah", "YEM"), ("the Sudan-Chad border", "SDN"),
        # but not where they are part of the name
        ("South Sudan", "SSD"), ("North Korea", "PRK"), ("South Korea", "KOR"), ("South Ossetia", "GEO"),
        ("West Darfur", "SDN"), ("North Kivu", "COD"), ("Northern Ireland", "GBR"), ("East Timor", "TLS"),
        ("Central African Republic", "CAF"), ("Western Sahara", "ESH"), ("North Macedonia", "MKD"),
        # the wider place, possessives, lists
        ("Mosul, Iraq", "IRQ"), ("Ukraine's Kharkiv region", "UKR"), ("Gaza’s", "PSE"),
        ("Sabra suburb in Gaza City", "PSE"),
        ("Nova Zambézia and Nkoe", "MOZ"), ("Yemen's Marib", "YEM"), ("Georgian city of Gori", "GEO"),
        # adjectives of nations
        ("Iranian territory", "IRN"), ("North Korean territory", "PRK"), ("Iraqi Kurdistan", "IRQ"),
        # spellings
        ("Kyiv", "UKR"), ("Kiev", "UKR"), ("Kharkov", "UKR"), ("Odessa", "UKR"), ("Avdiivka", "UKR"), ("Avdeevka",
        "UKR"),
        ("Artemivsk", "UKR"), ("Huliaipole", "UKR"), ("Deir ez-Zor", "SYR"), ("Deir al-Zour", "SYR"), ("Rakka",
        "SYR"),
        ("Sweida", "SYR"), ("Hodeida", "YEM"), ("Hudaydah", "YEM"), ("Sana'a", "YEM"), ("San’a", "YEM"),
        ("Fallujah", "IRQ"),
        ("Falluja", "IRQ"), ("Ta'izz", "YEM"), ("Al-Fashir", "SDN"), ("El Fasher", "SDN"), ("Dağlıca", "TUR"),
        ("Daglica", "TUR"), ("N'Djamena", "TCD"), ("Ndjamena", "TCD"), ("Michoacán", "MEX"), ("Michoacan", "MEX"),
        ("Rangoon", "MMR"), ("Derry", "GBR"), ("Kobane", "SYR"), ("Groznyy", "RUS"), ("Beletweyne", "SOM"),
        # territories that are disputed, by the recognised country
        ("Crimea", "UKR"), ("Donetsk", "UKR"), ("Luhansk", "UKR"), ("Sevastopol", "UKR"), ("Gaza", "PSE"),
        ("East Jerusalem", "PSE"), ("Nagorno-Karabakh", "AZE"), ("Stepanakert", "AZE"), ("Abkhazia", "GEO"),
        ("Transnistria", "MDA"), ("Kosovo", "XKX"), ("Mitrovica", "XKX"), ("Somaliland", "SOM"), ("Puntland", "SOM"),
        ("Northern Cyprus", "CYP"), ("Azad Kashmir", "PAK"), ("Pahalgam", "IND"), ("Srinagar", "IND"),
        # conflicts of all continents
        ("Diego Garcia", "IOT"), ("Bangassou", "CAF"), ("Cabo Delgado", "MOZ"), ("Tillaberi", "NER"), ("Kidal",
        "MLI"),
        ("Ituri", "COD"), ("Tigray", "ETH"), ("Jolo", "PHL"), ("Marawi", "PHL"), ("Narathiwat", "THA"), ("Yala",
        "THA"),
        ("Khyber Pakhtunkhwa", "PAK"), ("North Waziristan", "PAK"), ("Catatumbo", "COL"), ("Arauca", "COL"),
        ("Morazan", "SLV"), ("Chalatenango", "SLV"), ("Ayacucho", "PER"), ("Srebrenica", "BIH"), ("Vukovar", "HRV"),
        ("Omagh", "GBR"), ("Grozny", "RUS"), ("Ingushetia", "RUS"), ("Qandil", "IRQ"), ("Incirlik", "TUR"),
        ("Al-Shifa Hospital", "PSE"), ("Saydnaya", "SYR"), ("Hmeimim", "SYR"), ("Panmunjom", "KOR"), ("Cite Soleil",
        "HTI"),
        ("Culiacán", "MEX"), ("Chibok", "NGA"), ("Bakhmut", "UKR"), ("Azovstal", "UKR"), ("Kilinochchi", "LKA"),
    ],
)  # fmt: skip
def test_a_place_lies_in_its_country(name: str, country: str) -> None:
    place = gazetteer().resolve(name)
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    "name",
    ["Red Sea", "the Middle East", "Sahel", "Black Sea", "Mediterranean", "Horn of Africa", "Caribbean Sea",
     "Persian Gulf",
     "Lake Chad Basin", "Bab el-Mandeb", "Strait of Hormuz", "eastern Mediterranean", "Europe", "Balkans"],
)  # fmt: skip
def test_a_region_across_countries_has_no_country(name: str) -> None:
    place = gazetteer().resolve(name)
    assert place is not None
    assert (place.country, place.kind) == ("", "region")


@pytest.mark.parametrize(
    ("name", "near", "country"),
    [
        ("Tripoli", [], "LBY"),
        ("Tripoli", ["LBN"], "LBN"),
        ("Tripoli", ["USA", "LBY"], "LBY"),  # Tripoli in Iowa is too small to matter
        ("Georgia", [], "GEO"),
        ("Georgia", ["RUS", "GEO"], "GEO"),
        ("Georgia", ["USA"], "USA"),
        ("Punjab", ["IND"], "IND"),
        ("Punjab", ["PAK", "IND"], "PAK"),
        ("Paris", ["USA"], "FRA"),  # not Paris, Texas
        ("Moscow", ["USA"], "RUS"),  # not Moscow, Idaho
        ("Athens", ["USA"], "GRC"),
        ("Saint Petersburg", ["USA"], "RUS"),
        ("Hyderabad", ["PAK"], "PAK"),
        ("Hyderabad", ["IND"], "IND"),
        ("Rafah", ["PSE", "ISR"], "PSE"),
        ("Gaza", ["MOZ"], "MOZ"),
        ("Gaza", ["ISR", "PSE"], "PSE"),
        ("Cordoba", ["COL"], "COL"),
        ("Northwest", ["CMR"], "CMR"),
        ("Duma", ["SYR"], "SYR"),
    ],
)
def test_the_countries_of_the_article_decide_between_namesakes(name: str, near: list[str], country: str) -> None:
    place = gazetteer().resolve(name, near)
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Kursk oblast", "admin1"), ("Kursk city", "city"), ("the city of Donetsk", "city"), ("Donetsk region", "admin1"),
     ("Niger", "country"), ("Niger State", "admin1"), ("Red Sea State", "admin1"), ("Kuwait City", "city")],
)  # fmt: skip
def test_the_generic_word_says_the_kind(name: str, kind: str) -> None:
    place = gazetteer().resolve(name)
    assert place is not None
    assert place.kind == kind


@pytest.mark.parametrize(
    "name",
    ["", " ", "the", "in the country", "several cities", "mosul", "police", "a house", "Islamic school", "Zzyzxqua",
     "…",
     "The Ministry", "The Northern", "He", "UN base", "West coast"],
)  # fmt: skip
def test_what_names_no_place_gives_none(name: str) -> None:
    assert gazetteer().resolve(name) is None


@pytest.mark.parametrize(
    "name",
    ["Police", "Most", "Reading", "Mobile", "Men", "Battle", "Nice", "Of", "Split", "March", "Hope", "Friday",
     "Lee", "Kim",
     "Hassan", "Abdullah", "Ahmed", "Mohammed", "Ali", "Santa Cruz", "Mohammed Ali", "Hassan Abdullah", "Eastern",
     "Union",
     "Russian", "North Korean", "POLICE", "MARCH", "Kennedy", "Austin"],
)  # fmt: skip
def test_words_and_names_of_persons_prove_no_place(name: str) -> None:
    assert gazetteer().is_weak(name)
    assert gazetteer().resolve(name) is None
    assert gazetteer().resolve(name, ["IRN"]) is None


@pytest.mark.parametrize(
    "name", ["Mosul", "Kursk", "Gaza", "Red Sea", "West Bank", "Khan Younis", "South Sudan", "Mali"]
)
def test_places_of_conflicts_are_not_weak(name: str) -> None:
    assert not gazetteer().is_weak(name)


@pytest.mark.parametrize(
    ("name", "near", "country"),
    [
        ("the town of Police", [], "POL"),  # the generic word vouches for it
        ("Nice", ["FRA"], "FRA"),  # so does the country of the article, where the place is prominent
        ("Nice, France", [], "FRA"),
        ("Santa Cruz", ["BOL"], "BOL"),
        ("Split", ["HRV"], "HRV"),
        ("Austin, Texas", [], "USA"),
    ],
)
def test_a_weak_name_is_a_place_with_other_evidence(name: str, near: list[str], country: str) -> None:
    place = gazetteer().resolve(name, near)
    assert place is not None
    assert place.country == country


def test_a_small_place_needs_its_country_in_the_article() -> None:
    # a town of central Anatolia that stands in GeoNames only
    assert gazetteer().lookup("Bogazliyan")
    assert gazetteer().resolve("Bogazliyan") is None
    assert gazetteer().resolve("Bogazliyan", ["MEX"]) is None
    place = gazetteer().resolve("Bogazliyan", ["MEX", "TUR"])
    assert place is not None
    assert place.country == "TUR"


@pytest.mark.parametrize("name", ["MOSUL", "KHAN YOUNIS", "NORTHERN NIGERIA", "KURSK OBLAST", "CHALATENANGO", "SANA'A"])
def test_capitals_mean_the_same(name: str) -> None:
    mixed = " ".join(word.capitalize() for word in name.split())
    assert gazetteer().resolve(name) == gazetteer().resolve(mixed) is not None


def test_one_place_has_one_name_whatever_the_spelling() -> None:
    for spellings in (
        ("Kursk", "Kursk region", "Kursk oblast", "Russian oblast of Kursk", "KURSK"),
        ("Hodeidah", "Hodeida", "Hudaydah", "Al Hudaydah"),
        ("Deir ez-Zor", "Deir al-Zour", "Deir Ezzor"),
        ("Gaza", "Gaza Strip", "the Gaza Strip"),
        ("Donbas", "Donbass"),
    ):
        places = [gazetteer().resolve(spelling) for spelling in spellings]
        assert len({place.name for place in places if place}) == 1, spellings
        assert None not in places


def test_lookup_puts_our_own_places_first_then_larger_ones() -> None:
    places = gazetteer().lookup("Tripoli")
    assert [place.country for place in places[:2]] == ["LBY", "LBN"]
    cities = [p for p in gazetteer().lookup("Springfield") if p.kind == "city"]
    assert all(first.population >= second.population for first, second in pairwise(cities))
    assert gazetteer().lookup("Georgia")[0].kind == "country"


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    for place in gazetteer().lookup(text):
        assert place.kind in KINDS
        assert re.fullmatch(r"[A-Z]{3}|", place.country)
    gazetteer().resolve(text, ["UKR"])
    gazetteer().is_weak(text)


@given(
    st.lists(
        st.sampled_from(
            ["Kursk", "of", "the", "in", "city", "State", "northern", "'", ",", "and", "-", "/", "Russian", "Al-"]
        ),
        max_size=14,
    )
)
def test_any_order_of_the_words_that_we_read_ends(words: list[str]) -> None:
    gazetteer().resolve(" ".join(words), ["RUS"])


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert once.isascii()
    assert once == once.lower()


def test_a_table_with_other_columns_is_refused() -> None:
    with pytest.raises(ValueError, match=r"cities\.tsv has 3 columns at byte 0, not 7"):
        list(placenames._rows(b"Mosul\t1\t2\n", "cities"))


@pytest.mark.parametrize("file", TERRITORIES, ids=lambda file: file.name)
def test_our_places_are_well_formed(file: resources.abc.Traversable) -> None:
    codes = {code for code in actor_codes() if code.isupper()} | {"across"}
    for country, kinds in read_yaml(file).items():
        assert country in codes
        assert kinds.keys() <= KINDS - {"country"}
        for kind, places in kinds.items():
            names = [fold(n) for name, aliases in places.items() for n in {name, *(aliases or ())}]
            assert [name for name, count in Counter(names).items() if count > 1] == [], (country, kind)
            assert all(names), (country, kind)


def test_our_places_are_many() -> None:
    count = sum(
        1 + len(aliases or ())
        for file in TERRITORIES
        for kinds in read_yaml(file).values()
        for places in kinds.values()
        for aliases in places.values()
    )
    assert count >= 1500


def _moment(text: str) -> date:
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def test_conflicts_are_well_formed() -> None:
    conflicts = load("conflicts")
    assert len(conflicts) >= 60
    for slug, conflict in conflicts.items():
        fields = {"name", "aliases", "start", "end", "countries", "sides", "source"}
        assert conflict.keys() - {"part_of"} == fields, slug
        assert conflict.get("part_of", slug) in conflicts
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", conflict["start"]), slug
        assert conflict["end"] is None or _moment(conflict["end"]) >= _moment(conflict["start"]), slug
        assert {code for side in conflict["sides"] for code in side} <= actor_codes(), slug
        assert set(conflict["countries"]) <= actor_codes(), slug
        assert all(
            alias and not alias.startswith("the ") for alias in conflict["aliases"] if alias != "the Troubles"
        ), slug
        assert not any(set(a) & set(b) for a in conflict["sides"] for b in conflict["sides"] if a is not b), slug


@pytest.mark.parametrize(
    ("slug", "start"),
    [("russia-ukraine", "2022-02-24"), ("gaza", "2023-10-07"), ("sudan", "2023-04-15"), ("tigray", "2020-11-04"),
     ("yemen-coalition", "2015-03-26"), ("syria", "2011-03-15"), ("myanmar", "2021-02-01"), ("korean-war",
     "1950-06-25"),
     ("nagorno-karabakh-2020", "2020-09-27"), ("iraq-war", "2003-03-20"), ("afghanistan", "2001-10-07")],
)  # fmt: skip
def test_the_start_of_a_conflict(slug: str, start: str) -> None:
    assert load("conflicts")[slug]["start"] == start
