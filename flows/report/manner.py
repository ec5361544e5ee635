"""How a site is built, apart from what it shows; light, since it is asked before anything is built."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Manner:
    """How a site is built: where it will stand, if that is known (for feeds and link previews), and its name."""

    base: str | None = None
    name: str = "conflict-figures"
