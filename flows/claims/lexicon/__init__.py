"""The words of each language, as data, and the table that finds them in a token stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Generic, NamedTuple, TypeVar

from flows.claims.text.tokens import words_of
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
    return tuple(words_of(phrase))


class _Branch(NamedTuple, Generic[T]):
    """The phrases that share an end word: the one of this word `alone`, and longer ones by the word beside it."""

    alone: list[T]
    longer: dict[str, list[tuple[list[str], T]]]


class Phrases(Generic[T]):
    """Phrases with a payload each, found by longest match from the left or from the right.

    `openings` and `closings` are the first and the last words of all phrases; `Document.among` finds them in a text.

    >>> table = Phrases([("more than", "more_than"), ("no more than", "at_most")])
    >>> table.at(["no", "more", "than", "5"], 0)
    (3, 'at_most')
    >>> table.before(["no", "more", "than", "5"], 3)
    (0, 'at_most')
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._first: dict[str, _Branch[T]] = {}
        self._last: dict[str, _Branch[T]] = {}
        for phrase, payload in sorted(((normal(p), payload) for p, payload in entries), key=lambda e: -len(e[0])):
            tokens = list(phrase)
            if tokens:
                _grow(self._first, tokens[:2], tokens[2:], payload)
                _grow(self._last, tokens[:-3:-1], tokens[:-2], payload)

        self.openings = frozenset(self._first)
        self.closings = frozenset(self._last)

    def __contains__(self, word: str) -> bool:
        return word in self._first

    def __iter__(self) -> Iterator[str]:
        return iter(self._first)

    def at(self, tokens: Sequence[str], i: int) -> tuple[int, T] | None:
        """The longest phrase that begins at token i: where it ends, and its payload."""
        branch = self._first.get(tokens[i])
        if branch is None:
            return None
        alone, longer = branch
        i += 1
        if longer and i < len(tokens) and (options := longer.get(tokens[i])) is not None:
            for rest, payload in options:
                end = i + 1 + len(rest)
                if not rest or tokens[i + 1 : end] == rest:
                    return end, payload
        return (i, alone[0]) if alone else None

    def all_at(self, tokens: Sequence[str], i: int) -> list[tuple[int, T]]:
        """Every phrase that begins at token i, longest first."""
        branch = self._first.get(tokens[i])
        if branch is None:
            return []
        options = branch.longer.get(tokens[i + 1], ()) if i + 1 < len(tokens) else ()
        found = [(i + 2 + len(rest), p) for rest, p in options if tokens[i + 2 : i + 2 + len(rest)] == rest]
        return found + [(i + 1, payload) for payload in branch.alone]

    def before(self, tokens: Sequence[str], i: int) -> tuple[int, T] | None:
        """The longest phrase that ends right before token i: where it begins, and its payload."""
        branch = self._last.get(tokens[i - 1]) if i > 0 else None
        if branch is None:
            return None
        alone, longer = branch
        if longer and i > 1:
            for rest, payload in longer.get(tokens[i - 2], ()):
                begin = i - 2 - len(rest)
                if begin >= 0 and (not rest or tokens[begin : i - 2] == rest):
                    return begin, payload
        return (i - 1, alone[0]) if alone else None


def _grow(table: dict[str, _Branch[T]], ends: list[str], rest: list[str], payload: T) -> None:
    branch = table.setdefault(ends[0], _Branch([], {}))
    if len(ends) == 1:
        branch.alone.append(payload)
    else:
        branch.longer.setdefault(ends[1], []).append((rest, payload))
