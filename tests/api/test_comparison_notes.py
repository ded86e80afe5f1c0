"""What is said of a comparison that stands on weak feet."""

from __future__ import annotations

from typing import Any

import pytest

from models.scan import Scan, replace_coverage
from tests.actors.series_of_scans import finish_scan
from tests.api.comparing import compare
from tests.api.world import World

DAY_S = 86_400


def test_like_scans_of_other_times_have_nothing_to_be_noted(world: World) -> None:
    earlier = finish_scan({"a": [1]}, encoder="static")
    later = finish_scan({"a": [40]}, day=40, encoder="static")
    cover(earlier, 0, 10)
    cover(later, 20, 30)
    compared = compare(world, earlier, later)
    assert compared["notes"] == []
    assert compared["same_question"] is True
    assert compared["later"]["from"] == "2026-09-18T10:40:00Z"
    assert compared["later"]["to"] == "2026-09-28T10:40:00Z"
    assert compared["later"]["documents"] == 100


def cover(scan: Scan, first_day: int, last_day: int, *, target: str = "pottery", status: str = "complete") -> None:
    start = 1_788_000_000
    row = {
        "target": target, "asked": 1, "fetched": 1, "status": status, "reason": None,
        "from_utc": start + first_day * DAY_S, "to_utc": start + last_day * DAY_S,
    }  # fmt: skip
    replace_coverage(scan.id, [row])


@pytest.mark.parametrize(
    ("earlier", "later", "note"),
    [
        (
            {"request": {"subreddits": ["pottery", "glaze"]}},
            {"request": {"subreddits": ["Pottery", "kilns"]}},
            "They read different subreddits: only the earlier r/glaze; only the later r/kilns.",
        ),
        (
            {"request": {}},
            {"request": {"subreddits": [f"sub{n}" for n in range(8)]}},
            "The earlier scan read every subreddit of its source, the later only r/sub0, r/sub1, r/sub2, r/sub3, "
            "r/sub4 and 3 more.",
        ),
        (
            {"request": {"keywords": ["kiln", "glaze"]}},
            {"request": {"keywords": ["Kiln"]}},
            "They looked for different words: only the earlier glaze.",
        ),
        (
            {"source": "sample"},
            {"source": "archive"},
            "They read different sources: the earlier scan sample, the later archive.",
        ),
        (
            {"encoder": "static"},
            {"encoder": "minilm"},
            "Their mentions were grouped by different encoders (static, minilm), so the likeness of two groups says "
            "nothing: only mentions in common tell what was found again.",
        ),
        (
            {"collected": 100},
            {"collected": 1_000},
            "The earlier scan read 100 documents, the later 1,000: what few people speak of is easily missed in the "
            "earlier one.",
        ),
    ],
)
def test_what_weakens_a_comparison_is_said(
    world: World, earlier: dict[str, Any], later: dict[str, Any], note: str
) -> None:
    columns = {"encoder": "static"}
    one, other = finish_scan({"a": [1]}, **columns | earlier), finish_scan({"a": [1]}, day=1, **columns | later)
    assert compare(world, one, other)["notes"] == [note]


def test_what_could_not_be_read_and_what_both_read_is_said(world: World) -> None:
    earlier, later = finish_scan({"a": [1]}, encoder="static"), finish_scan({"a": [1]}, day=1, encoder="static")
    cover(earlier, 0, 10, status="private")
    cover(later, 7, 17)
    assert compare(world, earlier, later)["notes"] == [
        "The earlier scan did not read everything: pottery (private). What was said there may be missing.",
        "Both cover 2026-09-05 to 2026-09-08: what was said then counts on both sides and hides change.",
    ]
    assert compare(world, later, earlier)["notes"][0].startswith(
        "The scan that stands as the earlier one was made after"
    )
