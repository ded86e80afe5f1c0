"""Trying the credentials, for `cli.py doctor`."""

from __future__ import annotations

import time
from contextlib import closing

from sources.errors import SourceError
from sources.reddit.credentials import RedditCredentials
from sources.reddit.pacing import Pace, Sleep


def check_credentials(credentials: RedditCredentials, *, sleep: Sleep = time.sleep) -> str | None:
    """Sign in to Reddit with one request; return None, or a sentence that says what is wrong."""
    if missing := credentials.missing():
        return missing
    from sources.reddit.client import RedditClient  # only here, as it takes PRAW half a second to load

    try:
        with closing(
            RedditClient(credentials, Pace(_Unmetered(), clock=time.time, sleep=sleep), timeout_s=5.0)
        ) as client:
            client.sign_in()
    except SourceError as error:
        return str(error)
    return None


class _Unmetered:
    """A person who waits for an answer does not queue for the shared budget."""

    def take(self) -> float:
        return 0.0
