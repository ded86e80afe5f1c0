from __future__ import annotations

import pytest

from pipeline.name_pieces import pieces
from pipeline.name_trouble import rate_trouble
from pipeline.name_words import centrality, content_stems, rarity, shared_words, stands_in, stem_of


@pytest.mark.parametrize(
    "forms",
    [
        ("export", "exports", "exporting", "exported"),
        ("invoice", "invoices", "invoicing", "invoiced"),
        ("copy", "copies", "copied"),
        ("stop", "stops", "stopped", "stopping"),
        ("crash", "crashes", "crashed"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: tuple[str, ...]):
    assert len({stem_of(form) for form in forms}) == 1


def test_stems_leave_out_what_carries_no_meaning():
    assert content_stems("I can't and won't do it, don't you?") == ()


def test_a_word_weighs_more_the_more_of_the_group_and_the_less_of_the_rest_hold_it():
    group = ["the kettle leaks", "my kettle leaks", "this kettle whistles"]
    weights = shared_words(group, rarity([*group, "the lid leaks", "the pipe leaks", "a tap leaks"]))
    assert weights["kettl"] > weights["leak"] > 0
    assert weights["kettl"] > weights["whistl"] > 0


def test_a_text_in_the_words_of_the_group_is_central():
    group = ["the kettle leaks", "my kettle leaks"]
    shared = shared_words(group, rarity([*group, "the tram is late"]))
    assert centrality("kettle leaks", shared) > centrality("kettle and a tram", shared) > centrality("a tram", shared)


@pytest.mark.parametrize(
    ("name", "text", "stands"),
    [
        ("Can't save drafts", "I can’t ever save my **drafts**!", True),
        ("Drafts can't save", "I can't save drafts", False),
        ("Save draft", "I can't save drafts", False),
    ],
)
def test_a_name_stands_in_a_text_only_word_by_word_and_in_order(name: str, text: str, stands: bool):
    assert stands_in(name, text) is stands


def test_pieces_are_free_of_labels_markup_and_fillers():
    quote = "Edit two: honestly, the **big** chart (and the blue one) is really just blank — every single time!"
    assert list(pieces(quote)) == ["the big chart", "and the blue one", "every single time"]


def test_a_long_piece_ends_at_a_comma():
    (piece,) = pieces("the first part of it goes on for some eighteen words or so until it gets to, " + "more " * 30)
    assert piece.endswith("gets to")


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ("a blue chart", "only a blue chart"),
        ("only a blue chart", "the chart crashes"),
        ("the chart never crashes", "the chart crashes"),
        ("no problems with the chart", "problems with the chart"),
        ("I don't have to retype it", "I have to retype it"),
        ("couldn't wait for the chart", "couldn't open the chart"),
    ],
)
def test_trouble_is_told_from_none_and_from_trouble_denied(worse: str, better: str):
    assert rate_trouble(worse) < rate_trouble(better)
