"""The registry of sources: which folders, addresses and sites a run harvests."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

import yaml
from pydantic import ValidationError

from flows.articles import site
from flows.articles.site import Site

FIELDS = {"directory": {"kind", "package", "path", "pattern"}, "urls": {"kind", "urls"}}
KINDS = (*FIELDS, *get_args(site.Kind))
SHIPPED = Path(str(files("flows.articles").joinpath("sources.yml")))
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Lines = dict[tuple[str | int, ...], int]


class SourcesError(ValueError):
    """A registry that is not as it should be; the message says what and where."""


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the registry that is no site; `pattern` is empty where every readable file is meant."""

    name: str
    kind: Literal["directory", "urls"]
    path: Path | None = None
    pattern: str = ""
    urls: tuple[str, ...] = ()


def load_sources(path: Path | None = None) -> list[Source | Site]:
    """Load the sources that a run harvests; without a path those of the package, which are its samples.

    Sites that are not enabled are left out. Raises SourcesError as `registered` does.

    >>> [(source.name, source.kind, source.pattern) for source in load_sources()]
    [('samples', 'directory', '*.html')]
    """
    return [source for source in registered(path) if not isinstance(source, Site) or source.enabled]


def registered(path: Path | None = None) -> list[Source | Site]:
    """Load every source of a registry, also those that are not enabled.

    Raises SourcesError, with the line, for a file that is missing, is no YAML, or holds what is not known.
    """
    where = path or SHIPPED
    held, lines = _parsed(where)
    entries, used = held.get("sources"), held.get("use", [])
    if unknown := sorted(set(map(str, held)) - {"sources", "use", "words"}):
        raise _fault(where, lines, (unknown[0],), f"unknown part {unknown[0]!r}, known are sources, use and words")
    if not isinstance(entries or {}, dict) or not (entries or used):
        raise SourcesError(f"{where}: holds no `sources`, names with their kinds")
    found = [_source(str(name), entry, where, lines) for name, entry in (entries or {}).items()]
    return found + list(_used(used, where, lines))


def _used(used: Any, where: Path, lines: Lines) -> Iterator[Site]:
    """Enable sites of the package that a file of one's own names."""
    if not used:
        return
    shipped = {one.id: one for one in registered(SHIPPED) if isinstance(one, Site)}
    names = list(shipped) if used == "all" else used
    if not isinstance(names, list):
        raise _fault(where, lines, ("use",), "`use` is no list of ids (or the word all)")
    for number, name in enumerate(names):
        if name not in shipped:
            raise _fault(where, lines, ("use", number), f"use: no shipped source is called {name!r}")
        yield shipped[name].model_copy(update={"enabled": True})


def _parsed(where: Path) -> tuple[dict[str, Any], Lines]:
    try:
        held, node = _read(where.read_text("utf-8"))
    except OSError as error:
        raise SourcesError(f"{where}: cannot be opened ({error.strerror})") from error
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise SourcesError(f"{where}{line}: no YAML ({error.problem})") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SourcesError(f"{where}: no YAML ({str(error).splitlines()[0]})") from error
    if not isinstance(held, dict):
        raise SourcesError(f"{where}: holds no `sources`, names with their kinds")
    lines: Lines = {}
    _number(node, (), lines, where)
    return held, lines


def _read(text: str) -> tuple[Any, yaml.Node | None]:
    """Read a text of YAML once: what it holds, and the tree that knows the lines."""
    loader = LOADER(text)
    try:
        node = loader.get_single_node()
        return (None if node is None else loader.construct_document(node)), node
    except yaml.YAMLError:
        yaml.safe_load(text)  # the slow reader has better words for what is wrong
        raise
    finally:
        loader.dispose()


def _number(node: yaml.Node | None, place: tuple[str | int, ...], lines: Lines, where: Path) -> None:
    """Note on which line each part of a file begins."""
    if isinstance(node, yaml.MappingNode):
        names: set[str] = set()
        for name, value in node.value:
            if name.value in names:
                raise SourcesError(f"{where}, line {name.start_mark.line + 1}: {name.value!r} stands there twice")
            names.add(name.value)
            lines[(*place, name.value)] = name.start_mark.line + 1
            _number(value, (*place, name.value), lines, where)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            lines[(*place, number)] = value.start_mark.line + 1
            _number(value, (*place, number), lines, where)


def _fault(where: Path, lines: Lines, place: tuple[str | int, ...], why: str) -> SourcesError:
    while place and place not in lines:
        place = place[:-1]
    return SourcesError(f"{where}, line {lines.get(place, 1)}: {why}")


def _source(name: str, entry: Any, where: Path, lines: Lines) -> Source | Site:
    place = ("sources", name)
    kind = entry.get("kind") if isinstance(entry, dict) else None
    if kind not in KINDS:
        raise _fault(where, lines, place, f"source {name}: kind is {kind!r}, known are {', '.join(KINDS)}")
    if kind not in FIELDS:
        return _site(name, entry, where, lines)
    unknown = sorted(set(entry) - FIELDS[kind])
    if unknown:
        raise _fault(where, lines, (*place, unknown[0]), f"source {name}: unknown field {unknown[0]!r}")
    if kind == "urls":
        urls = entry.get("urls")
        if not isinstance(urls, list) or not urls or not all(isinstance(url, str) for url in urls):
            raise _fault(where, lines, (*place, "urls"), f"source {name}: `urls` is no list of addresses")
        return Source(name, "urls", urls=tuple(urls))
    folder, pattern = entry.get("path"), entry.get("pattern", "")
    if not isinstance(folder, str) or not isinstance(pattern, str):
        raise _fault(where, lines, place, f"source {name}: `path` and `pattern` are texts")
    package = entry.get("package")
    try:
        base = Path(str(files(package).joinpath(folder))) if package else where.parent / Path(folder).expanduser()
    except ModuleNotFoundError as error:
        raise _fault(where, lines, (*place, "package"), f"source {name}: no package {package!r}") from error
    return Source(name, "directory", path=base, pattern=pattern)


def _site(name: str, entry: dict[str, Any], where: Path, lines: Lines) -> Site:
    try:
        found = Site.model_validate({"id": name, **entry})
    except ValidationError as error:
        first = error.errors()[0]
        inside = ".".join(str(part) for part in first["loc"])
        why = first["msg"].removeprefix("Value error, ")
        raise _fault(where, lines, ("sources", name, *first["loc"]), f"source {name}: {inside}: {why}") from None
    if not found.lists:
        raise _fault(where, lines, ("sources", name), f"source {name}: names no feed, no sitemap and no listing")
    return found
