"""Articles of 3 kB for measuring: made of the sentences in articles.yml by chance, the same ones for a seed.

They hold about as many figures per kilobyte as the annotated texts, several times as many as news at large.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SIZE = 3_000


@cache
def _parts() -> Any:
    return yaml.safe_load(Path(__file__).with_name("articles.yml").read_text("utf-8"))


def articles(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Yield articles as `conflict-figures extract` reads them; each is its own.

    >>> first, second = articles(2)
    >>> len(first["text"]), first["text"] == second["text"]
    (3000, False)
    """
    chance = random.Random(seed)  # noqa: S311 (no secret)
    for number in range(count):
        text = ""
        while len(text) < SIZE:
            sentences = [_sentence(chance) for _ in range(chance.randint(1, 3))]
            text += " ".join(sentences) + "\n\n"
        published = date(2024, 1, 1) + timedelta(days=chance.randrange(700))
        yield {"id": f"made-{number}", "published": published.isoformat(), "text": text[:SIZE]}


def _sentence(chance: random.Random) -> str:
    parts = _parts()
    pattern: str = chance.choice(parts["figures"] if chance.random() < 0.3 else parts["plain"])
    sentence = ""
    while pattern:
        before, _, rest = pattern.partition("{")
        slot, _, pattern = rest.partition("}")
        sentence += before + (_filler(slot, chance, parts) if slot else "")
    return sentence[0].upper() + sentence[1:]


def _filler(slot: str, chance: random.Random, parts: Any) -> str:
    if slot == "n":
        return str(chance.randint(2, 99))
    if slot == "m":
        return f"{chance.randint(2, 900) * chance.choice((50, 100, 1000)):,}"
    if slot == "year":
        return str(chance.randint(1990, 2023))
    lists = {"place": "places", "side": "sides", "who": "sources", "day": "days", "month": "months"}
    return str(chance.choice(parts[lists[slot]]))
