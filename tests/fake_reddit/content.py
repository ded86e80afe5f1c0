"""Invented subreddits, generated: the same numbers always give the same posts and comments."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.fake_reddit.store import Record

DAY = 86_400
# Each subreddit, the things its people talk about, and how often a post complains of something.
SUBREDDITS = {
    "kettlecraft": ("the brew timer", "my gooseneck kettle", "the descaling kit", "the companion app"),
    "loftgardens": ("the drip planner", "my grow shelf", "the soil sensor", "the seed catalogue site"),
    "tinyledgers": ("the invoice template", "my bank feed", "the receipt scanner", "the mileage log"),
    "slowcamera": ("the shutter dial", "my scanning queue", "the film archive", "the light meter app"),
    "parcelpals": ("the label printer", "my pickup calendar", "the returns page", "the tracking mail"),
}
_PAINS = (
    "{thing} keeps losing everything I typed after an update",
    "I wish {thing} could export to a plain spreadsheet",
    "{thing} takes four minutes to load and then freezes",
    "they raised the price of {thing} again and I can't justify it any more",
    "I can't work out how to turn off the reminders in {thing}",
    "every week I copy the same numbers out of {thing} by hand",
    "{thing} stopped syncing with my phone and support never answers",
    "is there any alternative to {thing}? I am about to switch",
)
_SMALL_TALK = (
    "Here is how {thing} looks after a weekend of tidying up",
    "Sharing a picture of {thing} in the morning light",
    "What a pleasant surprise {thing} turned out to be",
    "A short history of {thing}, for whoever likes such things",
    "Three years with {thing} and still happy",
)
_ANSWERS = (
    "Same here: {pain}.",
    "Thanks for posting this, made my day.",
    "Not sure that is {thing}'s fault, but {pain}.",
    "Congratulations, looks lovely!",
    "I gave up on {thing} because {pain}.",
    "Have a look at the pinned guide, it covers this.",
)
_PEOPLE = [
    f"{first}_{second}" for first in ("mossy", "quiet", "brisk", "amber") for second in ("fern", "otter", "lamp")
]


def generate(*, subreddits: int, posts: int, comments: int, newest_utc: int, days: int = 30) -> Iterator[Record]:
    """Yield posts spread evenly over so many days, and comments, a day younger at most, on four of five posts."""
    chance = random.Random(20_261_124)
    names = list(SUBREDDITS)[:subreddits]
    made: list[Record] = []
    for number in range(posts):
        created = newest_utc - DAY - number * days * DAY // posts
        made.append(_post(chance, number, names[number % len(names)], created))
    yield from made
    discussed = [post for number, post in enumerate(made) if number % 5 != 4]
    for number in range(comments):
        yield _comment(chance, number, discussed[number % len(discussed)])


def _post(chance: random.Random, number: int, subreddit: str, created_utc: int) -> Record:
    thing = chance.choice(SUBREDDITS[subreddit])
    complains = chance.random() < 0.5
    title = chance.choice(_PAINS if complains else _SMALL_TALK).format(thing=thing)
    more = chance.choice(_PAINS).format(thing=thing)
    return {
        "id": f"p{number}",
        "subreddit": subreddit,
        "author": chance.choice(_PEOPLE),
        "title": title[0].upper() + title[1:],
        "selftext": f"Honestly, {more}. Anyone else?" if complains else "Have a good week, everybody.",
        "created_utc": created_utc,
        "score": chance.randrange(200),
        "over_18": False,
    }


def _comment(chance: random.Random, number: int, post: Record) -> Record:
    thing = chance.choice(SUBREDDITS[post["subreddit"]])
    pain = chance.choice(_PAINS).format(thing=thing).rstrip("?")
    return {
        "id": f"c{number}",
        "link_id": f"t3_{post['id']}",
        "subreddit": post["subreddit"],
        "author": chance.choice(_PEOPLE),
        "body": chance.choice(_ANSWERS).format(thing=thing, pain=pain),
        "created_utc": post["created_utc"] + 60 + chance.randrange(DAY - 120),
        "score": chance.randrange(50),
    }
