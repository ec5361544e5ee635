"""Text cannot stall the extractor: doubling the input costs at most 2.5 times the time; fuzzing finds no fault."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from flows.articles.read import read
from flows.articles.records import Raw
from flows.articles.web.discover import UnreadableListError, read_feed, read_listing, read_sitemap
from flows.claims import extract
from tests.torture.campaign import Ground, Outcome, campaign

MOST_RATIO = 2.5
ENOUGH_SECONDS = 0.1  # below this a ratio is noise
DOUBLINGS = 3
KINDS = {
    "digits": "7",
    "digits apart": "7 ",
    "brackets": "(",
    "closing brackets": ")]}",
    "and": "and ",
    "words of numbers": "hundred and ",
    "nested quotes": "“‘",
    "straight quotes": "\"'",
    "dashes": "12-",
    "one sentence": "the army said 5 soldiers of the brigade were killed near Kabul and ",
    "one line of sentences": "The army said on Monday that 5 soldiers were killed and 12 wounded near Kabul. ",
}
SIZE = 20_000
ONE_LINE = 10_000_000
MOST_FOR_A_PARSER = 60.0  # seconds, by each of the two that fuzz
ATHERIS = Path(sys.prefix) / ".atheris"


@campaign("stalls", "doubling the input costs at most 2.5 times the time", attempts=12, seconds=65, quick=3)
def stalls(ground: Ground) -> Outcome:
    """Double each kind of text until it takes long enough to be measured; in work of this process, not by the clock."""
    outcome, worst = Outcome(), (0.0, "")
    extract("Officials said that 5 soldiers had been killed.")
    for number, (kind, unit) in enumerate(KINDS.items()):
        if number >= ground.wished or (number and ground.over()):
            break
        ratio, seconds = min(_ratios(unit))
        worst = max(worst, (ratio, kind))
        faults = [f"a doubling took {ratio:.2f} times as long ({seconds:.2f} s in the end)"] * (ratio > MOST_RATIO)
        outcome.judge(f"doubling “{kind}”", faults)
    if not ground.quick and not ground.over():
        outcome.judge("one line of 10 MB", _one_line())
    outcome.notes.append(f"the steepest of them: {worst[1]}, {worst[0]:.2f} times")
    return outcome


def _work(text: str) -> float:
    """User seconds of this process, the least of three: what the kernel does to find memory is none of the text's."""
    best = float("inf")
    for _ in range(3):
        started = _user_seconds()
        extract(text, published=date(2025, 6, 16))
        best = min(best, _user_seconds() - started)
        if best > 2.0:
            break
    return best


def _user_seconds() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def _ratios(unit: str) -> Iterator[tuple[float, float]]:
    """The ratio, taken again where it is too high: memory given back may cost once, a stall costs every time."""
    for _ in range(3):
        ratio, seconds = _ratio(unit)
        yield ratio, seconds
        if ratio <= MOST_RATIO:
            return


def _ratio(unit: str) -> tuple[float, float]:
    """What one doubling costs, as the mean of three: noise that doubles one measurement leaves the mean below 2.5."""
    size = SIZE
    while (first := _work((unit * size)[:size])) < ENOUGH_SECONDS and size < 1_000_000:
        size *= 2
    last = _work((unit * (size << DOUBLINGS))[: size << DOUBLINGS])
    return (last / max(first, ENOUGH_SECONDS / 3)) ** (1 / DOUBLINGS), last


