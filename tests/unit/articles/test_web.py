"""The parts of a harvest of the web, each on its own."""

import asyncio
import gzip
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.articles.records import Http, Raw, Refusal, Request, Revisit
from flows.articles.web.discover import UnreadableListError, cleaned, feeds_on, read_feed, read_listing, read_sitemap
from flows.articles.web.guard import ForbiddenAddressError, GuardedBackend, is_public
from flows.articles.web.lanes import HostClosedError, Lane, Politeness
from flows.articles.web.robots import rules_of, verdict
from flows.articles.web.state import State, relearn

BEGUN = datetime(2025, 6, 16, 9, tzinfo=UTC)
PAGE = "https://news.example/a"


class Clock:
    def __init__(self) -> None:
        self.now = BEGUN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(tmp_path: Path, clock: Clock) -> Iterator[State]:
    state = State(tmp_path / "harvest.sqlite", clock)
    yield state
    state.close()


def answered(at: datetime, status: int = 200, role: str = "page", etag: str | None = '"1"') -> Raw:
    headers = (("ETag", etag),) if etag else ()
    return Raw(PAGE, b"text", "text/html", None, at, Http(status, "", headers), role=role, source="s")


def test_a_page_is_looked_at_after_an_hour_six_a_day_and_a_week(state: State, clock: Clock) -> None:
    state.offer(PAGE, "s")
    looks = []
    for minutes in range(0, 9 * 24 * 60, 30):
        clock.now = BEGUN + timedelta(minutes=minutes)
        if state.due("s"):
            looks.append(minutes / 60)
            state.learn(answered(clock.now))
    assert looks == [0, 1, 6, 24, 168]


@pytest.mark.parametrize("missed", [timedelta(hours=20), timedelta(days=3)])
def test_looks_that_were_missed_are_not_made_up_for(missed: timedelta, state: State, clock: Clock) -> None:
    state.offer(PAGE, "s")
    state.learn(answered(clock.now))
    clock.now = BEGUN + missed
    assert state.due("s") == [PAGE]
    state.learn(answered(clock.now))
    assert state.due("s") == []
    assert state.waits_until(PAGE) == BEGUN + (timedelta(days=1) if missed < timedelta(days=1) else timedelta(days=7))


@pytest.mark.parametrize(
    ("item", "again"),
    [
        (answered(BEGUN, 404, "failed"), False),
        (answered(BEGUN, 403, "failed"), True),
        (answered(BEGUN, 301, "moved"), True),
        (Refusal(PAGE, None, "timeout", "", "load", rejected_at=BEGUN), True),
        (Refusal(PAGE, None, "unsupported-type", "", "load", rejected_at=BEGUN), False),
    ],
)
def test_what_failed_is_tried_later_unless_it_never_can_work(item: Raw | Refusal, again: bool, state: State) -> None:
    state.offer(PAGE, "s")
    state.learn(item)
    assert state.due("s") == []
    assert (state.waits_until(PAGE) is not None) == again


def test_learning_the_same_again_changes_nothing(state: State, clock: Clock) -> None:
    items = [
        answered(BEGUN),
        Revisit(PAGE, "d", BEGUN, BEGUN + timedelta(hours=1), Http(304, "", ()), Request("", "", ())),
    ]
    relearn(state, items)
    before = state.waits_until(PAGE)
    relearn(state, items)
    assert state.waits_until(PAGE) == before == BEGUN + timedelta(hours=6)
    known = state.known(PAGE)
    assert known is not None
    assert known.etag == '"1"'


def test_what_was_not_committed_is_forgotten(tmp_path: Path) -> None:
    first = State(tmp_path / "harvest.sqlite")
    first.begin_run("night-1")
    first.offer(PAGE, "s")
    first.close()
    second = State(tmp_path / "harvest.sqlite")
    assert (second.unloaded_runs(), second.due("s")) == (["night-1"], [])
    second.close()


def test_nothing_is_asked_while_there_is_no_room_and_those_who_waited_keep_the_pause() -> None:
    async def begun() -> list[float]:
        room, times = asyncio.Event(), list[float]()
        lane = Lane(Politeness(delay=0.1, at_once=3), asyncio.Semaphore(3), room)

        async def ask() -> None:
            async with lane.turn():
                times.append(asyncio.get_running_loop().time())

        waiting = [asyncio.create_task(ask()) for _ in range(3)]
        await asyncio.sleep(0.35)
        assert times == []
        room.set()
        await asyncio.gather(*waiting)
        return times

    first, second, third = asyncio.run(begun())
    assert min(second - first, third - second) >= 0.09


def test_a_host_that_keeps_failing_is_left_alone() -> None:
    async def turns() -> int:
        lane = Lane(Politeness(delay=0, given_up_after=3), asyncio.Semaphore(1))
        done = 0
        for number in range(10):
            with suppress(HostClosedError):
                async with lane.turn():
                    done += 1
                    lane.failed()
                    if number == 0:
                        lane.answered()  # one that works begins the count anew
        return done

    assert asyncio.run(turns()) == 4


