"""Pain points of a scan, and their quotes."""

from __future__ import annotations

from typing import get_args

import pytest

from api.request_fields import Category, Status
from models.document import Document
from models.scan import STATUSES
from pipeline.types import CATEGORIES
from pipeline.types import Document as EngineDocument
from tests.api.world import World


def test_a_pain_point_shows_everything_that_is_known_of_it(world: World) -> None:
    scan_id = world.finished.id
    shown = world.client.simulate_get(f"/api/scans/{scan_id}/pain-points/{scan_id}-pain1").json

    quotes = shown.pop("quotes")
    assert shown == {
        "id": f"{scan_id}-pain1",
        "name": "kiln trips the fuse 1",
        "original_name": "kiln trips the fuse 1",
        "starred": False,
        "rejected": False,
        "note": None,
        "category": "broken",
        "score": 90.0,
        "score_parts": {"spread": {"value": 0.5, "weight": 20.0, "points": 10.0, "reason": "1 subreddit"}},
        "intent_to_pay": 0.25,
        "confidence": {"level": "medium", "mentions": 5, "authors": 5},
        "mentions": 5,
        "authors": 5,
        "authors_known": True,
        "subreddits": [{"name": "Pottery", "mentions": 5}],
        "first_seen": "2026-08-29T10:40:00Z",
        "last_seen": "2026-08-30T10:40:00Z",
        "trend": {
            "state": None,
            "buckets": [
                {
                    "start": "2026-08-29T10:40:00Z",
                    "end": "2026-08-30T10:40:00Z",
                    "mentions": 5,
                    "documents": 50,
                    "share": 0.1,
                }
            ],
        },
    }
    assert len(quotes) == 5
    assert quotes[0] == {
        "text": "kiln that trips the fuse\n",
        "document_id": f"t3_{scan_id}11",
        "start": 2,
        "end": 27,
        "permalink": f"https://www.reddit.com/r/pottery/comments/{scan_id}11/_/",
        "subreddit": "Pottery",
        "created_utc": "2026-08-29T10:40:00Z",
        "upvotes": 3,
    }


def test_the_list_shows_the_best_three_quotes_of_each(world: World) -> None:
    items = world.client.simulate_get(f"/api/scans/{world.finished.id}/pain-points").json["items"]
    assert [len(item["quotes"]) for item in items] == [3] * 5
    for rank, item in enumerate(items, start=1):
        expected = [f"t3_{world.finished.id}{rank}{number}" for number in (1, 2, 3)]
        assert [quote["document_id"] for quote in item["quotes"]] == expected


@pytest.mark.parametrize(
    ("filters", "ranks"),
    [
        ("min_score=70", [1, 2, 3]),
        ("category=wish", [3, 4, 5]),
        ("subreddit=r/POTTERY", [1, 3, 5]),
        ("subreddit=pottery&category=wish&min_score=60", [3]),
        ("subreddit=elsewhere", []),
    ],
)
def test_the_list_can_be_filtered(world: World, filters: str, ranks: list[int]) -> None:
    items = world.client.simulate_get(f"/api/scans/{world.finished.id}/pain-points?{filters}").json["items"]
    assert [item["id"] for item in items] == [f"{world.finished.id}-pain{rank}" for rank in ranks]


def test_a_scan_that_found_nothing_yet_has_an_empty_list(world: World) -> None:
    page = world.client.simulate_get(f"/api/scans/{world.running.id}/pain-points").json
    assert page == {"total": 0, "items": [], "next": None}


@pytest.mark.parametrize(("title", "body"), [("A kiln", "It trips."), ("A kiln", ""), (None, "It trips.")])
def test_quotes_are_cut_from_the_same_text_as_the_engine_counts_in(title: str | None, body: str) -> None:
    engine = EngineDocument(id="t3_a", subreddit="pottery", title=title, body=body, created_utc=0, permalink="")
    assert Document(title=title, body=body).text == engine.text


def test_the_filters_offer_every_category_and_status_there_is() -> None:
    assert get_args(Category) == CATEGORIES
    assert get_args(Status) == STATUSES
