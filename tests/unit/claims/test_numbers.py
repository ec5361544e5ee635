"""Numbers as news writes them: where they end, and what they are."""

from __future__ import annotations

import pytest

from flows.claims.text.tokens import Document
from flows.claims.value.numbers import Number, read_number
from flows.claims.value.wholes import parse_digits


def read(text: str) -> tuple[str, Number] | None:
    """Read the number that a text begins with."""
    doc = Document(text)
    number = read_number(doc, 0)
    return (doc.span(number.first, number.last), number) if number else None


@pytest.mark.parametrize(
    ("text", "expr", "value"),
    [
        # digits and their separators
        ("7 men", "7", 7),
        ("12,500 men", "12,500", 12_500),
        ("1,234,567 men", "1,234,567", 1_234_567),
        ("12\u00a0500 men", "12\u00a0500", 12_500),
        ("12\u202f500 men", "12\u202f500", 12_500),
        ("12\u2009500 men", "12\u2009500", 12_500),
        ("12’500 men", "12’500", 12_500),
        ("12'500 men", "12'500", 12_500),
        ("12 500 men", "12 500", 12_500),
        ("1 234 567 men", "1 234 567", 1_234_567),
        ("1.234.567 men", "1.234.567", 1_234_567),
        ("12,34,567 men", "12,34,567", 1_234_567),
        ("1,234.5 tonnes", "1,234.5", 1_234.5),
        ("2.5 times", "2.5", 2.5),
        # but not groups that are no groups
        ("12  500 men", "12", 12),
        ("2023 120 men", "2023", 2023),
        ("12 50 men", "12", 12),
        ("012 500 men", "012", 12),
        # multipliers
        ("2.5 million people", "2.5 million", 2_500_000),
        ("3 hundred men", "3 hundred", 300),
        ("30k men", "30k", 30_000),
        ("1.2m people", "1.2m", 1_200_000),
        ("1.2bn rounds", "1.2bn", 1.2e9),
        ("13 lakh people", "13 lakh", 1_300_000),
        ("2 crore people", "2 crore", 20_000_000),
        ("three lakh crore", "three lakh crore", 3e12),
        ("4 thousand 3 hundred and 21 men", "4 thousand 3 hundred and 21", 4_321),
        ("6 crore and two hundred", "6 crore and two hundred", 60_000_200),
        # words
        ("twelve men", "twelve", 12),
        ("forty-seven men", "forty-seven", 47),
        ("three hundred and twelve men", "three hundred and twelve", 312),
        ("one thousand two hundred men", "one thousand two hundred", 1_200),
        ("two hundred and two thousand", "two hundred and two thousand", 202_000),
        ("twenty-one trillion three hundred", "twenty-one trillion three hundred", 21_000_000_000_300),
        ("a hundred men", "a hundred", 100),
        ("a hundred thousand men", "a hundred thousand", 100_000),
        ("hundred thousand flee", "hundred thousand", 100_000),
        ("twenty three men", "twenty three", 23),
        ("two point five million people", "two point five million", 2_500_000),
        ("nine point zero four", "nine point zero four", 9.04),
        # halves
        ("half a million people", "half a million", 500_000),
        ("half million people", "half million", 500_000),
        ("a quarter of a million people", "a quarter of a million", 250_000),
        ("quarter million people", "quarter million", 250_000),
        ("three quarters of a million people", "three quarters of a million", 750_000),
        ("one and a half million people", "one and a half million", 1_500_000),
        ("a million and a half people", "a million and a half", 1_500_000),
        ("five and a half million people", "five and a half million", 5_500_000),
        ("3 million and a quarter", "3 million and a quarter", 3_250_000),
        ("two and a half hours", "two and a half", 2.5),
        ("one billion and a half million", "one billion and a half million", 1_000_500_000),
        ("a single soldier", "a single", 1),
        # words that follow without belonging to it
        ("two hundred and the rest", "two hundred", 200),
        ("two or three", "two", 2),
        ("five hundred and a half of them", "five hundred", 500),
        ("two and three", "two", 2),
        ("seven and a woman", "seven", 7),
        ("four million and half of them", "four million", 4_000_000),
    ],
)
def test_a_number_has_its_words_and_its_value(text: str, expr: str, value: float) -> None:
    found = read(text)
    assert found is not None
    assert (found[0], found[1].share) == (expr, False)
    assert found[1].value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "expr", "value"),
    [
        ("a dozen men", "a dozen", 12),
        ("two dozen men", "two dozen", 24),
        ("three dozens", "three dozens", 36),
        ("half a dozen men", "half a dozen", 6),
        ("a half dozen men", "a half dozen", 6),
        ("3 dozen men", "3 dozen", 36),
    ],
)
def test_a_dozen_is_about_twelve(text: str, expr: str, value: float) -> None:
    found = read(text)
    assert found is not None
    assert (found[0], found[1].value, found[1].dozen) == (expr, value, True)


