"""The whole way of real pages, from local hosts and from a WARC file of others to claims in the warehouse."""

from __future__ import annotations

import compileall
import json
import os
import random
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import yaml
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.bench.command import KB_PER_RSS, PROGRAM
from tests.bench.pages import pages
from tests.bench.registry import ROOT, Result, Row, measures, shared
from tests.web import killing
from tests.web.faulty import rss
from tests.web.hosts import Asked, Handler, Host, Hosts, Line
from warehouse.publish import manifest_path

COPIES = 10
WORKERS = 2
# Each copy has to be an article of its own: a page's word on what its one address is would make all of them one.
OWN_ADDRESS = re.compile(rb'rel=["\']?canonical["\']?|property=["\']?og:url["\']?', re.IGNORECASE)
KILLS = 10


def _pages() -> list[bytes]:
    return [OWN_ADDRESS.sub(b'rel="x"', page.html) for page in pages(shared("pages"))]


@measures(
    Row("harvest_pages_per_s", "pages/s", 80.0, noise=0.1),
    Row("nothing_new_s", "s", 3.0, "lower", noise=0.15),
    Row("harvest_rss_mb", "MB", 500.0, "lower", noise=0.1),
)
def harvesting() -> Result:
    """A night over the pages beside the project, ten times over from ten hosts without delay; then once more.

    Pages a second are counted until their claims are published; the site that a night builds of them then is not.
    """
    held = _pages()
    with tempfile.TemporaryDirectory() as name, _served(held) as hosts:
        folder = Path(name)
        _write_sources(folder, hosts)
        command = ["nightly", "--no-prefect", "--sources", "sources.yml", "--workers", str(WORKERS)]
        begin = time.time()
        whole, rss_mb = _timed(folder, command)
        # The last step of publishing gives the manifest its name, which is what changes this time.
        seconds = manifest_path(folder / "warehouse" / "figures.duckdb").stat().st_ctime - begin
        asked = sum(len(host.asked) for host in hosts.all.values())
        again, _ = _timed(folder, command)
        assert sum(len(host.asked) for host in hosts.all.values()) <= asked + len(hosts.all)
    values = {"harvest_pages_per_s": COPIES * len(held) / seconds, "nothing_new_s": again, "harvest_rss_mb": rss_mb}
    until = f"harvest: {COPIES * len(held)} pages in {seconds:.1f} s, the program's start included"
    return Result(values, notes=[f"{until}; {whole - seconds:.1f} s more for the site"])


@measures(Row("warc_pages_per_s", "pages/s", 100.0, noise=0.1))
def ingesting() -> Result:
    """The same pages out of a WARC file as Common Crawl writes them."""
    held = _pages()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_warc(folder / "news.warc.gz", held)
        seconds, _ = _timed(folder, ["ingest", "news.warc.gz", "--workers", str(WORKERS)])
    return Result({"warc_pages_per_s": COPIES * len(held) / seconds})


@measures(Row("warc_growth_mb", "MB", 30.0, "lower"))
def ingesting_more() -> Result:
    """How much more memory a WARC file of 1,050 pages takes than one of 420, both in legs of 150 pages."""
    held = _pages()
    peaks = {}
    with tempfile.TemporaryDirectory() as name:
        for copies in (4, COPIES):
            folder = Path(name, str(copies))
            folder.mkdir()
            _write_warc(folder / "news.warc.gz", held, copies)
            command = ["ingest", "news.warc.gz", "--workers", str(WORKERS)]
            _, peaks[copies] = _timed(folder, command, {"CONFLICT_FIGURES_LEG": "150"})
    note = f"ingest in legs: {peaks[COPIES]:.0f} MB at most"
    return Result({"warc_growth_mb": peaks[COPIES] - peaks[4]}, notes=[note])


@measures(Row("harvest_kills_same", "share", 1.0))
def killed() -> Result:
    """Ten harvests killed with SIGKILL at random moments and begun again, beside one that nobody disturbed."""
    chance = random.Random()  # noqa: S311 (other moments each time)
    same, failed = 0, []
    with tempfile.TemporaryDirectory() as name, killing.served() as hosts:
        folder = Path(name)
        calm = killing.harvested(folder / "calm", hosts)
        for number in range(KILLS):
            moment = chance.randrange(1, killing.HOSTS * killing.PAGES + 3)
            own = folder / str(number)
            late = moment > killing.HOSTS * killing.PAGES
            when = killing.after_archive(own) if late else killing.at(hosts, moment)
            ending = killing.harvested(own, hosts, when)
            differs = ending.same_as(calm) + (["archived twice"] if max(ending.archived.values()) > 1 else [])
            same += not differs
            failed += [f"killed at page {moment}: {', '.join(differs)}"] if differs else []
    return Result({"harvest_kills_same": same / KILLS}, {"harvest_kills_same": failed})


def _handler(held: list[bytes]) -> Handler:
    async def handle(host: Host, line: Line, asked: Asked) -> None:
        if asked.path == "/feed":
            await line.reply(rss(host, [f"/{number}" for number in range(len(held))]))
        elif asked.path == "/robots.txt":
            await line.reply(b"", "404 Not Found")
        else:
            await line.reply(held[int(asked.path[1:])], headers={"Content-Type": "text/html"})

    return handle


@contextmanager
def _served(held: list[bytes]) -> Iterator[Hosts]:
    with Hosts({f"host-{number}": _handler(held) for number in range(COPIES)}) as hosts:
        yield hosts


def _write_sources(folder: Path, hosts: Hosts) -> None:
    entries = {
        name: {
            "name": name,
            "kind": "other",
            "language": "en",
            "home": f"{host.origin}/",
            "feeds": [f"{host.origin}/feed"],
            "rate": {"at_once": 2},
        }
        for name, host in hosts.all.items()
    }
    (folder / "sources.yml").write_text(yaml.safe_dump({"sources": entries}))


def _write_warc(path: Path, held: list[bytes], copies: int = COPIES) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="WARC/1.0")
        for copy in range(copies):
            for number, page in enumerate(held):
                answer = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
                url = f"https://host-{copy}.example/{number}"
                writer.write_record(
                    writer.create_warc_record(url, "response", http_headers=answer, payload=BytesIO(page))
                )


def _timed(folder: Path, command: list[str], more: dict[str, str] | None = None) -> tuple[float, float]:
    """Run a command in a folder; give its seconds and its own peak memory in MB, without its reading processes'.

    Bytecode is kept, as on a user's machine: without it each start compiles our modules again, 0.3 s of processor time
    in the program and 0.2 s in the server of its reading processes.
    """
    own = {
        "CONFLICT_FIGURES_CONTACT": "figures@example.org",
        "CONFLICT_FIGURES_ALLOW_HOSTS": json.dumps(["127.0.0.1"]),
        "CONFLICT_FIGURES_HARVEST_DELAY_SECONDS": "0",
    }
    left_out = ("CONFLICT_FIGURES_", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    told = kept | own | (more or {})
    for package in ("flows", "schemas", "warehouse"):
        compileall.compile_dir(ROOT / package, quiet=1)
    begin = time.perf_counter()
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen([PROGRAM, *command], cwd=folder, env=told, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, (folder / "said.txt").read_bytes())
    return time.perf_counter() - begin, usage.ru_maxrss * KB_PER_RSS / 1024
