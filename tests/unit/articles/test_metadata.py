"""What pages say about themselves."""

from datetime import UTC, date, datetime

import pytest
from lxml.html import document_fromstring

from flows.articles.metadata import Metadata, clean_address, metadata_of

URL = "https://news.example/world/kursk"


def read(head: str, body: str = "<p>x</p>", url: str = URL, lang: str = "") -> Metadata:
    page = f"<!doctype html><html lang='{lang}'><head><title>T</title>{head}</head><body>{body}</body></html>"
    return metadata_of(document_fromstring(page), url)


def linked(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def test_json_ld_is_asked_first() -> None:
    found = read(
        linked(
            '{"@context":"https://schema.org","@type":"NewsArticle","headline":"Losses &amp; claims",'
            '"datePublished":"2024-12-19T10:00:00+09:00","dateModified":"2024-12-20T00:00:00Z","inLanguage":"en-GB",'
            '"author":[{"@type":"Person","name":"Ana Ruiz"},"Bo Lind"],"publisher":{"name":"The News"}}'
        )
        + '<meta property="article:published_time" content="2020-01-01T00:00:00Z">'
        + '<meta property="og:site_name" content="Other">',
        lang="de",
    )
    assert found.title == "Losses & claims"
    assert found.publisher == "The News"
    assert found.language == "en"
    assert found.authors == ("Ana Ruiz", "Bo Lind")
    assert found.published is not None
    assert found.published.on == date(2024, 12, 19)
    assert found.published.at == datetime(2024, 12, 19, 1, tzinfo=UTC)
    assert found.evidence == "json-ld"
    assert found.modified_at == datetime(2024, 12, 20, tzinfo=UTC)


def test_a_related_article_does_not_lend_its_date() -> None:
    related = '{"@type":"ItemList","itemListElement":[{"item":{"@type":"NewsArticle","datePublished":"2019-05-05"}}]}'
    own = '{"@type":"NewsArticle","datePublished":"2024-12-19"}'
    found = read(linked(f'{{"@graph":[{related},{own}]}}'))
    assert found.published is not None
    assert found.published.on == date(2024, 12, 19)


def test_the_node_with_the_pages_address_wins() -> None:
    other = '{"@type":"NewsArticle","url":"https://news.example/other","datePublished":"2019-05-05"}'
    own = f'{{"@type":"NewsArticle","mainEntityOfPage":{{"@id":"{URL}#main"}},"datePublished":"2024-12-19"}}'
    found = read(f'<link rel="canonical" href="{URL}">' + linked(other) + linked(own))
    assert found.published is not None
    assert found.published.on == date(2024, 12, 19)


@pytest.mark.parametrize(
    "json",
    [
        '<!-- {"@type":"Article","datePublished":"2024-12-19"} -->',
        '//<![CDATA[\n{"@type":"Article","datePublished":"2024-12-19"}\n//]]>',
        '{"@type":"Article","datePublished":"2024-12-19",}',
        '{"@type":"Article","description":"line\nbreak","datePublished":"2024-12-19"}',
        '{"@type":"Article","description":"a "bad" quote","datePublished":"2024-12-19"}',
        '[{"@type":["NewsArticle","Report"],"datePublished":"2024-12-19"}]',
        '{"@type":"WebPage","datePublished":"2024-12-19"}',
    ],
)
def test_untidy_json_ld_still_tells_the_date(json: str) -> None:
    found = read(linked(json))
    assert found.published is not None
    assert (found.published.on, found.evidence) == (date(2024, 12, 19), "json-ld")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2024-12-19T08:00:00Z">', ""),
        ('<meta name="DC.date.issued" content="2024-12-19">', ""),
        ('<meta name="parsely-pub-date" content="2024-12-19T08:00:00Z">', ""),
        ('<meta itemprop="datePublished" content="19 December 2024">', ""),
        ("", '<time itemprop="datePublished" datetime="2024-12-19T08:00:00Z">today</time>'),
    ],
)
def test_meta_elements_tell_the_date(head: str, body: str) -> None:
    found = read(head, body)
    assert found.published is not None
    assert (found.published.on, found.evidence) == (date(2024, 12, 19), "meta")


