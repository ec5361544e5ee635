"""What a mapping file says: how the columns of a data set become the fields of claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml


class MappingError(ValueError):
    """A mapping file that cannot be used, and why."""


# What a claim of the mapping may say. Each is a constant, or {from: column, map: {value: constant}}.
FIELDS = (
    "metric", "item", "population", "actor", "source", "claimant", "place", "place_key", "country", "aggregation",
    "period_start", "status",
)  # fmt: skip
FORMATS = ("csv", "json", "jsonl")
_OWN = ("field", "low", "high", "hedge", "required", "hours", "only_without", "skip_zero", "since", *FIELDS)
_TOP = (
    "name", "version", "title", "publisher", "home", "licence", "format", "key", "date", "published", "url", "resolve",
    "defaults", "hedges", "claims", "ignored", "corrections", "thousands", "encoding", "notes",
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One figure that a row may hold: `field` is its column, `low` and `high` those of its bounds."""

    field: str
    fields: dict[str, Any]
    low: str | None = None
    high: str | None = None
    hedge: str | None = None
    required: bool = False
    hours: str | None = None
    only_without: str | None = None
    skip_zero: bool = False
    since: str | None = None

    @property
    def columns(self) -> list[str]:
        """Every column that the figure looks at."""
        told = [value["from"] for value in self.fields.values() if isinstance(value, dict)]
        own = (self.field, self.low, self.high, self.hedge, self.hours, self.only_without, self.since)
        return [column for column in (*own, *told) if column]


@dataclass(frozen=True)
class Mapping:
    """A whole mapping file; its text goes into the archive beside the data.

    `formats` are those that the file may have; `notes` are columns that each claim carries along in its reasons.
    """

    name: str
    version: int
    title: str
    publisher: str
    home: str
    licence: str
    formats: tuple[str, ...]
    key: tuple[str, ...]
    date: str
    date_format: str
    figures: tuple[Figure, ...]
    text: str
    published: str | None = None
    published_separator: str | None = None
    url: str | None = None
    resolve: str | None = None
    thousands: str = ""
    encoding: str = "utf-8"
    hedges: dict[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    corrections: bool = False
    notes: tuple[str, ...] = ()

    @property
    def about(self) -> dict[str, str]:
        """Whose it is and under which licence, as the warehouse keeps it."""
        told = {"title": self.title, "publisher": self.publisher, "home": self.home, "licence": self.licence}
        return {"extractor_version": self.extractor_version, **told}

    @property
    def since(self) -> str | None:
        """The column with the first day of what a row tells, where it has one."""
        return next((figure.since for figure in self.figures if figure.since), None)

    @property
    def extractor_version(self) -> str:
        """The name under which its claims stand in the ledger."""
        return f"dataset-{self.name}-{self.version}"

    @property
    def required(self) -> list[str]:
        """Columns that every row has to have; an address may be missing also where it is part of the key."""
        return [
            *(column for column in self.key if column != self.url),
            *(figure.field for figure in self.figures if figure.required),
        ]

    @property
    def known(self) -> frozenset[str]:
        """Every column that the mapping speaks of."""
        own = {*self.key, self.date, *(c for c in (self.published, self.url, self.resolve) if c)}
        return self.ignored | own | set(self.notes) | {column for figure in self.figures for column in figure.columns}


def names() -> list[str]:
    """The data sets that come with a mapping.

    >>> "ucdp-ged" in names()
    True
    """
    return sorted(file.name[:-4] for file in files(__package__).iterdir() if file.name.endswith(".yml"))


def load_mapping(name: str) -> Mapping:
    """Read the mapping of a data set by its name, or a mapping file of the user's by its path.

    Raises MappingError, which names the file and the fault.

    >>> load_mapping("ua-general-staff-personnel").figures[0].field
    'personnel'
    """
    if name in names():
        return parse_mapping((files(__package__) / f"{name}.yml").read_text("utf-8"), name)
    path = Path(name)
    if path.suffix not in (".yml", ".yaml"):
        raise MappingError(f"{name} is no data set that is known ({', '.join(names())}) and no mapping file (.yml)")
    return parse_mapping(path.read_text("utf-8"), name)


def parse_mapping(text: str, where: str) -> Mapping:
    """Read a mapping out of its text; `where` names it in faults."""
    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        raise MappingError(f"{where}: {' '.join(str(fault).split())}") from None
    if not isinstance(told, dict):
        raise MappingError(f"{where}: a mapping of keys was expected")
    if unknown := sorted(told.keys() - set(_TOP)):
        raise MappingError(f"{where}: unknown keys {', '.join(unknown)}")
    for key in ("name", "version", "title", "publisher", "format", "key", "date", "claims"):
        if key not in told:
            raise MappingError(f"{where}: {key} is missing")
    formats = told["format"] if isinstance(told["format"], list) else [told["format"]]
    if not formats or not set(formats) <= set(FORMATS):
        raise MappingError(f"{where}: format {told['format']!r} is not csv, json or jsonl")
    date, published = (_column(told.get(name)) for name in ("date", "published"))
    return Mapping(
        **{name: told[name] for name in ("name", "version", "title", "publisher")},
        **{name: told[name] for name in ("url", "resolve", "thousands", "encoding") if name in told},
        formats=tuple(formats),
        published=published.get("field"),
        published_separator=published.get("separator"),
        home=told.get("home", ""),
        licence=told.get("licence", "not told"),
        key=tuple(told["key"]),
        date=date["field"],
        date_format=date.get("format", "%Y-%m-%d"),
        figures=tuple(_figures(told, where)),
        text=text,
        hedges=told.get("hedges", {}),
        ignored=frozenset(told.get("ignored", ())),
        corrections=bool(told.get("corrections", False)),
        notes=tuple(told.get("notes", ())),
    )


def _column(told: Any) -> dict[str, Any]:
    """A column by its name alone, or with what else is told of it."""
    return told if isinstance(told, dict) else {} if told is None else {"field": told}


def _figures(told: dict[str, Any], where: str) -> Iterator[Figure]:
    for entry in told["claims"]:
        if unknown := sorted(entry.keys() - set(_OWN)):
            raise MappingError(f"{where}: unknown keys {', '.join(unknown)} in a claim")
        if "field" not in entry:
            raise MappingError(f"{where}: a claim without field")
        fields = {**told.get("defaults", {}), **{name: entry[name] for name in FIELDS if name in entry}}
        yield Figure(fields=fields, **{name: entry[name] for name in entry if name not in FIELDS})
