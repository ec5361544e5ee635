"""Reach a site once and say what works: its robots rules, its lists, one page; and find the lists of a new site."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from urllib.parse import urlsplit

from flows.articles.fetch import ACCEPT, as_page, redirect_of
from flows.articles.read import read
from flows.articles.records import Article, Limits
from flows.articles.site import Site
from flows.articles.web import robots
from flows.articles.web.client import Answer, Client, FetchError, content_type
from flows.articles.web.discover import Offers, UnreadableListError, feeds_on, read_feed, read_listing, read_sitemap
from flows.articles.web.lanes import origin_of

LISTS = "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"
PAUSE = 1.0  # seconds between two requests to a site


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found out about a site, in words for people; `works` where pages can be had from it."""

    site: str
    works: bool
    robots: str
    lists: str
    page: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a site tells of itself: its name, language and lists."""

    name: str
    language: str | None
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]


def check_sites(
    sites: Sequence[Site], limits: Limits, tick: Callable[[int], None] = lambda done: None
) -> list[Checked]:
    """Reach sites, several at once, and report each; nothing is stored. `tick` is told how many are done."""
    return asyncio.run(_check_all(sites, limits, tick))


def look_at(url: str, limits: Limits) -> Found:
    """Ask for a site's front page and its robots rules, and find its feeds and sitemaps. Raises FetchError."""
    return asyncio.run(_look_at(url, limits))


async def _check_all(sites: Sequence[Site], limits: Limits, tick: Callable[[int], None]) -> list[Checked]:
    at_once, done = asyncio.Semaphore(10), count(1)
    async with Client(limits) as client:

        async def one(site: Site) -> Checked:
            async with at_once:
                found = await _check(client, site, limits)
                tick(next(done))
                return found

        return list(await asyncio.gather(*map(one, sites)))


async def _check(client: Client, site: Site, limits: Limits) -> Checked:
    told, newest, first = [], None, None
    rules_told = "not asked"
    for url in site.lists:
        try:
            rules = await _rules(client, url)
            rules_told = _rules_in_words(rules)
            if refusal := rules.refusal(url):
                raise FetchError(refusal, "robots.txt does not allow it")
            offers, age = await _list(client, site, url, limits)
            first = first or next((offer.url for offer in offers.pages), None)
            newest = max(filter(None, (newest, age)), default=None)
            told.append(
                f"{len(offers.pages)} pages" + (f", {len(offers.sitemaps)} sitemaps" if offers.sitemaps else "")
            )
        except (FetchError, UnreadableListError) as error:
            told.append(f"{urlsplit(url).path or '/'}: {error.reason} ({error})")
    age_told = f"; newest {_age(newest)}" if newest else ""
    page, works = await _sample(client, first, limits) if first else ("no page offered", False)
    return Checked(site.id, works, rules_told, "; ".join(told) + age_told, page)


async def _list(client: Client, site: Site, url: str, limits: Limits) -> tuple[Offers, datetime | None]:
    answer = await _get(client, url, LISTS, limits)
    if answer.http.status != 200:
        raise FetchError("http-status", f"the server answers {answer.http.status}")
    media_type = content_type(answer.http.headers)[0]
    listing = next((one for one in site.listings if one.url == url), None)
    if listing:
        offers = read_listing(answer.data, answer.url, listing.select)
    elif url in site.sitemaps:
        offers = read_sitemap(answer.data, answer.url)
    else:
        offers = read_feed(answer.data, answer.url, media_type)
    return offers, max(filter(None, (offer.at for offer in offers.pages)), default=None)


async def _sample(client: Client, url: str, limits: Limits) -> tuple[str, bool]:
    try:
        if (await _rules(client, url)).refusal(url):
            return "robots.txt does not allow the first page", False
        raw = as_page(await _get(client, url, ACCEPT, limits))
    except FetchError as error:
        return f"{error.reason} ({error})", False
    (found,) = list(read(raw))[:1]
    if isinstance(found, Article):
        day = found.published_on.isoformat() if found.published_on else "no date"
        return f"{len(found.text):,} characters, {day}, “{(found.title or 'no title')[:60]}”", True
    return f"{found.reason} ({found.message})", False


async def _get(client: Client, url: str, accept: str, limits: Limits) -> Answer:
    for _ in range(limits.max_redirects + 1):
        await asyncio.sleep(PAUSE)
        answer = await client.get(url, accept)
        target = redirect_of(answer)
        if target is None:
            return answer
        url = target
    raise FetchError("too-many-redirects", f"more than {limits.max_redirects} redirects")


async def _rules(client: Client, url: str) -> robots.Rules:
    try:
        answer = await client.get(f"{origin_of(url)}/robots.txt", "text/plain,*/*;q=0.5", cut_at=robots.MOST_BYTES)
    except FetchError as error:
        if not error.passing:
            raise
        return robots.rules_of(robots.verdict(None), "")
    status = 404 if redirect_of(answer) else answer.http.status
    return robots.rules_of(robots.verdict(status), answer.data.decode("utf-8", "replace"))


def _rules_in_words(rules: robots.Rules) -> str:
    pause = rules.delay_seconds()
    return rules.allowed + (f", {pause:g} s apart" if pause else "")


def _age(moment: datetime) -> str:
    hours = (datetime.now(UTC) - moment).total_seconds() / 3600
    return f"{hours:.0f} h old" if hours < 72 else f"{hours / 24:.0f} days old"


async def _look_at(url: str, limits: Limits) -> Found:
    async with Client(limits) as client:
        rules = await _rules(client, url)
        if refusal := rules.refusal(url):
            raise FetchError(refusal, f"{url}: robots.txt does not allow it")
        answer = await _get(client, url, ACCEPT, limits)
        if answer.http.status != 200:
            raise FetchError("http-status", f"{url}: the server answers {answer.http.status}")
        (found,) = list(read(as_page(answer)))[:1]
        article = found if isinstance(found, Article) else None
        feeds = feeds_on(answer.data, answer.url)
        name = (article.publisher or article.title) if article else None
        sitemaps = _texts(rules.parsed.sitemaps) if rules.parsed else ()
        language = article.language if article else None
        return Found(name or urlsplit(url).hostname or url, language, feeds, sitemaps)


def _texts(found: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(one) for one in found)