@pytest.mark.parametrize(
    ("text", "expr", "low", "best", "high"),
    [  # the figures are those of the guidelines' table of vague words
        ("dozens of men", "dozens", 24, 36, 99),
        ("several men", "several", 3, 5, 9),
        ("a few men", "a few", 3, 3, 5),
        ("a handful of men", "a handful", 3, 5, 5),
        ("a couple of men", "a couple", 2, 2, 2),
        ("scores of men", "scores", 40, 60, 99),
        ("tens of thousands", "tens of thousands", 20_000, 30_000, 99_999),
        ("several hundred men", "several hundred", 300, 500, 999),
        ("a few hundred men", "a few hundred", 200, 300, 500),
        ("hundreds of thousands", "hundreds of thousands", 200_000, 300_000, 999_999),
        # and their multiples
        ("a couple of hundred men", "a couple of hundred", 200, 200, 200),
        ("several million people", "several million", 3e6, 5e6, 9e6),
    ],
)
def test_a_vague_word_has_bounds(text: str, expr: str, low: float, best: float, high: float) -> None:
    found = read(text)
    assert found is not None
    number = found[1]
    assert (found[0], number.low, number.value, number.high, number.vague) == (expr, low, best, high, True)


@pytest.mark.parametrize(
    ("text", "expr", "value"),
    [
        ("40 percent of", "40 percent", 0.4),
        ("40 per cent of", "40 per cent", 0.4),
        ("40% of", "40%", 0.4),
        ("twenty percent of", "twenty percent", 0.2),
        ("half of them", "half", 0.5),
        ("a third of them", "a third", 1 / 3),
        ("two thirds of them", "two thirds", 2 / 3),
        ("three-quarters of them", "three-quarters", 0.75),
        ("one in five men", "one in five", 0.2),
        ("nine out of ten men", "nine out of ten", 0.9),
        ("five eighths of them", "five eighths", 0.625),
    ],
)
def test_a_share_lies_between_nothing_and_all(text: str, expr: str, value: float) -> None:
    found = read(text)
    assert found is not None
    assert (found[0], found[1].share) == (expr, True)
    assert found[1].value == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize("text", ["no soldiers", "none of them", "nobody", "zero casualties", "not a single soldier"])
def test_words_of_nothing_are_zero(text: str) -> None:
    found = read(text)
    assert found is not None
    assert (found[1].value, found[1].zero) == (0, True)


@pytest.mark.parametrize(
    "text",
    [
        "twenty-fifth man",
        "two hundredth attack",
        "one hundred twenty-fifth day",
        "three thousandth strike",
        "a soldier",
        "the army",
        "score",
        "million",
        "192.168.1.2",
        "12.05.2024",
        "9" * 40,
    ],
)
def test_what_is_no_number_gives_none(text: str) -> None:
    assert read(text) is None


def test_a_pronoun_is_no_number() -> None:
    for text in ("that one is theirs", "which one was hit", "the one who fled"):
        doc = Document(text)
        assert read_number(doc, doc.word.index("one")) is None


def test_a_day_of_a_month_and_a_count_are_two_numbers() -> None:
    doc = Document("on 4 May 300 men; in May 4 300 men")
    assert [number.value for i in (3, 8) if (number := read_number(doc, i))] == [300, 4]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("6,000", 6000),
        ("6.5", 6.5),
        ("6,00", None),
        ("1,2345", None),
        ("1,234.5", 1234.5),
        ("1.2.3", None),
        ("1" * 16, None),
    ],
)
def test_digits_are_a_number_only_in_groups_of_three(raw: str, value: float | None) -> None:
    assert parse_digits(raw) == value
