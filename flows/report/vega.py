"""The interactive drawing: Vega, Vega-Lite and Vega-Embed once for the site, and its specification."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import vl_convert

from flows.report.data import script
from schemas.vocabulary import read_yaml

VEGA_LITE = "6.4"


@cache
def assets() -> dict[str, bytes]:
    """The libraries as one classic script, and the specification that every chart fills with its own marks."""
    # the bundle is written as a module; in a function its names stay its own
    bundle = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=VEGA_LITE)
    libraries = f"(function () {{\n{bundle}\n}})();\n".encode()
    return {"assets/vega.js": libraries, "assets/chart.js": script("chartSpecification", specification())}


def specification() -> dict[str, Any]:
    """The specification of the charts in Vega-Lite, without data and colours.

    >>> [layer["name"] for layer in specification()["layer"]][-3:]
    ['names', 'ends', 'targets']
    """
    spec: dict[str, Any] = read_yaml(files("flows.report") / "chart.yml")
    return spec
