"""Selectors find what the XPath expressions find whose place they take."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import XPath
from lxml.html import HtmlElement, document_fromstring
from trafilatura import xpaths

import flows.articles.page
from flows.articles.selectors import Selector, UntranslatableError, quicken

SAMPLES = sorted((Path(flows.articles.page.__file__).parent / "samples").glob("*.html"))
REGEXP = {"re": "http://exslt.org/regular-expressions"}
SELECTORS = [
    selector
    for held in vars(xpaths).values()
    if isinstance(held, list)
    for selector in held
    if isinstance(selector, Selector)
]
# What the expressions look for, what nearly is that, and what is not.
TAGS = (
    "div",
    "p",
    "section",
    "span",
    "article",
    "main",
    "ul",
    "ol",
    "aside",
    "details",
    "a",
    "h1",
    "header",
    "time",
    "rel",
)
WORDS = (
    "comment", "Comments", "commentary", "comment-list", "infinite-scroll", "mvp-post-add-box", "article-body", "post",
    "entry", "story", "fulltext", "FULLTEXT", "content", "Main-Content", "share", "sharebox", "NAV", "nav", "teaser",
    "Teaser", "caption", "hidden", "reply-1", "author", "byline", "cookie", "ad", "x", "", "social", "respond",
    "message",
)  # fmt: skip
NAMES = (
    "class",
    "id",
    "role",
    "style",
    "itemprop",
    "data-component",
    "data-lp-replacement-content",
    "aria-hidden",
    "rel",
)


def same(selector: Selector, tree: HtmlElement) -> bool:
    return list(selector(tree)) == list(XPath(selector.path, namespaces=REGEXP)(tree))


def test_those_that_every_page_is_read_by_are_in_their_place() -> None:
    for held in (
        xpaths.BODY_XPATH,
        xpaths.OVERALL_DISCARD_XPATH,
        xpaths.REMOVE_COMMENTS_AND_LISTS_XPATH,
        xpaths.RAW_TREE_PRUNE_XPATH,
        xpaths.TEASER_DISCARD_XPATH,
        xpaths.AUTHOR_XPATHS,
        xpaths.AUTHOR_DISCARD_XPATHS,
    ):
        assert all(isinstance(one, Selector) for one in held)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_on_the_samples(path: Path) -> None:
    tree = document_fromstring(path.read_bytes())
    within = [tree, *tree.iter("body", "article")]
    assert all(same(selector, one) for selector in SELECTORS for one in within)


attributes = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join), max_size=4
)
elements = st.recursive(
    st.tuples(st.sampled_from(TAGS), attributes, st.just(())),
    lambda inside: st.tuples(st.sampled_from(TAGS), attributes, st.lists(inside, max_size=4)),
    max_leaves=12,
)


@given(elements)
def test_on_trees_of_awkward_attributes(shape: tuple[str, dict[str, str], list[object]]) -> None:
    tree = document_fromstring("<html><body></body></html>")
    _grow(tree.find("body"), shape)
    assert [one.path for one in SELECTORS if not same(one, tree)] == []


def _grow(parent: HtmlElement, shape: tuple[str, dict[str, str], list[object]]) -> None:
    tag, attributes, inside = shape
    element = parent.makeelement(tag, attributes)
    element.text = "me"
    parent.append(element)
    for one in inside:
        _grow(element, one)


def test_of_two_attributes_the_one_that_stands_first_counts() -> None:
    select = Selector(".//*[starts-with(@id|@class, 'reply-')]")
    tree = document_fromstring("<body><p class='x' id='reply-1'>a</p><p id='reply-1' class='x'>b</p></body>")
    assert [one.text for one in select(tree)] == ["b"]


@pytest.mark.parametrize(
    "path",
    [
        "//div[@class='tags']//a[@href]",
        ".//p[count(a) > 1]",
        ".//p[@class = @id]",
        ".//p[@class!='x']",
        "(.//p[1])[1]",
        ".//p[@class='x'",
        "p",
        "",
    ],
)
def test_what_says_more_is_not_translated(path: str) -> None:
    with pytest.raises(UntranslatableError):
        Selector(path)


def test_what_is_not_translated_stays_in_its_list() -> None:
    module = ModuleType("expressions")
    first, second = XPath("//div[@class='tags']//a[@href]"), XPath(".//p[@class='tags']")
    module.held = [first, second, "no expression"]
    assert quicken(module) == 1
    assert module.held[0] is first
    assert isinstance(module.held[1], Selector)
    assert module.held[2] == "no expression"
