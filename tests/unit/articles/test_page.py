"""Pages to text: the article, whole, and nothing beside it."""

from datetime import UTC, datetime

import pytest

from flows.articles.page import read_page
from flows.articles.records import UnreadablePageError

NOW = datetime(2025, 6, 20, tzinfo=UTC)
FIRST = "More than 6,000 soldiers have been killed or wounded in the region, the ministry said in its latest update."
SECOND = "That is more than half of the approximately 11,000 soldiers who were first sent there, it added on Sunday."
THIRD = "Neither side publishes its own losses, and the number could not be confirmed independently, officials said."


def page(*blocks: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>Losses</title>{head}</head><body>{''.join(blocks)}</body></html>"


def text_of(markup: str) -> str:
    return read_page(markup.encode("utf-8", "ignore"), "https://news.example/a", NOW)[0]


def test_paragraphs_stay_apart_and_whole() -> None:
    markup = page("<article><h1>Losses</h1>", *(f"<p>{p}</p>" for p in (FIRST, SECOND, THIRD)), "</article>")
    assert text_of(markup) == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


@pytest.mark.parametrize(
    "box",
    [
        "<aside><p>Sign up for the newsletter that 85,000 people read every single morning of the week.</p></aside>",
        '<div class="donation-banner"><p>If 1 in 20 of our readers gave 5 pounds, we would not have to ask.</p></div>',
        '<div id="cookie-banner"><p>We and our 143 partners store cookies on your device. Accept them all?</p></div>',
        "<figure><img src=x><figcaption>A gun fires at 12 targets. Photo: Ana Ruiz/Agency</figcaption></figure>",
        '<nav><a href="/a">World</a><a href="/b">500 best films</a></nav>',
        '<section class="related"><p>Read more: 300 metres to the river, a report from the front.</p></section>',
    ],
)
def test_boxes_are_no_text(box: str) -> None:
    markup = page(f"<article><h1>Losses</h1><p>{FIRST}</p><p>{SECOND}</p>{box}<p>{THIRD}</p></article>")
    assert text_of(markup) == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_a_box_around_the_whole_article_is_kept() -> None:
    markup = page(f'<div class="share"><article><h1>Losses</h1><p>{FIRST}</p><p>{SECOND}</p></article></div>')
    assert text_of(markup) == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(("depth", "kept"), [(200, True), (260, False), (3_000, False)])
def test_deep_nesting_is_refused_where_text_would_be_lost(depth: int, kept: bool) -> None:
    markup = page(f"<p>{FIRST}</p>", "<div>" * depth, f"<p>{SECOND}</p>", "</div>" * depth)
    if kept:
        assert SECOND in text_of(markup)
        return
    with pytest.raises(UnreadablePageError) as caught:
        text_of(markup)
    assert caught.value.reason == "too-deep"


def test_depth_is_found_behind_a_thousand_other_faults() -> None:
    with pytest.raises(UnreadablePageError) as caught:
        text_of(page("</b><nosuch>&nosuch;" * 1_000, "<div>" * 3_000, f"<p>{SECOND}</p>"))
    assert caught.value.reason == "too-deep"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("", "empty-page"),
        (" \n\x00 ", "empty-page"),
        ("<!-- nothing -->", "no-text"),
        ("<html><head><title>Losses</title></head><body></body></html>", "no-text"),
        (page("<script>var a = 1;</script><img src='a.jpg'>"), "no-text"),
        (page("<p>" + "a" * 12_000_000 + "</p>"), "unreadable-page"),
    ],
)
def test_pages_without_text_say_why(markup: str, reason: str) -> None:
    with pytest.raises(UnreadablePageError) as caught:
        text_of(markup)
    assert caught.value.reason == reason


def test_a_page_without_a_date_is_read() -> None:
    text, metadata = read_page(page(f"<p>{FIRST}</p>").encode(), "file:a.html", NOW)
    assert text == FIRST
    assert metadata.published is None


def test_an_xml_declaration_is_no_hindrance() -> None:
    assert text_of('<?xml version="1.0" encoding="windows-1251"?>' + page(f"<p>{FIRST}</p>")) == FIRST


def test_the_reading_does_not_depend_on_the_day() -> None:
    markup = page(f"<p>{FIRST}</p>", '<span class="date">2025-06-16</span>').encode()
    assert read_page(markup, "file:a", NOW) == read_page(markup, "file:a", NOW)
