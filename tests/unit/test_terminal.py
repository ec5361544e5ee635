"""The terminal: nothing that a text could do to it, and bars that only a terminal gets."""

from __future__ import annotations

import io
import os
import pty
import sys
import time

import pandas as pd
import pytest
from rich.table import Table
from rich.text import Text

from flows import reporting, terminal
from flows.tables import print_frame

HOSTILE = "six \x1b[31mhundred\x1b]0;owned\x07 \u202eevil\u202c \x9b2J\x00 \u200bdead"
OBEYED = "\x1b\x07\x9b\x00\u202e\u202c\u200b"


class Screen(io.TextIOWrapper):
    """A standard output that says it is a terminal."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")

    def isatty(self) -> bool:
        return True

    def shown(self) -> str:
        self.flush()
        held = self.buffer
        assert isinstance(held, io.BytesIO)
        return held.getvalue().decode()


def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Put a screen in the place of standard output, from here on."""
    found = Screen()
    monkeypatch.setattr(sys, "stdout", found)
    monkeypatch.setenv("TERM", "dumb")
    return found


def test_nothing_that_is_printed_steers_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    shown_on = screen(monkeypatch)
    table = Table(title=HOSTILE)
    table.add_column(HOSTILE)
    table.add_row(HOSTILE)
    for thing in (HOSTILE, Text(HOSTILE, style="bold"), table):
        terminal.out().print(thing)
    print_frame(pd.DataFrame({HOSTILE: [HOSTILE]}), HOSTILE)
    shown = shown_on.shown()
    assert "hundred" in shown
    assert [sign for sign in OBEYED if sign in shown] == []


def test_results_on_a_terminal_are_printable_and_elsewhere_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    shown_on = screen(monkeypatch)
    terminal.writer()(HOSTILE.encode())
    assert [sign for sign in OBEYED if sign in shown_on.shown()] == []
    pipe = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", pipe)
    terminal.writer()(HOSTILE.encode())
    assert pipe.buffer.getvalue().decode() == HOSTILE  # type: ignore[attr-defined]


def test_a_bar_counts_with_its_rate_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with os.fdopen(theirs, "w") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        with terminal.bars(), reporting.step("Reading claims", "articles", 4) as reading:
            reading.tick(1)
            reading.tick(3)
            time.sleep(0.3)  # the bars are drawn ten times a second
        stream.flush()
        shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "Reading claims" in shown
    assert "3 of 4 articles" in shown
    assert "/s" in shown


def test_a_bar_is_silent_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with terminal.bars("Waiting"), reporting.step("Reading claims", "articles", 4) as reading:
        reading.tick(3)
    assert capsys.readouterr() == ("", "")
