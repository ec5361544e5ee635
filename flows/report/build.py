"""Build the report, unless the one that stands is made of the same."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.report.manner import Manner
from flows.report.standing import Built, inputs_of, standing


def build_report(
    published: Path,
    folder: Path,
    *,
    manner: Manner | None = None,
    convention: str | None = None,
    last_good: date | None = None,
) -> Built:
    """Build the report of a published file into a folder, which readers see as a whole, old or new.

    One that was built of the same published file by the same code and stands whole is left as it is. `last_good` is
    the day of the last night that ended well, as the record of nights tells.
    Raises NotPublished, QueryFailedError for a file of another making, and NotOurFolderError.
    """
    began = time.monotonic()
    manner = manner or Manner()
    inputs = inputs_of(published, manner, convention, last_good)
    built = standing(folder, inputs)
    if built is None:
        from flows.report.builder import build_anew  # charts and templates take their time to load

        built = build_anew(published, folder, manner=manner, convention=convention, last_good=last_good, inputs=inputs)
    return replace(built, seconds=time.monotonic() - began)
