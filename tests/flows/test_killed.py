"""A harvest that is killed and begun again ends as one that nobody disturbed (ten kills: `make bench`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.hosts import Hosts
from tests.web.killing import HOSTS, PAGES, Ending, at, harvested, served


@pytest.fixture(scope="module")
def hosts() -> Iterator[Hosts]:
    with served() as hosts:
        yield hosts


@pytest.fixture(scope="module")
def calm(hosts: Hosts, tmp_path_factory: pytest.TempPathFactory) -> Ending:
    return harvested(tmp_path_factory.mktemp("calm"), hosts)


def test_a_killed_harvest_goes_on_where_it_was(hosts: Hosts, calm: Ending, tmp_path: Path) -> None:
    ending = harvested(tmp_path, hosts, at(hosts, HOSTS * PAGES // 2))
    assert ending.killed, "the run had ended before it could be killed"
    assert ending.same_as(calm) == []
    assert len(calm.tables["articles"]) == HOSTS * (PAGES - 1)
    assert max(ending.archived.values()) == 1
    assert ending.archived == calm.archived
    # Only what a host was answering at that very moment is asked for again.
    twice = [url for url, times in ending.asked.items() if times > 1]
    assert len(twice) <= HOSTS
