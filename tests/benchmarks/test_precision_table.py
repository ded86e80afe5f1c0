"""The parts of the precision benchmark that only count, and the judgements that it counts."""

from __future__ import annotations

import pytest

from benchmarks.quality.precision import (
    JUDGEMENTS,
    Counted,
    bar,
    count_judgements,
    likeliest,
    read_judgements,
)
from pipeline.types import Mention


def _mention(document_id: str, text: str, probability: float, start: int = 0) -> Mention:
    return Mention(document_id, start, start + len(text), text, "broken", probability, 0.5, 0.0)


def test_pains_and_wishes_are_right_and_the_undecided_is_not():
    judgements = read_judgements(["t3_a\t0\t9\tb", "t3_b\t3\t9\tw", "t1_c\t0\t5\tn", "t1_d\t0\t5\tu"])
    assert list(judgements.values()) == [True, True, False, False]
    assert judgements["t3_b", 3, 9]


def test_a_code_that_is_none_is_refused():
    with pytest.raises(ValueError, match="'y' is no code"):
        read_judgements(["t3_a\t0\t9\ty"])


def test_each_mention_is_right_wrong_or_unjudged():
    judgements = {("a", 0, 1): True, ("b", 0, 1): False}
    counted = count_judgements([("a", 0, 1), ("b", 0, 1), ("a", 0, 2)], judgements)
    assert counted == Counted(right=1, wrong=1, unjudged=1)
    assert counted.precision == 0.5


def test_the_likeliest_are_one_a_document_and_no_wording_twice():
    mentions = [
        _mention("a", "it crashes", 0.8),
        _mention("a", "it hangs", 0.9, start=20),
        _mention("b", "it hangs", 0.7),
        _mention("c", "it is slow", 0.6),
        _mention("d", "it is dear", 0.5),
    ]
    assert [(found.document_id, found.text) for found in likeliest(mentions, 2)] == [
        ("a", "it hangs"),
        ("c", "it is slow"),
    ]


@pytest.mark.parametrize(
    ("counted", "holds"),
    [(Counted(90, 10, 0), True), (Counted(89, 11, 0), False), (Counted(99, 0, 1), False), (Counted(0, 0, 9), False)],
)
def test_the_bar_holds_only_where_all_are_judged_and_nine_of_ten_are_right(counted: Counted, holds: bool):
    assert bar("some_dump", counted)[1] is holds


def test_a_mention_without_a_judgement_asks_for_one():
    assert "1 unjudged: read them with" in bar("some_dump", Counted(99, 0, 1))[0]


def test_the_judgements_kept_are_places_without_words_and_each_judged_once():
    lines = JUDGEMENTS.read_text(encoding="utf-8").splitlines()
    assert len(read_judgements(lines)) == len(lines) > 0
    assert lines == sorted(lines, key=lambda line: (line.split("\t")[0], *map(int, line.split("\t")[1:3])))
    assert all(line.startswith(("t1_", "t3_")) and line.count("\t") == 3 and " " not in line for line in lines)
