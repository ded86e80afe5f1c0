from __future__ import annotations

import random
import time

from pipeline.deduplicate import find_copies
from tests.pipeline.documents import comment, post

LONG = "The calendar drops every second appointment after I change the time zone and nobody at support answers my mails"


def test_the_earliest_of_equal_texts_is_kept():
    late = comment("a", LONG, created_utc=20)
    early = comment("b", f"  {LONG.upper()}!", created_utc=10)
    assert find_copies([late, early]) == {"t1_a": "t1_b"}


def test_of_equal_age_the_smaller_id_is_kept():
    assert find_copies([comment("b", LONG), comment("a", LONG)]) == {"t1_b": "t1_a"}


def test_near_copies_are_copies():
    changed = LONG.replace("mails", "letters")
    assert find_copies([comment("a", LONG), comment("b", changed)]) == {"t1_b": "t1_a"}


def test_texts_on_the_same_subject_are_no_copies():
    other = "My calendar loses appointments when the clock changes, and the support desk never writes back to me at all"
    assert find_copies([comment("a", LONG), comment("b", other)]) == {}


def test_short_equal_texts_are_no_copies():
    assert find_copies([comment("a", "Same here, it crashes"), comment("b", "Same here, it crashes")]) == {}


def test_crossposts_are_copies_of_their_parent_and_of_each_other():
    parent = post("p", "Sync is broken", created_utc=1)
    crossposts = [post(name, "Look", crosspost_parent="t3_p", created_utc=2) for name in "qr"]
    assert find_copies([*crossposts, parent]) == {"t3_q": "t3_p", "t3_r": "t3_p"}
    assert find_copies(crossposts) == {"t3_r": "t3_q"}


def test_the_order_of_documents_does_not_matter():
    documents = [comment(str(i), LONG.replace("second", f"{i // 3}rd"), created_utc=i % 5) for i in range(30)]
    expected = find_copies(documents)
    assert expected
    for seed in range(5):
        random.Random(seed).shuffle(documents)
        assert find_copies(documents) == expected


def test_ten_thousand_texts_take_seconds():
    words = [f"word{number}" for number in range(5000)]
    draw = random.Random(3)
    documents = [comment(str(i), " ".join(draw.choices(words, k=30))) for i in range(5000)]
    documents += [comment(f"copy{i}", LONG) for i in range(5000)]
    began = time.perf_counter()
    assert len(find_copies(documents)) == 4999
    assert time.perf_counter() - began < 15
