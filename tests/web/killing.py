"""A harvest that is killed with SIGKILL and begun again, beside one that nobody disturbed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from flows.articles.records import Raw
from flows.articles.stored import archives, parts, read_back
from tests.bench.articles import articles
from tests.web.faulty import rss
from tests.web.hosts import Asked, Handler, Host, Hosts, Line
from warehouse.export import query

PROGRAM = Path(sys.executable).with_name("conflict-figures")
HOSTS, PAGES = 4, 5
PATIENCE = 120
# What has to be the same: everything but when, by which run and where it was archived.
CONTENT = {
    "articles": "SELECT * EXCLUDE (run_id, warc_file, warc_offset, first_seen_at) FROM articles ORDER BY ALL",
    "claims": "SELECT * EXCLUDE (run_id, loaded_at) FROM claims ORDER BY ALL",
    "rejects": "SELECT * EXCLUDE (run_id, rejected_at) FROM rejects ORDER BY ALL",
}
MADE = [article["text"] for article in articles(HOSTS * PAGES, seed=5)]


@dataclass
class Ending:
    """What stands in the warehouse at the end, and what the hosts and the archive say to it."""

    tables: dict[str, pd.DataFrame]
    archived: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    killed: bool = False

    def same_as(self, other: Ending) -> list[str]:
        """Name the tables that differ from another ending's; none where all is the same."""
        return [name for name, frame in self.tables.items() if not frame.equals(other.tables[name])]


def handler(number: int) -> Handler:
    async def handle(host: Host, line: Line, asked: Asked) -> None:
        if asked.path == "/feed":
            await line.reply(rss(host, [f"/{page}" for page in range(PAGES)]))
        elif asked.path == "/robots.txt" or asked.path == f"/{PAGES - 1}":
            await line.reply(b"none", "404 Not Found")
        else:
            body = "".join(f"<p>{part}</p>" for part in MADE[number * PAGES + int(asked.path[1:])].split("\n\n"))
            title = f"Report {number}{asked.path}"
            page = f"<title>{title}</title><article><h1>{title}</h1>{body}</article>"
            await line.reply(f'<!doctype html><html lang="en"><body>{page}</body></html>'.encode())

    return handle


@contextmanager
def served() -> Iterator[Hosts]:
    """Serve the hosts of this measurement."""
    with Hosts({f"h{number}": handler(number) for number in range(HOSTS)}) as hosts:
        yield hosts


def pages_asked(hosts: Hosts) -> list[str]:
    return [
        host.origin + path
        for host in hosts.all.values()
        for path in host.paths()
        if path not in ("/feed", "/robots.txt")
    ]


def harvested(folder: Path, hosts: Hosts, kill_when: Callable[[], bool] | None = None) -> Ending:
    """Run a night over the hosts in a folder; where `kill_when` says so, kill it and run it again."""
    for host in hosts.all.values():
        host.asked.clear()
    warehouse = folder / "warehouse"
    start(folder, hosts)
    killed = False
    if kill_when is not None:
        process = begin(folder)
        deadline = time.monotonic() + PATIENCE
        while process.poll() is None and not kill_when() and time.monotonic() < deadline:
            time.sleep(0.001)
        killed = process.poll() is None
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    done = begin(folder)
    said, _ = done.communicate(timeout=PATIENCE)
    assert done.returncode == 0, said
    tables = {name: query(warehouse / "figures.duckdb", sql) for name, sql in CONTENT.items()}
    archived = Counter(
        item.url
        for first in archives(warehouse / "archive")
        for part in parts(first)
        for item in read_back(part)
        if isinstance(item, Raw) and item.role == "page"
    )
    return Ending(tables, archived, Counter(pages_asked(hosts)), killed)


def start(folder: Path, hosts: Hosts) -> None:
    same = {"kind": "other", "language": "en"}
    entries: dict[str, Any] = {
        name: {**same, "name": name, "home": f"{host.origin}/", "feeds": [f"{host.origin}/feed"]}
        for name, host in hosts.all.items()
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sources.yml").write_text(yaml.safe_dump({"sources": entries}))


def begin(folder: Path) -> subprocess.Popen[str]:
    """Begin a night as a user does, in a process group of its own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CONFLICT_FIGURES_", "PREFECT_", "PYTHONPATH"))
    }
    own = {
        "CONFLICT_FIGURES_CONTACT": "figures@example.org",
        "CONFLICT_FIGURES_ALLOW_HOSTS": '["127.0.0.1"]',
        "CONFLICT_FIGURES_HARVEST_DELAY_SECONDS": "0.03",
        # Where a page has no date, the extractor's choice among sides hangs on the order of a set: not tried here.
        "PYTHONHASHSEED": "0",
    }
    return subprocess.Popen(
        [PROGRAM, "nightly", "--no-prefect", "--sources", "sources.yml", "--warehouse", "warehouse"],
        cwd=folder,
        env=kept | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def moments(count: int, seed: int) -> list[int]:
    """Choose how many pages the hosts have been asked for when the harvest is killed."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    return sorted(chance.randrange(1, HOSTS * PAGES) for _ in range(count))


def at(hosts: Hosts, asked: int) -> Callable[[], bool]:
    """Tell whether the hosts have been asked for so many pages."""
    return lambda: len(pages_asked(hosts)) >= asked


def after_archive(folder: Path) -> Callable[[], bool]:
    """Tell whether the archive is finished, so that the run is killed while it reads or loads."""
    return lambda: any((folder / "warehouse" / "archive").glob("*.warc.gz"))
