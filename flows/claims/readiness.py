"""The lexicons, read once in a process, and kept out of the garbage collector's rounds."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import cache


@cache
def lexicons_read(read: Callable[[], object]) -> None:
    """Call `read`, which reads the lexicons, with the collector paused; what it has made lives as long as the process.

    They are a million objects and hold no garbage: to go over them again and again takes a third of the time of a
    start, and later a twentieth of that of every text.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        read()
    finally:
        if collecting:
            gc.enable()
    gc.freeze()
