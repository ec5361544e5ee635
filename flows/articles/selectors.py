"""XPath expressions as plain Python, for those that call regular expressions back for several attributes an element.

trafilatura finds the parts of a page by such expressions, and half of its time went into them: libxml2 hands each
attribute to Python for each pattern anew. Here a predicate is asked once for each different set of attributes, of which
a page has few. See docs/decisions/0202.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from types import ModuleType

from lxml.etree import XPath, _Element

TOKEN = re.compile(r"\s*('[^']*'|\.?//|[@\w:.*-]+|[()\[\]|=,])\s*")
REMEMBERED = 4_096  # sets of attributes a predicate; one page has some hundreds of them
Attributes = dict[str, str]  # in the order in which they stand in the page
Text = Callable[[Attributes], str | None]
Test = Callable[[_Element], bool]


class UntranslatableError(ValueError):
    """An expression that says more than is translated."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A condition on an element's attributes alone, with the names of those that it looks at."""

    holds: Callable[[Attributes], bool]
    names: frozenset[str]

    def of_element(self) -> Test:
        names, holds = self.names, self.holds
        known = lru_cache(REMEMBERED)(lambda pairs: holds(dict(pairs)))
        return lambda element: known(tuple([pair for pair in element.items() if pair[0] in names]))


@dataclass(frozen=True, slots=True)
class _Is:
    """The condition that an element has a name."""

    name: str

    def of_element(self) -> Test:
        name = self.name
        return lambda element: bool(element.tag == name)


@dataclass(frozen=True, slots=True)
class _Stands:
    """A condition on what stands in an element."""

    holds: Test

    def of_element(self) -> Test:
        return self.holds


@dataclass(frozen=True, slots=True)
class _Any:
    """One of several conditions holds."""

    held: tuple["_Told | _Is | _Stands | _Any", ...]

    def of_element(self) -> Test:
        tests = [one.of_element() for one in self.held]
        return lambda element: any(test(element) for test in tests)


Condition = _Told | _Is | _Stands | _Any


@dataclass(frozen=True, slots=True)
class _Path:
    """Where to look, for elements of which names, with which tests; `first` is "" for all of them.

    With "all" it is the first that is found, with "parent" the first among the children of each parent.
    """

    from_root: bool
    tags: tuple[str, ...]
    tests: tuple[Test, ...]
    first: str = ""

    def found(self, tree: _Element) -> list[_Element]:
        if self.first != "parent":
            return list(islice(self._each(tree), 1 if self.first else None))
        of_parent: dict[_Element | None, _Element] = {}
        for element in self._each(tree):
            of_parent.setdefault(element.getparent(), element)
        return list(of_parent.values())

    def _each(self, tree: _Element) -> Iterator[_Element]:
        within = tree.getroottree().iter if self.from_root else tree.iterdescendants
        found: Iterator[_Element] = within(*self.tags)
        for test in self.tests:
            found = filter(test, found)
        return found


