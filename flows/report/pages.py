"""Templates and what every page has: the policy of its content, its address, its build."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from flows.report import names, words
from flows.report.data import script
from flows.report.svg import glyph_svg
from schemas import vocabulary

# Nothing but the site's own files; no frame, no form, no connection to anywhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


# the name of a page, all that it shows, and how its files are made for a build
Page = tuple[str, Any, Callable[[str], dict[str, bytes]]]


def foreign(text: Any) -> Markup:
    r"""Show words of others as words: no markup, no invisible or direction characters, kept apart in their direction.

    >>> str(foreign("<b>six\u202e</b>"))
    '<bdi>&lt;b&gt;six&lt;/b&gt;</bdi>'
    """
    return Markup("<bdi>{}</bdi>").format(_INVISIBLE.sub("", str(text)))


def marked(sentence: str, expr: str, start: int | None = None) -> Markup:
    """Show a sentence with its figure marked; whatever else stands in it stays words.

    >>> str(marked("<i>At least 100 fell</i>", "At least 100"))
    '<bdi>&lt;i&gt;<mark>At least 100</mark> fell&lt;/i&gt;</bdi>'
    """
    at = start if start is not None and sentence[start : start + len(expr)] == expr else sentence.find(expr)
    if at < 0 or not expr:
        return foreign(sentence)
    parts = (sentence[:at], expr, sentence[at + len(expr) :])
    before, middle, after = (escape(_INVISIBLE.sub("", part)) for part in parts)
    html = Markup("<bdi>{}<mark>{}</mark>{}</bdi>").format(before, middle, after)
    return Markup(nh3.clean(html, tags={"bdi", "mark"}, attributes={}))  # noqa: S704 (cleaned)


def link(url: str) -> str | None:
    """Give an address that may be followed; None for anything but plain web addresses.

    >>> link("javascript:alert(1)"), link("dataset:x#1"), link("https://example.org/a")
    (None, None, 'https://example.org/a')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc and not re.search(r"[\s<>\"']", url) else None


def linked_data(value: Any) -> Markup:
    """Write data into a page so that no word in it can end the element."""
    return Markup(script("x", value).decode().removeprefix("var x = ").removesuffix(";\n"))  # noqa: S704 (escaped)


@cache
def environment() -> Environment:
    """The templates with what they use."""
    env = Environment(
        loader=PackageLoader("flows.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {"foreign": foreign, "day": names.day, "partial": names.partial, "marked": marked, "web": link}
    env.filters |= {"number": lambda value: f"{value:,.0f}", "ld": linked_data}
    env.globals |= {
        "policy": POLICY,
        "glyphs": vocabulary.load("glyphs"),
        "glyph": cache(lambda name: Markup(glyph_svg(name))),  # noqa: S704 (our own drawing)
        "words": words,
    }
    return env


def render(template: str, *, root: str, title: str, build: str, **more: Any) -> bytes:
    """Fill a template; `root` leads from the page to the top of the site."""
    page = environment().get_template(f"{template}.html.j2")
    return page.render(root=root, title=title, build=build, **more).encode()


def assets() -> dict[str, bytes]:
    """The site's own stylesheet and script."""
    folder = files("flows.report") / "assets"
    return {
        f"assets/{file.name}": file.read_bytes() for file in folder.iterdir() if file.name.endswith((".css", ".js"))
    }
