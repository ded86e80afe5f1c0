"""Takes e-mail addresses and phone numbers out of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from exports.find_phone_numbers import find_phone_numbers

EMAIL_MASK = "[e-mail address]"
PHONE_MASK = "[phone number]"

# Also as Reddit's own editor stores it, with an underscore behind a backslash, and with "[at]" and "(dot)".
_AT = r"(?:@|\s?[\[(]\s?at\s?[\])]\s?)"
_DOT = r"(?:\.|\s?[\[(]\s?dot\s?[\])]\s?)"
_EMAIL = re.compile(
    rf"[\w.%+'\\-]{{1,64}}{_AT}(?:[\w-]{{1,63}}{_DOT}){{1,8}}[^\W\d_]{{2,24}}(?![^\W\d]|@)", re.IGNORECASE
)
# Underscores that make italics in Reddit's markdown, and not those inside a name.
_EMPHASIS = re.compile(r"(?<![\w\\])_+(?=[\w+(])|(?<=\w)_+(?![\w@])")
_SCREEN = re.compile(r"@|[\[(]\s?at\s?[\])]", re.IGNORECASE)

Span = tuple[int, int]


def mask_contacts(text: str) -> str:
    """Put words in place of every e-mail address and phone number.

    An address spelled out in words ("anna at example") and a number without its country's prefix are not found.
    """
    readable = _EMPHASIS.sub(lambda match: " " * len(match[0]), text)
    emails = [match.span() for match in _EMAIL.finditer(readable)] if _SCREEN.search(text) else []
    phones = [span for span in find_phone_numbers(readable) if not any(_overlap(span, email) for email in emails)]
    if not emails and not phones:
        return text
    spans = [*((span, EMAIL_MASK) for span in emails), *((span, PHONE_MASK) for span in phones)]
    return "".join(_replace(text, sorted(spans)))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _replace(text: str, spans: Iterable[tuple[Span, str]]) -> Iterator[str]:
    behind = 0
    for (start, end), mask in spans:
        yield text[behind:start]
        yield mask
        behind = end
    yield text[behind:]
