"""`conflict-figures sources`: list the registry, add a site to a file of one's own, reach the sites."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from rich.table import Table
from rich.text import Text

from flows import reporting
from flows.articles.site import Site
from flows.articles.sources import Source, SourcesError, registered
from flows.articles.web.check import check_sites, look_at
from flows.faults import UsageError
from flows.job import ContactMissingError, limits_of
from flows.outcome import write_json
from flows.settings import Settings
from flows.terminal import out


def list_sources(settings: Settings, *, as_json: bool = False) -> None:
    """Print every source of the registry, enabled or not."""
    rows = [_row(one) for one in registered(settings.sources)]
    if as_json:
        write_json(rows)
        return
    _print(rows, "id", "kind", "country", "language", "enabled", "lists", "name")
    out().print("Sites of the list are harvested when a file of yours says `use: [id, …]`; see docs/adding-a-source.md")


def _row(one: Site | Source) -> dict[str, object]:
    if isinstance(one, Source):
        what = str(one.path) if one.path else f"{len(one.urls)} addresses"
        return {"id": one.name, "kind": one.kind, "enabled": True, "name": what}
    site = {"id": one.id, "kind": one.kind, "country": one.country, "language": one.language}
    return {**site, "enabled": one.enabled, "lists": len(one.lists), "name": one.name, "home": one.home}


def check(settings: Settings, ids: list[str], *, as_json: bool = False) -> bool:
    """Reach sites and print what works: those named, else the enabled ones, else all. Tell whether all of them work.

    Raises UsageError for an id that is not there.
    """
    _demand_contact(settings)
    sites = {one.id: one for one in registered(settings.sources) if isinstance(one, Site)}
    if unknown := [name for name in ids if name not in sites]:
        raise UsageError(f"no source is called {unknown[0]!r}; conflict-figures sources list shows them")
    chosen = [sites[name] for name in ids] or [one for one in sites.values() if one.enabled] or list(sites.values())
    with reporting.step("Reaching sites", "sites", len(chosen)) as reaching:
        found = check_sites(chosen, limits_of(settings), tick=reaching.tick)
    rows: list[dict[str, object]] = [asdict(one) for one in found]
    if as_json:
        write_json(rows)
    else:
        _print(rows, "site", "works", "robots", "lists", "page")
    return all(one.works for one in found)


def add(settings: Settings, url: str) -> None:
    """Find the feeds and sitemaps of a site and add it to the file of sources that the settings name.

    Raises UsageError where no file is named, or the site offers no list; SourcesError where the file is not in order.
    """
    if settings.sources is None:
        raise UsageError("name the file to add to: --sources my-sources.yml")
    _demand_contact(settings)
    found = look_at(url, limits_of(settings))
    if not (found.feeds or found.sitemaps):
        raise UsageError(
            f"{url} names neither feeds nor sitemaps; write a listing by hand, see docs/adding-a-source.md"
        )
    name = re.sub(r"[^a-z0-9]+", "-", (urlsplit(url).hostname or url).removeprefix("www.").lower()).strip("-")
    entry = {"name": found.name, "kind": "other", "language": found.language or "en", "home": url}
    lists = {"feeds": list(found.feeds)} if found.feeds else {"sitemaps": list(found.sitemaps)}
    _append(settings.sources, {name: {**entry, **lists}})
    where = ", ".join([*found.feeds, *([] if found.feeds else found.sitemaps)])
    out().print(f"{name} is in {settings.sources}: {where}")


def _append(path: Path, entry: dict[str, object]) -> None:
    """Add an entry to the end of a file, whose comments stay; what would not be in order is not written."""
    before = path.read_text("utf-8") if path.exists() else "sources:\n"
    block = yaml.safe_dump(entry, allow_unicode=True, sort_keys=False, width=120)
    after = before.rstrip("\n") + "\n\n" + "".join(f"  {line}\n" for line in block.splitlines())
    fresh = path.with_name(f".{path.name}.unfinished")
    fresh.write_text(after, "utf-8")
    try:
        names = [one.id for one in registered(fresh) if isinstance(one, Site)]
        if next(iter(entry)) not in names:
            raise SourcesError(f"{path}: `sources` has to be the last part of the file")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _demand_contact(settings: Settings) -> None:
    if not settings.contact:
        raise ContactMissingError("sites would be asked without an address for their people to write to")


def _print(rows: list[dict[str, object]], *columns: str) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_word(row.get(column))) for column in columns))
    out().print(table)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