def _one_line() -> list[str]:
    """A line of 10 MB is read within what 2.5 times for each doubling of a hundredth of it would take."""
    unit = "The road to the town was closed all day, residents said, and nobody came. "
    small = _work((unit * ONE_LINE)[: ONE_LINE // 128])
    whole = _work((unit * ONE_LINE)[:ONE_LINE])
    return [f"{whole:.0f} s, and a 128th of it {small:.2f} s"] * (whole > small * MOST_RATIO**7)


PARSERS = {
    "claims": lambda data: extract(data.decode("utf-8", "replace"), published=date(2025, 6, 16)),
    "pages": lambda data: list(read(_raw(data, "text/html"))),
    "json lines": lambda data: list(read(_raw(data, "application/jsonl"))),
    "markdown": lambda data: list(read(_raw(data, "text/markdown"))),
    "feeds": lambda data: _list(read_feed, data),
    "sitemaps": lambda data: _list(read_sitemap, data),
    "listings": lambda data: _list(lambda given, url: read_listing(given, url, "a"), data),
}
PIECES = {
    "claims": b"at least |6,000| soldiers| were killed| and |between 10 and 12|(|)|\xe2\x80\x9c|Kursk|said|.|\n",
    "pages": b"<p>|</p>|<div>|<script type='application/ld+json'>|{\"@type\":|</script>|<meta |12 killed|&#x|;|<!--",
    "json lines": b'{"id":|"a"|,"text":|"12 killed"|}|\n|[|]|\\ud800|NaN|1e999|null|{"id":"a","text":"12 killed"}',
    "markdown": b"# |- |12 killed|[x](|)|```|\n|>|***|| a | b ||---|",
    "feeds": b"<rss version='2.0'>|<channel>|<item>|<link>|http://x.example/a|</link>|</item>|<!DOCTYPE|<![CDATA[|]]>|{\"items\":[|}",
    "sitemaps": b"<urlset>|<url>|<loc>|http://x.example/a|</loc>|</url>|</urlset>|<sitemapindex>|\x1f\x8b\x08|<!--",
    "listings": b"<a href='|http://[::1|/a|'>|</a>|<base href='|javascript:|<ul>|<li>|x|\x00",
}


def _raw(data: bytes, kind: str) -> Raw:
    from datetime import UTC, datetime

    return Raw("https://news.example/a", data, kind, None, datetime(2025, 6, 16, tzinfo=UTC))


def _list(reader: object, data: bytes) -> None:
    try:
        reader(data, "https://news.example/list")  # type: ignore[operator]
    except UnreadableListError:
        return


@campaign("fuzzing", "no input makes a parser fail", attempts=len(PARSERS), seconds=20, quick=2, fills=True)
def fuzzing(ground: Ground) -> Outcome:
    """Give each parser what hypothesis makes out of its own pieces."""
    outcome, runs = Outcome(), 0
    each = 2.0 if ground.quick else _each(ground)
    for name in list(PARSERS)[: ground.wished]:
        faults, count = _by_hypothesis(name, ground.seed, each)
        runs += count
        outcome.judge(f"{name} by hypothesis", faults)
    outcome.notes.append(f"hypothesis gave {runs:,} inputs, {each:.0f} s for each of the parsers")
    return outcome


@campaign("guided fuzzing", "no input makes a parser fail", attempts=len(PARSERS), seconds=60, quick=0, fills=True)
def guided_fuzzing(ground: Ground) -> Outcome:
    """Give each parser what atheris finds, led by the branches that are taken, where atheris is installed."""
    if not ATHERIS.is_dir():
        return Outcome(skipped=["atheris is not installed, or there is none for this Python (make fuzz installs it)"])
    outcome, each = Outcome(), _each(ground)
    for number, name in enumerate(PARSERS):
        if number and ground.over():
            outcome.skipped.append(f"{name} by atheris: the time was over")
            continue
        outcome.judge(f"{name} by atheris", _by_atheris(name, ground, each))
    outcome.notes.append(f"atheris had {each:.0f} s for each of the parsers, their start included")
    return outcome


def _each(ground: Ground) -> float:
    return max(2.0, min(MOST_FOR_A_PARSER, (ground.until - time.monotonic()) / len(PARSERS)))


def _by_hypothesis(name: str, number: int, seconds: float) -> tuple[list[str], int]:
    until, count = time.monotonic() + seconds, 0
    found: list[str] = []
    pieces = st.one_of(st.sampled_from(PIECES[name].split(b"|")), st.binary(max_size=12))

    @seed(number)
    @settings(max_examples=100_000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(pieces, max_size=40).map(b"".join))
    def tried(data: bytes) -> None:
        nonlocal count
        if time.monotonic() > until:
            raise _TimeOverError
        count += 1
        try:
            PARSERS[name](data)
        except Exception as error:
            found.append(f"seed {number}: {data!r}: {type(error).__name__}: {error}"[:400])
            raise

    with suppress(Exception):  # what was found stands in the list; the end of the time is no finding
        tried()
    return found[-1:], count


class _TimeOverError(Exception):
    """The time for one parser is over."""


def _by_atheris(name: str, ground: Ground, seconds: float) -> list[str]:
    corpus = ground.room(f"corpus-{name.replace(' ', '-')}")
    pieces = PIECES[name].split(b"|")
    for number, seed_of in enumerate([*pieces, b"".join(pieces), b"".join(pieces * 3)]):
        (corpus / f"{number}").write_bytes(seed_of)
    command = [sys.executable, "-m", "tests.fuzz", name, f"{seconds:.0f}", str(corpus)]
    flags = [f"-seed={ground.seed % 2**31}", "-timeout=60", "-max_len=4096", f"-artifact_prefix={corpus}/"]
    done = subprocess.run(command + flags, capture_output=True, check=False)
    told = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if "Error" in line or "ALARM" in line]
    return [f"exit code {done.returncode}: {' '.join(told[-3:])}"[:400]] * bool(done.returncode)
