"""The registry as a user meets it, and archives of others, down to the warehouse."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows import stages
from flows.articles.archive import run_files
from flows.articles.harvest import harvest
from flows.articles.site import Site
from flows.articles.sources import SourcesError, load_sources, registered
from flows.job import new_job, nightly_job, wanted
from flows.pipeline import PLAIN, carry_out, rebuild
from flows.settings import Settings
from tests.web.faulty import Plan, page
from tests.web.hosts import Asked, Host, Hosts, Line
from warehouse.export import query

Program = Callable[..., subprocess.CompletedProcess[str]]
OWN = {"CONFLICT_FIGURES_ALLOW_HOSTS": '["127.0.0.1"]', "CONFLICT_FIGURES_HARVEST_DELAY_SECONDS": "0"}
CONTACT = {"CONFLICT_FIGURES_CONTACT": "figures@example.org"}


async def front(host: Host, line: Line, asked: Asked) -> None:
    if asked.path == "/":
        link = b'<link rel="alternate" type="application/rss+xml" href="/feed">'
        await line.reply(page("front").replace(b"</title>", b"</title>" + link))
    else:
        await line.reply(page(asked.path))


@pytest.fixture
def host() -> Iterator[Host]:
    with Hosts({"site": Plan(["/a", "/b"], front).handler()}) as hosts:
        yield hosts["site"]


def test_the_package_names_sites_and_asks_none_of_them() -> None:
    sites = [one for one in registered() if isinstance(one, Site)]
    assert len(sites) >= 40
    assert not any(site.enabled for site in sites)
    assert {site.kind for site in sites} >= {"agency", "newspaper", "broadcaster", "think-tank", "un", "ngo", "monitor"}
    assert [one for one in load_sources() if isinstance(one, Site)] == []


def test_without_an_address_to_write_to_no_site_is_asked(program: Program, host: Host, tmp_path: Path) -> None:
    source = f"{{name: x, kind: other, language: en, home: {host.origin}/, feeds: ['{host.origin}/feed']}}"
    (tmp_path / "mine.yml").write_text(f"sources:\n  mine: {source}\n")
    for command in (["nightly", "--no-prefect"], ["sources", "check"], ["sources", "add", host.origin]):
        done = program(*command, "--sources", "mine.yml", **OWN)
        assert done.returncode == 2
        assert "CONFLICT_FIGURES_CONTACT" in done.stderr
    assert host.asked == []


def test_a_site_is_added_checked_and_harvested(program: Program, host: Host, tmp_path: Path) -> None:
    name = "127-0-0-1"
    added = program("sources", "add", f"{host.origin}/", "--sources", "mine.yml", **OWN, **CONTACT)
    assert (added.returncode, added.stderr) == (0, "")
    (site,) = load_sources(tmp_path / "mine.yml")
    assert isinstance(site, Site)
    assert (site.id, site.feeds) == (name, (f"{host.origin}/feed",))
    again = program("sources", "add", f"{host.origin}/", "--sources", "mine.yml", **OWN, **CONTACT)
    assert (again.returncode, "twice" in again.stderr) == (2, True)
    checked = program("sources", "check", "--sources", "mine.yml", **OWN, **CONTACT)
    assert checked.returncode == 0, checked.stdout
    assert "2 pages" in checked.stdout
    listed = program("sources", "list", "--sources", "mine.yml")
    assert name in listed.stdout
    night = program("nightly", "--no-prefect", "--sources", "mine.yml", "--warehouse", "w", **OWN, **CONTACT)
    assert night.returncode == 0
    assert "3 fetched" in night.stdout
    assert "2 articles (2 new)" in night.stdout
    assert {one.headers["user-agent"] for one in host.asked} == {"conflict-figures/0.1 (+figures@example.org)"}
    begun = len(host.asked)
    quiet = program("nightly", "--no-prefect", "--sources", "mine.yml", "--warehouse", "w", **OWN, **CONTACT)
    assert "1 unchanged" in quiet.stdout
    assert [one.path for one in host.asked[begun:]] == ["/feed"]


def test_a_file_of_ones_own_takes_sites_of_the_package(tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_text("use: [un-news, reliefweb]\n")
    assert [(one.id, one.enabled) for one in load_sources(path) if isinstance(one, Site)] == [
        ("un-news", True), ("reliefweb", True),
    ]  # fmt: skip


SITE = "sources:\n  a:\n    name: A\n    kind: agency\n    language: en\n    home: https://a.example/\n    "


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (SITE + "feeds: [a.example/rss]\n", 7, "no http or https address"),
        (SITE + "feeds: ['https://me:secret@a.example/rss']\n", 7, "no http or https address"),
        (SITE + "feed: ['https://a.example/rss']\n", 7, "feed"),
        (SITE + "country: Utopia\n", 7, "country"),
        (SITE + "rate: {delay_seconds: -1}\n", 7, "delay_seconds"),
        (SITE + "listings:\n      - url: https://a.example/n\n        select: 'a['\n", 9, "no CSS selector"),
        (SITE + "note: x\n", 2, "names no feed"),
        (SITE + "name: B\n", 7, "twice"),
        ("use:\n  - un-news\n  - no-such-site\n", 3, "no-such-site"),
        ("sources:\n  a: {kind: newspapr}\n", 2, "newspapr"),
        ("sources:\n  a: {kind: [urls\n", 3, "no YAML"),
    ],
)
def test_a_fault_names_file_line_and_reason(content: str, line: int, words: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_text(content)
    with pytest.raises(SourcesError) as caught:
        load_sources(path)
    assert f"{path}, line {line}: " in str(caught.value)
    assert words in str(caught.value)


def write_warc(path: Path) -> None:
    texts = {
        "1": (
            "en",
            "At least 100 soldiers were killed near the town of Kursk on Monday, the ministry of defence said.",
        ),
        "2": (
            "en",
            "The match was won by the home team in the last minute of play on Monday, to the joy of everybody.",
        ),
        "3": (
            "uk",
            "Щонайменше 100 військових загинули (killed) поблизу міста Курськ у понеділок, повідомило міністерство.",
        ),
    }
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="WARC/1.0")
        for name, (language, text) in texts.items():
            html = f"<html lang='{language}'><body><article><p>{text}</p></article></body></html>"
            told = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            url = f"https://news.example/{name}"
            writer.write_record(
                writer.create_warc_record(url, "response", http_headers=told, payload=BytesIO(html.encode()))
            )


def test_what_is_wanted_of_an_archive_of_others_is_loaded_and_rebuilt(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "CC-NEWS-1.warc.gz"
    write_warc(path)
    job = new_job(settings, "ingest", (str(path),), wanted=wanted(["en"], ["killed"]))
    assert carry_out(job).articles_new == 1
    sql = "SELECT url, language, language_evidence, origin_id = article_id AS own FROM articles"
    expected = [{"url": "https://news.example/1", "language": "en", "language_evidence": "page", "own": True}]
    assert query(settings.published, sql).to_dict("records") == expected
    before = query(settings.published, "SELECT * FROM articles")
    rebuild(settings)
    assert query(settings.published, "SELECT * FROM articles").equals(before)
    everything = carry_out(new_job(settings, "ingest", (str(path),)))
    assert (everything.articles_seen, everything.articles_new) == (3, 2)


def test_a_long_archive_of_others_is_loaded_in_legs_that_give_the_same(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "CC-NEWS-1.warc.gz"
    write_warc(path)
    sql = "SELECT url, text, origin_id FROM articles ORDER BY url"
    at_once = settings.model_copy(update={"warehouse": tmp_path / "at-once"})
    carry_out(new_job(at_once, "ingest", (str(path),)))
    in_legs = settings.model_copy(update={"leg": 1})
    done = carry_out(new_job(in_legs, "ingest", (str(path),)))
    assert (done.articles_seen, done.articles_new, done.published) == (3, 3, True)
    assert query(in_legs.published, sql).equals(query(at_once.published, sql))
    assert len(query(in_legs.published, "SELECT DISTINCT run_id FROM articles")) == 3
    again = carry_out(new_job(in_legs, "ingest", (str(path),)))
    assert (again.articles_seen, again.articles_new, again.published) == (3, 0, False)


def test_a_leg_that_fails_leaves_the_others_loaded_and_the_next_run_goes_on(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "CC-NEWS-1.warc.gz"
    write_warc(path)
    in_legs = settings.model_copy(update={"leg": 1})
    loads: list[str] = []

    def torn(job: Any, *given: Any) -> Any:
        loads.append(job.run_id)
        if len(loads) == 2:
            raise RuntimeError("the load fell over")
        return stages.load(job, *given)

    with pytest.raises(RuntimeError, match="fell over"):
        carry_out(new_job(in_legs, "ingest", (str(path),)), replace(PLAIN, load=torn))
    later = carry_out(new_job(in_legs, "ingest", (str(path),)))
    assert (later.taken_up, later.articles_new) == (1, 1)
    assert len(query(in_legs.published, "SELECT * FROM articles")) == 3


def test_a_try_that_fails_is_gone_on_with_and_no_page_is_asked_for_twice(
    host: Host, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.yml"
    source = f"{{name: x, kind: other, language: en, home: {host.origin}/, feeds: ['{host.origin}/feed']}}"
    path.write_text(f"sources:\n  mine: {source}\n")
    changed = {"sources": path, "contact": "a@b.example", "allow_hosts": ("127.0.0.1",), "harvest_delay_seconds": 0}
    job = nightly_job(settings.model_copy(update=changed))

    def torn(*given: Any, **more: Any) -> Iterator[Any]:
        yield next(iter(harvest(*given, **more)))
        raise OSError("the disk was full for a moment")

    with monkeypatch.context() as patch:
        patch.setattr(stages, "harvest_inputs", torn)
        with pytest.raises(OSError, match="full"):
            stages.harvest(job)
    found = stages.harvest(job)
    assert sorted(article.url for article in found.articles) == [f"{host.origin}/a", f"{host.origin}/b"]
    assert sorted(one for one in host.paths() if one in ("/a", "/b")) == ["/a", "/b"]
    assert len(run_files(job.settings.archive, job.run_id)) == 2
    assert carry_out(new_job(job.settings, "nightly", job.inputs)).taken_up == 2
