"""Whether a subreddit that gave nothing is missing, or has its documents elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from sources.arctic_shift.api import ArchiveApi
from sources.arctic_shift.walk import Bounds, created_utc_of


@dataclass(frozen=True, slots=True)
class Presence:
    """`span` is the first and the last date of all documents, None if there are none or if some are in the bounds."""

    is_in_bounds: bool
    span: tuple[int, int] | None = None


def look_around(api: ArchiveApi, subreddit: str, bounds: Bounds) -> Presence:
    """Look for a post or comment inside the bounds, then for the oldest and newest of all; six requests at most."""
    listings = (api.posts, api.comments)
    if any(listing(subreddit, bounds, limit=1) for listing in listings):
        return Presence(is_in_bounds=True)
    if bounds == Bounds():
        return Presence(is_in_bounds=False)
    dates = [
        date
        for listing in listings
        for oldest_first in (True, False)
        for record in listing(subreddit, Bounds(), limit=1, oldest_first=oldest_first)
        if (date := created_utc_of(record)) is not None
    ]
    return Presence(is_in_bounds=False, span=(min(dates), max(dates)) if dates else None)
