"""A data set to what the warehouse loads: a row is an article whose text is the row, its figures are claims on it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pandas as pd

from flows.articles.records import Raw, digest
from flows.datasets.checks import Memory
from flows.datasets.mapping import Mapping
from flows.datasets.records import Record, UnreadableError, records
from flows.datasets.values import Value, ValueFault, number, row_day, said_day, values
from schemas.articles import article_version_id, text_digest

TICK_ROWS = 100


@dataclass
class Found:
    """What a data set's file gave: rows for the frames of articles, claims, corrections and rejects, and its digest."""

    raw_digest: str = ""
    rows: int = 0
    articles: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    corrections: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[dict[str, Any]] = field(default_factory=list)
    flagged: list[str] = field(default_factory=list)
    first_day: date | None = None
    last_day: date | None = None


def read_dataset(
    raw: Raw, mapping: Mapping, *, run_id: str, seen_at: datetime, tick: Callable[[int], None] = lambda done: None
) -> Found:
    """Read a whole file; rows and cells that cannot be used are refusals, the others go on.

    `raw` is the file as it lies in the archive; `seen_at` is when the run started, in UTC: what lies more than a day
    after it is refused as future. `tick` is told now and then how many rows are done.
    """
    found = Found(raw_digest=digest(raw.data))
    memory = Memory(seen_at.date())
    columns: set[str] = set()
    try:
        for record in records(raw.data, mapping):
            found.rows += 1
            if found.rows % TICK_ROWS == 0:
                tick(found.rows)
            columns |= record.values.keys()
            _row(record, mapping, raw, found, memory, run_id, seen_at)
    except UnreadableError as fault:
        found.refusals.append(_refusal(raw, None, "unreadable", str(fault), None))
    _columns(columns, mapping, raw, found)
    return found


def _columns(columns: set[str], mapping: Mapping, raw: Raw, found: Found) -> None:
    """A column that the mapping does not know, or that no row has, is told once."""
    if not found.rows:
        return
    for column in sorted(columns - mapping.known):
        message = f"The column {column} is not in the mapping: it was left out."
        found.refusals.append(_refusal(raw, None, "unknown-column", message, None))
    for column in sorted({figure.field for figure in mapping.figures} - columns):
        message = f"No row has the column {column}."
        found.refusals.append(_refusal(raw, None, "missing-column", message, None))


def _row(
    record: Record, mapping: Mapping, raw: Raw, found: Found, memory: Memory, run_id: str, seen_at: datetime
) -> None:
    try:
        for column in mapping.required:
            if column not in record.values:
                raise ValueFault("missing-column", f"The column {column} is missing.")
        day = row_day(record, mapping, mapping.date, mapping.date_format)
        key = tuple(record.values.get(column, "") for column in mapping.key)
        memory.row(key, record.number, day)
        said_on, odd = said_day(record, mapping, day)
    except ValueFault as fault:
        found.refusals.append(_refusal(raw, record, fault.reason, str(fault), record.values))
        return
    found.first_day = min(day, found.first_day or day)
    found.last_day = max(day, found.last_day or day)
    if mapping.corrections:
        _corrections(record, mapping, raw, found, day, run_id)
        return
    if odd:
        found.flagged.append(f"row {record.number}: {mapping.published} {record.values[str(mapping.published)]} {odd}")
    good: list[tuple[Value, list[str]]] = []
    for value in values(record, mapping, day):
        try:
            if isinstance(value, ValueFault):
                raise value
            fallen = memory.flag(value, day)
            if fallen:
                found.flagged.append(f"row {record.number}: {value.figure.field} {fallen}")
            good.append((value, [flag for flag in (odd, fallen) if flag]))
        except ValueFault as fault:
            found.refusals.append(_refusal(raw, record, fault.reason, str(fault), record.values))
    _article(record, mapping, raw, found, good, day, said_on, key, run_id, seen_at)


def _article(
    record: Record,
    mapping: Mapping,
    raw: Raw,
    found: Found,
    good: list[tuple[Value, list[str]]],
    day: date,
    said_on: date,
    key: tuple[str, ...],
    run_id: str,
    seen_at: datetime,
) -> None:
    text, spans = _text(record, mapping, [value for value, _ in good])
    article_id = _id("dataset", mapping.name, *key)
    version = article_version_id(article_id, text_digest(text))
    flags = sorted({flag for _, flags in good for flag in flags})
    found.articles.append(
        {
            "article_version_id": version,
            "article_id": article_id,
            "url": f"dataset:{mapping.name}#{'/'.join(key)}",
            "canonical_url": _address(record.values.get(mapping.url or "")),
            "title": f"{mapping.title}, {day}",
            "publisher": mapping.publisher,
            "language": "en",
            "language_evidence": "given",
            "credit": None,
            "origin_id": None,
            "dateline": None,
            "authors": [],
            "published_at": None,
            "published_on": said_on,
            "published_evidence": "given",
            "modified_at": None,
            "text": text,
            "text_digest": text_digest(text),
            "raw_digest": found.raw_digest,
            "warc_file": raw.warc_file,
            "warc_offset": raw.warc_offset,
            "media_type": raw.media_type,
            "kind": "dataset",
            "flags": flags,
            "first_seen_at": seen_at,
            "run_id": run_id,
        }
    )
    notes = {name: record.values[name] for name in mapping.notes if name in record.values}
    for (value, odd), span in zip(good, spans, strict=True):
        reasons = notes | ({"flag": ", ".join(odd)} if odd else {})
        found.claims.append(_claim(value, reasons, mapping, version, day, span))


