"""The command itself: its name, its version, and what becomes of a fault."""

from __future__ import annotations

import gc
import sys
from types import ModuleType
from typing import Annotated, cast

import typer

from flows import faults

YOUNG = 50_000  # objects that are made before garbage is looked for among them; 700 unless set

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
    _start_quickly()
    try:
        app()
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        sys.stderr.close()
        sys.exit(141)
    except Exception as fault:
        if faults.debugging():
            raise
        sys.exit(faults.leave(fault))


def _start_quickly() -> None:
    """Spare every command what loading its modules does not need: a fifth of the time that a night takes to load."""
    # What modules make stays: looking for garbage among it, hundreds of times, finds nothing.
    gc.set_threshold(YOUNG)
    # A tool for tests, which pandera loads wherever it finds it.
    sys.modules.setdefault("hypothesis", cast(ModuleType, None))
