"""The pages that ship with the project, read as a run reads them."""

import csv
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from lxml.html import document_fromstring

from flows.articles.page import read_page
from flows.articles.read import read
from flows.articles.records import Article, Raw

SAMPLES = Path(str(files("flows.articles").joinpath("samples")))
CLAIMS = Path(__file__).parents[3] / "../shared/data/dprk-kursk/claims.csv"
NOW = datetime(2025, 10, 1, tzinfo=UTC)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


# file: title, publisher, day, evidence, instant, modified, paragraphs
PAGES: dict[str, tuple[str, str, date, str, datetime | None, datetime | None, int]] = {
    "2024-10-18-seoul-sentinel.html": (
        "Spy agency says first North Korean contingent has reached Russia", "Seoul Sentinel",
        date(2024, 10, 18), "meta", utc(2024, 10, 18, 9, 42), utc(2024, 10, 18, 11, 5), 7),
    "2024-10-28-northgate-herald.html": (
        "Pentagon raises its estimate of North Korean troops in Russia", "Northgate Herald",
        date(2024, 10, 28), "meta", None, None, 7),
    "2024-11-26-lakeside-tribune.html": (
        "U.S. sees North Korean force in Russia growing, most of it in Kursk", "Lakeside Tribune",
        date(2024, 11, 26), "json-ld", utc(2024, 11, 26, 22, 12), utc(2024, 11, 26, 23, 30), 6),
    "2024-12-18-dnipro-lantern.html": (
        "First losses of Kim's soldiers in Kursk: what Washington and Kyiv say", "Dnipro Lantern",
        date(2024, 12, 18), "json-ld", utc(2024, 12, 18, 12, 20), utc(2024, 12, 18, 13, 2), 7),
    "2024-12-19-lakeside-tribune-syndicated.html": (
        "Seoul: At least 100 North Korean soldiers killed in Kursk", "Lakeside Tribune",
        date(2024, 12, 19), "json-ld", utc(2024, 12, 19, 6, 47), None, 6),
    "2024-12-19-meridian-wire.html": (
        "At least 100 North Korean soldiers killed in Kursk, Seoul's spy agency says", "Meridian Wire",
        date(2024, 12, 19), "meta", utc(2024, 12, 19, 5, 31, 44), utc(2024, 12, 19, 8, 2, 10), 7),
    "2024-12-23-harbour-courier.html": (
        "Seoul and Kyiv far apart on North Korean losses in Kursk", "The Harbour Courier",
        date(2024, 12, 23), "json-ld", utc(2024, 12, 23, 17, 25, 31), utc(2024, 12, 23, 19, 40, 2), 8),
    "2024-12-27-northgate-herald.html": (
        "White House describes massed assaults by North Koreans in Kursk", "Northgate Herald",
        date(2024, 12, 27), "meta", None, None, 6),
    "2025-01-13-seoul-sentinel.html": (
        "Spy agency counts North Korean dead and wounded in Kursk", "Seoul Sentinel",
        date(2025, 1, 13), "meta", utc(2025, 1, 13, 4, 10), utc(2025, 1, 13, 4, 10), 6),
    "2025-01-14-seoul-sentinel-corrected.html": (
        "Spy agency counts North Korean dead and wounded in Kursk", "Seoul Sentinel",
        date(2025, 1, 13), "meta", utc(2025, 1, 13, 4, 10), utc(2025, 1, 14, 0, 35), 7),
    "2025-01-22-baltic-ledger.html": (
        "Kim's contingent in Kursk is losing men faster than it can replace them, officials say", "Baltic Ledger",
        date(2025, 1, 22), "url", None, None, 6),
    "2025-03-28-harbour-courier.html": (
        "North Korea sends more soldiers as its losses in Kursk mount", "The Harbour Courier",
        date(2025, 3, 28), "json-ld", utc(2025, 3, 28, 11, 8, 12), utc(2025, 3, 28, 13, 51, 40), 8),
    "2025-04-28-harbour-courier-no-figures.html": (
        "Pyongyang breaks its silence on its soldiers in Russia", "The Harbour Courier",
        date(2025, 4, 28), "json-ld", utc(2025, 4, 28, 5, 55), None, 7),
    "2025-04-30-meridian-wire.html": (
        "Seoul says 600 North Koreans dead among 4,700 casualties in Russia's war", "Meridian Wire",
        date(2025, 4, 30), "meta", utc(2025, 4, 30, 4, 18, 5), utc(2025, 4, 30, 7, 55, 51), 7),
    "2025-06-16-fjord-gazette.html": (
        "Half of North Korea's first contingent is dead or hurt, London says", "Fjord Gazette",
        date(2025, 6, 16), "meta", None, None, 7),
    "2025-09-02-baltic-ledger.html": (
        "Seoul more than triples its estimate of North Korean dead", "Baltic Ledger",
        date(2025, 9, 2), "url", None, None, 6),
}  # fmt: skip

FURNITURE = re.compile(
    r"cookie|newsletter|subscri|sign up|read (?:more|also)|most read|trending|up next|comments?\b|photo:|advert"
    r"|€3 a month|£5|consider a contribution|min read|all rights reserved|our standards|cents a week|members read"
    r"|inbox|press service|general staff$|archive picture|more from|also on|has reported from the border|copy link",
    re.IGNORECASE,
)


def article(name: str) -> Article:
    data = (SAMPLES / name).read_bytes()
    (found,) = read(Raw(f"file:{name}", data, "text/html", None, NOW, None, "a.warc.gz", 0))
    assert isinstance(found, Article), found
    return found


def articles() -> Iterable[Article]:
    return (article(name) for name in PAGES)


