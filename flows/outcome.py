"""What a command tells at its end: the summary of a run, the headline series, the status."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from flows.tables import POINTS, print_frame, print_points
from flows.terminal import err, out, writer

if TYPE_CHECKING:
    import pandas as pd

    from flows.dataset_run import Loaded
    from flows.doctor import Check
    from flows.health import Health
    from flows.settings import Settings
    from flows.summary import Summary
    from flows.verification import Finding
    from warehouse.reads import Status

SHOWN_REJECTS = 20


def print_summary(summary: Summary) -> None:
    """Print what a run did, and each thing that it refused with its file and reason."""
    console = out()
    known = f", {summary.articles_known:,} known" if summary.articles_known else ""
    outside = f", {summary.outside:,} of other days" if summary.outside else ""
    console.print(
        f"{summary.kind} {summary.run_id}: {summary.articles_seen:,} articles"
        f" ({summary.articles_new:,} new{known}{outside}), {summary.claims_new:,} new claims,"
        f" {summary.rejects_new:,} new rejects in {summary.seconds:.1f} s"
    )
    if summary.taken_up:
        console.print(f"taken up {summary.taken_up:,} articles that a run had archived before it was killed")
    if summary.accounts:
        told = ", ".join(f"{count:,} {what}" for what, count in summary.accounts.items())
        console.print(f"addresses {sum(summary.accounts.values()):,}: {told}")
    print_refused(summary)
    if summary.published:
        console.print(f"published {summary.published_path}")
    elif not summary.nothing_done:
        console.print(f"nothing changed: {summary.published_path} stays as it was")
    if summary.report:
        console.print(summary.report)


def print_refused(summary: Summary) -> None:
    """Print each thing that a run refused with its file and reason, the first of many, and where it was published."""
    console = out()
    if not summary.refused:
        return
    counts = ", ".join(f"{count} {reason}" for reason, count in summary.reasons())
    console.print(f"refused {len(summary.refused):,}: {counts}")
    for refused in summary.refused[:SHOWN_REJECTS]:
        console.print(Text(f"  {refused.where()}: {refused.message} ({refused.reason})"))
    if len(summary.refused) > SHOWN_REJECTS:
        rest = len(summary.refused) - SHOWN_REJECTS
        console.print(f'  … and {rest:,} more: conflict-figures query "FROM rejects"')


def print_loaded(loaded: Loaded) -> None:
    """Print what the load of a data set did, and what it refused."""
    from flows.dataset_run import describe

    for line in describe(loaded):
        out().print(Text(line), soft_wrap=True)
    print_refused(loaded.summary)
    if loaded.summary.published:
        print_next("conflict-figures query", f'"FROM coverage" shows how whole the series of {loaded.name} are')


def tell_written(files: dict[str, int], *, as_json: bool) -> None:
    """Tell how many rows each file or folder got."""
    if as_json:
        write_json([{"path": path, "rows": rows} for path, rows in files.items()])
        return
    for path, rows in files.items():
        err().print(f"{rows:,} rows in {path}")


def print_next(*steps: str) -> None:
    """Print what to do next: pairs of a command and what it does."""
    pairs = list(zip(steps[::2], steps[1::2], strict=True))
    width = max(len(command) for command, _ in pairs)
    for number, (command, what) in enumerate(pairs):
        out().print(Text.assemble("Next: " if number == 0 else "      ", (f"{command:<{width}}", "bold"), f"  {what}"))


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
    found = pd.concat(frames, ignore_index=True)
    rows = found[found["kind"] == "count"].sort_values(["as_of", "said_by"], kind="stable")
    out().print()
    if rows.empty:
        out().print(f"{headline.heading()}: no figures yet")
    else:
        print_points(rows.tail(headline.rows), POINTS, headline.heading())
    out().print()
    print_next(
        "conflict-figures series --metric deployed",
        'other figures; query "FROM comparison" compares',
        "conflict-figures ingest PATH|URL …",
        "your own articles; schedule runs this every night",
    )


def print_status(status: Status, settings: Settings) -> None:
    """Print the last runs, the counts, the rejects and the freshness by publisher."""
    runs = status.runs
    took = (runs["finished_at"] - runs["started_at"]).dt.total_seconds().round(1)
    runs = runs.assign(started=_minute(runs["started_at"]), seconds=took)[list(RUNS)]
    rejects = status.rejects.assign(last=_minute(status.rejects["last_rejected_at"]))
    freshness = status.freshness.assign(last_seen=_minute(status.freshness["last_seen_at"]))
    for title, frame in (
        ("Last runs", runs if runs["message"].notna().any() else runs.drop(columns="message")),
        ("The warehouse holds", status.counts),
        ("Rejects by reason", rejects[["stage", "reason", "rows", "last", "last_message"]]),
        ("Freshness by publisher", freshness[["publisher", "articles", "last_published_on", "last_seen"]]),
    ):
        if frame.empty:
            out().print(f"{title}: none\n")
        else:
            print_frame(frame, title)
    published = status.manifest.published_at if status.manifest else "a time that its manifest does not tell"
    out().print(f"{settings.published}, published {published}")


def print_findings(findings: list[Finding]) -> None:
    """Print what `verify` found, a line a file."""
    damaged = [finding for finding in findings if not finding.whole]
    for finding in findings:
        out().print(Text(f"{'whole' if finding.whole else 'DAMAGED':<8} {finding.file}: {finding.told}"))
    if damaged:
        out().print()
        print_next("conflict-figures rebuild", "makes the warehouse anew; of a damaged archive file, bring back a copy")


def print_health(health: Health) -> None:
    """Print when the last good night was, and what is not as it should be."""
    out().print(Text(health.sentence(datetime.now(UTC))))
    for trouble in health.troubles:
        out().print(Text(trouble.line, style="bold"))


def print_checks(checks: list[Check]) -> None:
    """Print what `doctor` found, each with its next step below it, and how many want looking after."""
    table = Table.grid(padding=(0, 2))
    for check in checks:
        told = [check.told] if check.next is None else [check.told, f"Next: {check.next}"]
        style = "" if check.verdict == "well" else "bold"
        table.add_row(Text(check.verdict, style), check.name, Text("\n".join(told)))
    out().print(table)
    counts = {verdict: sum(check.verdict == verdict for check in checks) for verdict in ("mend", "look at")}
    out().print(f"\n{counts['mend'] or 'nothing'} to mend, {counts['look at'] or 'nothing'} to look at")


RUNS = (
    *("started", "kind", "status", "articles_seen", "articles_new", "claims_new", "rejects_new", "seconds"),
    *("extractor_version", "message"),
)


def _minute(moments: pd.Series[Any]) -> pd.Series[str]:
    written: pd.Series[str] = moments.dt.strftime("%Y-%m-%d %H:%M UTC")
    return written


def write_frame(frame: pd.DataFrame, form: str, output: Path | None) -> None:
    """Write a frame to standard output, or to a file that is whole or not there."""
    from warehouse.export import write

    if output is None:
        answer = io.BytesIO() if sys.stdout.isatty() else sys.stdout.buffer
        write(frame, form, answer)
        if isinstance(answer, io.BytesIO):
            writer()(answer.getvalue())
        sys.stdout.buffer.flush()
        return
    unfinished = output.with_name(f".{output.name}.unfinished")
    with unfinished.open("wb") as stream:
        write(frame, form, stream)
    unfinished.replace(output)
    err().print(f"{len(frame):,} rows in {output}")


def write_json(answer: object) -> None:
    """Write an answer of any shape as JSON to standard output; frames as their rows, missing values as null."""
    import orjson

    writer()(orjson.dumps(_jsonable(answer), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()


def _jsonable(answer: object) -> object:
    import pandas as pd

    from warehouse.export import records

    if isinstance(answer, pd.DataFrame):
        return list(records(answer))
    if isinstance(answer, dict):
        return {name: _jsonable(part) for name, part in answer.items()}
    return answer
