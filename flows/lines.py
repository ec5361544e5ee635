"""Articles as JSON lines in, their claims as JSON lines out: in the same order, in constant memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, BinaryIO

import orjson

from flows.claims import extract
from flows.parallel import Workers

CHUNK_BYTES = 256_000
CHUNK_LINES = 64
SHOWN = 60

Numbered = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that gave no claims, or gave them without its date: `skipped` tells which."""

    line: int
    message: str
    skipped: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What one line gave: the JSON line to write, or nothing, and what was wrong with it, if anything."""

    line: bytes | None
    claims: int = 0
    fault: Fault | None = None


def answers(stream: BinaryIO, *, max_bytes: int, workers: int = 1, explain: bool = False) -> Iterator[Answer]:
    """Yield one answer for every line that is not blank.

    `max_bytes` bounds one line; a longer one is skipped without being held in memory.
    """
    read = partial(_answer_chunk, max_bytes=max_bytes, explain=explain)
    with Workers(workers) as several:
        for chunk in several.in_order(read, _chunks(numbered_lines(stream, max_bytes))):
            yield from chunk


def numbered_lines(stream: BinaryIO, max_bytes: int) -> Iterator[Numbered]:
    r"""Yield the lines that are not blank with their numbers; one that is too long comes as its first `max_bytes` + 1.

    >>> import io
    >>> list(numbered_lines(io.BytesIO(b"{}\n\n[]"), 10))
    [(1, b'{}'), (3, b'[]')]
    """
    number = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        rest = line
        while not rest.endswith(b"\n") and (rest := stream.readline(CHUNK_BYTES)):
            pass
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line if len(line) > max_bytes else line.strip()


def _chunks(lines: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    chunk: list[Numbered] = []
    size = 0
    for line in lines:
        chunk.append(line)
        size += len(line[1])
        if size >= CHUNK_BYTES or len(chunk) >= CHUNK_LINES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _answer_chunk(chunk: list[Numbered], *, max_bytes: int, explain: bool) -> list[Answer]:
    return [answer(number, line, max_bytes=max_bytes, explain=explain) for number, line in chunk]


def answer(number: int, line: bytes, *, max_bytes: int = 50_000_000, explain: bool = False) -> Answer:
    r"""Read the claims out of one line; a line that is no article gives a fault that says why.

    With `explain` the answer is a text for people instead of a line of JSON.

    >>> answer(7, b'{"id": "a", "text": "It rained."}').line
    b'{"id":"a","claims":[]}\n'
    >>> answer(8, b'{"id": "a"}').fault
    Fault(line=8, message='"text" is missing', skipped=True)
    """
    try:
        article = _parsed(line, max_bytes)
        published, complaint = _published(article)
        text = article["text"]
        found = extract(text, published=published, title=article.get("title"), language=article.get("language") or "en")
    except LineError as fault:
        return Answer(None, fault=Fault(number, str(fault), skipped=True))
    except Exception as fault:  # whatever it is, the other lines go on
        message = f"the extractor failed at this article: {type(fault).__name__}: {fault}"
        return Answer(None, fault=Fault(number, message, skipped=True))
    claims = [claim.as_dict() for claim in found]
    written = (
        explained(article["id"], claims).encode("utf-8", "replace")
        if explain
        else orjson.dumps({"id": article["id"], "claims": claims}, option=orjson.OPT_APPEND_NEWLINE)
    )
    return Answer(written, len(claims), Fault(number, complaint, skipped=False) if complaint else None)


class LineError(ValueError):
    """A line that is no article, and why."""


def _parsed(line: bytes, max_bytes: int) -> dict[str, Any]:
    if len(line) > max_bytes:
        raise LineError(f"longer than {max_bytes:,} bytes")
    try:
        article = orjson.loads(line)
    except orjson.JSONDecodeError as fault:
        raise LineError(f"not JSON: {fault}") from None
    if not isinstance(article, dict):
        raise LineError("a JSON object was expected")
    for name in ("id", "text"):
        if name not in article:
            raise LineError(f'"{name}" is missing')
    if not isinstance(article["text"], str):
        raise LineError('"text" is not a string')
    for name in ("title", "language"):
        if not isinstance(article.get(name), str | None):
            raise LineError(f'"{name}" is not a string')
    return article


def explained(article_id: Any, claims: list[dict[str, Any]]) -> str:
    """Write out for people what each claim says and which words gave each of its fields."""
    lines = [f"{article_id}: {len(claims)} claims"]
    for claim in claims:
        bounds = ", ".join(
            f"{name} {'open' if claim[name] is None else claim[name]}" for name in ("low", "best", "high")
        )
        lines.append(f"\n  “{claim['expr']}” at {claim['start']}: {claim['metric']}, {claim['qualifier']} ({bounds})")
        lines.append(f"    {' '.join(claim['sentence'].split())}")
        for name, words in claim["reasons"].items():
            lines.append(f"    {name:<12} {_shown(claim.get(name)):<28} {words}")
    return "\n".join([*lines, "", ""])


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " / ".join(str(part) for part in value) or "nobody named"
    return "not known" if value is None else str(value)


def _published(article: dict[str, Any]) -> tuple[date | None, str | None]:
    given = article.get("published")
    if given is None or given == "":
        return None, None
    try:
        return datetime.fromisoformat(given).date(), None
    except (TypeError, ValueError):
        return None, f'"published" is no ISO date: {str(given)[:SHOWN]!r}; relative dates stay unresolved'
