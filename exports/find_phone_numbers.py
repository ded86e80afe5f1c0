"""Where phone numbers stand in a text: numbers that look like one to everybody, and those valid in some country."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Countries whose national numbers are told from other digits by a prefix or by their form. Those without one (India,
# Italy, Brazil) would take dates, build numbers and prices along; with their country's + they are found all the same.
REGIONS = ("US", "GB", "AU", "FR", "DE")
FEWEST_DIGITS = 9

# Seven digits with little between them: nine texts in ten hold none, and are done with.
_SCREEN = re.compile(r"\d(?:[^\w\n]{0,3}\d){6}")
# Digits in addresses are of products and pages, save where the address is there for calling.
_ADDRESS = re.compile(r"(?:https?://|www\.)(?!(?:wa\.me|api\.whatsapp|chat\.whatsapp)\b)[^\s<>]+", re.IGNORECASE)
_WITH_PLUS = re.compile(r"(?<![\w+])\+\s?\d(?:[ ()./\u00a0\u2010-\u2013-]{0,3}\d){8,14}(?!\w)")
# As North America writes it, valid or not.
_THREE_THREE_FOUR = re.compile(
    r"(?<![\w.+/$€£-])(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}[-.]|[2-9]\d\d[ \u00a0])"
    r"\d{3}[-.\u2010-\u2013 \u00a0]\d{4}(?![\w-]|\.\d)"
)
_DATE = re.compile(r"(?<!\d)(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})(?!\d)")
_FOUR_PARTS = re.compile(r"\d{1,3}(?:\.\d+){3}")  # an IP address, a version
_FRACTION = re.compile(r"\d+[.,]\d+")

Span = tuple[int, int]


def find_phone_numbers(text: str) -> list[Span]:
    """Return the places of phone numbers, in order, none overlapping another."""
    if not _SCREEN.search(text):
        return []
    # What is left out keeps its length, so that places stay places.
    readable = _ADDRESS.sub(lambda match: "x" * len(match[0]), text)
    found = [*_by_form(readable), *_by_country(readable)]
    return list(_join(sorted(found)))


def _by_form(text: str) -> Iterator[Span]:
    for pattern in (_WITH_PLUS, _THREE_THREE_FOUR):
        yield from (match.span() for match in pattern.finditer(text))


def _by_country(text: str) -> Iterator[Span]:
    from phonenumbers import Leniency, PhoneNumberMatcher  # loaded by those who export

    for region in REGIONS:
        for match in PhoneNumberMatcher(text, region, leniency=Leniency.VALID):
            if _is_plausible(text, match.start, match.raw_string):
                yield match.start, match.end


def _is_plausible(text: str, start: int, number: str) -> bool:
    before = text[start - 1 : start]
    digits = sum(character.isdigit() for character in number)
    is_part = bool(before) and (before.isalnum() or before in "_.,$€£")
    other = _DATE.search(number) or _FOUR_PARTS.fullmatch(number) or _FRACTION.fullmatch(number)
    return digits >= FEWEST_DIGITS and not is_part and other is None


def _join(spans: list[Span]) -> Iterator[Span]:
    """Make one of those that overlap."""
    current: Span | None = None
    for start, end in spans:
        if current is None or start >= current[1]:
            if current is not None:
                yield current
            current = (start, end)
        else:
            current = (current[0], max(current[1], end))
    if current is not None:
        yield current
