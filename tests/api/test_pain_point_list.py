"""Filters, searches and orders of the list of pain points."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from api.pain_point_requests import Confidence, Movement
from models.database import database
from models.document import Document
from models.pain_point import Mention, Observation, PainPoint
from pipeline.match_state import State
from pipeline.score import rate_confidence
from tests.api.test_pagination import walk
from tests.api.world import World, make_finished_scan
from tests.databases import on_postgres


def listed(world: World, query: str = "") -> list[int]:
    """Return the ranks of what is listed, in order."""
    page = world.client.simulate_get(f"/api/scans/{world.finished.id}/pain-points?{query}")
    assert page.status_code == 200, page.text
    ranks = [int(item["id"].rpartition("pain")[2]) for item in page.json["items"]]
    assert page.json["total"] == len(ranks)
    return ranks


def curate(world: World, rank: int, **columns: Any) -> None:
    PainPoint.update(**columns).where(PainPoint.id == f"{world.finished.id}-pain{rank}").execute()


def observe(world: World, rank: int, **columns: Any) -> None:
    Observation.update(**columns).where(Observation.scan == world.finished.id, Observation.rank == rank).execute()


def say(world: World, rank: int, number: int, said: str, *, title: str | None = None) -> None:
    """Make the one quote of a pain point that is numbered so say something."""
    document_id = f"t3_{world.finished.id}{rank}{number}"
    Document.update(title=title, body=f"Before. {said} After.").where(Document.id == document_id).execute()
    start = (len(title) + 2 if title else 0) + len("Before. ")
    Mention.update(start=start, end=start + len(said)).where(Mention.document == document_id).execute()


@pytest.mark.parametrize("query", ["q=shelf", "q=SHELF", "q=crack%20SHELF", "q=+shelf+cracks", "q=shelf+4", "q=elf"])
def test_a_search_finds_all_its_words_in_one_quote_or_the_name(world: World, query: str) -> None:
    say(world, 4, 5, "The shelf cracks")
    assert listed(world, query) == [4]


def test_a_search_looks_for_all_words_in_the_same_quote(world: World) -> None:
    say(world, 4, 1, "The shelf cracks")
    say(world, 4, 2, "The glaze crawls")
    assert listed(world, "q=shelf+crawls") == []


def test_a_search_looks_at_nothing_but_what_is_quoted(world: World) -> None:
    say(world, 4, 1, "The shelf cracks", title="A cold garage")
    assert listed(world, "q=shelf") == [4]
    assert listed(world, "q=garage") == []
    assert listed(world, "q=before") == []
    assert listed(world, "q=after") == []


@pytest.mark.parametrize(
    ("title", "body", "start", "end"),
    [("The shelf", "", 4, 9), ("Hm", "The shelf", 8, 13), (None, "The shelf", 4, 9), ("🏺🏺", "The shelf", 8, 13)],
)
def test_a_search_cuts_quotes_as_the_engine_counted_them(
    world: World, title: str | None, body: str, start: int, end: int
) -> None:
    document_id = f"t3_{world.finished.id}41"
    Document.update(title=title, body=body).where(Document.id == document_id).execute()
    Mention.update(start=start, end=end).where(Mention.document == document_id).execute()
    assert listed(world, "q=shelf") == [4]
    Mention.update(start=start + 1).where(Mention.document == document_id).execute()
    assert listed(world, "q=shelf") == []
    Mention.update(start=start, end=end - 1).where(Mention.document == document_id).execute()
    assert listed(world, "q=shelf") == []


@pytest.mark.parametrize("word", ["100%25", "kiln_shelf", "a\\b", "it%27s", '"so"', "%25", "_"])
def test_a_search_takes_every_character_for_itself(world: World, word: str) -> None:
    say(world, 2, 1, 'It\'s 100% "so" of kiln_shelf and a\\b')
    assert listed(world, f"q={word}") == [2]


@pytest.mark.skipif(on_postgres(), reason="PostgreSQL folds case by the locale of the database")
def test_a_search_knows_the_case_of_other_letters(world: World) -> None:
    say(world, 2, 1, "ÜBERALL im Ofen, die Straße")
    assert listed(world, "q=überall") == [2]
    assert listed(world, "q=STRASSE") == [2]


def test_a_search_goes_by_the_name_that_people_gave(world: World) -> None:
    curate(world, 3, curated_name="Breakers are too weak")
    assert listed(world, "q=breakers+WEAK") == [3]
    assert 3 not in listed(world, "q=trips+3")
    curate(world, 3, curated_name=None)
    assert 3 in listed(world, "q=trips+3")


def test_a_search_finds_a_pain_point_that_has_no_quotes_left_by_its_name(world: World) -> None:
    Mention.update(pain_point=None, rank=None).where(Mention.pain_point == f"{world.finished.id}-pain2").execute()
    assert 2 in listed(world, "q=trips+2")


def test_a_search_for_nothing_lists_all(world: World) -> None:
    assert listed(world, "q=") == listed(world, "q=+++") == [1, 2, 3, 4, 5]


def test_rejected_pain_points_are_listed_only_when_asked_for(world: World) -> None:
    curate(world, 2, rejected=True)
    assert listed(world) == [1, 3, 4, 5]
    assert listed(world, "rejected=false") == [1, 3, 4, 5]
    assert listed(world, "rejected=true") == [2]
    assert listed(world, "rejected=any") == [1, 2, 3, 4, 5]


def test_a_pain_point_shows_what_people_made_of_it(world: World) -> None:
    curate(world, 2, curated_name="Breakers", starred=True, rejected=True, note="ask Ann")
    observe(world, 2, state="growing")
    address = f"/api/scans/{world.finished.id}/pain-points"
    one = world.client.simulate_get(f"{address}/{world.finished.id}-pain2").json
    (item,) = world.client.simulate_get(f"{address}?rejected=true").json["items"]
    for shown in (one, item):
        assert (shown["name"], shown["original_name"]) == ("Breakers", "kiln trips the fuse 2")
        assert (shown["starred"], shown["rejected"], shown["note"]) == (True, True, "ask Ann")
        assert shown["trend"]["state"] == "growing"


def test_the_list_can_be_filtered_by_what_was_concluded_and_curated(world: World) -> None:
    curate(world, 4, starred=True)
    observe(world, 3, confidence_level="high", state="new", intent_to_pay=0.7)
    assert listed(world, "starred=true") == [4]
    assert listed(world, "starred=false") == [1, 2, 3, 5]
    assert listed(world, "confidence=high") == [3]
    assert listed(world, "state=new") == [3]
    assert listed(world, "min_intent_to_pay=0.7") == [3]
    assert listed(world, "min_intent_to_pay=0.71") == []
    assert listed(world, "state=new&starred=true") == []


def test_the_list_can_be_asked_for_certain_ones(world: World) -> None:
    ids = f"{world.finished.id}-pain4,{world.finished.id}-pain2,nope"
    assert listed(world, f"ids={ids}") == [2, 4]
    assert listed(world, f"ids={ids}&min_score=70") == [2]


@pytest.mark.parametrize(
    ("sort", "ranks"),
    [
        ("score", [1, 2, 3, 4, 5]),
        ("mentions", [3, 1, 2, 4, 5]),
        ("authors", [4, 1, 2, 3, 5]),
        ("newest", [5, 1, 2, 3, 4]),
        ("oldest", [2, 1, 3, 4, 5]),
        ("name", [5, 3, 1, 2, 4]),
        ("intent_to_pay", [4, 2, 1, 3, 5]),
    ],
)
@pytest.mark.parametrize("limit", [1, 2, 50])
def test_each_order_is_kept_from_page_to_page(world: World, sort: str, ranks: list[int], limit: int) -> None:
    observe(world, 3, mentions=6)
    observe(world, 4, authors=6, intent_to_pay=0.7)
    observe(world, 2, intent_to_pay=0.3, first_seen_utc=1)
    observe(world, 5, last_seen_utc=2_000_000_000)
    curate(world, 5, curated_name="Ash")
    curate(world, 3, curated_name="breakers")
    seen = walk(world, f"/api/scans/{world.finished.id}/pain-points?sort={sort}&limit={limit}")
    assert [int(id_.rpartition("pain")[2]) for id_ in seen] == ranks


def test_names_that_begin_alike_all_come_once(world: World) -> None:
    for rank in range(1, 6):
        curate(world, rank, curated_name="é'\"🏺" * 40 + str(rank))
    seen = walk(world, f"/api/scans/{world.finished.id}/pain-points?sort=name&limit=2")
    assert len(seen) == len(set(seen)) == 5


def test_a_page_counts_all_pages_and_keeps_the_question(world: World) -> None:
    curate(world, 1, rejected=True)
    page = world.client.simulate_get(
        f"/api/scans/{world.finished.id}/pain-points?q=trips+fuse&sort=authors&rejected=false&limit=3"
    ).json
    assert (len(page["items"]), page["total"]) == (3, 4)
    for part in ("q=trips+fuse", "sort=authors", "rejected=false", "limit=3"):
        assert part in page["next"]
    rest = world.client.simulate_get(page["next"]).json
    assert (len(rest["items"]), rest["total"], rest["next"]) == (1, 4, None)


def test_the_list_is_of_one_scan(world: World) -> None:
    other = make_finished_scan(pain_points=2)
    PainPoint.update(curated_name="Breakers").where(PainPoint.id == f"{other.id}-pain1").execute()
    assert listed(world, "q=breakers") == []


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_list(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(world)  # which also opens the connection
    asked: list[str] = []
    execute = database.obj.execute_sql

    def note(sql: str, *args: Any, **kwargs: Any) -> Any:
        asked.append(sql)
        return execute(sql, *args, **kwargs)

    monkeypatch.setattr(database.obj, "execute_sql", note)
    listed(world, "q=trips+3")
    few = len(asked)
    asked.clear()
    assert len(listed(world, "q=trips")) > 1
    assert len(asked) == few > 0


def test_the_filters_offer_every_movement_and_confidence_there_is() -> None:
    # What is gone is not seen by the scan, so that no filter could find it.
    assert {*get_args(Movement), "gone"} == set(get_args(State))
    assert {rate_confidence(3, authors).level for authors in (1, 3, 10)} == set(get_args(Confidence))
