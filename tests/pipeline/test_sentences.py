from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sentences import LONGEST_SENTENCE, split_sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It crashes. I hate it! Why?", ["It crashes.", "I hate it!", "Why?"]),
        ("It costs 3.50 a week, i.e. too much. No.", ["It costs 3.50 a week, i.e. too much.", "No."]),
        ("Tools, e.g. Excel, freeze. They do", ["Tools, e.g. Excel, freeze.", "They do"]),
        ("Title\n\nBody here", ["Title", "Body here"]),
        ("- first thing\n- second thing", ["first thing", "second thing"]),
        ("I waited... and waited", ["I waited... and waited"]),
        ('He said "no." Then left.', ['He said "no."', "Then left."]),
        ("it crashes. i lose work", ["it crashes.", "i lose work"]),
        ("   \n\n ", []),
    ],
)
def test_it_splits_where_a_reader_would(text: str, sentences: list[str]):
    assert split(text) == sentences


@given(st.text(max_size=300))
def test_spans_are_in_order_trimmed_and_apart(text: str):
    end_before = 0
    for start, end in split_sentences(text):
        assert end_before <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        end_before = end


def test_it_cuts_endless_sentences_at_clause_marks():
    pieces = split("the export fails when the page is long, " * 40)
    assert all(len(piece) <= LONGEST_SENTENCE for piece in pieces)
    assert all(piece.endswith("long,") for piece in pieces)


def test_it_cuts_text_without_any_blank():
    assert sum(map(len, split("x" * 5000))) == 5000


def test_splitting_takes_linear_time():
    began = time.perf_counter()
    split("so slow, " * 100_000)
    assert time.perf_counter() - began < 3
