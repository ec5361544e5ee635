"""What several kinds of tests need: the command as a program, and one temporary Prefect server for all of them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# The suite tries the same examples every time; `make fuzz` goes looking for new ones.
settings.register_profile("steady", max_examples=150, deadline=None, derandomize=True)
settings.register_profile("fuzz", max_examples=5_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment() -> dict[str, str]:
    """The environment without this project's and Prefect's settings, so that a developer's own do not matter."""
    own = ("CONFLICT_FIGURES_", "PREFECT_", "COLUMNS")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return kept | {"PYTHONSAFEPATH": "1"}


@pytest.fixture
def program(
    tmp_path: Path,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Program:
    """Run `conflict-figures` as a user does, in an empty folder; in this process, since each start costs a second."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        from flows.cli import main

        code = 0
        with monkeypatch.context() as patch:
            for name in set(os.environ) - set(environment):
                patch.delenv(name)
            for name, value in more.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["conflict-figures", *arguments])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
            patch.setattr(sys, "stdout", io.TextIOWrapper(os.fdopen(os.dup(1), "wb"), encoding="utf-8"))
            patch.setattr(sys, "stderr", io.TextIOWrapper(os.fdopen(os.dup(2), "wb"), encoding="utf-8"))
            try:
                main()
            except SystemExit as left:
                code = int(left.code or 0)
            sys.stdout.close()
            sys.stderr.close()
        said = capfdbinary.readouterr()
        return subprocess.CompletedProcess(arguments, code, said.out.decode(), said.err.decode())

    return run


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One temporary Prefect server for the session; its first start migrates a database, hence the patience."""
    patch = pytest.MonkeyPatch()
    patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
    patch.setenv("PREFECT_LOGGING_LEVEL", "CRITICAL")
    patch.setenv("PREFECT_SERVER_LOGGING_LEVEL", "CRITICAL")
    patch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    patch.setenv("DO_NOT_TRACK", "1")
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield
    patch.undo()