def test_a_pause_that_is_too_long_ends_the_host_for_this_run() -> None:
    async def turn() -> None:
        lane = Lane(Politeness(delay=0, longest_pause=60), asyncio.Semaphore(1))
        lane.pause(3600)
        async with lane.turn():
            pytest.fail("it was asked")

    with pytest.raises(HostClosedError, match="asked-to-wait"):
        asyncio.run(turn())


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",  # noqa: S104
     "240.0.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::a00:1",
     "2002:a00:1::", "2001:0:a00:1::1"],
)  # fmt: skip
def test_addresses_that_are_not_of_the_public_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101", "::ffff:8.8.8.8"])
def test_addresses_of_the_public_internet(address: str) -> None:
    assert is_public(address)


def test_one_inner_address_among_others_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ask() -> None:
        async def answer(*_: object, **__: object) -> list[tuple[object, ...]]:
            return [(2, 1, 6, "", (address, 80)) for address in ("1.1.1.1", "10.0.0.1")]

        # A name server of our own is more than a test can have: its answer is given here.
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", answer, raising=False)
        await GuardedBackend().connect_tcp("rebinding.example", 80, timeout=1)

    with pytest.raises(ForbiddenAddressError, match=r"10\.0\.0\.1"):
        asyncio.run(ask())


@pytest.mark.parametrize(
    ("status", "allowed"), [(200, True), (404, True), (403, True), (429, False), (500, False), (None, False)]
)
def test_what_an_answer_about_robots_means(status: int | None, allowed: bool) -> None:
    assert (rules_of(verdict(status), "").refusal(PAGE) is None) == allowed


def test_robots_rules_for_us_go_before_those_for_all() -> None:
    rules = rules_of("by-rules", "User-agent: *\nDisallow: /\n\nUser-agent: conflict-figures\nDisallow: /b\n")
    assert rules.refusal(PAGE) is None
    assert rules.refusal("https://news.example/b/c") == "robots-forbidden"


RSS = (
    "<rss version='2.0'><channel><title>x</title><item><title>Six killed</title><link>{}</link></item></channel></rss>"
)


def test_addresses_are_cleaned_and_told_once() -> None:
    data = RSS.format("https://News.example:443/a?utm_source=rss&amp;id=1#x").encode()
    (offer,) = read_feed(data, "https://news.example/feed").pages
    assert (offer.url, offer.title) == ("https://news.example/a?id=1", "Six killed")
    assert cleaned("javascript:alert(1)", PAGE) is None
    assert cleaned("https://news.example/", PAGE) is None


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE rss [<!ENTITY a 'x'>]>" + RSS.encode(),
        b"<?xml version='1.0'?><!-- <a> -->" + b" " * 9_000 + b"<!doctype rss>" + RSS.encode(),
        "<!DOCTYPE x>".encode("utf-16"),
        b"<!-- <![CDATA[ --><!DOCTYPE rss>" + RSS.encode() + b"<!-- ]]> -->",
    ],
)
def test_a_document_type_is_refused_wherever_it_hides(data: bytes) -> None:
    for reader in (read_feed, read_sitemap):
        with pytest.raises(UnreadableListError) as caught:
            reader(data, "https://news.example/feed")
        assert caught.value.reason == "document-type"


def test_a_document_type_that_is_quoted_harms_nobody() -> None:
    data = RSS.format("https://news.example/a").replace("<title>Six", "<title><![CDATA[<!DOCTYPE]]> Six").encode()
    assert len(read_feed(data, "https://news.example/feed").pages) == 1


def test_an_index_names_further_sitemaps_and_a_packed_one_is_unpacked() -> None:
    index = b"<sitemapindex><sitemap><loc>/s1.xml.gz</loc></sitemap></sitemapindex>"
    assert read_sitemap(index, "https://news.example/sitemap.xml").sitemaps == ("https://news.example/s1.xml.gz",)
    urls = b"<urlset><url><loc>https://news.example/a</loc></url></urlset>"
    assert [one.url for one in read_sitemap(gzip.compress(urls, mtime=0), PAGE).pages] == [PAGE]


@pytest.mark.parametrize(
    "data", [b"", b"<html><p>no</p></html>", b"\x1f\x8bbroken", gzip.compress(b"<urlset>" * 100, mtime=0)[:40]]
)
def test_what_is_no_sitemap_says_so(data: bytes) -> None:
    with pytest.raises(UnreadableListError):
        read_sitemap(data, PAGE)


def test_a_sitemap_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(UnreadableListError, match="50 MB"):
        read_sitemap(gzip.compress(bytes(60_000_000)), PAGE)


@pytest.mark.parametrize("data", [b"", b"{}", b'{"items": 3}', b"[" * 100_000, b"<html></html>"])
def test_what_is_no_feed_says_so(data: bytes) -> None:
    with pytest.raises(UnreadableListError) as caught:
        read_feed(data, "https://news.example/feed", "application/feed+json" if data[:1] in (b"{", b"[") else "")
    assert caught.value.reason == "unreadable-feed"


def test_links_of_a_listing_are_those_that_the_selector_finds() -> None:
    page = b'<ul class="n"><li><a href="/a">One</a></li></ul><a class="more" href="/b">Two</a><a href="/c">Three</a>'
    offers = read_listing(page, "https://news.example/news", "ul.n, a.more")
    assert [(one.url, one.title) for one in offers.pages] == [
        ("https://news.example/a", "One"), ("https://news.example/b", "Two"),
    ]  # fmt: skip


def test_feeds_are_found_in_a_page_s_head() -> None:
    page = b'<head><link rel="alternate" type="application/rss+xml" href="/rss"><link type="text/css" href="/x"></head>'
    assert feeds_on(page, "https://news.example/x") == ("https://news.example/rss",)
