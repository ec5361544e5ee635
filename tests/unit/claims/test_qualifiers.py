"""Numbers with their qualifiers: what belongs to the expression, and the bounds that it asserts."""

from __future__ import annotations

import pytest

from flows.claims.lexicon import words
from flows.claims.text.tokens import Document
from flows.claims.value.qualifiers import Quantity, find_quantities

Found = list[tuple[str, Quantity]]


def find(text: str) -> Found:
    doc = Document(text)
    return [
        (doc.span(quantity.first, quantity.last), quantity)
        for first, last in doc.sentences
        for quantity in find_quantities(doc, first, last)
    ]


def bounds(code: str, value: float) -> tuple[float | None, float, float | None]:
    """The table of the annotation guidelines."""
    low = value if code in ("exact", "at_least", "more_than") else None
    high = value if code in ("exact", "at_most", "less_than", "nearly") else None
    return low, value, high


BEFORE = [(phrase, code) for code, phrases in words("qualifiers")["before"].items() for phrase in phrases]
AFTER = [(phrase, code) for code, phrases in words("qualifiers")["after"].items() for phrase in phrases]
VERBS = [(phrase, code) for code, phrases in words("qualifiers")["verbs"].items() for phrase in phrases]


@pytest.mark.parametrize(("phrase", "code"), BEFORE)
def test_every_word_before_a_number_bounds_it(phrase: str, code: str) -> None:
    [(expr, quantity)] = find(f"They lost {phrase} 6,000 men.")
    assert (expr, quantity.qualifier) == (f"{phrase} 6,000", code)
    assert (quantity.low, quantity.best, quantity.high) == bounds(code, 6000)


@pytest.mark.parametrize(("phrase", "code"), AFTER)
def test_every_word_after_a_number_bounds_it(phrase: str, code: str) -> None:
    joint = "-" if phrase in ("plus", "odd", "ish") else "" if phrase == "+" else " "
    [(expr, quantity)] = find(f"They lost 6,000{joint}{phrase} men.")
    assert (expr, quantity.qualifier) == (f"6,000{joint}{phrase}", code)
    assert (quantity.low, quantity.best, quantity.high) == bounds(code, 6000)


@pytest.mark.parametrize(("phrase", "code"), VERBS)
def test_every_verb_of_bound_belongs_to_the_number(phrase: str, code: str) -> None:
    [(expr, quantity)] = find(f"The toll {phrase} 6,000.")
    assert (expr, quantity.qualifier) == (f"{phrase} 6,000", code)
    assert (quantity.low, quantity.best, quantity.high) == bounds(code, 6000)


@pytest.mark.parametrize(
    ("text", "expr", "low", "high"),
    [
        ("10,000-12,000 men", "10,000-12,000", 10_000, 12_000),
        ("20–30 men", "20–30", 20, 30),
        ("20 – 30 men", "20 – 30", 20, 30),
        ("20 to 30 men", "20 to 30", 20, 30),
        ("between 20 and 30 men", "between 20 and 30", 20, 30),
        ("two or three men", "two or three", 2, 3),
        ("from 200 to 300 men", "200 to 300", 200, 300),
        ("10-12 thousand men", "10-12 thousand", 10_000, 12_000),
        ("between 1.5 and 2 million men", "between 1.5 and 2 million", 1_500_000, 2_000_000),
        ("two to three hundred men", "two to three hundred", 200, 300),
        ("5k-8k men", "5k-8k", 5_000, 8_000),
        ("between 20 and 30 percent", "between 20 and 30 percent", 0.2, 0.3),
        ("some 200 to 300 men", "some 200 to 300", 200, 300),
        ("between about 20 and 30 men", "between about 20 and 30", 20, 30),
        ("two or three dozen men", "two or three dozen", 24, 36),
        ("20~30 men", "20~30", 20, 30),
        ("20 − 30 men", "20 − 30", 20, 30),
    ],
)
def test_a_range_keeps_both_ends(text: str, expr: str, low: float, high: float) -> None:
    [(found, quantity)] = find(f"They lost {text}.")
    assert (found, quantity.qualifier) == (expr, "between")
    assert quantity.low == pytest.approx(low)
    assert quantity.high == pytest.approx(high)
    assert quantity.best == pytest.approx((low + high) / 2)


@pytest.mark.parametrize(
    ("text", "exprs"),
    [
        ("The toll rose from 21 to 24.", ["21", "24"]),
        ("They lost 30 and 20 men.", ["30", "20"]),
        ("They lost 30 to 20.", ["30", "20"]),
        ("Of the 50, 12 were officers.", ["50", "12"]),
        ("One or 300 men were seen.", ["One", "300"]),
        ("It lost less than 10 and more than 5 tanks.", ["less than 10", "more than 5"]),
    ],
)
def test_two_numbers_are_no_range(text: str, exprs: list[str]) -> None:
    assert [expr for expr, _ in find(text)] == exprs


@pytest.mark.parametrize(
    ("text", "expr", "code", "value"),
    [
        ("at least about 500 men", "at least about 500", "at_least", 500),
        ("about at least 500 men", "about at least 500", "at_least", 500),
        ("perhaps as many as 500 men", "perhaps as many as 500", "at_most", 500),
        ("some 500 or more men", "some 500 or more", "at_least", 500),
        ("more than a dozen men", "more than a dozen", "more_than", 12),
        ("at least half of them", "at least half", "at_least", 0.5),
        ("well over half a million people", "well over half a million", "more_than", 500_000),
    ],
)
def test_of_two_qualifiers_the_bound_wins(text: str, expr: str, code: str, value: float) -> None:
    [(found, quantity)] = find(f"They lost {text}.")
    assert (found, quantity.qualifier) == (expr, code)
    assert (quantity.low, quantity.best, quantity.high) == bounds(code, value)


@pytest.mark.parametrize(
    ("text", "expr"),
    [
        ("They will hand over 50 men.", "50"),
        ("They took over 12 towns.", "12"),
        ("Nothing is known about 12 men.", "12"),
        ("There are 1,000 plus the wounded.", "1,000"),
        ("Twelve fell over the weekend.", "Twelve"),
        ("It was up, from 60.", "60"),
    ],
)
def test_words_of_other_phrases_are_no_qualifiers(text: str, expr: str) -> None:
    [(found, quantity)] = find(text)
    assert (found, quantity.qualifier) == (expr, "exact")


@pytest.mark.parametrize("date", ["2024-05-04", "04/05/2024", "4/5/2024", "4-5-2024", "04.05.2024"])
def test_a_date_in_digits_holds_no_numbers(date: str) -> None:
    assert [expr for expr, _ in find(f"On {date} they lost 20 men.")] == ["20"]


def test_a_qualifier_covers_only_its_number() -> None:
    assert [quantity.qualifier for _, quantity in find("at least 28 killed and 250 injured")] == ["at_least", "exact"]


def test_a_sentence_ends_the_search() -> None:
    doc = Document("They lost at least. 40 men fell.")
    first, last = doc.sentences[1]
    assert [quantity.qualifier for quantity in find_quantities(doc, first, last)] == ["exact"]


def test_the_no_of_a_bound_is_no_zero() -> None:
    [(expr, quantity)] = find("no fewer than 75 men")
    assert (expr, quantity.best, quantity.zero) == ("no fewer than 75", 75, False)
