"""Which of a page's headlines is its title; docs/decisions/0205 has the figures."""

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

TAIL = re.compile(r"\s+[|\-–—·»*]\s+")
WORD = re.compile(r"\w+")
TRAIL = "breadcrumb"


def visible_headlines(tree: HtmlElement) -> tuple[str, ...]:
    """List the texts of a page's first-level headings, wherever they stand."""
    return tuple(text for element in tree.iter("h1") if (text := _text(element)))


def window_title(tree: HtmlElement) -> str:
    """Give what a browser shows in its bar."""
    element = tree.find(".//head/title")
    return _text(element) if element is not None else ""


def title_of(tree: HtmlElement, told: tuple[str, ...], visible: tuple[str, ...], publisher: str | None) -> str | None:
    """Choose a page's title: a headline that it tells others, a visible one, or what stands in the window's bar.

    Of several that are told the one that readers see printed wins, else the first. A title that is another headline of
    the page and a tail (an outlet's name, a day) is that other one.
    """
    title = _printed_one(tree, told) or next(iter((*told, *visible)), window_title(tree))
    bare = next((one for one in (*told, *visible) if _is_tailed(title, one)), None)
    return bare or _without_tail(title, publisher) or None


def _printed_one(tree: HtmlElement, told: tuple[str, ...]) -> str | None:
    """Give the only one of several headlines that stands in the page's own heading; None where that tells nothing."""
    if len(told) < 2:
        return None
    for heading in _own_headings(tree):
        shown = [one for one in told if _holds(heading, one)]
        if shown:
            return shown[0] if len(shown) == 1 else None
    return None


def _own_headings(tree: HtmlElement) -> Iterable[str]:
    """Give the first-level headings; the second-level ones where the first level is but the end of a trail of links."""
    for level in ("h1", "h2"):
        found = [_text(element) for element in tree.iter(level) if not _ends_trail(element)]
        if any(found):
            return found
    return ()


def _ends_trail(heading: HtmlElement) -> bool:
    """Tell a heading in a list or a navigation ("Home > World > …"): there stands what machines are to see."""
    return any(
        element.tag in ("nav", "li") or any(TRAIL in str(value).casefold() for value in element.values())
        for element in _upwards(heading)
    )


def _upwards(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from (one for one in element.iterancestors() if one.tag not in ("html", "body", "main", "article"))


def _holds(heading: str, headline: str) -> bool:
    r"""Tell whether a heading is a headline, but for case and marks, a kicker beside the one or a tail of the other.

    >>> _holds("WORLD Five hurt in Kyiv", "Five hurt in Kyiv"), _holds("Five hurt", "Five hurt in Kyiv")
    (True, False)
    """
    shown, told = (" ".join(WORD.findall(text.casefold())) for text in (heading, headline))
    return f" {told} " in f" {shown} " or _is_tailed(headline, heading)


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _is_tailed(title: str, other: str) -> bool:
    return title.startswith(other) and TAIL.match(title, len(other)) is not None


def _without_tail(title: str, publisher: str | None) -> str:
    pieces = TAIL.split(title)
    if publisher and len(pieces) > 1 and pieces[-1].casefold() in publisher.casefold():
        return title[: title.rindex(pieces[-1])].rstrip(" |-–—·»")
    return title
