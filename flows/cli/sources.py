"""`conflict-figures sources`: the registry of what is harvested."""

from __future__ import annotations

from typing import Annotated

import typer

from flows import faults
from flows.cli.options import Json, Sources, settings_of
from flows.cli.root import app

sources_app = typer.Typer(help="See, add and check the sources of a harvest.", no_args_is_help=True)
app.add_typer(sources_app, name="sources")


@sources_app.command("list", epilog="Example: conflict-figures sources list")
def list_sources(sources: Sources = None, as_json: Json = False) -> None:
    """List the sources of the registry: those of the package, or of a file of your own."""
    settings = settings_of(sources=sources)
    from flows.registry import list_sources as show

    show(settings, as_json=as_json)


@sources_app.command(
    "add", epilog="Example: conflict-figures sources add https://news.example/ --sources my-sources.yml"
)
def add_source(url: Annotated[str, typer.Argument(metavar="URL", help="Front page.")], sources: Sources = None) -> None:
    """Find the feeds and sitemaps of a site and add it to a file of your own."""
    settings = settings_of(sources=sources)
    from flows.registry import add

    add(settings, url)


@sources_app.command("check", epilog="Example: conflict-figures sources check un-news reliefweb")
def check_sources(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID…]", help="Without any: the enabled ones.")] = None,
    sources: Sources = None,
    as_json: Json = False,
) -> None:
    """Reach sites and tell what works: robots rules, lists and their age, one page as a sample; nothing is stored."""
    settings = settings_of(sources=sources)
    from flows import terminal
    from flows.registry import check

    with terminal.bars():
        works = check(settings, ids or [], as_json=as_json)
    if not works:
        raise typer.Exit(faults.FAILED)
