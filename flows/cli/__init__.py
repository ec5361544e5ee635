"""The command `conflict-figures`: thin, and it imports what a command needs only when that command runs."""

# Commands stand in --help in the order in which they are imported.
# isort: off
from flows.cli.root import app, main
from flows.cli import nights, loading, asking, keeping, reporting, sources

__all__ = ["app", "asking", "keeping", "loading", "main", "nights", "reporting", "sources"]
