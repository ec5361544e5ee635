"""The words of each language, as data, and the table that finds them in a token stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, KeysView, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from flows.claims.tokens import Document
from schemas.vocabulary import read_yaml

T = TypeVar("T")


@cache
def words(name: str, language: str = "en") -> Any:
    """Load one word list of a language by its name without the ending.

    >>> words("numbers")["units"]["twelve"]
    12
    """
    return read_yaml(files(__name__) / language / f"{name}.yml")


def normal(phrase: str) -> tuple[str, ...]:
    """A phrase as the tokens under which a text would hold it.

    >>> normal("Al-Shabaab"), normal("U.S. Army")
    (('al', 'shabaab'), ('u.s.', 'army'))
    """
    return tuple(Document(phrase).word)


class Phrases(Generic[T]):
    """Phrases with a payload each, found by longest match from the left or from the right.

    >>> table = Phrases([("more than", "more_than"), ("no more than", "at_most")])
    >>> table.at(["no", "more", "than", "5"], 0)
    (3, 'at_most')
    >>> table.before(["no", "more", "than", "5"], 3)
    (0, 'at_most')
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._first: dict[str, list[tuple[list[str], T]]] = {}
        self._last: dict[str, list[tuple[list[str], T]]] = {}
        for phrase, payload in entries:
            tokens = list(normal(phrase))
            if tokens:
                self._first.setdefault(tokens[0], []).append((tokens[1:], payload))
                self._last.setdefault(tokens[-1], []).append((tokens[:-1], payload))
        for table in (self._first, self._last):
            for options in table.values():
                options.sort(key=lambda option: -len(option[0]))

    def __contains__(self, word: str) -> bool:
        return word in self._first

    @property
    def openings(self) -> KeysView[str]:
        """The first words of all phrases, for loops that test every token."""
        return self._first.keys()

    def __iter__(self) -> Iterator[str]:
        return iter(self._first)

    def at(self, tokens: Sequence[str], i: int) -> tuple[int, T] | None:
        """The longest phrase that begins at token i: where it ends, and its payload."""
        for rest, payload in self._first.get(tokens[i], ()):
            end = i + 1 + len(rest)
            if not rest or tokens[i + 1 : end] == rest:
                return end, payload
        return None

    def all_at(self, tokens: Sequence[str], i: int) -> list[tuple[int, T]]:
        """Every phrase that begins at token i, longest first."""
        return [
            (i + 1 + len(rest), payload)
            for rest, payload in self._first.get(tokens[i], ())
            if tokens[i + 1 : i + 1 + len(rest)] == rest
        ]

    def before(self, tokens: Sequence[str], i: int) -> tuple[int, T] | None:
        """The longest phrase that ends right before token i: where it begins, and its payload."""
        if i <= 0:
            return None
        for rest, payload in self._last.get(tokens[i - 1], ()):
            begin = i - 1 - len(rest)
            if begin >= 0 and (not rest or tokens[begin : i - 1] == rest):
                return begin, payload
        return None