def _text(record: Record, mapping: Mapping, good: list[Value]) -> tuple[str, list[tuple[int, int, int, str]]]:
    """The row as lines "column: value", the figures first; and where each figure stands."""
    lines, spans, at = [], [], 0
    for value in good:
        prefix = f"{value.figure.field}: "
        line = prefix + value.expr
        spans.append((at + len(prefix), at + len(line), at, line))
        lines.append(line)
        at += len(line) + 1
    told = {column for value in good for column in (value.figure.field, value.figure.low, value.figure.high)}
    lines += [f"{name}: {cell}" for name, cell in record.values.items() if name not in told]
    return "\n".join(lines), spans


def _claim(
    value: Value, told: dict[str, str], mapping: Mapping, version: str, day: date, span: tuple[int, int, int, str]
) -> dict[str, Any]:
    start, end, line_start, line = span
    fields = value.fields
    place = fields.get("place") or fields.get("place_key")
    reasons = {"metric": f"column {value.figure.field}", "source": f"data set {mapping.name}", **told}
    return {
        "claim_id": _id(version, mapping.extractor_version, start, value.figure.field),
        "article_version_id": version,
        "start": start,
        "end": end,
        "expr": value.expr,
        "kind": "count",
        "rate_per": None,
        "qualifier": value.qualifier,
        "low": value.low,
        "best": value.best,
        "high": value.high,
        "metric": fields.get("metric"),
        "item": fields.get("item"),
        "population": fields.get("population"),
        "actor": fields.get("actor"),
        "actor_text": None,
        "population_text": value.figure.field,
        "source": fields.get("source") or [],
        "claimant": fields.get("claimant"),
        "place": [place] if place else [],
        "place_key": fields.get("place_key") or place,
        "country": fields.get("country"),
        "aggregation": _aggregation(fields.get("aggregation"), fields.get("period_start"), day),
        "period_start": fields.get("period_start"),
        "period_end": day.isoformat(),
        "status": fields.get("status") or "reported",
        "likelihood": None,
        "sentence": line,
        "sentence_start": line_start,
        "reasons": json.dumps(reasons, ensure_ascii=False, sort_keys=True),
        "extractor_version": mapping.extractor_version,
    }


def _aggregation(told: Any, start: str | None, day: date) -> Any:
    """An event of one day is an incident, one of several days a period."""
    return ("incident" if start == day.isoformat() else "period") if told == "event" else told


def _corrections(record: Record, mapping: Mapping, raw: Raw, found: Found, day: date, run_id: str) -> None:
    for figure in mapping.figures:
        text = record.values.get(figure.field, "0")
        try:
            change = number(text.removeprefix("-"), mapping, figure.field) * (-1 if text.startswith("-") else 1)
        except ValueFault as fault:
            found.refusals.append(_refusal(raw, record, fault.reason, str(fault), record.values))
            continue
        if change:
            fields = figure.fields
            found.corrections.append(
                {
                    "correction_id": _id(mapping.name, day, figure.field, change),
                    "claimant": fields.get("claimant"),
                    "word": figure.field,
                    "metric": fields["metric"],
                    "item": fields.get("item"),
                    "actor": fields.get("actor"),
                    "corrected_on": day,
                    "change": change,
                    "note": mapping.publisher,
                    "url": mapping.home,
                }
            )


def _address(text: str | None) -> str | None:
    return text if text and text.startswith(("https://", "http://")) else None


def _id(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]


def _refusal(raw: Raw, record: Record | None, reason: str, message: str, row: dict[str, str] | None) -> dict[str, Any]:
    return {
        "stage": "validate",
        "url": raw.url,
        "line": record.number if record else None,
        "reason": reason,
        "message": message,
        "row": row,
    }


def articles_frame(found: Found) -> pd.DataFrame:
    """The articles as a frame; the types are those of the model that validates it."""
    from schemas import ArticleModel, empty

    return pd.DataFrame(found.articles) if found.articles else empty(ArticleModel)


def claims_frame(found: Found) -> pd.DataFrame:
    """The claims likewise."""
    from schemas import ClaimModel, empty

    return pd.DataFrame(found.claims) if found.claims else empty(ClaimModel)
