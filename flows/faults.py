"""What went wrong, in one line with the next step, and the exit code that says so to a program."""

from __future__ import annotations

import os
import sys

FAILED = 1
WRONG_USE = 2
BUSY = 75  # EX_TEMPFAIL of sysexits.h: try again later

# By the name of the class, so that a fault is told without importing the library that it came from.
KNOWN: dict[str, tuple[int, str]] = {
    "SettingsError": (WRONG_USE, "mend the variable, or unset it"),
    "SourcesError": (WRONG_USE, "mend the file, or leave out --sources to use the samples"),
    "MappingError": (WRONG_USE, "mend the mapping, or name one of the data sets that are known"),
    "ContactMissingError": (WRONG_USE, "set CONFLICT_FIGURES_CONTACT to your mail or web address"),
    "FetchError": (FAILED, "look at the address in a browser, or try again later"),
    "UsageError": (WRONG_USE, "--help shows an example"),
    "LedgerBusy": (BUSY, "try again when that run has ended"),
    "NotPublished": (FAILED, "conflict-figures nightly, or ingest PATH, makes it"),
    "ArchiveShortError": (FAILED, "bring the missing archive files back, or rebuild --force"),
    "ArchiveDamagedError": (FAILED, "bring the file back from a copy, or move it out of the archive"),
    "MigrationError": (FAILED, "the ledger is as it was; conflict-figures rebuild makes a fresh one of the archive"),
    "DamagedError": (FAILED, "conflict-figures rebuild makes it anew out of the archive"),
    "PublishError": (FAILED, "readers keep the file of before; the next run publishes again"),
    "NoSuchClaimError": (WRONG_USE, "conflict-figures series shows the ids of claims"),
    "QueryRefusedError": (WRONG_USE, "only reading is possible: SELECT, DESCRIBE, SHOW, SUMMARIZE, EXPLAIN"),
    "QueryFailedError": (FAILED, 'conflict-figures query "SHOW ALL TABLES" lists what can be asked'),
    "DiskFullError": (FAILED, "make room, or move the warehouse to a larger disk, and run again"),
    "NotOurFolderError": (WRONG_USE, "name another folder with --output or CONFLICT_FIGURES_REPORT"),
    "ServerError": (FAILED, "or name a running server in PREFECT_API_URL"),
    "AlarmError": (FAILED, "look at CONFLICT_FIGURES_ALARM; the next run tells what could not be told"),
    "WarehouseError": (FAILED, "conflict-figures verify tells what is damaged"),
    # of the operating system
    "FileNotFoundError": (FAILED, "look at the path; it counts from the folder that the command runs in"),
    "PermissionError": (FAILED, "give this user the right to it"),
    "IsADirectoryError": (FAILED, "name a file in that folder"),
    "NotADirectoryError": (FAILED, "name a folder"),
    "OSError": (FAILED, "conflict-figures doctor looks at folders, room and clock"),
}


class UsageError(Exception):
    """A command that was called in a way that cannot work."""


def debugging() -> bool:
    """Tell whether the user wants to see where a fault came from."""
    return os.environ.get("CONFLICT_FIGURES_DEBUG", "") not in ("", "0")


def explain(fault: Exception) -> tuple[int, str]:
    """Give the exit code and the line for a fault.

    >>> explain(IsADirectoryError(21, "Is a directory", "night"))
    (1, 'night: is a directory. Next: name a file in that folder')
    >>> explain(UsageError("give a folder or --from and --to"))
    (2, 'give a folder or --from and --to. Next: --help shows an example')
    """
    for kind in type(fault).__mro__:
        if kind.__name__ in KNOWN:
            code, next_step = KNOWN[kind.__name__]
            return code, f"{_told(fault)}. Next: {next_step}"
    return FAILED, f"{type(fault).__name__}: {_told(fault)}. Next: CONFLICT_FIGURES_DEBUG=1 shows where it happened"


def _told(fault: Exception) -> str:
    if isinstance(fault, OSError) and fault.strerror:
        return f"{f'{fault.filename}: ' if fault.filename else ''}{fault.strerror.lower()}"
    return _one_line(str(fault)).rstrip(".")


def _one_line(text: str) -> str:
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def leave(fault: Exception) -> int:
    """Print a fault's line on stderr and give the exit code."""
    code, line = explain(fault)
    sys.stderr.write(f"conflict-figures: {line}\n")
    return code
