"""The endpoints of the archive that we use, as its api/README.md describes them."""

from __future__ import annotations

from collections.abc import Iterable

from sources.arctic_shift.transport import Transport
from sources.arctic_shift.walk import Bounds
from sources.fields import Record

LARGEST_PAGE = 100  # the API's own maximum, short of "auto"

# Asking for what we keep makes answers some twenty times smaller. Permalinks cannot be asked for; they are built.
POST_FIELDS = "author,created_utc,crosspost_parent,id,over_18,score,selftext,subreddit,title"
COMMENT_FIELDS = "author,body,created_utc,id,link_id,score,subreddit"


class ArchiveApi:
    """Asks for records, newest first. Every method makes one request and raises what `Transport.get` does."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def posts(
        self, subreddit: str, bounds: Bounds, *, limit: int, words: str | None = None, oldest_first: bool = False
    ) -> list[Record]:
        """List a subreddit's posts; with `words`, those that hold all of them in title or text."""
        search = {"query": words} if words else {}
        return self._list("/api/posts/search", {"subreddit": subreddit, **search}, bounds, limit, oldest_first)

    def comments(
        self, subreddit: str, bounds: Bounds, *, limit: int, words: str | None = None, oldest_first: bool = False
    ) -> list[Record]:
        """List a subreddit's comments; with `words`, those that hold all of them."""
        search = {"body": words} if words else {}
        return self._list("/api/comments/search", {"subreddit": subreddit, **search}, bounds, limit, oldest_first)

    def thread(self, post_id: str, bounds: Bounds, *, limit: int) -> list[Record]:
        """List the comments under a post, whatever their depth."""
        return self._list("/api/comments/search", {"link_id": f"t3_{post_id}"}, bounds, limit, oldest_first=False)

    def posts_by_id(self, post_ids: Iterable[str]) -> list[Record]:
        """Look up at most 500 posts; those the archive lacks are left out."""
        return self._transport.get("/api/posts/ids", {"ids": ",".join(post_ids), "fields": POST_FIELDS})

    def _list(self, path: str, scope: dict[str, str], bounds: Bounds, limit: int, oldest_first: bool) -> list[Record]:
        after = {} if bounds.after is None else {"after": str(bounds.after)}
        before = {} if bounds.before is None else {"before": str(bounds.before)}
        sort = "asc" if oldest_first else "desc"
        fields = POST_FIELDS if "posts" in path else COMMENT_FIELDS
        return self._transport.get(
            path, {**scope, **after, **before, "limit": str(limit), "sort": sort, "fields": fields}
        )
