"""What the settings and this installation give a stage to open its source with."""

from __future__ import annotations

from collections.abc import Callable

import dramatiq
from dramatiq.brokers.redis import RedisBroker

from actors.query_budget import QueryBudget
from models.installation import author_salt
from settings import Settings
from sources.reddit.credentials import RedditCredentials
from sources.registry import Access


def source_access(settings: Settings, *, sleep: Callable[[float], None]) -> Access:
    """Collect everything; nothing is connected yet."""
    broker = dramatiq.get_broker()
    assert isinstance(broker, RedisBroker)
    return Access(
        author_salt=author_salt(),
        archive_dir=settings.archives,
        archive_max_window_bytes=settings.archive_max_window_mb << 20,
        reddit=reddit_credentials(settings),
        budget=QueryBudget(
            broker.client, settings.reddit_client_id or "", per_minute=settings.reddit_queries_per_minute
        ),
        arctic_shift_url=settings.arctic_shift_url,
        user_agent=settings.reddit_user_agent,
        sleep=sleep,
    )


def reddit_credentials(settings: Settings) -> RedditCredentials:
    return RedditCredentials(
        client_id=settings.reddit_client_id,
        client_secret=settings.reddit_client_secret,
        user_agent=settings.reddit_user_agent,
        base_url=settings.reddit_base_url,
    )
