"""What can go wrong in the warehouse, in words for a person."""

from __future__ import annotations

from pathlib import Path


class WarehouseError(Exception):
    """Something in the warehouse could not be done; the message says what and why."""


class LedgerBusy(WarehouseError):  # noqa: N818 (a state that passes, not a fault)
    """Another run holds the ledger; `pid` and `since` (ISO 8601, UTC) say which, where it has told them."""

    def __init__(self, path: Path, pid: int | None, since: str | None) -> None:
        self.path, self.pid, self.since = path, pid, since
        holder = f"process {pid}, since {since}" if pid else "a process that has not said which it is"
        super().__init__(f"Another run is working on {path.name}: {holder}.")


class NotPublished(WarehouseError):  # noqa: N818 (a state that passes, not a fault)
    """There is no published file yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"Nothing is published at {path} yet: run a night or ingest something first.")


class MigrationError(WarehouseError):
    """The ledger cannot be brought to the shape that this version expects."""


class PublishError(WarehouseError):
    """The copy for readers is not what the ledger holds; what was published before stands untouched."""


class DamagedError(WarehouseError):
    """A file cannot be read in full."""


class QueryRefusedError(WarehouseError):
    """The statement does something other than reading the published tables and views."""


class QueryFailedError(WarehouseError):
    """The statement was allowed but could not be carried out: a slip in it, or a limit that it met."""
