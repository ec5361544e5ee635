"""What a person sees: progress bars, tables, the summary of a run. Text of foreign origin is never read as markup."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from flows.settings import Settings
    from flows.summary import Summary
    from warehouse.reads import Status

WIDTH_WITHOUT_TERMINAL = 140
NUMBERS = {"low", "best", "high", "rows", "articles", "claims", "rejects"}
SHOWN_ROWS = 500
SHOWN_REJECTS = 20
QUOTE = 40


def out() -> Console:
    """Give the console of results; where no terminal tells its width, tables are as wide as a page of text."""
    return _console(sys.stdout.isatty())


def err() -> Console:
    """Give the console of messages and bars."""
    return _console(sys.stderr.isatty(), stderr=True)


def _console(terminal: bool, *, stderr: bool = False) -> Console:
    width = None if terminal or "COLUMNS" in os.environ else WIDTH_WITHOUT_TERMINAL
    return Console(stderr=stderr, highlight=False, width=width)


class _Bar:
    """One step's bar: count, total, rate."""

    def __init__(self, bars: Progress, label: str, unit: str, total: int | None) -> None:
        self._bars, self._label, self._unit, self._total = bars, label, unit, total
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._task = self._bars.add_task(self._label, total=self._total, unit=self._unit, rate="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        if self._task is not None:
            self._bars.remove_task(self._task)

    def tick(self, done: int, total: int | None = None) -> None:
        if self._task is None:
            return
        task = self._bars.tasks[self._bars.task_ids.index(self._task)]
        rate = f"{done / task.elapsed:,.0f}/s" if task.elapsed else ""
        self._bars.update(self._task, completed=done, total=total or self._total, rate=rate)


class Bars:
    """Shows each step as a bar while it runs; before the first one, what is waited for."""

    def __init__(self, bars: Progress, waiting: str) -> None:
        self._bars = bars
        self._waiting = bars.add_task(waiting, total=None, unit="", rate="") if waiting else None

    def step(self, label: str, unit: str, total: int | None = None) -> _Bar:
        """Open the bar of a step."""
        if self._waiting is not None:
            self._bars.remove_task(self._waiting)
            self._waiting = None
        return _Bar(self._bars, label, unit, total)


@contextmanager
def bars(waiting: str = "") -> Iterator[None]:
    """Show the steps of a block as progress bars on stderr; silent where that is no terminal."""
    from flows.reporting import shown_by

    console = err()
    if not console.is_terminal:
        yield
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.completed:,.0f} {task.fields[unit]} {task.fields[rate]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress, shown_by(Bars(progress, waiting)):
        yield


def quote(sentence: str, expression: str, width: int = QUOTE) -> str:
    """Cut a sentence to about `width` characters on either side of the figure.

    >>> quote("Officials said that more than 6,000 soldiers were killed or injured there.", "more than 6,000", 16)
    '…icials said that more than 6,000 soldiers were k…'
    """
    at = max(sentence.find(expression), 0)
    first, last = max(at - width, 0), min(at + len(expression) + width, len(sentence))
    return f"{'…' if first else ''}{sentence[first:last]}{'…' if last < len(sentence) else ''}"


def print_frame(frame: pd.DataFrame, title: str = "", columns: Sequence[str] = ()) -> None:
    """Print a frame as a table, at most `SHOWN_ROWS` rows of it; the last column is cut to what the terminal holds."""
    from warehouse.export import cells

    shown = frame[list(columns)] if columns else frame
    table = Table(title=title or None, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    for name in shown.columns:
        last = name == shown.columns[-1]
        table.add_column(
            str(name),
            justify="right" if name in NUMBERS else "left",
            no_wrap=True,
            overflow="ellipsis",
            ratio=1 if last and name == "quote" else None,
        )
    for row in cells(shown.head(SHOWN_ROWS)):
        table.add_row(*(Text(cell) for cell in row))
    out().print(table)
    if len(shown) > SHOWN_ROWS:
        out().print(f"… and {len(shown) - SHOWN_ROWS:,} more rows: --format csv --output FILE holds all of them")


POINTS = ("date", "claimant", "metric", "low", "best", "high", "qualifier", "quote")
SERIES = ("date", "claimant", "metric", "population", "actor", "place", "low", "best", "high", "qualifier", "quote")


def with_quotes(series: pd.DataFrame) -> pd.DataFrame:
    """Give rows of the view `series` the columns that a table shows."""
    sentences, expressions = series["sentence"].fillna(""), series["expr"].fillna("")
    return series.assign(
        date=series["as_of"].fillna(series["said_on"]),
        claimant=series["said_by"].fillna(series["publisher"].fillna("an article") + ", own voice"),
        place=series["place_key"],
        quote=[quote(*pair) for pair in zip(sentences, expressions, strict=True)],
    )


def print_summary(summary: Summary) -> None:
    """Print what a run did, and each thing that it refused with its file and reason."""
    console = out()
    known = f", {summary.articles_known:,} known" if summary.articles_known else ""
    outside = f", {summary.outside:,} of other days" if summary.outside else ""
    console.print(
        f"[bold]{summary.kind}[/bold] {summary.run_id}: {summary.articles_seen:,} articles"
        f" ({summary.articles_new:,} new{known}{outside}), {summary.claims_new:,} new claims,"
        f" {summary.rejects_new:,} new rejects in {summary.seconds:.1f} s"
    )
    if summary.refused:
        counts = ", ".join(f"{count} {reason}" for reason, count in summary.reasons())
        console.print(f"refused {len(summary.refused):,}: {counts}")
        for refused in summary.refused[:SHOWN_REJECTS]:
            console.print(Text(_printable(f"  {refused.where()}: {refused.message} ({refused.reason})")))
        if len(summary.refused) > SHOWN_REJECTS:
            rest = len(summary.refused) - SHOWN_REJECTS
            console.print(f'  … and {rest:,} more: conflict-figures query "FROM rejects"')
    if summary.published:
        console.print(f"published {summary.published_path}")
    elif not summary.nothing_done:
        console.print(f"nothing changed: {summary.published_path} stays as it was")


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def print_next(*steps: str) -> None:
    """Print what to do next: pairs of a command and what it does."""
    pairs = list(zip(steps[::2], steps[1::2], strict=True))
    width = max(len(command) for command, _ in pairs)
    for number, (command, what) in enumerate(pairs):
        out().print(f"{'Next:' if number == 0 else '     '} [bold]{command:<{width}}[/bold]  {what}")


def print_headline(settings: Settings) -> None:
    """Print the series that the settings name, the freshest rows of it, and what to do next."""
    from warehouse.reads import series

    headline = settings.headline
    import pandas as pd

    frames = [
        series(
            settings.published,
            metric=metric,
            actor=headline.actor,
            population=headline.population,
            place=headline.place,
        )
        for metric in headline.metrics or (None,)
    ]
    rows = with_quotes(pd.concat(frames, ignore_index=True)).sort_values(["date", "claimant"], kind="stable")
    out().print()
    if rows.empty:
        out().print(f"{headline.heading()}: no figures yet")
    else:
        print_frame(rows.tail(headline.rows), headline.heading(), POINTS)
    print_next(
        "conflict-figures series --metric deployed",
        'other figures; query "FROM comparison" sets claimants side by side',
        "conflict-figures ingest PATH|URL …",
        "your own articles; schedule runs this every night",
    )


def print_status(status: Status, settings: Settings) -> None:
    """Print the last runs, the counts, the rejects and the freshness by source."""
    for title, frame in (
        ("Last runs", status.runs),
        ("The warehouse holds", status.counts),
        ("Rejects by reason", status.rejects),
        ("Freshness by publisher", status.freshness),
    ):
        if frame.empty:
            out().print(f"{title}: none\n")
        else:
            print_frame(frame, title)
    out().print(f"published file: {settings.published}")


def write_frame(frame: pd.DataFrame, form: str, output: Path | None) -> None:
    """Write a frame to standard output, or to a file that is whole or not there."""
    from warehouse.export import write

    if output is None:
        write(frame, form, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    unfinished = output.with_name(f".{output.name}.unfinished")
    with unfinished.open("wb") as stream:
        write(frame, form, stream)
    unfinished.replace(output)
    err().print(f"{len(frame):,} rows in {output}")
