from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.wording import WordingTable, load_wording, words_and_pairs

TABLE = WordingTable(["sore", "friendly"], {"slow": [2.0, -1.0], "so slow": [1.0, 0.0], "!": [0.5, 0.5]})


def test_words_pairs_and_marks_are_told_apart_once_each():
    assert words_and_pairs("so slow, so slow!") == {"so", "slow", "!", "so slow", "slow so", "slow !"}


def test_a_sentence_weighs_the_sum_of_its_terms_over_the_root_of_their_number():
    assert TABLE.sums("so slow") == {"sore": round(3.0 / 3**0.5, 6), "friendly": round(-1.0 / 3**0.5, 6)}


def test_what_is_not_in_the_table_weighs_nothing():
    assert TABLE.sums("") == TABLE.sums("quite unknown") == {"sore": 0.0, "friendly": 0.0}


@given(st.text(max_size=60))
def test_any_text_has_a_finite_weight_in_every_column(text: str):
    table = load_wording()
    sums = table.sums(text.lower())
    assert set(sums) == set(table.columns)
    assert all(abs(value) < 100 for value in sums.values())
