"""Paths, folders and addresses to raw bytes, each within its limits."""

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import quote

from flows.articles.fetch import fetch
from flows.articles.media import is_ignored, looks_like_html, media_type_of
from flows.articles.records import Limits, Raw, Refusal
from flows.articles.site import Site
from flows.articles.sources import Source

Input = str | os.PathLike[str] | Source | Site
SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
PASSWORD = re.compile(r"^([a-z][a-z0-9+.-]*://)[^/?#]*@", re.IGNORECASE)
CHUNK = 1 << 20
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to load: a file with the name that it goes by, or an address; or the reason why there is nothing."""

    name: str
    path: Path | None = None
    refusal: Refusal | None = None


def find(inputs: Iterable[Input]) -> list[Found]:
    """List what the inputs name, folders walked in the order of their names; nothing is opened.

    Inside a folder hidden files, read-me files and a page's furniture are passed by, and links to folders not followed.
    A name stands for one file in a run: a second file of the same name gets its folders' names before it.
    """
    found: list[Found] = []
    for one in inputs:
        if isinstance(one, Site):
            continue  # what it offers is found out by a harvest of the web, see `flows.articles.web`
        if isinstance(one, Source) and one.kind == "urls":
            found.extend(Found(without_password(url)) for url in one.urls)
        elif isinstance(one, Source):
            found.extend(_walk(one.path or Path(), one.pattern))
        elif isinstance(one, str) and SCHEME.match(one):
            found.append(Found(without_password(one)))
        elif not os.fspath(one):
            found.append(Found("", refusal=_refuse("", "missing-file", "an empty name names no file")))
        elif os.path.isdir(one):  # noqa: PTH112 - Path.is_dir raises for names that are too long
            found.extend(_walk(Path(one), ""))
        else:
            found.append(Found(Path(one).name, Path(one)))
    return _told_apart(found)


def without_password(url: str) -> str:
    """Take name and password out of an address: it is printed and kept in many places, and they are never sent.

    >>> without_password("https://me:secret@news.example/a?b=c"), without_password("https://news.example/a@b")
    ('https://news.example/a?b=c', 'https://news.example/a@b')
    """
    return PASSWORD.sub(r"\1", url, count=1)


def load_one(found: Found, limits: Limits) -> Raw | Refusal:
    """Load one thing that `find` has found."""
    if found.refusal:
        return found.refusal
    if found.path is not None:
        return _read_file(found.name, found.path, limits)
    scheme = SCHEME.match(found.name)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return _refuse(found.name, "unsupported-scheme", f"{scheme[1]} addresses are not loaded, only http and https")
    return fetch(found.name, limits)


def _walk(folder: Path, pattern: str) -> list[Found]:
    if not folder.is_dir():
        return [Found(folder.name, refusal=_refuse(folder.name, "missing-file", "there is no such folder"))]
    found: list[Found] = []

    def note(error: OSError) -> None:
        name = Path(error.filename).relative_to(folder).as_posix()
        found.append(
            Found(name, refusal=_refuse(name, "unreadable-file", f"the folder cannot be opened ({error.strerror})"))
        )

    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            wanted = fnmatchcase(name, pattern) if pattern else not is_ignored(name)
            if wanted and not name.startswith("."):
                path = Path(place, name)
                found.append(Found(path.relative_to(folder).as_posix(), path))
    return found or [
        Found(folder.name, refusal=_refuse(folder.name, "no-articles", "the folder holds no file that can be read"))
    ]


def _told_apart(found: list[Found]) -> list[Found]:
    names: set[str] = set()
    paths: set[str] = set()
    kept = []
    for one in found:
        if one.path is None:
            if one.name not in names:
                kept.append(one)
            names.add(one.name)
            continue
        place = os.path.abspath(one.path)  # noqa: PTH100 - resolve() would follow links
        if place in paths:
            continue
        paths.add(place)
        name, parents = one.name, place.split("/")[1:]
        while name in names and name.count("/") + 1 < len(parents):
            name = "/".join(parents[-name.count("/") - 2 :])
        names.add(name)
        kept.append(Found(name, one.path))
    return kept


def _read_file(name: str, path: Path, limits: Limits) -> Raw | Refusal:
    try:
        # Without O_NONBLOCK the opening of a pipe would wait for somebody to write into it.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return _refuse(name, "missing-file", "there is no such file", str(path))
    except (OSError, ValueError) as error:
        return _refuse(name, "unreadable-file", f"it cannot be opened ({getattr(error, 'strerror', None) or error})")
    with os.fdopen(number, "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            return _refuse(name, "not-a-file", "it is neither a file nor a folder")
        if state.st_size > limits.max_bytes:
            return _refuse_size(name, state.st_size, limits)
        try:
            data = file.read(limits.max_bytes + 1)
        except OSError as error:
            return _refuse(name, "unreadable-file", f"it cannot be read ({error.strerror})")
    if len(data) > limits.max_bytes:
        return _refuse_size(name, len(data), limits)
    return Raw(file_url(name), data, _media_type(path, data), None, datetime.now(UTC))


def file_url(name: str) -> str:
    """Give the address that a file goes by, whatever its name holds.

    >>> file_url("2024/losses in Kursk.html")
    'file:2024/losses%20in%20Kursk.html'
    """
    return "file:" + quote(name.encode(errors="surrogateescape"))


def _media_type(path: Path, data: bytes) -> str:
    known = media_type_of(path.suffix)
    if known:
        return known
    if looks_like_html(data):
        return "text/html"
    return "text/plain" if not path.suffix else UNKNOWN


def _refuse_size(name: str, size: int, limits: Limits) -> Refusal:
    return _refuse(
        name, "oversize", f"{size / 1e6:,.1f} MB, more than the {limits.max_bytes / 1e6:,.1f} MB that are allowed"
    )


def _refuse(name: str, reason: str, why: str, shown: str | None = None) -> Refusal:
    url = name if SCHEME.match(name) else file_url(name)
    shown = (shown or name).encode(errors="backslashreplace").decode()
    return Refusal(url, None, reason, f"{shown}: {why}", "load", rejected_at=datetime.now(UTC))
