"""Every fault that can reach a user names the next step, in one line that cannot steer a terminal."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest

import flows
import warehouse
from flows import faults

# Told by whoever raises them, as a reject or in the sentence of another fault; none of them leaves its stage.
INSIDE = {
    "UntranslatableError",
    "UnreadablePageError",
    "HostClosedError",
    "ForbiddenAddressError",
    "UnreadableListError",
    "FrontMatterError",
    "UnreadableEncodingError",
    "LineError",
    "UnreadableError",
    "ValueFault",
}

PREFECT = ("flows.nightly", "flows.backfill", "flows.tasks")  # they define no faults, and take seconds to import


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith("__main__") and found.name not in PREFECT:
            yield importlib.import_module(found.name)


def raised() -> dict[str, type[BaseException]]:
    """Every exception that the project defines, by its name."""
    return {
        name: kind
        for package in (flows, warehouse)
        for module in modules(package)
        for name, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Exception) and kind.__module__.startswith(("flows", "warehouse")) and name[0] != "_"
    }


def test_every_fault_of_the_project_has_a_next_step() -> None:
    found = raised()
    known = {name for name, kind in found.items() if any(one.__name__ in faults.KNOWN for one in kind.__mro__)}
    assert len(known) > 15
    assert set(found) - known - INSIDE == set()


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (FileNotFoundError(2, "No such file or directory", "a.html"), 1, "a.html: no such file or directory. Next: "),
        (PermissionError(13, "Permission denied", "w"), 1, "w: permission denied. Next: give this user"),
        (OSError(30, "Read-only file system", "w"), 1, "w: read-only file system. Next: conflict-figures doctor"),
        (faults.UsageError("no.\x1b[31m"), 2, "no. [31m. Next: --help"),
        (KeyError("x"), 1, "KeyError: 'x'. Next: CONFLICT_FIGURES_DEBUG=1"),
    ],
)
def test_a_fault_is_a_line_with_its_next_step(fault: Exception, code: int, said: str) -> None:
    given, line = faults.explain(fault)
    assert given == code
    assert line.startswith(said)
    assert line.isprintable()
