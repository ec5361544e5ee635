"""Verbs of going with the way behind them: who walks across a border has fled, a soldier who does has advanced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flows.claims.lexicon import words


class Motion(NamedTuple):
    """A verb with its way, the forms of the verb that spelling does not give, and what it says of whom."""

    verb: str
    past: str | None
    participle: str | None
    double: bool
    metrics: dict[str, str]


def motions() -> Iterator[Motion]:
    """Every verb of going with every way that it takes.

    >>> next(motion.metrics for motion in motions() if motion.verb == "wade across")
    {'people': 'refugees', 'armed': 'deployed'}
    """
    lists = words("motions")
    for family in lists["verbs"]:
        told = ("people", "armed") if family.get("people", True) else ("armed",)
        for verb in family["verbs"]:
            forms = lists["irregular"].get(verb, {})
            for name in family["ways"]:
                way = lists["ways"][name]
                metrics = {who: way[who] for who in told}
                for tail in way["words"]:
                    double = bool(forms.get("double"))
                    yield Motion(f"{verb} {tail}", forms.get("past"), forms.get("participle"), double, metrics)
