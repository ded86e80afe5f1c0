"""Makes cells that a spreadsheet would take for a formula into text."""

from __future__ import annotations

import re

# Where a cell starts, and where one would start if a program split at semicolons or tabs, as Excel does with commas in
# half of Europe. The wide characters start formulas in Japanese Excel.
_SPACE = r"[^\S\t\r\n]*"
_START = re.compile(rf"(?:^|[;\t\r\n]){_SPACE}(?:\"{_SPACE})?(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
_LEADING_CONTROL = re.compile(r"^(?=[\t\r\n])")


def neutralise_formulas(text: str) -> str:
    """Put an apostrophe before each character that could begin a formula."""
    return _LEADING_CONTROL.sub("'", _START.sub(r"\g<0>'", text))
