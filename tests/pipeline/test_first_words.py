from __future__ import annotations

import re

import pytest

from pipeline.first_words import first_words


@pytest.mark.parametrize(
    ("pattern", "whole", "begun"),
    [
        (r"\bcan't stand\b", {"can"}, set()),
        (r"\b(?:crash(?:es|ed)?|bugs?)\b", {"crash", "crashes", "crashed", "bug", "bugs"}, set()),
        (r"\b(?:to )?no avail\b", {"to", "no"}, set()),
        (r"\btime[- ]?outs?\b", {"time", "timeout", "timeouts"}, set()),
        (r"\bfail\w*\b", set(), {"fail"}),
        (r"\bslow(?! cooker)\b", {"slow"}, set()),
        (r"\bfee\b|\$\d", {"fee", "$"}, set()),
        (r"\b\w+ing\b", set(), {""}),
    ],
)
def test_it_names_the_words_that_a_match_begins_with(pattern: str, whole: set[str], begun: set[str]):
    assert first_words(re.compile(pattern)) == (whole, begun)


@pytest.mark.parametrize("pattern", ["lag", r"lag\b", "(?:to )?no", r"\b[^a]x", r"\b(?:a)?", " and"])
def test_it_refuses_a_pattern_whose_matches_need_not_begin_with_a_word(pattern: str):
    with pytest.raises(ValueError, match="matches may"):
        first_words(re.compile(pattern))
