"""Why a pain point is what it is."""

from __future__ import annotations

from models.document import store_documents
from models.grouping import set_copies, set_groups
from models.pain_point import Mention, store_mentions
from tests.api.world import World
from tests.factories import document_row

REASONS = {
    "model": "pain",
    "bias": -1.5,
    "threshold": 0.45,
    "contributions": [["failure", 1.2], ["praise", -0.3], ["sign_of_tomorrow", 0.1]],
    "rest": 0.05,
}


def explain(world: World, rank: int = 1) -> dict:
    scan_id = world.finished.id
    shown: dict = world.client.simulate_get(f"/api/scans/{scan_id}/pain-points/{scan_id}-pain{rank}/explanation").json
    return shown


def first_mention(world: World) -> Mention:
    pain_point = f"{world.finished.id}-pain1"
    return Mention.get(Mention.scan == world.finished, Mention.pain_point == pain_point, Mention.rank == 1)


def test_the_score_is_taken_apart_and_every_mention_is_there(world: World) -> None:
    shown = explain(world)
    assert shown["score_parts"] == {"spread": {"value": 0.5, "weight": 20.0, "points": 10.0, "reason": "1 subreddit"}}
    quotes = world.client.simulate_get(f"/api/scans/{world.finished.id}/pain-points/{shown['id']}").json["quotes"]
    place = ("document_id", "start", "end", "text", "permalink")
    assert [[mention[key] for key in place] for mention in shown["mentions"]] == [
        [quote[key] for key in place] for quote in quotes
    ]


def test_a_mentions_verdict_is_taken_apart_in_plain_words(world: World) -> None:
    mention = first_mention(world)
    Mention.update(reasons=REASONS).where(Mention.id == mention.id).execute()
    set_groups([(mention.id, 1, 0.75)])
    shown = explain(world)["mentions"][0]
    assert (shown["read_as"], shown["threshold"], shown["base"], shown["other_cues"]) == ("pain", 0.45, -1.5, 0.05)
    assert shown["similarity"] == 0.75
    assert [(cue["name"], cue["weight"]) for cue in shown["cues"]] == [
        ("failure", 1.2),
        ("praise", -0.3),
        ("sign_of_tomorrow", 0.1),
    ]
    assert shown["cues"][1]["meaning"] == "praises"
    assert "sign of tomorrow" in shown["cues"][2]["meaning"]


def test_copies_that_were_left_out_stand_beside_what_they_repeat(world: World) -> None:
    scan, original = world.finished, first_mention(world).document_id
    store_documents(scan.id, [document_row("t1_copy")])
    place = {"start": 0, "end": 9, "category": "broken", "probability": 0.9, "intensity": 0.5, "intent_to_pay": 0.0}
    store_mentions(scan.id, [{"document": "t1_copy", **place}])
    set_copies(scan.id, {"t1_copy": original})
    assert [mention["copies"] for mention in explain(world)["mentions"]] == [["t1_copy"], [], [], [], []]
    assert all(mention["copies"] == [] for mention in explain(world, rank=2)["mentions"])


def test_what_an_older_version_did_not_keep_is_null(world: World) -> None:
    shown = explain(world)["mentions"][0]
    assert shown["cues"] == []
    kept = ("read_as", "threshold", "base", "other_cues", "similarity")
    assert {shown[key] for key in kept} == {None}
