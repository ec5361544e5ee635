"""Campaigns that prove the promises of the night watch: `make torture` runs them all, `make test` a minute of them."""

from tests.torture import (
    clocks,
    damage,
    disk,
    documents,
    kills,
    locks,
    migrations,
    order,
    readers,
    rebuilds,
    secrets,
    servers,
    silence,
    stalls,
    supply,
    walk,
    words,
)
from tests.torture.campaign import CAMPAIGNS

__all__ = [
    "CAMPAIGNS",
    "clocks",
    "damage",
    "disk",
    "documents",
    "kills",
    "locks",
    "migrations",
    "order",
    "readers",
    "rebuilds",
    "secrets",
    "servers",
    "silence",
    "stalls",
    "supply",
    "walk",
    "words",
]
