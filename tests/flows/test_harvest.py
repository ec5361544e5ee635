"""A harvest over thirty faulty hosts: it ends, keeps to the rules, archives once, and tells of every address."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from flows.articles.archive import Archive, verify
from flows.articles.harvest import Means, harvest, replay
from flows.articles.records import Article, Limits, Raw, Refusal, Revisit
from flows.articles.site import Listing, Rate, Site
from flows.articles.stored import read_back
from flows.articles.web.lanes import Politeness
from flows.articles.web.state import State
from tests.web.faulty import Plan, plans
from tests.web.hosts import Hosts

LIMITS = Limits(
    max_bytes=500_000,
    connect_seconds=2,
    read_seconds=1.5,
    total_seconds=1.5,
    user_agent="conflict-figures/0.1 (+figures@example.org)",
    allow_hosts=("127.0.0.1",),
)
MANNER = Politeness(delay=0.05, at_once=2, backoff=0.05, longest_pause=5, given_up_after=50)
START = datetime.now(UTC).replace(microsecond=0)

watched: list[tuple[str, object]] = []
watching = False


def _watch(event: str, given: tuple[object, ...]) -> None:
    if watching and event in ("socket.connect", "socket.getaddrinfo"):
        watched.append((event, given[1] if event == "socket.connect" else given[0]))


sys.addaudithook(_watch)


@dataclass
class Night:
    """What one run over the hosts gave."""

    articles: list[Article]
    refusals: list[Refusal]
    outcomes: dict[str, tuple[str, str | None]]
    archive: Path
    watched: list[tuple[str, object]] = field(default_factory=list)


@dataclass
class World:
    """The hosts with their plans, and what the nights over them gave."""

    hosts: Hosts
    plans: dict[str, Plan]
    nights: list[Night] = field(default_factory=list)
    after: list[dict[str, int]] = field(default_factory=list)

    def night(self, folder: Path, now: datetime) -> None:
        self.nights.append(a_night(self, folder, len(self.nights) + 1, now))
        self.after.append({name: len(host.asked) for name, host in self.hosts.all.items()})


def site(name: str, plan: Plan, origin: str) -> Site:
    address = origin + plan.list_path
    kind = {"sitemap": "sitemaps", "listing": "listings"}.get(name.partition("-")[0], "feeds")
    lists = {kind: (Listing(url=address, select="ul.news"),) if kind == "listings" else (address,)}
    return Site.model_validate(
        {"id": name, "name": name, "kind": "other", "language": "en", "home": origin + "/", "rate": Rate(), **lists}
    )


def a_night(world: World, folder: Path, number: int, now: datetime) -> Night:
    global watching
    run_id = f"night-{number}"
    sites = [site(name, plan, world.hosts[name].origin) for name, plan in world.plans.items()]
    with closing(State(folder / "harvest.sqlite", lambda: now)) as state:
        state.begin_run(run_id)
        archive = Archive(folder, run_id=run_id, kind="nightly", logical_date=now.date(), started_at=now)
        means = Means(LIMITS, MANNER, state, run_id)
        watched.clear()
        watching = True
        with archive:
            found = list(harvest(sites, archive, means=means))
        watching = False
        outcomes = {one.url: (one.outcome, one.reason) for one in state.outcomes(run_id)}
        state.end_run(run_id)
    return Night(
        [one for one in found if isinstance(one, Article)],
        [one for one in found if isinstance(one, Refusal)],
        outcomes,
        archive.path,
        list(watched),
    )


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder, planned = tmp_path_factory.mktemp("harvest"), plans()
    with Hosts({name: plan.handler() for name, plan in planned.items()}) as hosts:
        world = World(hosts, planned)
        for later in (timedelta(0), timedelta(minutes=5), timedelta(hours=2)):
            world.night(folder, START + later)
        yield world


def test_every_address_is_accounted_for(world: World) -> None:
    expected: dict[str, tuple[str, str | None]] = {}
    for name, plan in world.plans.items():
        expected |= plan.outcomes(world.hosts[name].origin)
    assert world.nights[0].outcomes == expected
    assert len(world.plans) == 30
    print("\n" + "\n".join(f"{count:4} {what}" for what, count in sorted(Counter(map(str, expected.values())).items())))


def test_what_was_fetched_is_read_and_what_failed_is_told(world: World) -> None:
    night = world.nights[0]
    fetched = [url for url, (outcome, _) in night.outcomes.items() if outcome == "fetched"]
    lists = {world.hosts[name].origin + plan.list_path for name, plan in world.plans.items()}
    assert {article.url for article in night.articles} >= {
        url for url in fetched if url not in lists and not url.endswith("/a")
    }
    assert len(night.articles) == len([url for url in fetched if url not in lists])
    told = Counter(refusal.reason for refusal in night.refusals)
    accounted = Counter(
        reason for outcome, reason in night.outcomes.values() if outcome == "failed" or "robots" in str(reason)
    )
    assert told == accounted


def verdict(world: World) -> list[str]:
    """What the hosts themselves have to complain of."""
    complaints = []
    for name, host in world.hosts.all.items():
        robots = world.plans[name].robots or b""
        first = host.asked[0].path if host.asked else None
        if first not in (None, "/robots.txt"):
            complaints.append(f"{name}: asked {first} before the robots rules")
        if b"Disallow: /\n" in robots and set(host.paths()) - {"/robots.txt"}:
            complaints.append(f"{name}: asked although everything is forbidden")
        complaints += [f"{name}: asked {path}" for path in host.paths() if path.startswith("/private")]
        if host.most_at_once > MANNER.at_once:
            complaints.append(f"{name}: {host.most_at_once} requests at once")
        if any("+figures@example.org" not in one.headers["user-agent"] for one in host.asked):
            complaints.append(f"{name}: asked by somebody without an address")
        if any("authorization" in one.headers for one in host.asked):
            complaints.append(f"{name}: was sent a name and password")
    return complaints


def test_the_hosts_have_nothing_to_complain_of(world: World) -> None:
    complaints = verdict(world)
    print(f"\n{len(world.hosts.all)} hosts complain of: {'; '.join(complaints) or 'nothing'}")
    for name, host in world.hosts.all.items():
        print(f"{name:16} {len(host.asked):3} requests in three nights, at most {host.most_at_once} at once")
    assert complaints == []
    assert [len(host.asked) for host in world.hosts.all.values()].count(0) == 0


def test_a_crawl_delay_is_kept(world: World) -> None:
    begun = [one.begun for one in world.hosts["half-forbidding"].asked[: world.after[0]["half-forbidding"]]]
    assert len(begun) == 5  # robots rules, feed, three pages
    assert begun[-1] - begun[1] >= 0.3 * (len(begun) - 2) * 0.9


def test_nothing_is_sent_inside(world: World) -> None:
    assert world.nights[0].watched, "nothing was watched"
    connected = {str(address) for event, address in world.nights[0].watched if event == "socket.connect"}
    assert not [one for one in connected if "127.0.0.1" not in one and "/" not in one]
    assert "/secret" not in world.hosts["to-inside"].paths()
    # "localhost" is looked up and refused: only the host that is allowed by its name is let through
    assert "localhost" in [address for event, address in world.nights[0].watched if event == "socket.getaddrinfo"]


def test_everything_is_archived_once_and_whole(world: World) -> None:
    night = world.nights[0]
    assert verify(night.archive) > 0
    kept = [item for item in read_back(night.archive) if isinstance(item, Raw)]
    pages = [raw.url for raw in kept if raw.role == "page"]
    assert len(pages) == len(set(pages)) == len(night.articles)
    for name, host in world.hosts.all.items():
        answered = [raw for raw in kept if raw.url.startswith(host.origin + "/") or raw.url == host.origin]
        assert len(answered) <= world.after[0][name]
    again = [one for one in replay(night.archive) if isinstance(one, Article)]
    assert again == night.articles


def test_of_an_answer_that_is_too_long_the_beginning_is_archived_and_marked_as_cut(world: World) -> None:
    archive = world.nights[0].archive
    with archive.open("rb") as file:
        cut = {
            record.rec_headers.get_header("WARC-Target-URI"): len(record.content_stream().read())
            for record in ArchiveIterator(file)
            if record.rec_headers.get_header("WARC-Truncated") == "length"
        }
    for name in ("endless", "bomb"):
        assert cut[world.hosts[name].origin + "/a"] == LIMITS.max_bytes
    assert not [one for one in replay(archive) if isinstance(one, Article) and one.url in cut]


def test_nothing_is_asked_again_before_it_is_due(world: World) -> None:
    second = world.nights[1]
    assert second.articles == []
    for name, host in world.hosts.all.items():
        asked = host.paths()[world.after[0][name] : world.after[1][name]]
        pages = set(asked) - {"/robots.txt", world.plans[name].list_path}
        assert not pages or name == "wait-for-long", f"{name} was asked for {pages}"
    # A list that has changed is read again: that its pages are not due yet is told of each.
    packed = world.hosts["sitemap-packed"].origin
    assert [second.outcomes[f"{packed}/{number}"] for number in range(6)] == [("skipped", "not-due")] * 6


def test_a_second_look_brings_what_has_changed(world: World) -> None:
    third = world.nights[2]
    changing = world.hosts["changing"].origin + "/a"
    good = world.hosts["good-1"].origin + "/a"
    assert (third.outcomes[changing], third.outcomes[good]) == (("fetched", None), ("unchanged", None))
    (newer,) = [one for one in third.articles if one.url == changing]
    (older,) = [one for one in world.nights[0].articles if one.url == changing]
    assert newer.article_id == older.article_id
    assert newer.article_version_id != older.article_version_id
    revisits = [item for item in read_back(third.archive) if isinstance(item, Revisit)]
    assert good in [one.url for one in revisits]
    assert world.hosts["good-1"].asked[-1].headers["if-none-match"] == '"/a"'


def outcomes_of(hosts: Hosts, folder: Path, manner: Politeness, **fields: object) -> dict[str, tuple[str, str | None]]:
    """Harvest one host once; give what came of each path."""
    host = hosts["one"]
    described = {"id": "one", "name": "one", "kind": "other", "language": "en", "home": host.origin + "/"}
    one = Site.model_validate({**described, "feeds": (host.origin + "/feed",), **fields})
    with closing(State(folder / "harvest.sqlite")) as state:
        state.begin_run("r")
        archive = Archive(folder, run_id="r", kind="nightly", logical_date=START.date(), started_at=START)
        with archive:
            list(harvest([one], archive, means=Means(LIMITS, manner, state, "r")))
        return {told.url.removeprefix(host.origin): (told.outcome, told.reason) for told in state.outcomes("r")}


def test_while_pages_wait_to_be_read_no_more_are_asked_for(tmp_path: Path) -> None:
    count = 300
    with Hosts({"one": Plan([f"/{number}" for number in range(count)]).handler()}) as hosts:
        host = hosts["one"]
        described = {"id": "one", "name": "one", "kind": "other", "language": "en", "home": host.origin + "/"}
        one = Site.model_validate(
            {**described, "feeds": (host.origin + "/feed",), "rate": {"at_once": 4, "pages_a_run": 300}}
        )
        manner = replace(MANNER, delay=0, at_once=4)
        with closing(State(tmp_path / "harvest.sqlite")) as state:
            state.begin_run("r")
            with Archive(tmp_path, run_id="r", kind="nightly", logical_date=START.date(), started_at=START) as archive:
                found = harvest([one], archive, means=Means(LIMITS, manner, state, "r"))
                first = next(found)
                asked = -1
                while asked < len(host.asked):  # until the host has been asked for nothing more for a while
                    asked = len(host.asked)
                    time.sleep(1)
                assert asked < 100
                assert len([first, *found]) == count
    assert len(host.asked) == count + 2


def test_titles_and_the_size_of_a_run_leave_pages_out_and_say_so(tmp_path: Path) -> None:
    with Hosts({"one": Plan([f"/{number}" for number in range(5)]).handler()}) as hosts:
        found = outcomes_of(hosts, tmp_path, MANNER, titles={"reject": ["Report /3"]}, rate={"pages_a_run": 2})
        asked = set(hosts["one"].paths())
    assert Counter(found.values()) == {
        ("fetched", None): 3, ("skipped", "enough-for-a-run"): 2, ("skipped", "title"): 1,
    }  # fmt: skip
    assert found["/3"] == ("skipped", "title")
    assert len(asked & {f"/{number}" for number in range(5)}) == 2


def test_a_harvest_ends_in_time_and_says_what_it_left(tmp_path: Path) -> None:
    robots = b"User-agent: *\nCrawl-delay: 60\n"
    with Hosts({"one": Plan(["/a", "/b"], robots=robots).handler()}) as hosts:
        found = outcomes_of(hosts, tmp_path, replace(MANNER, longest_pause=100, at_most=2))
    assert found == {"/feed": ("skipped", "out-of-time")}


def test_a_host_that_asks_for_too_long_a_pause_is_left_alone(tmp_path: Path) -> None:
    robots = b"User-agent: *\nCrawl-delay: 3600\n"
    with Hosts({"one": Plan(robots=robots).handler()}) as hosts:
        found = outcomes_of(hosts, tmp_path, MANNER)
        assert hosts["one"].paths() == ["/robots.txt"]
    assert found == {"/feed": ("skipped", "crawl-delay")}
