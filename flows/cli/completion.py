"""What the tab key offers where an option takes a name: the vocabularies, read only then."""

from __future__ import annotations

from collections.abc import Iterable


def metrics(incomplete: str) -> list[tuple[str, str]]:
    """Offer metrics with their labels.

    >>> metrics("kil")
    [('killed', 'Killed')]
    """
    return _vocabulary("metrics", incomplete)


def populations(incomplete: str) -> list[tuple[str, str]]:
    """Offer populations with their labels."""
    return _vocabulary("populations", incomplete)


def actors(incomplete: str) -> list[tuple[str, str]]:
    """Offer states and groups by code, with their names.

    >>> actors("UK")
    [('UKR', 'Ukraine')]
    """
    from schemas import vocabulary

    return _starting(((code, entry["name"]) for code, entry in vocabulary.actors().items()), incomplete)


def claimants(incomplete: str) -> list[tuple[str, str]]:
    """Offer registered claimants with their names."""
    from schemas import vocabulary

    return _starting(((slug, entry["name"]) for slug, entry in vocabulary.claimants().items()), incomplete)


def datasets(incomplete: str) -> list[tuple[str, str]]:
    """Offer the data sets that come with a mapping.

    >>> datasets("econ")
    [('economist-ukraine', '')]
    """
    from importlib.resources import files

    names = sorted(file.name for file in files("flows.datasets").iterdir())
    return _starting(((name.removesuffix(".yml"), "") for name in names if name.endswith(".yml")), incomplete)


def forms(incomplete: str) -> list[tuple[str, str]]:
    """Offer the forms of an answer."""
    return _starting(((form, "") for form in ("table", "json", "jsonl", "csv", "parquet", "xlsx")), incomplete)


def _vocabulary(name: str, incomplete: str) -> list[tuple[str, str]]:
    from schemas import vocabulary

    return _starting(((code, entry["label"]) for code, entry in vocabulary.load(name).items()), incomplete)


def _starting(names: Iterable[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    return [(name, told) for name, told in names if name.startswith(incomplete)]
