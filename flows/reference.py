"""The page of the settings, written from the settings themselves (`make docs`)."""

from __future__ import annotations

import json
import sys
from typing import Any

from pydantic_core import PydanticUndefined

from flows.settings import PREFIX, Settings

_HEAD = """\
# Settings

Written by `make docs` from `flows/settings.py`; change them there. A setting is a variable of the environment, or a
line `NAME=value` of a file `.env` in the folder that a command runs in. An option of the command goes before the
environment, the environment before the file. A value that cannot be used is told with its variable.

| variable | value | default | meaning |
| --- | --- | --- | --- |
"""
_TAIL = """
Beside them: `CONFLICT_FIGURES_DEBUG=1` shows the traceback behind a one-line error, `PREFECT_API_URL` names a Prefect
server, `COLUMNS` sets the width of tables, `NO_COLOR=1` leaves colours out.
"""
_WORDS = {"string": "text", "integer": "whole number", "number": "number", "array": "list as JSON", "object": "JSON"}
_LIMITS = {"minimum": "{} or more", "exclusiveMinimum": "more than {}"}


def settings_page() -> str:
    """Describe every setting in Markdown, in the order of the class.

    `workers: int = Field(default=1, ge=1)` → "| `CONFLICT_FIGURES_WORKERS` | whole number, 1 or more | `1` | … |".
    """
    shapes = Settings.model_json_schema()["properties"]
    lines = []
    for name, field in Settings.model_fields.items():
        default = "" if field.default in (None, PydanticUndefined, ()) else f"`{_written(field.default)}`"
        lines.append(f"| `{PREFIX}{name.upper()}` | {_shape(shapes[name])} | {default} | {field.description} |")
    return _HEAD + "\n".join(lines) + "\n" + _TAIL


def _shape(shape: dict[str, Any]) -> str:
    """Say in words what a setting takes.

    >>> _shape({"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}]})
    'whole number, 1 or more'
    """
    if "anyOf" in shape:
        return _shape(next(one for one in shape["anyOf"] if one.get("type") != "null"))
    kind = shape.get("format") if shape.get("format") == "path" else _WORDS[shape.get("type", "object")]
    limits = [words.format(shape[limit]) for limit, words in _LIMITS.items() if limit in shape]
    return ", ".join([str(kind), *limits])


def _written(default: object) -> str:
    if isinstance(default, int | float):
        return f"{default:,g}".replace(",", "") if isinstance(default, float) else str(default)
    dump = getattr(default, "model_dump", None)
    return json.dumps(dump(exclude_defaults=True), ensure_ascii=False) if dump else str(default)


def main() -> None:
    """Print the page."""
    sys.stdout.write(settings_page())


if __name__ == "__main__":
    main()
