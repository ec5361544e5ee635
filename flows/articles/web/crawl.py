"""A harvest of sites: what they offer, what of it is due, each page once; every answer archived, every address told of.

Runs in an event loop; what is to be read is handed on one by one. See `stream` for the way into plain code.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import stamina
from stamina.instrumentation import set_on_retry_hooks

from flows.articles.archive import Archive
from flows.articles.fetch import ACCEPT, as_page, redirect_of
from flows.articles.metadata import clean_address
from flows.articles.records import PAGE, Limits, Raw, Refusal, Revisit, digest
from flows.articles.site import Listing, Site
from flows.articles.web import robots
from flows.articles.web.client import Answer, Client, FetchError, content_type
from flows.articles.web.discover import Offers, UnreadableListError, read_feed, read_listing, read_sitemap
from flows.articles.web.lanes import HostClosedError, Lane, Politeness, origin_of, pause_asked_for
from flows.articles.web.state import Outcome, State

ACCEPT_LISTS = "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"
ROBOTS_KEPT = timedelta(days=1)
WAIT_STATUSES = (429, 503)
SITEMAPS_DEEP = 2
BATCH = 50  # answers between two commits
MOST_UNREAD = 16  # pages that wait to be read
set_on_retry_hooks([])  # what was tried again stands in the archive, not on the terminal
Emit = Callable[[Raw | Refusal], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Task:
    """One address to ask for: what it is, for which source, by which redirects, how deep among sitemaps."""

    url: str
    site: Site
    role: str = PAGE
    listing: Listing | None = None
    chain: tuple[str, ...] = ()
    deep: int = 0

    @property
    def name(self) -> str:
        """The address that was asked for at first."""
        return self.chain[0] if self.chain else self.url


class _NotNowError(Exception):
    """A host that answers that it cannot; `asked` are the seconds that it wants to be left alone."""

    def __init__(self, asked: float | None) -> None:
        super().__init__(asked)
        self.asked = asked


def _may_help(error: Exception) -> bool | float:
    """Tell whether another try may help; 0.0 where the host's lane keeps the pause that it asked for."""
    if isinstance(error, _NotNowError):
        return True if error.asked is None else 0.0
    return isinstance(error, FetchError) and error.passing


