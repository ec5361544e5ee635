"""`python -m tests.fuzz NAME SECONDS …`: give a parser what atheris finds, led by the branches that it takes.

A module of its own, since atheris has to be there before anything that it is to follow is imported. The seconds count
from here: the imports and the reading of the vocabularies are part of them.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

STARTED = time.monotonic()
sys.path.append(str(Path(sys.prefix) / ".atheris"))  # `make torture` and `make fuzz` put it there

import atheris  # noqa: E402

with atheris.instrument_imports(include=["flows"], enable_loader_override=False):
    from tests.torture.stalls import PARSERS, PIECES

name, seconds, *flags = sys.argv[1:]
for piece in PIECES[name].split(b"|"):
    PARSERS[name](piece)  # what is loaded once is no part of what an input takes
left = max(2, int(STARTED + float(seconds) - time.monotonic()))
atheris.Setup([sys.argv[0], f"-max_total_time={left}", *flags], PARSERS[name])
atheris.Fuzz()
