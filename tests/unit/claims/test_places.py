"""Places of a sentence: texts of our own, with the places that a reader marks and the countries that an atlas gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.claims.place.landmarks import with_landmarks
from flows.claims.place.places import PlaceMention, country_of, find_places, wordings
from flows.claims.text.mentions import find_mentions
from flows.claims.text.tokens import Document
from schemas.vocabulary import actors


def places(text: str, near: list[str] | None = None) -> list[PlaceMention]:
    doc = Document(text)
    mentions = find_mentions(doc)
    if near is None:
        near = list(dict.fromkeys(m.code for m in mentions.values() if len(m.code) == 3 and m.code.isupper()))
    return with_landmarks(doc, 0, len(doc), find_places(doc, 0, len(doc), mentions, near))


def led(text: str, near: list[str] | None = None) -> list[tuple[str, str, str | None]]:
    """Wording, leading word and country of the places that something leads to."""
    return [(p.text, p.prep, p.country) for p in places(text, near) if p.prep]


# text | countries of the article | (wording, leading word, country) of each place that a word leads to
NAMED = [
    # one prepositional place
    ("Six people died in Mosul on Friday.", ["IRQ"], [("Mosul", "in", "IRQ")]),
    ("Six people died near Bakhmut.", ["UKR"], [("Bakhmut", "near", "UKR")]),
    ("Two boats were hit off the coast of Yemen.", [], [("Yemen", "off", "YEM")]),
    ("Fighting went on across Sudan.", [], [("Sudan", "across", "SDN")]),
    ("Shells fell on Kherson overnight.", ["UKR"], [("Kherson", "on", "UKR")]),
    ("They were held at Bagram Airfield.", ["AFG"], [("Bagram Airfield", "at", "AFG")]),
    ("Nine were shot outside Port-au-Prince.", ["HTI"], [("Port-au-Prince", "outside", "HTI")]),
    ("A convoy was hit south of al-Hasakah.", ["SYR"], [("al-Hasakah", "near", "SYR")]),
    ("It fell 12 km east of Goma.", ["COD"], [("Goma", "near", "COD")]),
    ("They died in northern Nigeria.", [], [("Nigeria", "in", "NGA")]),
    ("They died in the north of Gaza.", ["PSE"], [("Gaza", "in", "PSE")]),
    # a name of several words, with and without a generic word
    ("Ten died in Kharkiv region.", ["UKR"], [("Kharkiv region", "in", "UKR")]),
    ("Ten died in the Democratic Republic of the Congo.", [], [("Democratic Republic of the Congo", "in", "COD")]),
    ("Ten died in Deir ez-Zor.", ["SYR"], [("Deir ez-Zor", "in", "SYR")]),
    ("The mayor of the small town of Toribio died.", ["COL"], [("Toribio", "in", "COL")]),
    # demonyms with a generic word, owners
    ("The wounded lie in Jordanian hospitals.", [], [("Jordanian hospitals", "in", "JOR")]),
    ("They lie in 11 Syrian hospitals.", [], [("Syrian hospitals", "in", "SYR")]),
    ("Patrols were doubled along the Afghan frontier.", [], [("Afghan frontier", "along", "AFG")]),
    ("A blast in the Somali town of Jowhar killed ten.", [], [("Somali town of Jowhar", "in", "SOM")]),
    ("Five died in Yemen's capital.", [], [("Yemen's capital", "in", "YEM")]),
    ("Five died at Kabul's airport.", ["AFG"], [("Kabul's airport", "at", "AFG")]),
    # events that carry the place before them, targets, labels
    ("A Baghdad car bombing killed nine.", ["IRQ"], [("Baghdad", "at", "IRQ")]),
    ("Missiles struck Odesa at dawn.", ["UKR"], [("Odesa", "on", "UKR")]),
    ("IS-held Raqqa was shelled; jets bombed Raqqa again.", ["SYR"], [("Raqqa", "at", "SYR"), ("Raqqa", "on", "SYR")]),
    ("Sunday 5 May, Bunagana, 8 km from the border: two killed.", ["COD"], [("Bunagana", ":", "COD")]),
    # unknown villages are places after the strong prepositions
    ("Four farmers were killed in Tschabokwe.", ["COD"], [("Tschabokwe", "in", None)]),
    # chains
    ("A mine exploded at Kilwa, Katanga, Congo.", ["COD"],
     [("Kilwa", "at", "COD")]),
    # texts of capitals
    ("FOUR SOLDIERS WERE KILLED AND TWO WOUNDED NEAR THE VILLAGE OF JUCUARAN, USULUTAN DEPARTMENT, EL SALVADOR.",
     ["SLV"], [("JUCUARAN", "near", "SLV")]),
    ("GUERRILLAS KILLED THE MAYOR IN MEDELLIN YESTERDAY AND WOUNDED TWO OF THE TWELVE POLICEMEN WITH HIM.",
     ["COL"], [("MEDELLIN", "in", "COL")]),
]  # fmt: skip

# Nothing leads to a place here: persons, offices, bodies, days, actors, sentence-initial words, groups
NO_PLACES = [
    "Police said that five people were killed.",
    "In May twelve people were killed.",
    "The army lost faith in Mr Lincoln and in General Washington.",
    "Two of them served in Hamas and in Islamic State.",
    "Hospital sources counted nine dead.",
    "In Operation Serval three soldiers were killed.",
    "Four ADF fighters died in two ADF overnight attacks.",
    "Paris Hilton and Jordan Peterson said nothing.",
    "A soldier in NATO uniform was hurt.",
    "Nobody was hurt on Friday or on Christmas Day.",
    "Syrian refugees and Israeli army positions were counted.",
    "Fighters trust in God.",
]

# text | (wording, what it points back at) of each place without a name
UNNAMED = [
    ("Ten died there.", [("there", "there")]),
    ("There were ten dead.", []),
    ("On average there are ten raids a day.", []),
    ("Ten died in the town.", [("the town", "city")]),
    ("Troops were sent to the island.", [("the island", "island")]),
    ("Troops were sent to the besieged enclave.", [("the besieged enclave", "area")]),
    ("Ten died in the town of Aba.", []),
    ("Ten died in the country last week.", [("the country", "country")]),
    ("Ten died in the country's north.", []),
    ("The town's hospital took in ten.", [("The town's hospital", "of city")]),
    ("Raids in the southeast have gone on.", [("the southeast", "compass")]),
    ("Ten worked for the state television.", []),
    ("Neighbouring countries took in 4,000 refugees.", [("Neighbouring countries", "abroad")]),
    ("Sixteen were hurt aboard an aircraft carrier.", [("an aircraft carrier", "abroad at sea")]),
]

# text | wordings of the first place, finest first
CHAINS = [
    ("Six died in Cali, Valle del Cauca Department, Colombia.", ["Cali", "Valle del Cauca Department", "Colombia"]),
    ("Nine died in a house in Zeitoun in Gaza City.", ["Zeitoun", "Gaza City"]),
    ("Two fell in the village of Bariire near Mogadishu in Somalia.", ["Bariire", "Mogadishu", "Somalia"]),
    ("He died in Sinjar district in northern Iraq.", ["Sinjar district", "Iraq"]),
]


@pytest.mark.parametrize(("text", "near", "expected"), NAMED)
def test_named_places(text: str, near: list[str], expected: list[tuple[str, str, str | None]]) -> None:
    found = [(p.text, p.prep, p.country) for p in places(text, near) if p.prep and not p.inside]
    assert found[: len(expected)] == expected


@pytest.mark.parametrize("text", NO_PLACES)
def test_no_place(text: str) -> None:
    assert [row for row in led(text, []) if not row[0].islower()] == []


@pytest.mark.parametrize(("text", "expected"), UNNAMED)
def test_unnamed_places(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(p.text, p.refers) for p in places(text) if p.refers] == expected


@pytest.mark.parametrize(("text", "expected"), CHAINS)
def test_chains(text: str, expected: list[str]) -> None:
    assert wordings(next(p for p in places(text) if p.prep)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He told reporters in Brussels that ten had died.",
        "Talks in Doha went on.",
        "An analyst at a London institute counted ten.",
        "The consulate in Damascus was closed.",
        "Speaking in Washington, he counted ten.",
    ],
)
def test_places_of_saying_are_marked(text: str) -> None:
    assert [p.reporting for p in places(text) if p.prep and p.place] == [True]


def test_country_of_a_place_takes_the_wording_of_the_text() -> None:
    mention = places("Ten died in Goma, DR Congo.")[0]
    assert country_of(mention).text == "DR Congo"
    assert country_of(country_of(mention)).country == "COD"


def test_country_of_a_place_in_palestine_stays() -> None:
    mention = places("Ten died in Rafah.", ["PSE"])[0]
    assert country_of(mention) is mention


SOME = st.text(alphabet=st.characters(codec="utf-8"), max_size=120)
PIECES = st.lists(
    st.sampled_from(
        ["\n", "in", "the", "town", "of", "Kabul", "Iraqi", "frontier", "'s", ",", "there", "12", "km", "-", "al",
         "Chadian", "aboard", "a", "countries", "neighbouring", "to", "IS", "held", ":", ".", "(", "é", "北京", "South",
         "GAZA"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@given(st.one_of(SOME, PIECES))
def test_any_text_gives_verbatim_spans(text: str) -> None:
    doc = Document(text)
    mentions = find_mentions(doc)
    for first, last in doc.sentences:
        found = with_landmarks(doc, first, last, find_places(doc, first, last, mentions, ["AFG", "PSE"]))
        for mention in found:
            assert first <= mention.first < mention.last <= last
            assert mention.text == doc.span(mention.first, mention.last)
            assert mention.text in text
            assert mention.country is None or mention.country in actors()
        assert [m.first for m in found] == sorted(m.first for m in found)
