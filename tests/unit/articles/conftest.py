"""What holds for all tests of this stage."""

import pytest


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests to this machine must not take the way over a proxy that a developer's shell may name."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