class Selector:
    """An expression of the kinds that trafilatura uses, to be called with an element, as lxml's own are.

    Raises UntranslatableError.

    >>> from lxml.html import fromstring
    >>> select = Selector(".//*[self::p or self::div][re:test(@class, 'note|aside') or @hidden]")
    >>> tree = fromstring("<body><p class='a note'>x</p><p>y</p><div hidden>z</div><b hidden>b</b></body>")
    >>> [element.text for element in select(tree)]
    ['x', 'z']
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._paths = _Reader(path).paths()

    def __call__(self, tree: _Element) -> list[_Element]:
        """Give what the expression finds from an element on, in the order of the document."""
        if len(self._paths) == 1:
            return self._paths[0].found(tree)
        found = {element for path in self._paths for element in path.found(tree)}
        return list(found) if len(found) < 2 else [one for one in tree.getroottree().iter("*") if one in found]


def quicken(module: ModuleType) -> int:
    """Put selectors in the place of the XPath expressions in a module's lists; give the number of those that stay.

    What cannot be translated stays as it is, and finds the same in more time.
    """
    left = 0
    for held in vars(module).values():
        for number, expression in enumerate(held if isinstance(held, list) else ()):
            if isinstance(expression, XPath):
                try:
                    held[number] = Selector(expression.path)
                except UntranslatableError:
                    left += 1
    return left


class _Reader:
    """Reads one expression from left to right."""

    def __init__(self, path: str) -> None:
        self._path, self._tokens, end = path, list[str](), 0
        while match := TOKEN.match(path, end):
            self._tokens.append(match[1])
            end = match.end()
        if end < len(path):
            raise UntranslatableError(path)
        self._tokens.append("")

    def paths(self) -> tuple[_Path, ...]:
        """Read paths that are joined by "|"."""
        found = [self._one()]
        while self._took("|"):
            found.append(self._one())
        self._demand("")
        return tuple(found)

    def _one(self) -> _Path:
        if not self._took("("):
            return self._steps()
        path = self._steps()
        for token in (")", "[", "1", "]"):
            self._demand(token)
        if path.first:
            raise UntranslatableError(self._path)
        return _Path(path.from_root, path.tags, path.tests, "all")

    def _steps(self) -> _Path:
        start, name = self._next(), self._next()
        if start not in (".//", "//") or not (name == "*" or name.isidentifier()):
            raise UntranslatableError(self._path)
        tags: tuple[str, ...] = (name,)
        tests: list[Test] = []
        while self._took("["):
            if self._took("1"):
                self._demand("]")
                return _Path(start == "//", tags, tuple(tests), "parent")
            condition = self._condition()
            self._demand("]")
            names = _names(condition)
            if names and tags == ("*",) and not tests:
                tags = names
            else:
                tests.append(condition.of_element())
        return _Path(start == "//", tags, tuple(tests))

    def _condition(self) -> Condition:
        """Read conditions joined by "or"; those on attributes alone become one."""
        held = [self._unit()]
        while self._took("or"):
            held.append(self._unit())
        told = [one for one in held if isinstance(one, _Told)]
        others = tuple(one for one in held if not isinstance(one, _Told))
        if not told:
            return _Any(others) if len(others) > 1 else others[0]
        checks = tuple(one.holds for one in told)
        joined = _Told(
            lambda attributes: any(holds(attributes) for holds in checks),
            frozenset().union(*(one.names for one in told)),
        )
        return _Any((joined, *others)) if others else joined

    def _unit(self) -> Condition:
        word = self._next()
        if word == "not":
            return self._negated()
        if word == ".//":
            name = self._next()
            return _Stands(lambda element: next(element.iterdescendants(name), None) is not None)
        if word.startswith("self::"):
            return _Is(word.removeprefix("self::"))
        if word in TESTS:
            self._demand("(")
            value, names = self._value(self._next())
            self._demand(",")
            asked = [self._literal()]
            while self._took(","):
                asked.append(self._literal())
            self._demand(")")
            holds = TESTS[word](value, *asked)
            return _Told(holds, names)
        if word.startswith("@"):
            value, names = self._value(word)
            wanted = self._literal() if self._took("=") else None
            return _Told(partial(_has, value, wanted), names)
        if word.isidentifier() and self._took("="):
            wanted = self._literal()
            return _Stands(lambda element: any("".join(one.itertext()) == wanted for one in element.iterchildren(word)))
        raise UntranslatableError(self._path)

    def _negated(self) -> Condition:
        self._demand("(")
        test = self._condition().of_element()
        self._demand(")")
        return _Stands(lambda element: not test(element))

    def _value(self, word: str) -> tuple[Text, frozenset[str]]:
        """Read what a text is taken from: the first of some attributes, with some of its letters changed or not."""
        if word == "translate":
            self._demand("(")
            value, names = self._value(self._next())
            self._demand(",")
            old = self._literal()
            self._demand(",")
            letters = str.maketrans(old, self._literal())
            self._demand(")")
            return lambda attributes: (value(attributes) or "").translate(letters), names
        wanted = [word]
        while self._took("|"):
            wanted.append(self._next())
        if not all(name.startswith("@") for name in wanted):
            raise UntranslatableError(self._path)
        held = frozenset(name[1:] for name in wanted)
        return lambda attributes: next((text for name, text in attributes.items() if name in held), None), held

    def _literal(self) -> str:
        token = self._next()
        if token[:1] != "'":
            raise UntranslatableError(self._path)
        return token[1:-1]

    def _next(self) -> str:
        if not self._tokens:
            raise UntranslatableError(self._path)
        return self._tokens.pop(0)

    def _took(self, token: str) -> bool:
        if self._tokens[:1] != [token]:
            return False
        self._next()
        return True

    def _demand(self, token: str) -> None:
        if self._next() != token:
            raise UntranslatableError(self._path)


def _names(condition: Condition) -> tuple[str, ...]:
    """Give the names that a condition asks for, where it asks for nothing else."""
    held = condition.held if isinstance(condition, _Any) else (condition,)
    names = tuple(one.name for one in held if isinstance(one, _Is))
    return names if len(names) == len(held) else ()


def _has(value: Text, wanted: str | None, attributes: Attributes) -> bool:
    found = value(attributes)
    return found is not None if wanted is None else found == wanted


def _contains(value: Text, wanted: str) -> Callable[[Attributes], bool]:
    return lambda attributes: wanted in (value(attributes) or "")


def _starts(value: Text, wanted: str) -> Callable[[Attributes], bool]:
    return lambda attributes: (value(attributes) or "").startswith(wanted)


def _matches(value: Text, pattern: str, flags: str = "") -> Callable[[Attributes], bool]:
    search = re.compile(pattern, re.IGNORECASE if "i" in flags else 0).search
    return lambda attributes: search(value(attributes) or "") is not None


TESTS: dict[str, Callable[..., Callable[[Attributes], bool]]] = {
    "contains": _contains,
    "starts-with": _starts,
    "re:test": _matches,
}