def test_every_page_is_listed_here() -> None:
    assert {path.name for path in SAMPLES.glob("*.html")} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_metadata(name: str) -> None:
    title, publisher, day, evidence, instant, modified, _ = PAGES[name]
    found = article(name)
    assert found.title == title
    assert found.publisher == publisher
    assert (found.published_on, found.published_evidence) == (day, evidence)
    assert (found.published_at, found.modified_at) == (instant, modified)
    assert found.language == "en"
    assert found.flags == ()
    assert found.authors
    assert all(2 <= len(author.split()) <= 3 for author in found.authors)
    assert re.fullmatch(r"https://(www\.)?[a-z]+\.example/\S+", found.canonical_url or "")


@pytest.mark.parametrize("name", PAGES)
def test_paragraphs_are_whole_and_nothing_else_is_text(name: str) -> None:
    found = article(name)
    paragraphs = found.text.split("\n\n")
    assert len(paragraphs) == PAGES[name][-1]
    tree = document_fromstring((SAMPLES / name).read_bytes())
    blocks = [" ".join(block.text_content().split()) for block in tree.xpath("//p | //h2")]
    positions = [blocks.index(paragraph) for paragraph in paragraphs]
    assert positions == sorted(positions)
    assert not [paragraph for paragraph in paragraphs if FURNITURE.search(paragraph)]
    assert found.title not in paragraphs


def test_there_is_furniture_to_leave_out() -> None:
    """Guards the test above: the words that it looks for do stand on the pages."""
    for name in PAGES:
        assert FURNITURE.search(document_fromstring((SAMPLES / name).read_bytes()).text_content()), name


def test_outlets_are_invented() -> None:
    for name in PAGES:
        addresses = re.findall(r"https?://([^/\"'\s<>]+)", (SAMPLES / name).read_text("utf-8"))
        assert {host for host in addresses if not host.endswith(".example")} <= {"schema.org", "ogp.me"}


def test_a_corrected_page_is_a_version_of_the_first() -> None:
    first, second = article("2025-01-13-seoul-sentinel.html"), article("2025-01-14-seoul-sentinel-corrected.html")
    assert first.article_id == second.article_id
    assert first.article_version_id != second.article_version_id
    assert first.modified_at is not None
    assert second.modified_at is not None
    assert first.modified_at < second.modified_at
    assert "2,100 wounded" in first.text
    assert "2,100" not in second.text
    assert "2,700 wounded" in second.text


def test_a_syndicated_copy_is_an_article_of_its_own() -> None:
    original, copy = article("2024-12-19-meridian-wire.html"), article("2024-12-19-lakeside-tribune-syndicated.html")
    assert original.article_id != copy.article_id
    assert original.text.split("\n\n")[:6] == copy.text.split("\n\n")
    assert original.title != copy.title


def test_one_page_has_no_figure() -> None:
    assert not re.search(r"\d", article("2025-04-28-harbour-courier-no-figures.html").text)


def test_versions_are_all_different() -> None:
    assert len({one.article_version_id for one in articles()}) == len(PAGES)
    assert len({one.article_id for one in articles()}) == len(PAGES) - 1


@pytest.mark.parametrize(
    ("name", "expressions"),
    [
        ("2024-10-18-seoul-sentinel.html", ["1,500", "about 12,000"]),
        ("2024-10-28-northgate-herald.html", ["around 10,000", "3,000"]),
        ("2024-11-26-lakeside-tribune.html", ["at least 12,000"]),
        ("2024-12-18-dnipro-lantern.html", ["several hundred", "more than 200"]),
        ("2024-12-19-meridian-wire.html", ["At least 100", "about 1,000", "11,000"]),
        ("2024-12-23-harbour-courier.html", ["around 1,100", "more than 3,000"]),
        ("2024-12-27-northgate-herald.html", ["1,000", "in the last week"]),
        ("2025-01-14-seoul-sentinel-corrected.html", ["about 300", "2,700"]),
        ("2025-01-22-baltic-ledger.html", ["4,000", "About 1,000", "estimated 11,000"]),
        (
            "2025-03-28-harbour-courier.html",
            ["4,000", "11,000", "3,000 additional", "more than 5,000", "About a third"],
        ),
        ("2025-04-30-meridian-wire.html", ["4,700", "600 deaths", "2,000", "15,000"]),
        ("2025-06-16-fjord-gazette.html", ["more than 6,000", "approximately 11,000", "10,000-12,000", "Around 3,000"]),
        ("2025-09-02-baltic-ledger.html", ["about 2,000", "at least 600"]),
    ],
)
def test_figures_stand_as_they_were_reported(name: str, expressions: list[str]) -> None:
    text = article(name).text
    assert [expression for expression in expressions if expression not in text] == []


@pytest.mark.skipif(not CLAIMS.exists(), reason="the list of public claims does not lie beside this clone")
def test_every_public_claim_stands_in_a_page_of_its_days() -> None:
    with CLAIMS.open(encoding="utf-8", newline="") as file:
        claims = list(csv.DictReader(file))
    texts = [(one.published_on, one.text.casefold()) for one in articles()]
    for claim in claims:
        said = date.fromisoformat(claim["said_on"])
        near = [text for on, text in texts if on is not None and timedelta(0) <= on - said <= timedelta(1)]
        assert any(claim["expression"] in text for text in near), claim


def test_pages_are_read_alike_from_any_address() -> None:
    for name in PAGES:
        markup = (SAMPLES / name).read_bytes()
        from_file = read_page(markup, f"file:{name}", NOW)
        from_web = read_page(markup, article(name).canonical_url or "", NOW)
        assert from_file == from_web
