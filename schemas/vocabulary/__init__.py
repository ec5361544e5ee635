"""The controlled vocabularies, as data, and the one loader that reads them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(file: Traversable) -> Any:
    """Read one YAML file; a fault names the file, the line and the reason."""
    try:
        return yaml.load(file.read_text("utf-8"), Loader=_Loader)  # noqa: S506 (the C build of the safe loader)
    except yaml.YAMLError as fault:
        raise ValueError(f"{file.name}: {fault}") from fault


@cache
def load(name: str) -> Any:
    """Load one vocabulary file by its name without the ending.

    >>> load("metrics")["killed"]["counts"]
    'people'
    """
    return read_yaml(files(__name__) / f"{name}.yml")


@cache
def _folder(name: str) -> dict[str, dict[str, Any]]:
    merged: dict[str, dict[str, Any]] = {}
    for file in sorted((files(__name__) / name).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yml"):
            entries = read_yaml(file)
            if twice := merged.keys() & entries.keys():
                raise ValueError(f"{file.name}: defined in another file too: {', '.join(sorted(twice))}")
            merged.update({code: {**entry, "file": file.name} for code, entry in entries.items()})
    return merged


def actors() -> dict[str, dict[str, Any]]:
    """Every actor by code: states by ISO 3166-1 alpha-3, groups and organisations by slug.

    >>> actors()["UKR"]["name"]
    'Ukraine'
    """
    return _folder("actors")


def actor_codes() -> frozenset[str]:
    """The codes that the field `actor` may hold."""
    return frozenset(actors())


def claimants() -> dict[str, dict[str, Any]]:
    """Every registered claimant by slug."""
    return _folder("claimants")


def claimant_codes() -> frozenset[str]:
    """The slugs that the field `claimant` may hold."""
    return frozenset(claimants())
