"""The posts and comments that the server knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Record = dict[str, Any]


class Store:
    """Holds records in the form of the public dumps, each id once."""

    def __init__(self, records: Iterable[Record]) -> None:
        records = list(records)
        self.posts = {record["id"]: record for record in records if "title" in record}
        self.comments = {record["id"]: record for record in records if "title" not in record}
        self._newest_first = sorted(self.posts.values(), key=lambda post: (-post["created_utc"], post["id"]))
        self._comments_of: dict[str, list[Record]] = {}
        for comment in self.comments.values():
            self._comments_of.setdefault(comment["link_id"].removeprefix("t3_"), []).append(comment)

    def knows(self, subreddit: str) -> bool:
        return any(post["subreddit"].lower() == subreddit.lower() for post in self.posts.values())

    def newest(self, subreddit: str) -> list[Record]:
        """List the posts of a subreddit, or of all, newest first."""
        wanted = subreddit.lower()
        return [post for post in self._newest_first if wanted == "all" or post["subreddit"].lower() == wanted]

    def search(self, subreddit: str, phrase: str) -> list[Record]:
        """Find posts as loosely as Reddit does: that begin some word of theirs with each word of the phrase."""
        words = re.findall(r"\w+", phrase.lower())
        return [post for post in self.newest(subreddit) if _holds(post, words)]

    def comments_of(self, post_id: str) -> list[Record]:
        """List the comments of a post, the most upvoted first."""
        found = self._comments_of.get(post_id, [])
        return sorted(found, key=lambda comment: (-comment["score"], comment["created_utc"], comment["id"]))


def _holds(post: Record, words: list[str]) -> bool:
    text = re.findall(r"\w+", f"{post['title']} {post['selftext']}".lower())
    return all(any(there.startswith(word) for there in text) for word in words)