class Crawl:
    """One harvest over some sites; `emit` is given the pages to read and the refusals to tell of."""

    def __init__(
        self, sites: Sequence[Site], state: State, archive: Archive, run_id: str, limits: Limits, manner: Politeness
    ) -> None:
        self._sites, self._state, self._archive, self._run_id = sites, state, archive, run_id
        self._limits, self._manner = limits, manner
        self._lanes: dict[str, Lane] = {}
        self._rules: dict[str, asyncio.Task[robots.Rules]] = {}
        self._asked: set[str] = set()
        self._open: dict[str, _Task] = {}
        self._uncommitted = self._unread = 0
        self._room = asyncio.Event()
        self.done = self.total = 0

    async def run(self, emit: Emit) -> None:
        """Ask every site for what it offers and for every page that is due; ends when all of them are accounted for."""
        self._emit, self._everywhere = emit, asyncio.Semaphore(self._manner.at_once_in_all)
        self._room.set()
        try:
            async with asyncio.timeout(self._manner.at_most), Client(self._limits) as self._client:
                await asyncio.gather(*(self._harvest(site) for site in self._sites))
        except TimeoutError:
            for task in list(self._open.values()):
                self._account(task, "skipped", "out-of-time")
        self._commit()

    async def _harvest(self, site: Site) -> None:
        lists = [_Task(url, site, "feed") for url in site.feeds]
        lists += [_Task(url, site, "sitemap") for url in site.sitemaps]
        lists += [_Task(listing.url, site, "listing", listing) for listing in site.listings]
        await asyncio.gather(*map(self._visit, lists))
        pages = self._state.due(site.id)
        for url in pages[site.rate.pages_a_run :]:
            self._account(_Task(url, site), "skipped", "enough-for-a-run")
        await asyncio.gather(*(self._visit(_Task(url, site)) for url in pages[: site.rate.pages_a_run]))

    async def _visit(self, task: _Task) -> None:
        if task.url in task.chain:
            await self._fail(task, "redirect-loop", "it sends in a circle")
            return
        if task.url in self._asked:
            self._account(task, "skipped", "asked-already")
            return
        self._asked.add(task.url)
        self._open[task.name] = task
        self.total += not task.chain
        try:
            await self._ask(task)
        except FetchError as error:
            if error.answer:
                self._keep(task, error.answer, "failed")
            await self._fail(task, error.reason, str(error))
        except HostClosedError as closed:
            self._account(task, "skipped", str(closed))
        except UnreadableListError as error:
            await self._fail(task, error.reason, str(error))
        except (ValueError, LookupError, RecursionError) as error:  # an answer that nobody thought of costs one row
            await self._fail(task, "unreadable-answer", f"{type(error).__name__}: {error}")

    async def _ask(self, task: _Task) -> None:
        lane = self._lane(task)
        rules = await self._rules_of(task, lane)
        if refusal := rules.refusal(task.url):
            await self._refuse(task, refusal)
            return
        answer = await self._patiently(task, lane)
        if answer.http.status == 304 or self._same(task.url, answer):
            self._keep_revisit(task, answer)
            return
        target = redirect_of(answer)
        if target is not None:
            await self._follow(task, answer, target)
        elif task.role == PAGE:
            await self._keep_page(task, answer)
        else:
            await self._keep_list(task, answer)

    async def _patiently(self, task: _Task, lane: Lane) -> Answer:
        """Ask until there is an answer that counts: again where that may help, as late as the host asks for."""
        manner = self._manner
        tries = stamina.retry_context(
            on=_may_help,
            attempts=manner.attempts,
            timeout=None,
            wait_initial=manner.backoff,
            wait_jitter=manner.backoff,
            wait_max=manner.longest_pause,
        )
        async for attempt in tries:
            with attempt:
                return await self._once(task, lane, is_last=attempt.num == manner.attempts)
        raise AssertionError("the last attempt answers or raises")

    async def _once(self, task: _Task, lane: Lane, *, is_last: bool) -> Answer:
        try:
            async with lane.turn():
                answer = await self._client.get(
                    task.url, ACCEPT if task.role == PAGE else ACCEPT_LISTS, more=self._conditions(task)
                )
        except FetchError as error:
            if error.passing:
                lane.failed()
            raise
        status = answer.http.status
        if status not in WAIT_STATUSES and status < 500:
            lane.answered()
            return answer
        asked = pause_asked_for(answer.header("retry-after"), answer.fetched_at)
        if status >= 500 and asked is None:
            lane.failed()
        else:
            lane.pause(self._manner.backoff if asked is None else asked)
        if not is_last:
            self._keep(task, answer, "passing")
            raise _NotNowError(asked)
        return answer

    def _conditions(self, task: _Task) -> dict[str, str]:
        known = self._state.known(task.url)
        if known is None:
            return {}
        told = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in told.items() if value}

    def _same(self, url: str, answer: Answer) -> bool:
        known = self._state.known(url)
        return answer.http.status == 200 and known is not None and known.digest == digest(answer.data)

    def _keep(self, task: _Task, answer: Answer, role: str) -> Raw:
        media_type, charset = content_type(answer.http.headers)
        raw = Raw(task.url, answer.data, media_type, charset, answer.fetched_at, answer.http, request=answer.request)
        raw = replace(raw, role=role, source=task.site.id, is_cut=answer.is_cut)
        raw = self._archive.keep(raw)
        self._state.learn(raw)
        return raw

    def _keep_revisit(self, task: _Task, answer: Answer) -> None:
        known = self._state.known(task.url)
        if known is None:
            raise FetchError("http-status", "the server answers 304 to a request without conditions")
        seen = Revisit(
            task.url,
            known.digest,
            known.at,
            answer.fetched_at,
            answer.http,
            answer.request,
            task.role,
            task.site.id,
        )
        self._archive.keep_revisit(seen)
        self._state.learn(seen)
        self._account(task, "unchanged")

    async def _keep_page(self, task: _Task, answer: Answer) -> None:
        try:
            page = as_page(answer)
        except FetchError:
            self._keep(task, answer, "failed")
            raise
        raw = self._archive.keep(replace(page, url=task.url, source=task.site.id))
        self._state.learn(raw)
        self._account(task, "fetched")
        await self._hand_on(raw)

    async def _hand_on(self, raw: Raw) -> None:
        """Give a page to be read; while many wait for that, no host is asked, or they would fill the memory."""
        self._unread += 1
        if self._unread >= MOST_UNREAD:
            self._room.clear()
        try:
            await self._emit(raw)
        finally:
            self._unread -= 1
            if self._unread < MOST_UNREAD:
                self._room.set()

    async def _keep_list(self, task: _Task, answer: Answer) -> None:
        if answer.http.status != 200:
            self._keep(task, answer, "failed-list")
            raise FetchError("http-status", f"the server answers {answer.http.status}")
        raw = self._keep(task, answer, task.role)
        offers = self._read(task, raw)
        for offer in offers.pages:
            if task.site.titles.admits(offer.title):
                self._offer(task.site, offer.url, offer.title)
            else:
                self._account(_Task(offer.url, task.site), "skipped", "title")
        self._state.learn_answer(raw)
        self._account(task, "fetched")
        if task.deep < SITEMAPS_DEEP:
            further = (_Task(url, task.site, task.role, deep=task.deep + 1) for url in offers.sitemaps)
            await asyncio.gather(*map(self._visit, further))

    def _read(self, task: _Task, raw: Raw) -> Offers:
        try:
            if task.role == "sitemap":
                return read_sitemap(raw.data, raw.url)
            if task.listing:
                return read_listing(raw.data, raw.url, task.listing.select)
            return read_feed(raw.data, raw.url, raw.media_type)
        except UnreadableListError:
            raise
        except Exception as error:  # a parser that fails on one list must not cost the others
            why = f"the reader failed: {type(error).__name__}: {error}"
            raise UnreadableListError("unreadable-feed", why) from error

    def _offer(self, site: Site, url: str, title: str | None) -> None:
        self._state.offer(url, site.id, title)
        if not self._state.is_due(url):
            self._account(_Task(url, site), "skipped", "not-due")

    async def _follow(self, task: _Task, answer: Answer, target: str) -> None:
        self._keep(task, answer, "moved")
        whole = clean_address(target)
        if whole is None:
            raise FetchError("unsupported-scheme", f"it sends on to what is no page's address: {target[:200]}")
        if len(task.chain) >= self._limits.max_redirects:
            raise FetchError("too-many-redirects", f"more than {self._limits.max_redirects} redirects")
        self._open.pop(task.name, None)
        await self._visit(replace(task, url=whole, chain=(*task.chain, task.url)))

    def _lane(self, task: _Task) -> Lane:
        origin = origin_of(task.url)
        if origin not in self._lanes:
            self._lanes[origin] = lane = Lane(self._manner, self._everywhere, self._room)
            rate = task.site.rate
            lane.slow_down(rate.delay_seconds or 0.0, rate.at_once)
        return self._lanes[origin]

    async def _rules_of(self, task: _Task, lane: Lane) -> robots.Rules:
        origin = origin_of(task.url)
        if origin not in self._rules:
            self._rules[origin] = asyncio.create_task(self._ask_rules(origin, lane, task.site))
        return await asyncio.shield(self._rules[origin])

    async def _ask_rules(self, origin: str, lane: Lane, site: Site) -> robots.Rules:
        kept = self._state.robots(origin, ROBOTS_KEPT)
        if kept is None:
            kept = await self._fetch_rules(origin, lane, site)
            if kept[0] != robots.NONE:
                self._state.keep_robots(origin, *kept)
        rules = robots.rules_of(*kept)
        lane.slow_down(rules.delay_seconds())
        if rules.delay_seconds() > self._manner.longest_pause:
            lane.close("crawl-delay")  # to wait so long for each page would hold the whole night
        return rules

    async def _fetch_rules(self, origin: str, lane: Lane, site: Site) -> tuple[str, str]:
        url, status, body = f"{origin}/robots.txt", None, b""
        for _ in range(self._limits.max_redirects + 1):
            try:
                async with lane.turn():
                    answer = await self._client.get(url, "text/plain,*/*;q=0.5", cut_at=robots.MOST_BYTES)
            except FetchError as error:
                if not error.passing:
                    raise
                break
            self._keep(_Task(url, site), answer, "robots")
            target = redirect_of(answer)
            if target is None:
                status, body = answer.http.status, answer.data
                break
            url = target
        return robots.verdict(status), body.decode("utf-8", "replace")

    async def _refuse(self, task: _Task, reason: str) -> None:
        sentence = {
            "robots-forbidden": "the host's robots.txt forbids it",
            "robots-unreachable": "the host's robots.txt cannot be had, so nothing is asked for",
        }[reason]
        self._account(task, "skipped", reason)
        await self._tell(task, reason, sentence)

    async def _fail(self, task: _Task, reason: str, why: str) -> None:
        self._account(task, "failed", reason)
        await self._tell(task, reason, why)

    async def _tell(self, task: _Task, reason: str, why: str) -> None:
        sent_on = f" (sent on from {task.name})" if task.name != task.url else ""
        message = f"{task.url}{sent_on}: {why}"
        refusal = Refusal(task.name, None, reason, message, "load", rejected_at=self._state.now())
        self._archive.note(refusal)
        if task.role == PAGE:
            self._state.learn(refusal)
        await self._emit(refusal)

    def _account(self, task: _Task, outcome: str, reason: str | None = None) -> None:
        self._open.pop(task.name, None)
        self._state.account(self._run_id, Outcome(task.name, task.site.id, outcome, reason))
        self.done = self.total - len(self._open)
        self._uncommitted += 1
        if self._uncommitted >= BATCH:
            self._commit()

    def _commit(self) -> None:
        self._archive.sync()
        self._state.commit()
        self._uncommitted = 0
