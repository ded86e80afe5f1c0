"""Contacts leave a text, and nothing else does."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.mask_contacts import EMAIL_MASK, PHONE_MASK, mask_contacts


@pytest.mark.parametrize(
    "email",
    [
        "anna@example.com",
        "anna.b+kiln@mail.example.co.uk",
        r"first\_last@example.com",
        "o'neil@example.org",
        "ünal@bücher.example",
        "bob [at] example [dot] com",
        "bob(at)example.com",
        "BOB@EXAMPLE.COM",
    ],
)
def test_an_email_address_is_masked(email: str):
    assert mask_contacts(f"Write to {email}, please.") == f"Write to {EMAIL_MASK}, please."


@pytest.mark.parametrize(
    "number",
    [
        "+49 30 901820",
        "+49 (0)151 / 123 456 78",
        "+4915112345678",
        "+44 20 7946 0958",
        "+91 98765 43210",
        "020 7946 0958",
        "(555) 123-4567",
        "555-123-4567",
        "555.123.4567",
        "1-800-273-8255",
        "0151 12345678",
        "01 42 68 53 00",
        "0412 345 678",
        "2124567890",
    ],
)
def test_a_phone_number_is_masked(number: str):
    assert mask_contacts(f"Call {number} today.") == f"Call {PHONE_MASK} today."


@pytest.mark.parametrize(
    "text",
    [
        "on 2024-01-15 at 10:30:00, or on 01/02/2024, 13:45",
        "between 2012-10-01 - 40 and 2012-10-02 - 40",
        "in 2021, 2022, 2023 and 2024",
        "2019-2024 and 08-24-10",
        "it costs $1,234,567,890 or 1.234.567,89 €, about 10 000 000 in all",
        "from 10,000 to 20,000 and 30,000",
        "version 1.2.3.4567 and 8.0.10517.150",
        "192.168.100.200 and 64.183.18.126",
        "t3_1abcdef and t1_2124567890",
        "at 1700000000 or 1700000000000",
        "0.071961982 -0.006060606 0.2561607310",
        "https://www.example.com/p/2404179011?variant=16396824455",
        "ISBN 978-3-16-148410-0",
        "1920x1080 and 3840x2160, 60/80/120/240 Hz",
        "@kiln and u/anna and r/pottery, at example dot com",
        "numpy@1.26.4 is installed",
        "#2124567890abc",
    ],
)
def test_other_numbers_and_names_stay(text: str):
    assert mask_contacts(text) == text


def test_a_number_in_an_address_for_calling_is_masked():
    assert mask_contacts("https://wa.me/14155552671") == f"https://wa.me/{PHONE_MASK}"


def test_all_contacts_of_a_text_are_masked_and_the_words_between_stay():
    text = "Mail a@example.com or b@example.com, call +49 30 901820 or 020 7946 0958, thanks."
    masked = f"Mail {EMAIL_MASK} or {EMAIL_MASK}, call {PHONE_MASK} or {PHONE_MASK}, thanks."
    assert mask_contacts(text) == masked


WORDS = st.text(st.characters(categories=["L", "Zs"], include_characters=".,!?\n"))


@given(WORDS)
def test_a_text_without_digits_and_signs_stays_as_it_is(text: str):
    assert mask_contacts(text) == text


@given(WORDS, st.from_regex(r"[a-z]{1,9}(\.[a-z]{1,9})?@[a-z]{1,9}\.(com|de|co\.uk)", fullmatch=True), WORDS)
def test_an_address_is_masked_wherever_it_stands(before: str, email: str, after: str):
    assert email not in mask_contacts(f"{before} {email} {after}")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_masking_twice_changes_nothing_more(text: str):
    once = mask_contacts(text)
    assert mask_contacts(once) == once


@pytest.mark.parametrize("hostile", ["a@" * 20_000, "a." * 20_000 + "@", "1 " * 20_000, "+1-" * 15_000, "(at)" * 9_000])
def test_no_text_takes_long(hostile: str):
    began = time.perf_counter()
    mask_contacts(hostile)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "text",
    ["write to _anna@example.com_ now", "call _+49 170 1234567_ now", "call _555-123-4567_", "anna@example.com2"],
)
def test_italics_and_a_stray_digit_hide_no_contact(text: str):
    masked = mask_contacts(text)
    assert masked != text
    assert "example" not in masked
    assert "1234567" not in masked


@pytest.mark.parametrize("text", ["snake_4155552671_x", "a_b_c", "__init__.py"])
def test_underscores_inside_names_make_no_contact(text: str):
    assert mask_contacts(text) == text
