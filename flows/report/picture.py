"""The PNG of a chart for link previews: the drawing of the page in the colours of the light theme."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import vl_convert

_SCALE = 1.4  # 880 pixels become 1,232, about what previews show


def picture(svg: str) -> bytes:
    """Turn a drawing into a PNG.

    >>> picture('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>x</title></svg>')[1:4]
    b'PNG'
    """
    ground = f'<style>{_style()}</style><rect width="100%" height="100%" fill="{_colours()["sheet"]}"/>'
    png: bytes = vl_convert.svg_to_png(svg.replace("<title", f"{ground}<title", 1), scale=_SCALE)
    return png


@cache
def _colours() -> dict[str, str]:
    """The colours of the light theme, as the stylesheet names them first."""
    css = (files("flows.report") / "assets" / "site.css").read_text("utf-8")
    return dict(reversed(re.findall(r"--(\w+): (#[0-9a-f]{6})", css)))


@cache
def _style() -> str:
    """The rules for a drawing, with the colours written out: what makes pictures knows no variables."""
    held = _colours()
    rules = [
        f"text {{ fill: {held['soft']}; font: 12px sans-serif }}",
        f".heading {{ fill: {held['ink']}; font-size: 13px; font-weight: bold }} .source {{ font-size: 10.5px }}",
        f".grid, .tickmark {{ stroke: {held['faint']}; fill: none }} .zero {{ stroke: {held['line']}; fill: none }}",
        "path { fill: none; stroke-width: 1.7 } .line { stroke-width: 1.4; opacity: .55 }",
        ".dashed { stroke-dasharray: 3 2.5 }",
        ".gap { stroke-width: 1; stroke-dasharray: 1 5 } .dots { stroke-width: 2.6; stroke-linecap: round }",
    ]
    for number in range(8):
        hue = held[f"h{number}"]
        rules.append(f".h{number} path {{ stroke: {hue} }} .h{number} .dot {{ fill: {hue}; stroke: {hue} }}")
        rules.append(f".h{number} .hollow {{ fill: {held['sheet']} }} text.h{number} {{ fill: {hue} }}")
    return " ".join(rules)