def test_then_the_address_and_then_the_print() -> None:
    dated = read("", url="https://news.example/2024/12/19/kursk")
    assert dated.published is not None
    assert (dated.published.on, dated.evidence) == (date(2024, 12, 19), "url")
    printed = read("", '<article><time datetime="2024-12-19">Thursday</time></article>')
    assert printed.published is not None
    assert (printed.published.on, printed.evidence) == (date(2024, 12, 19), "text")
    assert read("").published is None
    assert read("").evidence is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="HTTPS://News.Example/a#top">', "https://news.example/a"),
        ('<link rel="amphtml canonical" href="/a?id=1">', "https://news.example/a?id=1"),
        ('<meta property="og:url" content="https://news.example/b">', "https://news.example/b"),
        # A front page as canonical address would make one article of all.
        ('<link rel="canonical" href="https://news.example/">', None),
        ('<link rel="canonical" href="javascript:void(0)">', None),
        ("", None),
    ],
)
def test_canonical_address(head: str, expected: str | None) -> None:
    assert read(head).canonical_url == expected


@pytest.mark.parametrize("address", ["", " ", "a/b", "ftp://x.example/a", "http://[::1/a", "https://x.example:port/a"])
def test_what_is_no_address_of_a_page(address: str) -> None:
    assert clean_address(address) is None


def test_what_a_page_tells_machines_is_its_title_and_the_visible_headline_cuts_its_tail() -> None:
    head = '<meta property="og:title" content="Losses in Kursk: what we know | The News | 19.12.2024">'
    assert read(head, "<h1>Losses in Kursk: what we know</h1>").title == "Losses in Kursk: what we know"
    told = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Kursk: what is known"}</script>'
    found = read(head + told, "<h1>Losses in Kursk</h1><h1>Most read</h1>")
    assert found.title == "Kursk: what is known"
    assert read("", "<h1>Losses in Kursk</h1>").title == "Losses in Kursk"


def test_of_two_headlines_that_are_told_the_printed_one_is_the_title() -> None:
    head = (
        '<meta property="og:title" content="Losses in Kursk: what we know">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Kursk losses explained"}</script>'
    )
    known, explained = "Losses in Kursk: what we know", "Kursk losses explained"
    assert read(head, f"<h1>WAR {known}</h1>").title == known
    assert read(head, f"<h1>{explained.upper()}</h1>").title == explained
    assert read(head, "<h1>Another wording</h1>").title == explained
    # Both stand in it, so it tells nothing.
    assert read(head, f"<h1>{known} - {explained}</h1>").title == explained


@pytest.mark.parametrize(
    "trail",
    [
        "<nav><a>World</a> <h1>Kursk losses explained</h1></nav>",
        "<ul><li>World</li><li><h1>Kursk losses explained</h1></li></ul>",
        '<div data-part="BreadcrumbArea"><a>World</a> <h1>Kursk losses explained</h1></div>',
    ],
)
def test_the_end_of_a_trail_of_links_is_no_printed_headline(trail: str) -> None:
    head = (
        '<meta property="og:title" content="Losses in Kursk: what we know">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Kursk losses explained"}</script>'
    )
    assert read(head, f"{trail}<h2>Losses in Kursk: what we know</h2>").title == "Losses in Kursk: what we know"


def test_a_title_that_only_begins_like_another_keeps_its_end() -> None:
    head = '<meta property="og:title" content="Losses in Kursk mount">'
    assert read(head, "<h1>Losses in Kursk</h1>").title == "Losses in Kursk mount"


def test_a_site_name_is_no_part_of_the_title() -> None:
    head = '<meta property="og:title" content="Losses in Kursk | News"><meta property="og:site_name" content="News">'
    assert read(head).title == "Losses in Kursk"


def test_names_are_parted_but_not_torn() -> None:
    assert read('<meta name="author" content="Ana Ruiz, Bo Lind and Cy Oh">').authors == (
        "Ana Ruiz",
        "Bo Lind",
        "Cy Oh",
    )
    assert read('<meta name="author" content="Ana Ruiz, PhD">').authors == ("Ana Ruiz, PhD",)
    assert read('<meta name="author" content="https://news.example/ana">').authors == ()
