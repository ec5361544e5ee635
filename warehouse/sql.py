"""The SQL of the warehouse, kept in files beside the code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Script:
    """One SQL file: its name without the ending, and its text."""

    name: str
    text: str


@cache
def scripts(folder: str) -> tuple[Script, ...]:
    """Every script of a folder of the warehouse, in the order of the names.

    >>> [script.name for script in scripts("migrations")][:1]
    ['0001_ledger']
    """
    found = sorted((files(__package__) / folder).iterdir(), key=lambda file: file.name)
    return tuple(Script(file.name[:-4], file.read_text("utf-8")) for file in found if file.name.endswith(".sql"))


def query(name: str) -> str:
    """The text of one statement of the folder `queries`; KeyError for one that is not there.

    >>> query("load_claims").split()[:3]
    ['INSERT', 'INTO', 'claims']
    """
    return {script.name: script.text for script in scripts("queries")}[name]


def literal(text: str) -> str:
    """Quote a text for the few statements that take no parameters (ATTACH).

    >>> literal("it's.duckdb")
    "'it''s.duckdb'"
    """
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """Quote a name for the few statements that take names only (DROP VIEW).

    >>> print(identifier('old view'))
    "old view"
    """
    return '"' + name.replace('"', '""') + '"'
