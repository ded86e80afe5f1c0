"""No cell begins a formula."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.neutralise_formulas import neutralise_formulas

# As OWASP lists them, and where a cell may begin.
FORMULA_START = re.compile(r"(?:^|[;\t\r\n])\s*[=+\-@＝＋－＠]|^[\t\r\n]")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("  =1", "  '=1"),
        ("\t=1", "'\t'=1"),
        ("\rkiln", "'\rkiln"),
        ("kiln;=1", "kiln;'=1"),
        ('kiln;"=1', "kiln;\"'=1"),
        ("kiln\n- glaze", "kiln\n'- glaze"),
        ("a = b - c + d @ e", "a = b - c + d @ e"),
        ("", ""),
    ],
)
def test_what_could_begin_a_formula_is_text(text: str, safe: str):
    assert neutralise_formulas(text) == safe


@given(st.text("=+-@＝;\t\r\n \"'ab|!", max_size=40))
def test_no_cell_begins_a_formula(text: str):
    assert not FORMULA_START.search(neutralise_formulas(text))


@given(st.text('=+-@;\t\n "ab', max_size=40))
def test_only_apostrophes_are_added(text: str):
    assert neutralise_formulas(text).replace("'", "") == text
