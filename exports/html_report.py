"""An HTML page that needs nothing but itself: it can be mailed, opened without a network, and printed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exports.dates import write_day, write_moment
from exports.lists import count
from exports.report import Report
from exports.trend_chart import draw_trend

if TYPE_CHECKING:
    from jinja2 import Template

FOLDER = Path(__file__).parent / "html"
END = "<!-- end of the report -->"
# One or two mentions make no trend, and a picture costs 3 ms and 4 KB.
FEWEST_FOR_TREND = 3
# No script, no address but its own: what a quote brings along cannot run or call home.
POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def write_html(report: Report) -> Iterator[str]:
    """Yield the page; `END` is the last line of a whole one."""
    style = _read("report.css")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    yield from _template().generate(
        about=report.about,
        contents=report.contents,
        pain_points=report.pain_points,
        style=style,
        policy=POLICY.format(digest=digest),
        fewest_for_trend=FEWEST_FOR_TREND,
        end=END,
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # loaded by those who export

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"day": write_day, "moment": write_moment, "count": count}
    environment.globals |= {"draw_trend": _draw_trend}
    environment.tests["web_address"] = _is_web_address
    return environment.get_template("report.html")


def _draw_trend(buckets: list[dict[str, Any]]) -> str:
    # In the colour of the words around it, which follows the reader's light or dark.
    return draw_trend(buckets, text_color="currentColor")


def _is_web_address(address: str) -> bool:
    """No link for `javascript:` and its like."""
    return address.lower().startswith(("https://", "http://"))


@cache
def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
