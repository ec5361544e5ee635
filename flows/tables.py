"""Tables for a person: points of series with their quotes, and frames of any shape. Foreign text is never markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.table import Table
from rich.text import Text

from flows.terminal import out

if TYPE_CHECKING:
    import pandas as pd

SHOWN_ROWS = 500
LONGEST_CELL = 34
NARROW = {"claimant": 12, "population": 10, "place": 10}
LONGEST_FOLDED = 60
ROOMY_QUOTE = 36
SHORTEST_QUOTE = 24
GAP = 2  # between two columns
BOUNDS = ("low", "best", "high")
OPEN = "open"
POINTS = ("date", "claimant", "metric", "low", "best", "high", "qualifier")
SERIES = ("date", "claimant", "metric", "population", "actor", "place", "low", "best", "high", "qualifier")
DISPENSABLE = ("population", "place", "actor")


def quote(sentence: str, expression: str, width: int) -> str:
    """Cut a sentence to at most `width` characters around the figure.

    >>> quote("Officials said that more than 6,000 soldiers were killed or injured there.", "more than 6,000", 40)
    '…s said that more than 6,000 soldiers w…'
    """
    if len(sentence) <= width:
        return sentence
    middle = max(sentence.find(expression), 0) + len(expression) // 2
    first = min(max(middle - width // 2, 0), len(sentence) - width)
    last = first + width
    before, after = bool(first), last < len(sentence)
    return f"{'…' * before}{sentence[first + before : last - after]}{'…' * after}"


def print_points(series: pd.DataFrame, columns: Sequence[str] = SERIES, title: str = "") -> None:
    """Print rows of the view `series`, each with the words of its sentence that fit beside it, or else below it.

    In a narrow terminal long names are cut first, then columns are left out; bounds and qualifier never are.
    """
    from warehouse.export import cells

    shown = series.head(SHOWN_ROWS)
    points = readable(shown)
    texts = {name: [row[0] for row in cells(points[[name]])] for name in columns}
    widths, beside = _fitting(texts, out().width)
    lines = [Text(title, style="bold")] if title else []
    lines.append(Text(laid_out({name: name for name in widths}, widths) + ("  quote" if beside else ""), style="dim"))
    quoted = cells(shown[["sentence", "expr"]])
    for place, (sentence, expression) in enumerate(quoted):
        line = laid_out({name: texts[name][place] for name in widths}, widths)
        if beside:
            lines.append(Text.assemble(line, "  ", (quote(sentence, expression, beside), "italic")))
        else:
            below = quote(sentence, expression, max(out().width - 4, SHORTEST_QUOTE))
            lines += [Text(line), Text(f"    {below}", style="italic")]
    for text in lines:
        out().print(text, no_wrap=True, overflow="ellipsis")
    tell_rest(len(series))


def readable(series: pd.DataFrame) -> pd.DataFrame:
    """Give the columns that a person reads: an open bound says so, a share and a rate cannot be taken for a count."""
    from warehouse.export import cells

    unit = ("/" + series["rate_per"].astype("str")).fillna("")
    share = series["kind"] == "share"
    bounds = {}
    for name in BOUNDS:
        written = [row[0] for row in cells(series[name].where(~share, (series[name] * 100).round(1)).to_frame())]
        whole = [f"{text} %" if part else f"{text}{per}" for text, part, per in zip(written, share, unit, strict=True)]
        bounds[name] = [text if given else OPEN for text, given in zip(whole, series[name].notna(), strict=True)]
    return series.assign(
        date=series["as_of"].fillna(series["said_on"]),
        claimant=series["said_by"].fillna(series["publisher"].fillna("an article") + ", own voice"),
        place=series["place_key"],
        **bounds,
    )


def _fitting(texts: dict[str, list[str]], width: int) -> tuple[dict[str, int], int]:
    """Choose columns and their widths, and give the room beside them for the quote; 0 where it goes below."""
    natural = {name: max(map(cell_len, [name, *column])) for name, column in texts.items()}
    kept = list(texts)
    for dropped in ("", *DISPENSABLE):
        kept = [name for name in kept if name != dropped]
        for room in (ROOMY_QUOTE, 0):
            for narrow in ({}, NARROW):
                widths = {name: min(natural[name], narrow.get(name, LONGEST_CELL)) for name in kept}
                left = width - sum(widths.values()) - GAP * len(widths)
                if left >= room - (GAP if room == 0 else 0):
                    return widths, max(left, 0) if room else 0
    return widths, 0


def laid_out(texts: dict[str, str], widths: dict[str, int]) -> str:
    """Lay the cells of a row out in columns, numbers to the right; what is too long is cut."""
    cut = {
        name: text if cell_len(text) <= widths[name] else text[: widths[name] - 1] + "…" for name, text in texts.items()
    }
    return "  ".join(
        " " * (widths[name] - cell_len(text)) + text if name in BOUNDS else set_cell_size(text, widths[name])
        for name, text in cut.items()
    )


def print_frame(frame: pd.DataFrame, title: str = "") -> None:
    """Print a frame, at most `SHOWN_ROWS` rows of it: as a table where it fits, else each row as a list."""
    from warehouse.export import cells

    shown = frame.head(SHOWN_ROWS)
    names, rows = [str(name) for name in frame.columns], cells(shown)
    widths = [min(max(map(len, column)), LONGEST_FOLDED) + GAP for column in zip(names, *rows, strict=True)]
    if sum(widths) <= out().width + GAP or len(names) == 1:
        _print_as_table(shown, rows, title)
    else:
        _print_as_lists(names, rows, title)
    tell_rest(len(frame))


def _print_as_table(frame: pd.DataFrame, rows: list[list[str]], title: str) -> None:
    table = _table(title)
    for name, kind in frame.dtypes.items():
        number = kind.kind in "iuf"
        table.add_column(str(name), justify="right" if number else "left", no_wrap=number, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    out().print(table)


def _print_as_lists(names: list[str], rows: list[list[str]], title: str) -> None:
    table = Table(title=title or None, title_justify="left", box=None, show_header=False, pad_edge=False)
    for row in rows:
        for name, cell in zip(names, row, strict=True):
            table.add_row(Text(name, style="bold"), Text(cell))
        table.add_row()
    out().print(table)


def _table(title: str) -> Table:
    return Table(
        title=title or None,
        title_justify="left",
        title_style=Style(bold=True),
        box=SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
    )


def tell_rest(rows: int) -> None:
    """Say how many rows were too many to print."""
    if rows > SHOWN_ROWS:
        out().print(f"… and {rows - SHOWN_ROWS:,} more rows: --format csv --output FILE holds all of them")
