"""The registries in SQL's reach: the vocabularies as tables, replaced as a whole when they have changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import duckdb
import orjson
import pandas as pd

from schemas import vocabulary
from warehouse import sql

Row = tuple[Any, ...]

_RULE = re.compile(r"^(none|low|best|high)(?: ([+-]) unit)?(?: ([+-]) (\d+))?$")


def refresh(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Bring the registries of a ledger to the state of the vocabularies; gives the names of those that it replaced.

    Raises ValueError for a convention whose rules are not written as `conventions.yml` says.
    """
    held = dict(con.execute(sql.query("registries")).fetchall())
    replaced = []
    for name in _TABLES:
        checksum = _checksum(name)
        if held.get(name) != checksum:
            _replace(con, name, list(_TABLES[name]()), checksum)
            replaced.append(name)
    return replaced


@cache
def _checksum(name: str) -> str:
    """Give the digest of what a registry holds; the vocabularies do not change while a process lives."""
    return "sha256:" + hashlib.sha256(orjson.dumps(list(_TABLES[name]()), default=str)).hexdigest()


def _replace(con: duckdb.DuckDBPyConnection, name: str, rows: list[Row], checksum: str) -> None:
    table = con.table(name)
    frame = pd.DataFrame(rows, columns=table.columns, dtype="object")
    con.execute("BEGIN TRANSACTION")
    try:
        con.execute(f"DELETE FROM {sql.identifier(name)}")  # noqa: S608 (one of our own names)
        con.from_df(frame).insert_into(name)
        con.execute(sql.query("registry_forget"), {"name": name})
        con.execute(sql.query("registry_note"), {"name": name, "checksum": checksum})
        con.execute("COMMIT")
    except BaseException:
        con.rollback()
        raise


def rule(text: str) -> tuple[str, float, float]:
    """Read one rule of a convention: what it starts from, how many units are added, and what is added after that.

    >>> rule("best + unit + 1"), rule("none")
    (('best', 1.0, 1.0), ('none', 0.0, 0.0))
    """
    found = _RULE.match(text)
    if found is None:
        raise ValueError(f"{text!r} is no rule of a convention")
    base, unit_sign, sign, number = found.groups()
    units = {"+": 1.0, "-": -1.0}.get(unit_sign, 0.0)
    return base, units, (-1.0 if sign == "-" else 1.0) * float(number or 0)


def _conventions() -> Iterator[Row]:
    for name, entry in vocabulary.load("conventions").items():
        default = bool(entry.get("default", False))
        yield name, entry["version"], default, entry["label"], entry["definition"], entry["source"]


def _convention_rules() -> Iterator[Row]:
    for name, entry in vocabulary.load("conventions").items():
        for qualifier, bounds in entry["rules"].items():
            for bound, text in bounds.items():
                yield name, qualifier, bound, *rule(text)


def _convention_words() -> Iterator[Row]:
    # the words of `vague` are read by the extractor: claims come with those bounds already
    for name, entry in vocabulary.load("conventions").items():
        for word, reading in entry.get("words", {}).items():
            yield name, word, reading["low"], reading["best"], reading["high"]


def _definitions() -> Iterator[Row]:
    for name, entry in vocabulary.load("definitions").items():
        for meaning in entry["meanings"]:
            yield (
                name,
                entry["claimant"],
                entry["word"],
                entry["metric"],
                entry.get("item"),
                " ".join(meaning["meaning"].split()),
                meaning.get("from"),
                meaning.get("to"),
                meaning["source"],
            )


def _claimants() -> Iterator[Row]:
    for slug, entry in vocabulary.claimants().items():
        yield slug, entry["name"], entry["kind"], entry["country"], entry["actor"], entry.get("yardstick")


def _claimant_aliases() -> Iterator[Row]:
    kinds = {"aliases": "alias", "exact": "exact", "people": "person", "weak": "weak"}
    for slug, entry in vocabulary.claimants().items():
        for field, kind in kinds.items():
            for wording in entry.get(field, ()):
                yield slug, wording, kind


def _yardsticks() -> Iterator[Row]:
    for name, entry in vocabulary.load("yardsticks").items():
        for term in entry["terms"]:
            yield name, term["term"], term["likelihood"], term["low"], term["high"], entry["source"]


def _actors() -> Iterator[Row]:
    return ((code, entry["name"]) for code, entry in vocabulary.actors().items())


def _wholes() -> Iterator[Row]:
    for field, name in (("metric", "metrics"), ("population", "populations")):
        entries = vocabulary.load(name)
        for part in entries:
            whole = entries[part].get("part_of")
            while whole is not None:
                yield field, part, whole
                whole = entries[whole].get("part_of")


def _conflicts() -> Iterator[Row]:
    for slug, entry in vocabulary.load("conflicts").items():
        yield slug, entry["name"], entry["start"], entry["end"], entry.get("part_of")


def _conflict_sides() -> Iterator[Row]:
    for slug, entry in vocabulary.load("conflicts").items():
        for number, actors in enumerate(entry["sides"], 1):
            yield from ((slug, number, actor) for actor in actors)


def _conflict_countries() -> Iterator[Row]:
    for slug, entry in vocabulary.load("conflicts").items():
        yield from ((slug, country) for country in entry["countries"])


_TABLES: dict[str, Callable[[], Iterable[Row]]] = {
    "conventions": _conventions,
    "convention_rules": _convention_rules,
    "convention_words": _convention_words,
    "definitions": _definitions,
    "claimants": _claimants,
    "claimant_aliases": _claimant_aliases,
    "yardsticks": _yardsticks,
    "actors": _actors,
    "wholes": _wholes,
    "conflicts": _conflicts,
    "conflict_sides": _conflict_sides,
    "conflict_countries": _conflict_countries,
}
