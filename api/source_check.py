"""Whether a source can be used on this installation; nobody is asked over the network."""

from __future__ import annotations

from settings import Settings
from sources.archive_files import list_archive_files
from sources.reddit.credentials import RedditCredentials


def missing_for(source: str, settings: Settings) -> str | None:
    """Say in a sentence what it would take to use the source; None where it can be used."""
    if source == "reddit":
        return RedditCredentials(
            settings.reddit_client_id, settings.reddit_client_secret, settings.reddit_user_agent
        ).missing()
    if source == "archive" and not list_archive_files(settings.archives):
        return f"{settings.archives} holds no .zst, .ndjson, .jsonl or .csv file; put one there"
    return None
