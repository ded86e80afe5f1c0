"""The quotes of a pain point in their context."""

from __future__ import annotations

from typing import Any

import pytest

from api.quotes import CONTEXT, text_after, text_before
from models.document import Document, ScanDocument, store_documents
from models.pain_point import Mention
from tests.api.world import World
from tests.factories import document_row


def ask(world: World, query: str = "") -> dict[str, Any]:
    page = world.client.simulate_get(
        f"/api/scans/{world.finished.id}/pain-points/{world.finished.id}-pain1/quotes?{query}"
    )
    assert page.status_code == 200, page.text
    body: dict[str, Any] = page.json
    return body


def change(world: World, number: int, **columns: Any) -> None:
    Document.update(**columns).where(Document.id == f"t3_{world.finished.id}1{number}").execute()


def numbers(items: list[dict[str, Any]]) -> list[int]:
    return [int(item["document_id"][-1]) for item in items]


def test_a_quote_stands_between_what_is_around_it(world: World) -> None:
    first = ask(world)["items"][0]
    assert first == {
        "text": "kiln that trips the fuse\n",
        "before": "A ",
        "after": "\nIt trips the fuse every second firing.",
        "title": "A kiln that trips the fuse",
        "author_number": 1,
        "document_id": f"t3_{world.finished.id}11",
        "start": 2,
        "end": 27,
        "permalink": f"https://www.reddit.com/r/pottery/comments/{world.finished.id}11/_/",
        "subreddit": "Pottery",
        "created_utc": "2026-08-29T10:40:00Z",
        "upvotes": 3,
    }


def test_a_comment_has_the_title_of_the_post_that_it_answers(world: World) -> None:
    store_documents(world.finished.id, [document_row("t3_asked", title="Which fuse?")])
    change(world, 1, title=None, post_id="t3_asked")
    change(world, 2, title=None, post_id="t3_unseen")
    titles = [item["title"] for item in ask(world)["items"]]
    assert titles[:3] == ["Which fuse?", None, "A kiln that trips the fuse"]
    ScanDocument.delete().where(ScanDocument.document == "t3_asked").execute()
    assert ask(world)["items"][0]["title"] is None


@pytest.mark.parametrize(
    ("sort", "order"), [("best", [1, 2, 3, 4, 5]), ("newest", [4, 1, 2, 3, 5]), ("votes", [3, 1, 4, 5, 2])]
)
@pytest.mark.parametrize("limit", [1, 2, 50])
def test_each_order_is_kept_from_page_to_page(world: World, sort: str, order: list[int], limit: int) -> None:
    change(world, 4, created_utc=1_789_000_000)
    change(world, 3, upvotes=9)
    change(world, 2, upvotes=None)
    page = ask(world, f"sort={sort}&limit={limit}")
    seen = page["items"]
    while page["next"]:
        page = world.client.simulate_get(page["next"]).json
        seen += page["items"]
    assert numbers(seen) == order


def test_the_best_order_is_that_of_the_ranks(world: World) -> None:
    Mention.update(rank=9).where(Mention.document == f"t3_{world.finished.id}11").execute()
    assert numbers(ask(world)["items"]) == [2, 3, 4, 5, 1]


def test_authors_are_numbered_in_the_order_of_the_best_quotes(world: World) -> None:
    for number, author in enumerate(("ann", "bob", None, "ann", "cy"), start=1):
        change(world, number, author=author)
    assert [item["author_number"] for item in ask(world)["items"]] == [1, 2, None, 1, 3]
    by_page = [item["author_number"] for item in ask(world, "limit=2&sort=best")["items"]]
    assert by_page == [1, 2]
    change(world, 5, upvotes=99)
    assert ask(world, "sort=votes&limit=1")["items"][0]["author_number"] == 3


def test_quotes_of_a_pain_point_are_those_of_this_scan(world: World) -> None:
    Mention.update(scan=world.running).where(Mention.document == f"t3_{world.finished.id}12").execute()
    assert numbers(ask(world)["items"]) == [1, 3, 4, 5]


LONG = "word " * 200


@pytest.mark.parametrize("shift", range(6))
def test_context_is_cut_between_words(shift: int) -> None:
    text = f"{LONG}HERE{LONG}"
    start, end = len(LONG) + shift, len(LONG) + shift
    before, after = text_before(text, start), text_after(text, end)
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)
    assert CONTEXT - 6 <= len(before) <= CONTEXT
    assert CONTEXT - 6 <= len(after) <= CONTEXT
    assert before.startswith("word ")
    assert after.endswith(" word")


def test_context_that_is_short_is_whole() -> None:
    assert text_before("  so it goes", 6) == "  so i"
    assert text_after("so it goes\n", 4) == "t goes\n"
    assert text_before("so", 0) == text_after("so", 2) == ""


def test_one_endless_word_is_no_context() -> None:
    text = "x" * 1_000
    assert text_before(text, 500) == text_after(text, 500) == ""
