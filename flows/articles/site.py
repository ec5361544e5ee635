"""A source on the web, as the registry describes it."""

import re
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Kind = Literal[
    "agency", "newspaper", "broadcaster", "think-tank", "government", "military", "un", "ngo", "monitor", "other"
]
WEB = re.compile(r"https?://[^\s/@]+(?:/\S*)?\Z")


def _web(address: str) -> str:
    if not WEB.match(address):
        raise ValueError("no http or https address (without name and password)")
    return address


def _selects(selector: str) -> str:
    from cssselect import SelectorError
    from lxml.cssselect import CSSSelector

    try:
        CSSSelector(selector, translator="html")
    except SelectorError as error:
        raise ValueError(f"no CSS selector ({error})") from None
    return selector


WebAddress = Annotated[str, AfterValidator(_web)]
_STRICT = ConfigDict(frozen=True, extra="forbid", strict=True)


class Listing(BaseModel):
    """A page that links to articles; `select` is a CSS selector of the links, or of what holds them."""

    model_config = _STRICT

    url: WebAddress
    select: Annotated[str, AfterValidator(_selects)]


class Titles(BaseModel):
    """Words that a title has to hold (one of `admit`, where there are any) or must not hold (`reject`).

    >>> titles = Titles(admit=("killed", "air strike"), reject=("football",))
    >>> [titles.admits(one) for one in ("Five killed", "Air strikes hit port", "Six killed after football match", None)]
    [True, True, False, True]
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    admit: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()

    def admits(self, title: str | None) -> bool:
        """Tell whether a page is wanted by its title; one whose title is not known is. A word may go on: strike(s)."""
        if title is None:
            return True
        if self._rejected is not None and self._rejected.search(title):
            return False
        return self._admitted is None or bool(self._admitted.search(title))

    @cached_property
    def _admitted(self) -> re.Pattern[str] | None:
        return _any_of(self.admit)

    @cached_property
    def _rejected(self) -> re.Pattern[str] | None:
        return _any_of(self.reject)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE) if words else None


class Rate(BaseModel):
    """How a site is asked: the pause between two requests can only be longer than the harvest's own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    delay_seconds: float | None = Field(default=None, ge=0, le=3_600)
    at_once: int | None = Field(default=None, ge=1, le=8)
    pages_a_run: int = Field(default=200, ge=1)


class Site(BaseModel):
    """One source on the web; what it offers stands in feeds, sitemaps or listing pages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str = Field(min_length=1)
    kind: Kind
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    language: str = Field(pattern=r"^[a-z]{2}$")
    home: WebAddress
    feeds: tuple[WebAddress, ...] = ()
    sitemaps: tuple[WebAddress, ...] = ()
    listings: tuple[Listing, ...] = ()
    titles: Titles = Titles()
    rate: Rate = Rate()
    terms: WebAddress | None = None
    note: str | None = None
    enabled: bool = True

    @property
    def lists(self) -> tuple[str, ...]:
        """The addresses at which the site tells what it has."""
        return (*self.feeds, *self.sitemaps, *(listing.url for listing in self.listings))
