"""The command itself: its name, its version, and what becomes of a fault."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from flows import faults

app = typer.Typer(
    name="conflict-figures",
    epilog="First: conflict-figures nightly",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"conflict-figures {version('conflict-figures')}")  # noqa: T201
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """From news text to conflict figures that can be compared: who claimed how many, of whom, where, for when."""


def main() -> None:
    """Run the command; a fault is one line and an exit code, or a traceback with CONFLICT_FIGURES_DEBUG=1."""
    try:
        app()
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        sys.stderr.close()
        sys.exit(141)
    except Exception as fault:
        if faults.debugging():
            raise
        sys.exit(faults.leave(fault))
