"""Why a number is no figure; the golden tables hold the same in whole sentences."""

from __future__ import annotations

import pytest

from flows.claims.metric.phrase import Phrase
from flows.claims.text.tokens import Document
from flows.claims.value.nonfigures import reason_against
from flows.claims.value.qualifiers import find_quantities


def reasons(text: str) -> dict[str, str | None]:
    doc = Document(text)
    return {
        doc.span(quantity.first, quantity.last): reason_against(doc, quantity, Phrase(quantity.last))
        for first, last in doc.sentences
        for quantity in find_quantities(doc, first, last)
    }


@pytest.mark.parametrize(
    ("text", "number", "reason"),
    [
        ("on 4 May they", "4", "date"),
        ("on May 4 they", "4", "date"),
        ("on Sept. 4 they", "4", "date"),
        ("in May 2019 they", "2019", "year"),
        ("in 2014 they", "2014", "year"),
        ("the 1950-53 war", "1950-53", "year"),
        ("between 2014 and 2016 they", "between 2014 and 2016", "year"),
        ("at 19:45 they", "19", "time"),
        ("at 19:45 they", "45", "time"),
        ("worth $300 in", "300", "money"),
        ("worth 300€ in", "300", "money"),
        ("a Su-35 fell", "35", "name"),
        ("a 155mm gun", "155", "unit"),
        ("Petrov, 34, said", "34", "age"),
        ("Resolution 1701 says", "1701", "name"),
        ("Brigade 47 said", "47", "name"),
        ("between 4 and 9 May they", "between 4 and 9", "date"),
    ],
)
def test_the_words_around_a_number_speak_against_it(text: str, number: str, reason: str) -> None:
    found = reasons(f"They said that {text}.")
    assert found[number] is not None
    if reason in ("date", "time", "money", "age"):
        assert found[number] == reason


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("They lost 300 in May.", "300"),
        ("They may 4 times", "4"),
        ("a 12,000-strong force", "12,000"),
        ("the 1,000-plus men", "1,000-plus"),
        ("They lost 2,014 men.", "2,014"),
        ("They lost 300 men, 40 of them on Monday.", "40"),
    ],
)
def test_nothing_speaks_against_a_count(text: str, number: str) -> None:
    assert reasons(text)[number] is None
