"""The trend of a pain point as a picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from exports.trend_chart import HEIGHT, WIDTH, describe_trend, draw_trend
from tests.api.world import World

SVG = "{http://www.w3.org/2000/svg}"


def buckets(*mentions: int, days: int = 7) -> list[dict[str, Any]]:
    first = datetime(2026, 1, 29, tzinfo=UTC)
    ends = [first + timedelta(days=days * place) for place in range(len(mentions) + 1)]
    texts = [end.isoformat().replace("+00:00", "Z") for end in ends]
    spans = zip(pairwise(texts), mentions, strict=True)
    return [{"start": start, "end": end, "mentions": count, "documents": 9} for (start, end), count in spans]


def columns(svg: str) -> list[dict[str, float]]:
    group = next(group for group in ET.fromstring(svg).iter(f"{SVG}g") if group.get("class") == "series columns")
    return [{name: float(rect.attrib[name]) for name in ("x", "y", "width", "height")} for rect in group]


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


def test_the_chart_is_an_svg_that_may_be_asked_for_again(world: World) -> None:
    address = f"/api/scans/{world.finished.id}/pain-points/{world.finished.id}-pain1/trend.svg"
    answer = world.client.simulate_get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert len(columns(answer.text)) == 1
    again = world.client.simulate_get(address, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_columns_are_as_high_as_the_mentions_are_many() -> None:
    drawn = columns(draw_trend(buckets(2, 0, 8, 4)))
    heights = [column["height"] for column in drawn]
    assert heights == pytest.approx([heights[2] / 4, 0, heights[2], heights[2] / 2])
    assert heights[2] > HEIGHT / 2
    assert all(left["x"] + left["width"] < right["x"] for left, right in pairwise(drawn))


@pytest.mark.parametrize("most", [0, 1, 2, 3, 7, 10, 99, 12_345])
def test_counts_are_written_as_few_whole_numbers(most: int) -> None:
    labels = [text for text in texts(draw_trend(buckets(0, most))) if text.isdecimal()]
    counts = sorted(map(int, labels))
    assert counts[0] == 0
    assert max(most, 1) <= counts[-1] <= max(2 * most, 1) + 1
    assert 2 <= len(counts) <= 6


@pytest.mark.parametrize("count", range(1, 9))
def test_dates_never_stand_so_close_that_they_touch(count: int) -> None:
    dates = [text for text in texts(draw_trend(buckets(*[3] * count))) if text[0].isalpha()]
    assert dates[0] == "Jan 29"
    assert 1 <= len(dates) <= 4


def test_a_long_trend_is_labelled_with_years() -> None:
    assert "Jan 2026" in texts(draw_trend(buckets(*[3] * 8, days=60)))
    assert "Jan 29" in texts(draw_trend(buckets(*[3] * 8, days=30)))


def test_the_picture_can_be_read_aloud() -> None:
    root = ET.fromstring(draw_trend(buckets(2, 5)))
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == "Mentions by date of the post"
    assert root[1].text == "29 Jan 2026 to 4 Feb 2026: 2; 5 Feb 2026 to 11 Feb 2026: 5."
    assert describe_trend(buckets(5, days=1)) == "29 Jan 2026: 5."


def test_the_picture_suits_any_page() -> None:
    svg = draw_trend(buckets(2, 5), text_color="currentColor")
    root = ET.fromstring(svg)
    assert root.get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"
    (background,) = [rect for rect in root.iter(f"{SVG}rect") if rect.get("width") == str(WIDTH)]
    assert background.get("fill") == "none"
    assert {text.get("fill") for text in root.iter(f"{SVG}text")} == {"currentColor"}
    assert "style" not in svg
    assert "href" not in svg
    assert "Monaco" not in svg


def test_a_trend_of_nothing_says_so() -> None:
    root = ET.fromstring(draw_trend([]))
    assert root[1].text == "Nothing was collected, so there is no trend."
