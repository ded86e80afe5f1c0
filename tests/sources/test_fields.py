from __future__ import annotations

import pytest

from sources import fields


@pytest.mark.parametrize(
    "value",
    [
        1760000000,
        1760000000.7,
        "1760000000",
        "1760000000.0",
        "2025-10-09T08:53:20Z",
        "2025-10-09 08:53:20",
        "2025-10-09T10:53:20+02:00",
    ],
)
def test_a_date_may_be_seconds_or_iso(value: object) -> None:
    assert fields.date({"created_utc": value}, "created_utc") == 1760000000


@pytest.mark.parametrize(
    "value", [0, 1117583999, 4102444800, -1760000000, "1066-10-14", "9999-12-31", "tomorrow", True]
)
def test_an_impossible_date_is_none(value: object) -> None:
    assert fields.date({"created_utc": value}, "created_utc") is None


def test_the_first_possible_date_counts() -> None:
    assert fields.date({"created_utc": "?", "created": 1760000000}, "created_utc", "created") == 1760000000


@pytest.mark.parametrize(("value", "votes"), [(3, 3), ("-3", -3), (3.0, 3), ("3.0", 3), (None, None), ("many", None)])
def test_votes_may_be_numbers_text_or_missing(value: object, votes: int | None) -> None:
    assert fields.votes({"score": value}, "score") == votes


@pytest.mark.parametrize(
    ("value", "is_set"),
    [
        (True, True),
        ("True", True),
        ("1", True),
        (1, True),
        (False, False),
        ("False", False),
        ("0", False),
        (None, False),
        ([1], False),
    ],
)
def test_a_flag_may_come_from_json_or_csv(value: object, is_set: bool) -> None:
    assert fields.flag({"over_18": value}, "over_18") is is_set
