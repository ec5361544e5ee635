"""`conflict-figures extract`: a file or standard input through the extractor to standard output."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

from flows import lines, reporting, terminal
from flows.settings import Settings


def extract_file(file: str, *, workers: int, explain: bool, settings: Settings) -> bool:
    """Write the claims of each line to standard output and each fault to standard error.

    Gives whether anything could be read: false where every line that is there was no article. An empty input is no
    fault. Raises OSError, which names the file.
    """
    if file == "-":
        return _extract(sys.stdin.buffer, "standard input", workers, explain, settings)
    with Path(file).open("rb") as stream:
        return _extract(stream, file, workers, explain, settings)


def _extract(stream: BinaryIO, name: str, workers: int, explain: bool, settings: Settings) -> bool:
    read = skipped = 0
    write = terminal.writer()
    # A bar among the results themselves would spoil both.
    shown = nullcontext() if sys.stdout.isatty() else terminal.bars()
    with shown, reporting.step("Reading claims", "articles") as reading:
        for answer in lines.answers(stream, max_bytes=settings.max_bytes, workers=workers, explain=explain):
            if answer.fault:
                told = f"conflict-figures: {name} line {answer.fault.line}: {answer.fault.message}\n"
                sys.stderr.write(terminal.printable(told))
                skipped += answer.fault.skipped
            if answer.line is not None:
                write(answer.line)
                read += 1
                reading.tick(read)
    sys.stdout.buffer.flush()
    if skipped:
        sys.stderr.write(f"conflict-figures: {name}: {read:,} articles read, {skipped:,} lines skipped\n")
    return read > 0 or skipped == 0
