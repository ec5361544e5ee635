"""Which glyph a figure has, and how its bounds are written; the six glyphs stand in vocabulary/glyphs.yml."""

from __future__ import annotations

from typing import Literal

Glyph = Literal["exact", "range", "bare_range", "at_least", "at_most", "vague"]

_SIGNS = {"more_than": ">", "less_than": "<", "nearly": "<", "approximately": "≈"}


def glyph_of(qualifier: str, low: float | None, best: float | None, high: float | None, expr: str = "") -> Glyph:
    """Tell the glyph of a figure from its bounds; None is an open bound, and `expr` the words that gave the number.

    The middle of a range is a best value only where the words have it themselves.

    >>> glyph_of("between", 10_000, 11_000, 12_000, "10,000-12,000"), glyph_of("more_than", 6_000, 6_000, None)
    ('bare_range', 'at_least')
    >>> glyph_of("between", 73_200, 83_000, 92_800, "83000 (73200 to 92800)")
    'range'
    """
    if qualifier in ("vague", "approximately") or (low is None and high is None):
        return "vague"
    if high is None:
        return "at_least"
    if low is None:
        return "at_most"
    if low == high:
        return "exact"
    return "range" if best is not None and (best != (low + high) / 2 or _names(expr, best)) else "bare_range"


def _names(expr: str, number: float) -> bool:
    return f"{number:.0f}" in expr.replace(",", "").replace(" ", "")


def written(
    qualifier: str,
    low: float | None,
    best: float | None,
    high: float | None,
    *,
    expr: str = "",
    kind: str = "count",
    rate_per: str | None = None,
) -> str:
    """Write a figure as short as it can stand alone: an open end has its sign, a share its percent, a rate its unit.

    >>> written("at_least", 6_000, 6_000, None), written("more_than", 0.5, 0.5, None, kind="share")
    ('≥ 6,000', '> 50 %')
    >>> written("between", 10_000, 11_000, 12_000), written("exact", 40, 40, 40, kind="rate", rate_per="day")
    ('10,000–12,000', '40 a day')
    >>> written("vague", 300, 500, 999), written("vague", 2_000, 5_000, None), written("between", 9, 9, 13)
    ('≈ 500 (300–999)', '≈ 5,000 (≥ 2,000)', '9 (9–13)')
    """

    def number(value: float) -> str:
        return f"{value * 100:.3g}" if kind == "share" else _number(value)

    glyph = glyph_of(qualifier, low, best, high, expr)
    ends = ""
    if low is not None and low != high:
        ends = f"≥ {number(low)}" if high is None else f"{number(low)}–{number(high)}"
    point = number(best) if best is not None else ""
    if glyph == "bare_range":
        text = ends
    elif glyph == "range":
        text = f"{point} ({ends})"
    elif glyph == "vague":
        text = f"≈ {point} ({ends})" if ends else f"≈ {point}"
    elif glyph == "at_least":
        text = f"{_SIGNS.get(qualifier, '≥')} {number(low if low is not None else best or 0)}"
    elif glyph == "at_most":
        text = f"{_SIGNS.get(qualifier, '≤')} {number(high if high is not None else best or 0)}"
    else:
        text = point
    unit = f" a{'n' if rate_per == 'hour' else ''} {rate_per}" if rate_per else ""
    return f"{text} %" if kind == "share" else f"{text}{unit}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}"
