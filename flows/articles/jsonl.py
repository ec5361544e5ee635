"""Articles as JSONL: one object a line; a bad line costs itself and nothing else."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import orjson

from flows.articles.media import BOMS, binary_name
from flows.articles.records import ROW_LENGTH

# The fields that hold a text. What is not read is ignored on purpose: a corpus carries notes of its own.
TEXTS = ("id", "text", "published", "title", "url", "language", "publisher", "author", "modified")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds something: its fields, or the reason why they cannot be had."""

    number: int
    fields: dict[str, Any] = field(default_factory=dict)
    reason: str | None = None
    message: str = ""
    row: str | None = None


def read_lines(data: bytes, charset: str | None = None) -> Iterator[Line]:
    r"""Read the lines of a JSONL file, numbered from one; empty lines are passed by.

    >>> for line in read_lines(b'{"text": "a"}\n\n{"text": '):
    ...     print(line.number, line.fields, line.reason)
    1 {'text': 'a'} None
    3 {} malformed-json
    """
    if binary := binary_name(data, charset):
        yield Line(1, reason="binary", message=f"not text: {binary}")
        return
    try:
        data = _as_utf8(data)
    except UnicodeDecodeError as error:
        yield Line(
            1, reason="unreadable-encoding", message=f"marked as {error.encoding}, but not valid at byte {error.start}"
        )
        return
    for number, content in enumerate(BytesIO(data), 1):
        if content.strip():
            yield _line(number, content.strip())


def _as_utf8(data: bytes) -> bytes:
    for bom, name in BOMS:
        if data.startswith(bom):
            bare = data[len(bom) :]
            return bare if name == "utf-8" else bare.decode(name).encode()
    return data


def _line(number: int, content: bytes) -> Line:
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        row = _row(content.decode(errors="backslashreplace"))
        return Line(
            number, reason="unreadable-encoding", message=f"not UTF-8 at byte {error.start} of the line", row=row
        )
    row = _row(text)
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return Line(
            number, reason="malformed-json", message=f"malformed JSON at column {error.colno}: {error.msg}", row=row
        )
    if not isinstance(value, dict):
        return Line(number, reason="malformed-json", message="not an object with named fields", row=row)
    return _checked(number, value, row)


def _checked(number: int, value: dict[str, Any], row: str) -> Line:
    if isinstance(value.get("id"), int) and not isinstance(value["id"], bool):
        value["id"] = str(value["id"])
    for name in TEXTS:
        held = value.get(name)
        if held is not None and not isinstance(held, str):
            message = f"the field {name} holds {type(held).__name__} where a text should be"
            return Line(number, reason="malformed-field", message=message, row=row)
    if not (value.get("text") or "").strip():
        return Line(number, reason="no-text", message="no text in the line", row=row)
    return Line(number, value, row=row)


def _row(content: str) -> str:
    return json.dumps({"line": content[:ROW_LENGTH]}, ensure_ascii=False)
