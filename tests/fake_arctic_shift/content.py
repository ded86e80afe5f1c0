"""Invented posts and comments, enough of them that paging shows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from tests.fake_arctic_shift.archive import Record

HOUR = 3_600

_SUBREDDITS = ("AllotmentTalk", "HomeStudio", "TinyShops")
_THINGS = {
    "AllotmentTalk": ("the watering timer", "my seed planner", "the greenhouse sensor", "the frost warning"),
    "HomeStudio": ("the audio interface", "my plugin licence", "the export dialog", "the latency setting"),
    "TinyShops": ("the label printer", "my stock list", "the checkout page", "the monthly report"),
}
_TROUBLES = (
    ("stops after every update", "Each time it updates I have to set it up from the start. It takes an hour I lack."),
    ("is far too slow", "It needs a full minute for something that used to take a second, and nobody says why."),
    ("costs more every year", "The price went up again. I would pay for it gladly if it did the one thing I need."),
    ("loses what I entered", "Yesterday it lost a whole evening of work. There is no way to get it back."),
    ("cannot share with my team", "I wish I could give a colleague access without handing over my password."),
)
_REPLIES = (
    "Same here, it drives me up the wall.",
    "I gave up and went back to paper.",
    "Is there anything that does this better?",
    "It works for me since I reinstalled it, but that cannot be the answer.",
    "I keep a spreadsheet beside it because I do not trust it any more.",
)


def invented_records(now_utc: int, *, posts: int = 400) -> Iterator[Record]:
    """Make posts, one an hour back from now, with none to six comments each; the same for the same arguments."""
    comment_numbers = count()
    for number in range(posts):
        subreddit = _SUBREDDITS[number % len(_SUBREDDITS)]
        created_utc = now_utc - number * HOUR
        yield _post(number, subreddit, created_utc)
        for reply in range(number * 5 % 7):
            yield _comment(next(comment_numbers), number, subreddit, created_utc + (reply + 1) * 60)


def _post(number: int, subreddit: str, created_utc: int) -> Record:
    thing = _THINGS[subreddit][number % 4]
    trouble, story = _TROUBLES[number % 5]
    return {
        "id": f"fake{number:05}",
        "subreddit": subreddit,
        "author": f"writer{number % 131}",
        "title": f"{thing[0].upper()}{thing[1:]} {trouble}",
        "selftext": f"I have used {thing} for {number % 9 + 1} months. {story}",
        "created_utc": created_utc,
        "score": number * 7 % 60,
        "num_comments": number * 5 % 7,
        "over_18": False,
    }


def _comment(number: int, post: int, subreddit: str, created_utc: int) -> Record:
    return {
        "id": f"fakec{number:06}",
        "subreddit": subreddit,
        "author": f"writer{number * 3 % 131}",
        "link_id": f"t3_fake{post:05}",
        "parent_id": f"t3_fake{post:05}",
        "body": f"{_REPLIES[number % 5]} Mine is {_THINGS[subreddit][number % 4]}.",
        "created_utc": created_utc,
        "score": number % 15,
    }
