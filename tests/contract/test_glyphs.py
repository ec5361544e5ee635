"""Each way that bounds can lie has one glyph, and nothing that is not in the figure is written."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import vocabulary
from schemas.glyphs import Glyph, glyph_of, written

NUMBERS = st.integers(0, 10_000_000)
ENDS = st.none() | NUMBERS


def test_the_table_has_the_glyphs_that_the_rule_gives() -> None:
    assert list(vocabulary.load("glyphs")) == list(get_args(Glyph))
    assert len({entry["text"] for entry in vocabulary.load("glyphs").values()}) == 6
    assert all(len(entry["text"]) <= 3 for entry in vocabulary.load("glyphs").values())


@pytest.mark.parametrize(
    ("qualifier", "low", "best", "high", "glyph", "text"),
    [
        ("exact", 600, 600, 600, "exact", "600"),
        ("approximately", None, 1_100, None, "vague", "≈ 1,100"),
        ("at_least", 100, 100, None, "at_least", "≥ 100"),
        ("more_than", 6_000, 6_000, None, "at_least", "> 6,000"),
        ("at_most", None, 200, 200, "at_most", "≤ 200"),
        ("less_than", None, 200, 200, "at_most", "< 200"),
        ("nearly", None, 200, 200, "at_most", "< 200"),
        ("between", 10, 11, 12, "bare_range", "10–12"),
        ("between", 10, 12, 20, "range", "12 (10–20)"),
        ("vague", 24, 50, 99, "vague", "≈ 50 (24–99)"),
        ("vague", 2_000, 5_000, None, "vague", "≈ 5,000 (≥ 2,000)"),
        ("at_least", 100, 101, 109, "range", "101 (100–109)"),  # a convention that closes an open end
    ],
)
def test_a_figure_has_one_glyph(
    qualifier: str, low: float | None, best: float, high: float | None, glyph: str, text: str
) -> None:
    assert glyph_of(qualifier, low, best, high) == glyph
    assert written(qualifier, low, best, high) == text


@given(st.sampled_from(sorted(vocabulary.load("qualifiers"))), ENDS, NUMBERS, ENDS)
def test_no_number_is_written_that_the_figure_does_not_have(
    qualifier: str, low: int | None, best: int, high: int | None
) -> None:
    held = {f"{number:,}" for number in (low, best, high) if number is not None}
    text = written(qualifier, low, best, high)
    named = text.replace("(", " ").replace(")", " ").replace("–", " ").split()
    assert {word for word in named if word not in "≥≤<>≈"} <= held
