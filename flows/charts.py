"""Series as a person reads them in a terminal: a section for each quantity, each figure drawn beside its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from flows.strips import axis, scale_of, strip
from flows.tables import BOUNDS, GAP, LONGEST_CELL, NARROW, SHOWN_ROWS, laid_out, quote, readable, tell_rest
from flows.terminal import out
from schemas import vocabulary
from schemas.glyphs import Glyph, glyph_of, written

if TYPE_CHECKING:
    import pandas as pd

QUANTITY = ["metric", "item", "kind", "rate_per"]
DIMENSIONS = ("population", "actor", "place")
WHOLE = ("date", "claimant", *DIMENSIONS, *BOUNDS, "qualifier")
SHORT = ("date", "claimant", *DIMENSIONS, "figure")
SHORTEST_STRIP, LONGEST_STRIP = 20, 48
ROOMY_QUOTE = 40
ID_DIGITS = 8  # of a claim, enough to name it to `show`


def print_series(series: pd.DataFrame, *, brief: bool = False) -> None:
    """Print rows of the view `series` by quantity, with their glyphs on one scale; with their quotes unless `brief`.

    What is the same in all rows of a section stands in its heading. In a narrow terminal bounds and qualifier are
    written as one figure, then names are cut, then columns left out; the figure and its drawing never are.
    """
    shown = series.head(SHOWN_ROWS)
    glyphs: set[Glyph] = set()
    for number, (_, rows) in enumerate(shown.groupby(QUANTITY, dropna=False, sort=False)):
        if number:
            out().print()
        glyphs |= _print_section(rows, brief=brief)
    legend = "   ".join(f"{entry['text']} {entry['label']}" for code, entry in _legend() if code in glyphs)
    if legend:
        out().print(Text(f"\n{legend}", style="dim"))
    tell_rest(len(series))


def _legend() -> Iterator[tuple[str, dict[str, str]]]:
    yield from vocabulary.load("glyphs").items()


def _print_section(rows: pd.DataFrame, *, brief: bool) -> set[Glyph]:
    from warehouse.export import cells

    figures = list(_figures(rows))
    table = readable(rows)
    table["figure"] = [written(*bounds, expr=expr, kind=kind, rate_per=per) for bounds, expr, kind, per in figures]
    texts = {name: [row[0] for row in cells(table[[name]])] for name in dict.fromkeys((*WHOLE, *SHORT))}
    same = [name for name in DIMENSIONS if len(set(texts[name])) == 1]
    first = rows.iloc[0]
    heading = [_quantity(first), *(texts[name][0] for name in same if texts[name][0])]
    widths, strip_width, beside = _fitting({n: t for n, t in texts.items() if n not in same}, out().width, brief=brief)
    scale = scale_of([value for bounds, *_ in figures for value in bounds[1:] if value is not None], strip_width)
    percent = 100 if first["kind"] == "share" else 1
    drawn = scale if percent == 1 else scale_of([scale.high * percent], strip_width)
    head = laid_out({name: name for name in widths}, widths)
    out().print(Text(" · ".join(heading), style="bold"), no_wrap=True, overflow="ellipsis")
    _put(Text(f"{head}  {axis(drawn, ' %' if percent > 1 else '')}  {'claim':<{ID_DIGITS}}", style="dim"))
    used: set[Glyph] = set()
    quotes = cells(rows[["sentence", "expr", "claim_id"]])
    for place, ((bounds, expr, *_), (sentence, said, claim_id)) in enumerate(zip(figures, quotes, strict=True)):
        glyph = glyph_of(*bounds, expr)
        used.add(glyph)
        text = laid_out({name: texts[name][place] for name in widths}, widths)
        parts = Text.assemble(text, "  ", (strip(glyph, *bounds[1:], scale), "bold"), "  ", claim_id[:ID_DIGITS])
        if beside:
            parts.append("  " + quote(sentence, said, beside), "italic")
        _put(parts)
        if not beside and not brief:
            _put(Text(f"    {quote(sentence, said, max(out().width - 4, SHORTEST_STRIP))}", style="italic"))
    return used


def _put(text: Text) -> None:
    out().print(text, no_wrap=True, overflow="ellipsis")


Bounds = tuple[str, float | None, float | None, float | None]


def _figures(rows: pd.DataFrame) -> Iterator[tuple[Bounds, str, str, str | None]]:
    """Give each row's qualifier and bounds, its words, its kind and its unit of time; None is open or not there."""
    plain = rows[["qualifier", *BOUNDS, "expr", "kind", "rate_per"]].astype(object)
    for qualifier, low, best, high, expr, kind, per in plain.where(plain.notna(), None).itertuples(index=False):
        yield (qualifier, low, best, high), expr, kind, per


def _quantity(row: pd.Series[str]) -> str:
    """Name what is counted: killed; equipment_lost: tank; munitions_fired: drone, a day."""
    known = row.notna()
    item = f": {row['item']}" if known["item"] else ""
    unit = f", a {row['rate_per']}" if known["rate_per"] else ""
    return f"{row['metric']}{item}{unit}{', share of a group' if row['kind'] == 'share' else ''}"


def _fitting(texts: dict[str, list[str]], width: int, *, brief: bool) -> tuple[dict[str, int], int, int]:
    """Choose columns and widths, the width of the strip, and the room for a quote beside it, 0 for none."""
    natural = {name: max(map(cell_len, [name, *column])) for name, column in texts.items()}
    widths: dict[str, int] = {}
    left = 0
    for names, narrow in _choices([name for name in WHOLE if name in texts], [name for name in SHORT if name in texts]):
        widths = {name: min(natural[name], narrow.get(name, LONGEST_CELL)) for name in names}
        left = width - sum(widths.values()) - GAP * (len(widths) + 1) - ID_DIGITS
        if left >= SHORTEST_STRIP:
            break
    if not brief and left >= SHORTEST_STRIP + GAP + ROOMY_QUOTE:
        strip_width = max(SHORTEST_STRIP, min(LONGEST_STRIP, (left - GAP) // 2))
        return widths, strip_width, left - GAP - strip_width
    return widths, max(SHORTEST_STRIP, min(left, LONGEST_STRIP)), 0


def _choices(whole: Sequence[str], short: Sequence[str]) -> Iterator[tuple[list[str], dict[str, int]]]:
    """Give what to show, the fullest first; the last is shown whatever its width."""
    for names in (whole, short):
        for claimant in (LONGEST_CELL, 22, NARROW["claimant"]):
            yield list(names), {**NARROW, "claimant": claimant}
    kept = list(short)
    for dropped in DIMENSIONS:
        kept = [name for name in kept if name != dropped]
        yield kept, NARROW
