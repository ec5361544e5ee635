"""The drawing of a figure in a line of text: every row is drawn, where its numbers are, and no end that nobody gave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.strips import DOT, RING, Scale, axis, scale_of, strip
from schemas import vocabulary
from schemas.glyphs import glyph_of

WIDTH = 30
NUMBERS = st.integers(0, 5_000_000)
ENDS = st.none() | NUMBERS


@st.composite
def figures(draw: st.DrawFn) -> tuple[str, int | None, int, int | None]:
    numbers = sorted(draw(st.lists(NUMBERS, min_size=3, max_size=3)))
    low, high = (draw(st.sampled_from([number, None])) for number in (numbers[0], numbers[2]))
    return draw(st.sampled_from(sorted(vocabulary.load("qualifiers")))), low, numbers[1], high


@given(figures(), st.lists(NUMBERS, max_size=5))
def test_every_figure_is_drawn_and_no_open_end_as_an_end(
    figure: tuple[str, int | None, int, int | None], others: list[int]
) -> None:
    qualifier, low, best, high = figure
    scale = scale_of([number for number in (low, best, high, *others) if number is not None], WIDTH)
    drawn = strip(glyph_of(qualifier, low, best, high), low, best, high, scale)
    assert len(drawn) == WIDTH
    assert drawn.strip()
    assert low is not None or "├" not in drawn
    assert high is not None or "┤" not in drawn


@given(st.lists(NUMBERS, min_size=2, max_size=8))
def test_a_larger_number_is_never_drawn_before_a_smaller_one(numbers: list[int]) -> None:
    scale = scale_of(numbers, WIDTH)
    columns = [scale.column(number) for number in sorted(numbers)]
    assert columns == sorted(columns)
    assert 0 <= columns[0] <= columns[-1] < WIDTH - 1


@pytest.mark.parametrize(
    ("qualifier", "low", "best", "high", "signs"),
    [
        ("exact", 600, 600, 600, "●"),
        ("at_least", 600, 600, None, "●↑"),
        ("at_most", None, 600, 600, "●↓"),
        ("between", 200, 300, 400, "├────┤"),
        ("between", 200, 250, 400, "├●───┤"),
        ("approximately", None, 600, None, "○"),
        ("vague", 300, 500, 999, "├" + "╌" * 5 + "○" + "╌" * 13 + "┤"),
    ],
)
def test_each_glyph_looks_as_in_the_legend(
    qualifier: str, low: float | None, best: float, high: float | None, signs: str
) -> None:
    drawn = strip(glyph_of(qualifier, low, best, high), low, best, high, Scale(0, 1_000, 30))
    assert drawn.strip() == signs


def test_a_dot_stands_at_its_number() -> None:
    scale = Scale(0, 1_000, 32)
    for number in (0, 250, 500, 1_000):
        assert strip("exact", number, number, number, scale).index(DOT) == scale.column(number)
        assert strip("vague", None, number, None, scale).index(RING) == scale.column(number)


def test_the_axis_names_what_stands_at_its_columns() -> None:
    scale = scale_of([5_700], 40)
    assert axis(scale).split() == ["0", "3,000", "6,000"]
    assert scale_of([4, 5], 40).ticks() == (0, 2.5, 5)
    assert axis(scale_of([4, 5], 40)).split() == ["0", "2.5", "5"]
    assert axis(scale_of([1, 400_000], 40)).split() == ["1", "1,000", "1,000,000"]
