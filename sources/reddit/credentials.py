"""What Reddit wants to know of who asks."""

from __future__ import annotations

from dataclasses import dataclass, field

from sources.errors import WrongCredentials

SHORTEST_USER_AGENT = 7  # prawcore refuses shorter ones
WHERE_TO_GET_THEM = "an app of the type script at https://www.reddit.com/prefs/apps has both"


@dataclass(frozen=True, slots=True)
class RedditCredentials:
    """The credentials of an app, used read-only: no account signs in.

    `base_url` points all requests, signing in included, at another server, for tests.
    """

    client_id: str | None
    client_secret: str | None = field(repr=False)
    user_agent: str
    base_url: str | None = None

    def missing(self) -> str | None:
        """Say in a sentence what must be set before Reddit can be asked, None where nothing is missing."""
        given = {"REDDIT_CLIENT_ID": self.client_id, "REDDIT_CLIENT_SECRET": self.client_secret}
        if unset := [name for name, value in given.items() if not value]:
            return f"set {' and '.join(unset)}: {WHERE_TO_GET_THEM}"
        if len(self.user_agent) < SHORTEST_USER_AGENT:
            return f"REDDIT_USER_AGENT is too short to tell who asks: {SHORTEST_USER_AGENT} letters are the least"
        return None

    def require(self) -> tuple[str, str]:
        """Give the client's id and secret.

        Raises:
          WrongCredentials: They cannot be used; the message is that of `missing`.
        """
        if missing := self.missing():
            raise WrongCredentials(missing)
        return self.client_id or "", self.client_secret or ""
