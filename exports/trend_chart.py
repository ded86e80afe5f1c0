"""The trend of a pain point as a picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from leather import Chart, theme

WIDTH = 420
HEIGHT = 190
# The same picture is shown on white and on near black: both stand out from either, by 3.9:1 at least.
COLUMN_COLOR = "#25897c"
TEXT_COLOR = "#7a7d80"
LINE_COLOR = "#8884"
MOST_STEPS = 4
STEPS = (1, 2, 5)
MOST_X_LABELS = 4
LONG = timedelta(days=300)
MOMENT = timedelta(seconds=1)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

theme.background_color = "none"
theme.margin = 0.04
theme.tick_font_family = "system-ui, sans-serif"
theme.tick_font_size = 15
theme.tick_font_char_height = 15
theme.tick_font_char_width = 9
theme.label_color = TEXT_COLOR
theme.tick_color = LINE_COLOR
theme.zero_color = TEXT_COLOR


def draw_trend(buckets: Sequence[Mapping[str, Any]], *, text_color: str = TEXT_COLOR) -> str:
    """Draw the mentions of each period of a trend, as the API shows it, as an SVG that scales with its place.

    Dates are days in UTC. A page that holds the SVG itself may give `currentColor` for the text.
    """
    root = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img")
    root.set("width", "100%")
    ET.SubElement(root, "title").text = "Mentions by date of the post"
    ET.SubElement(root, "desc").text = describe_trend(buckets)
    if buckets:
        root.append(_chart(buckets).to_svg_group(WIDTH, HEIGHT))
        _remove_upright_lines(root)
    for text in root.iter("text"):
        text.set("fill", text_color)
    return ET.tostring(root, encoding="unicode")


def describe_trend(buckets: Sequence[Mapping[str, Any]]) -> str:
    """Say in words what the picture shows."""
    if not buckets:
        return "Nothing was collected, so there is no trend."
    return "; ".join(f"{_period(bucket)}: {bucket['mentions']}" for bucket in buckets) + "."


def _period(bucket: Mapping[str, Any]) -> str:
    first, last = (f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in _ends(bucket))
    return first if first == last else f"{first} to {last}"


def _ends(bucket: Mapping[str, Any]) -> tuple[datetime, datetime]:
    """Return a moment of the first and one of the last day; a period's `end` is no longer in it."""
    return datetime.fromisoformat(bucket["start"]), datetime.fromisoformat(bucket["end"]) - MOMENT


def _chart(buckets: Sequence[Mapping[str, Any]]) -> Chart:
    starts = [bucket["start"] for bucket in buckets]
    mentions = [bucket["mentions"] for bucket in buckets]
    counts = _whole_ticks(max(mentions))
    chart = Chart()
    chart.add_columns(list(zip(starts, mentions, strict=True)), fill_color=COLUMN_COLOR)
    chart.add_x_axis(ticks=starts[:: -(-len(starts) // MOST_X_LABELS)], tick_formatter=_label_of(buckets))
    chart.add_y_scale(0, counts[-1])
    chart.add_y_axis(ticks=counts, tick_formatter=lambda count, *_: str(count))
    return chart


def _remove_upright_lines(root: ET.Element) -> None:
    """Leave the lines that counts are read from: those of the dates would cross the columns."""
    for axis in root.iter("g"):
        if axis.get("class") == "axis bottom":
            for tick in axis:
                tick.remove(tick[0])


def _whole_ticks(most: int) -> list[int]:
    """Return round numbers from 0 up to the first that is not below `most`."""
    steps = (digit * 10**power for power in range(len(str(most)) + 1) for digit in STEPS)
    step = next(step for step in steps if step * MOST_STEPS >= most)
    return list(range(0, max(most, 1) + step, step))


def _label_of(buckets: Sequence[Mapping[str, Any]]) -> Callable[..., str]:
    """Return what writes the start of a period: its month and year where the whole is long, else its day."""
    long = _ends(buckets[-1])[1] - _ends(buckets[0])[0] > LONG

    def write(start: str, *_: int) -> str:
        day = datetime.fromisoformat(start)
        return f"{MONTHS[day.month - 1]} {day.year if long else day.day}"

    return write
