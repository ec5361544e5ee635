"""`python -m tests.fuzz NAME`: give a parser what atheris finds, led by the branches that it takes.

A module of its own, since atheris has to be there before anything that it is to follow is imported.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["flows"], enable_loader_override=False):
    from tests.torture.stalls import PARSERS

atheris.Setup([sys.argv[0], *sys.argv[2:]], PARSERS[sys.argv[1]])
atheris.Fuzz()
