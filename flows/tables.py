"""Tables for a person: points of series with their quotes, and frames of any shape. Foreign text is never markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.style import Style
from rich.table import Table
from rich.text import Text

from flows.terminal import out

if TYPE_CHECKING:
    import pandas as pd

SHOWN_ROWS = 500
LONGEST_CELL = 40
SHORTEST_CELL = 14
LONGEST_FOLDED = 60
SHORTEST_QUOTE = 24
GAP = 3  # between two columns
EDGES = 2
BOUNDS = {"low", "best", "high"}
OPEN = "open"
POINTS = ("date", "claimant", "metric", "low", "best", "high", "qualifier")
SERIES = ("date", "claimant", "metric", "population", "actor", "place", "low", "best", "high", "qualifier")
DISPENSABLE = ("population", "place", "actor", "qualifier", "metric")


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
    """Print rows of the view `series`, each with the words of its sentence that fit beside it.

    In a narrow terminal long names are cut first, then columns are left out; the bounds never are.
    """
    from warehouse.export import cells

    shown = series.head(SHOWN_ROWS)
    own_voice = shown["publisher"].fillna("an article") + ", own voice"
    points = shown.assign(
        date=shown["as_of"].fillna(shown["said_on"]),
        claimant=shown["said_by"].fillna(own_voice),
        place=shown["place_key"],
        low=shown["low"].astype(object).where(shown["low"].notna(), OPEN),
        high=shown["high"].astype(object).where(shown["high"].notna(), OPEN),
    )
    widths, room = _fitting({name: [row[0] for row in cells(points[[name]])] for name in columns}, out().width)
    table = _table(title)
    for name, width in widths.items():
        side = "right" if name in BOUNDS else "left"
        table.add_column(name, justify=side, width=width, no_wrap=True, overflow="ellipsis")  # type: ignore[arg-type]
    table.add_column("quote", no_wrap=True, overflow="ellipsis")
    quoted = cells(points[["sentence", "expr"]])
    for row, (sentence, expression) in zip(cells(points[list(widths)]), quoted, strict=True):
        table.add_row(*map(Text, row), Text(quote(sentence, expression, room)))
    out().print(table)
    _tell_rest(len(series))


def _fitting(columns: dict[str, list[str]], width: int) -> tuple[dict[str, int], int]:
    """Choose columns and their widths, and give the room that is left for the quote."""
    natural = {name: max(map(len, [name, *texts])) for name, texts in columns.items()}
    kept = list(columns)
    for dropped in ("", *DISPENSABLE):
        kept = [name for name in kept if name != dropped]
        for longest in (LONGEST_CELL, (LONGEST_CELL + SHORTEST_CELL) // 2, SHORTEST_CELL):
            widths = {name: min(natural[name], longest) for name in kept}
            room = width - sum(cut + GAP for cut in widths.values()) - EDGES
            if room >= SHORTEST_QUOTE:
                return widths, room
    return widths, SHORTEST_QUOTE


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
    _tell_rest(len(frame))


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
        title=title or None, title_justify="left", title_style=Style(bold=True), box=SIMPLE_HEAD, pad_edge=False
    )


def _tell_rest(rows: int) -> None:
    if rows > SHOWN_ROWS:
        out().print(f"… and {rows - SHOWN_ROWS:,} more rows: --format csv --output FILE holds all of them")
