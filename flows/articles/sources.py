"""The registry of sources: which folders and addresses a run harvests."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml

FIELDS = {"directory": {"kind", "package", "path", "pattern"}, "urls": {"kind", "urls"}}


class SourcesError(ValueError):
    """A registry that is not as it should be; the message says what and where."""


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the registry; `pattern` is empty where every readable file is meant."""

    name: str
    kind: Literal["directory", "urls"]
    path: Path | None = None
    pattern: str = ""
    urls: tuple[str, ...] = ()


def load_sources(path: Path | None = None) -> list[Source]:
    """Load a registry; without a path the one inside the package.

    Raises SourcesError for a file that is missing, is no YAML, or holds a field or a kind that is not known.

    >>> [(source.name, source.kind, source.pattern) for source in load_sources()]
    [('samples', 'directory', '*.html')]
    """
    where = path or Path(str(files("flows.articles").joinpath("sources.yml")))
    try:
        held = yaml.safe_load(where.read_text("utf-8"))
    except OSError as error:
        raise SourcesError(f"{where}: cannot be opened ({error.strerror})") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SourcesError(f"{where}: no YAML ({str(error).splitlines()[0]})") from error
    entries = held.get("sources") if isinstance(held, dict) else None
    if not isinstance(entries, dict) or not entries:
        raise SourcesError(f"{where}: holds no `sources`, names with their kinds")
    return [_source(str(name), entry, where) for name, entry in entries.items()]


def _source(name: str, entry: Any, where: Path) -> Source:
    kind = entry.get("kind") if isinstance(entry, dict) else None
    if kind not in FIELDS:
        raise SourcesError(f"{where}: source {name}: kind is {kind!r}, known are directory and urls")
    unknown = sorted(set(entry) - FIELDS[kind])
    if unknown:
        raise SourcesError(f"{where}: source {name}: unknown field {unknown[0]!r}")
    if kind == "urls":
        urls = entry.get("urls")
        if not isinstance(urls, list) or not urls or not all(isinstance(url, str) for url in urls):
            raise SourcesError(f"{where}: source {name}: `urls` is no list of addresses")
        return Source(name, "urls", urls=tuple(urls))
    folder, pattern = entry.get("path"), entry.get("pattern", "")
    if not isinstance(folder, str) or not isinstance(pattern, str):
        raise SourcesError(f"{where}: source {name}: `path` and `pattern` are texts")
    return Source(name, "directory", path=_folder(folder, entry.get("package"), where, name), pattern=pattern)


def _folder(folder: str, package: str | None, where: Path, name: str) -> Path:
    if package is None:
        return where.parent / Path(folder).expanduser()
    try:
        return Path(str(files(package).joinpath(folder)))
    except ModuleNotFoundError as error:
        raise SourcesError(f"{where}: source {name}: no package {package!r}") from error
