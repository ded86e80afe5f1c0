"""Which answer belongs to which path."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.fake_reddit import things
from tests.fake_reddit.faults import KINDS, Answer, Kind
from tests.fake_reddit.listings import page_of
from tests.fake_reddit.store import Store


class Routes:
    """Answers what the live source asks for; everything else is 404."""

    def __init__(self, store: Store, clock: Callable[[], float], comments_at_once: int) -> None:
        self._store = store
        self._clock = clock
        self._comments_at_once = comments_at_once

    def places(self, path: str) -> set[str]:
        """Name the places of a path that a fault can be set for."""
        match path.lower().strip("/").split("/"):
            case ["r", name, "new" | "search"]:
                return {name}
            case ["comments", post_id]:
                return {"comments", f"comments/{post_id}"}
            case ["api", *_, last]:
                return {{"access_token": "token"}.get(last, last)}
        return set()

    def answer(self, path: str, params: dict[str, str], endless: Kind | None) -> Answer:
        match path.strip("/").split("/"):
            case ["r", name, "new" | "search"] if self._has(name):
                return _ok(page_of(self._store, name, params, endless, now_utc=self._clock()))
            case ["comments", post_id] if post_id in self._store.posts:
                return _ok(self._thread(post_id))
            case ["api", "info"]:
                ids = [name.removeprefix("t3_") for name in params["id"].split(",")]
                return _ok(things.listing([self._post(post_id) for post_id in ids if post_id in self._store.posts]))
            case ["api", "morechildren"]:
                comments = [self._store.comments[name] for name in params["children"].split(",")[:100]]
                data = {"things": [things.comment(comment) for comment in comments]}
                return _ok({"json": {"errors": [], "data": data}})
            case ["r", _, "search"]:
                return Answer(302, b"", {"Location": "/subreddits/search.json"})
        return Answer(404, b'{"message": "Not Found", "error": 404}')

    def _has(self, subreddit: str) -> bool:
        return subreddit.lower() in {"all", *KINDS} or self._store.knows(subreddit)

    def _thread(self, post_id: str) -> Any:
        comments = self._store.comments_of(post_id)
        shown, folded = comments[: self._comments_at_once], comments[self._comments_at_once :]
        tree = things.comment_tree(shown, f"t3_{post_id}", folded)
        return [things.listing([self._post(post_id)]), things.listing(tree)]

    def _post(self, post_id: str) -> things.Thing:
        return things.post(self._store.posts[post_id], len(self._store.comments_of(post_id)))


def _ok(body: Any) -> Answer:
    return Answer(200, json.dumps(body).encode())
