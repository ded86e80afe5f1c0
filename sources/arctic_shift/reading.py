"""Where the reading of one subreddit stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from sources.arctic_shift.walk import Walk

# Searching goes search_posts, fetch_posts, search_comments, read_threads; reading everything goes list_posts,
# list_comments. A search that fails goes over to listing at the same place; look_around follows where nothing came.
Step = Literal[
    "search_posts",
    "fetch_posts",
    "search_comments",
    "read_threads",
    "list_posts",
    "list_comments",
    "look_around",
    "done",
]

# The share of the work that is behind when a step begins, and when it ends.
_SHARES: dict[Step, tuple[float, float]] = {
    "search_posts": (0.0, 0.1),
    "fetch_posts": (0.1, 0.2),
    "search_comments": (0.2, 0.3),
    "read_threads": (0.3, 1.0),
    "list_posts": (0.0, 0.3),
    "list_comments": (0.3, 1.0),
    "look_around": (1.0, 1.0),
    "done": (1.0, 1.0),
}


@dataclass(slots=True)
class Reading:
    """The step under way and what the later ones need to know.

    `walk` is the listing under way. `item` counts what is behind in a step that goes through a list: keywords, posts.
    `posts` are the posts that a search found or a limit counts, `(created_utc, bare id)`; `comments` the fullnames of
    the comments that a search yielded. `floor_utc` is the date of the oldest post kept where the limit left out older
    ones, `floor_ids` are the posts kept of that second. `comments_of_post` counts, by bare id, where a limit asks.
    """

    limit_posts: int | None
    step: Step | None = None
    walk: Walk | None = None
    item: int = 0
    posts: list[tuple[int, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    posts_kept: int = 0
    floor_utc: int | None = None
    floor_ids: list[str] = field(default_factory=list)
    comments_of_post: dict[str, int] = field(default_factory=dict)
    share_of_step: float = 0.0

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Reading:
        walk = data["walk"]
        posts = [(created_utc, bare_id) for created_utc, bare_id in data["posts"]]
        return cls(**{**data, "walk": Walk(**walk) if walk else None, "posts": posts})

    def go_on_with(self, step: Step) -> None:
        """Begin a step."""
        self.step = step
        self.walk = None
        self.item = 0
        self.share_of_step = 0.0

    def next_item(self) -> None:
        """Begin the step's next keyword or post."""
        self.walk = None
        self.item += 1

    def set_floor(self, kept: list[tuple[int, str]]) -> None:
        """Note the oldest of the posts kept, `(created_utc, bare id)`: what is older is over the limit."""
        self.floor_utc = min((created_utc for created_utc, _ in kept), default=None)
        self.floor_ids = [bare_id for created_utc, bare_id in kept if created_utc == self.floor_utc]

    def is_below_floor(self, created_utc: int, bare_id: str) -> bool:
        """Say whether the limit left out a post with this date and id."""
        if self.floor_utc is None:
            return False
        return created_utc < self.floor_utc or (created_utc == self.floor_utc and bare_id not in self.floor_ids)

    @property
    def share(self) -> float:
        """How far this subreddit has come, 0..1, as well as one can tell."""
        start, end = _SHARES[self.step] if self.step else (0.0, 0.0)
        return start + (end - start) * min(1.0, self.share_of_step)
