from __future__ import annotations

import pytest

from pipeline.group import group_mentions
from tests.pipeline.documents import comment, mention, post

EXPORT = ["I can't export my notes to PDF", "Exporting notes to PDF fails", "The PDF export of notes is broken"]
PRICE = ["The subscription costs too much", "They raised the subscription price", "Too expensive, that subscription"]


def grouped(texts: list[str], **options):
    documents = {f"t1_{i}": comment(str(i), text) for i, text in enumerate(texts)}
    mentions = [mention(f"t1_{i}", text) for i, text in enumerate(texts)]
    return group_mentions(mentions, documents, "static", **options)


def test_the_same_pain_in_other_words_is_one_group():
    groups, copies, *_ = grouped(EXPORT + PRICE)
    assert copies == {}
    assert len(set(groups[:3])) == 1
    assert len(set(groups[3:])) == 1
    assert groups[0] != groups[3]


def test_what_a_copy_says_is_in_no_group():
    text = "The calendar drops every second appointment after I change the time zone"
    groups, copies, *_ = grouped([text, text, *PRICE])
    assert copies == {"t1_1": "t1_0"}
    assert groups[1] is None
    assert None not in [groups[0], *groups[2:]]


def test_a_mention_is_as_alike_as_its_place_in_the_group_and_a_copy_has_none():
    text = "The calendar drops every second appointment after I change the time zone"
    grouping = grouped([text, text, *EXPORT])
    assert grouping.similarities[0] == 1
    assert grouping.similarities[1] is None
    assert all(0.5 < similarity < 1 for similarity in grouping.similarities[2:])
    assert len(grouping.centres) == len({*grouping.groups} - {None})


def test_the_threads_title_helps_short_answers():
    documents = {
        f"t1_{i}": comment(str(i), text, post_id=f"t3_{thread}")
        for i, (text, thread) in enumerate([("Same here, twice this week", "a"), ("Happens on mine as well", "a")])
    }
    mentions = [mention(id, document.body) for id, document in documents.items()]
    titles = {"t3_a": "The PDF export of my notes is broken"}
    apart, *_ = group_mentions(mentions, documents, "minilm")
    together, *_ = group_mentions(mentions, documents, "minilm", titles)
    assert len(set(apart)) == 2
    assert len(set(together)) == 1


def test_a_post_is_its_own_thread():
    document = post("a", "Export fails", "It never ends")
    groups, copies, *_ = group_mentions([mention("t3_a", "Export fails")], {"t3_a": document}, "static")
    assert (groups, copies) == ([0], {})


def test_nothing_is_grouped_into_nothing():
    groups, copies, centres, similarities = group_mentions([], {}, "static")
    assert (groups, copies, len(centres), similarities) == ([], {}, 0, [])


def test_a_checkpoint_can_stop_the_grouping():
    class Stopped(Exception):
        pass

    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        grouped(EXPORT, checkpoint=stop)


def test_groups_do_not_depend_on_the_steps_between_checkpoints():
    texts = [f"The {part} of my kiln breaks every {day} days" for part in ("lid", "coil", "fuse") for day in range(60)]
    looks: list[int] = []
    assert grouped(texts, checkpoint=lambda: looks.append(1)).groups == grouped(texts).groups
    assert len(looks) >= 2
