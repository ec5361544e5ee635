"""The source of a figure over several sentences, and the registered claimant behind its wordings."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from flows.claims.source.attribution import Attribution
from flows.claims.source.claimants import resolve_claimant
from flows.claims.source.sourcing import resolve_pronouns, said_in, source_of, sources_before, without_sources
from flows.claims.text.mentions import Mention, find_mentions
from flows.claims.text.tokens import Document
from schemas.vocabulary import claimants


@dataclass
class Text:
    """What of a text its sources are read from."""

    doc: Document
    mentions: dict[int, Mention]
    said: dict[int, list[Attribution]] = field(default_factory=dict)


def told(text: str) -> Text:
    doc = Document(text)
    return Text(doc, find_mentions(doc))


def test_attributions_of_a_sentence_are_found_once() -> None:
    text = told("The army said 12 had died.")
    assert said_in(text, 0) is said_in(text, 0)


def test_sources_before_come_the_last_first() -> None:
    text = told("The army said so. The police say no, the mayor told us. Then 3 died.")
    assert [a.wordings[0] for _, a in sources_before(text, 2)] == ["the mayor", "The police", "The army"]


# (text, the pronoun's antecedent by reading): persons for he and she, bodies for it, anyone for they
PRONOUNS = [
    ("The ministry said Ann Lee was safe. It gave the toll as 12.", "The ministry"),
    ("Ann Lee, the mayor, spoke to the ministry. She put the toll at 12.", "Ann Lee"),
    ("The army said so, the doctor told us. He put the toll at 12.", "the doctor"),
    ("The rebels said the road was shut. They put the toll at 12.", "The rebels"),
    ("The agency is more careful. It puts the toll at 12.", "The agency"),
]


@pytest.mark.parametrize(("text", "antecedent"), PRONOUNS)
def test_pronouns_stand_for_the_speaker_before(text: str, antecedent: str) -> None:
    story = told(text)
    number = len(story.doc.sentences) - 1
    found = said_in(story, number)
    resolve_pronouns(story, found, number)
    assert found[-1].wordings[0] == antecedent


def test_a_second_mention_brings_the_fuller_wording() -> None:
    story = told("Rep. Lee Seong-kweun said the talks failed. The day was long. Lee said 12 had died.")
    found = said_in(story, 2)
    assert source_of(story, found[0], [], 2)[0] == ["Lee", "Rep. Lee Seong-kweun"]


def test_a_generic_noun_stands_for_the_registered_body() -> None:
    story = told("The World Health Organization said the clinic was hit. The agency said 12 had died.")
    assert source_of(story, said_in(story, 1)[0], [], 1)[0] == ["The agency", "The World Health Organization"]
    other = told("The World Health Organization said the clinic was hit. The army said 12 had died.")
    assert source_of(other, said_in(other, 1)[0], [], 1)[0] == ["The army"]


def test_outlets_are_relays_or_all_there_is() -> None:
    story = told("Officials say 12 died. (Reuters)")
    assert source_of(story, said_in(story, 0)[0], ["Reuters"], 0)[0] == ["Officials", "Reuters"]
    assert source_of(story, None, ["Reuters"], 0) == (["Reuters"], "credited in brackets")
    assert source_of(told("Twelve died."), None, [], 0) == ([], "")


def test_line_end_reaches_over_the_sentences_of_a_line() -> None:
    doc = Document("Six died. Two are missing. (Reuters)\nThree died.")
    assert doc.word[doc.line_end[0] - 1] == ")"


def test_mentions_that_only_name_a_source_are_left_out() -> None:
    story = told("Russian officials said Ukraine lost 12 tanks.")
    left = without_sources(story, story.mentions, 0, 0, len(story.doc))
    assert [m.code for m in left.values()] == ["UKR"]


# (wordings, countries of the article, slug by reading of the registry)
CLAIMANTS = [
    (["the UK ministry of defence"], [], "uk-ministry-of-defence"),
    (["the ministry", "the British Ministry of Defence"], ["RUS", "UKR"], "uk-ministry-of-defence"),
    (["the defence ministry", "the UK ministry of defence"], ["RUS", "UKR"], "uk-ministry-of-defence"),
    (["IS"], [], "islamic-state"),
    (["the embassy"], ["FRA"], None),
    (["Reuters", "BBC"], [], "reuters"),
    (["the man at the gate", "Reuters"], [], None),
    (["Kyiv"], ["RUS", "UKR"], "ukraine-government"),
    (["Kyiv"], ["MLI"], None),
]


@pytest.mark.parametrize(("wordings", "near", "slug"), CLAIMANTS)
def test_claimant_of_wordings(wordings: list[str], near: list[str], slug: str | None) -> None:
    assert resolve_claimant(wordings, near) == slug
    assert slug is None or slug in claimants()
