"""Dates as people read them, whatever their language of numbers: 7 March 2026, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def write_day(moment: str) -> str:
    """Write the day of a moment in RFC 3339."""
    day = datetime.fromisoformat(moment).astimezone(UTC)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def write_moment(moment: str) -> str:
    return f"{write_day(moment)}, {datetime.fromisoformat(moment).astimezone(UTC):%H:%M} UTC"


def write_span(first: str | None, last: str | None) -> str:
    """Write from which day to which, or what is known of it; nothing where nothing is."""
    start, end = (write_day(moment) if moment else None for moment in (first, last))
    if start and end:
        return f"of {start}" if start == end else f"from {start} to {end}"
    return f"from {start} on" if start else f"up to {end}" if end else ""
