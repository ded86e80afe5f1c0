"""The values that travel through the engine. Words as in the glossary of ARCHITECTURE.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Category = Literal[
    "broken", "missing", "slow", "expensive", "confusing", "tedious", "wish", "switching", "question", "other"
]
CATEGORIES: tuple[Category, ...] = get_args(Category)
ModelName = Literal["pain", "wish"]

DELETED_MARKS = frozenset({"[deleted]", "[removed]", "[ removed by reddit ]"})


@dataclass(frozen=True, slots=True)
class Document:
    """A post or a comment, as a source yields it.

    `id` is Reddit's fullname: `t3_…` for a post, `t1_…` for a comment. `author` is a salted hash, or None when the
    author is unknown. `created_utc` is in seconds. `upvotes` is None where the source did not say.
    """

    id: str
    subreddit: str
    body: str
    created_utc: int
    permalink: str
    title: str | None = None
    author: str | None = None
    upvotes: int | None = None
    post_id: str | None = None
    crosspost_parent: str | None = None
    is_bot: bool = False
    over_18: bool = False

    @property
    def is_post(self) -> bool:
        return self.id.startswith("t3_")

    @property
    def text(self) -> str:
        """Raw markdown, the text that mention offsets count in: title, a blank line, selftext; or a comment's body."""
        if self.title is None:
            return self.body
        return f"{self.title}\n\n{self.body}" if self.body else self.title


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a model took a sentence: `bias` + all `contributions` (feature, what it added) + `rest` is its log-odds.

    The contributions are those that weighed most, for or against; `rest` is the sum of the others.
    """

    model: ModelName
    bias: float
    threshold: float
    contributions: tuple[tuple[str, float], ...]
    rest: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of one document that states a pain: `text == document.text[start:end]`.

    `probability` (that it states a pain), `intensity` and `intent_to_pay` lie in 0..1. `similarity` is its cosine with
    the centre of its group, None before it has one. `reasons` are None where they were not kept.
    """

    document_id: str
    start: int
    end: int
    text: str
    category: Category
    probability: float
    intensity: float
    intent_to_pay: float
    reasons: Reasons | None = None
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What ranking needs to know of the document that a mention stands in."""

    document_id: str
    author: str | None
    subreddit: str
    created_utc: int
    upvotes: int | None
    permalink: str


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One part of a score: `points` = `weight` × `value`, with `value` in 0..1 and the weights summing to 100."""

    value: float
    weight: float
    points: float
    reason: str


@dataclass(frozen=True, slots=True)
class Confidence:
    level: Literal["low", "medium", "high"]
    mentions: int
    authors: int


@dataclass(frozen=True, slots=True)
class TrendBucket:
    """One period of a trend. `share` is mentions ÷ documents collected in it, None where nothing was collected."""

    start_utc: int
    end_utc: int
    mentions: int
    documents: int
    share: float | None


@dataclass(frozen=True, slots=True)
class PainPoint:
    """A group of mentions with everything that is shown of it. `mentions` stand in quote order, best first."""

    name: str
    category: Category
    score: float
    score_parts: dict[str, ScorePart]
    confidence: Confidence
    mentions: tuple[Mention, ...]
    authors: int
    authors_known: bool
    subreddits: tuple[tuple[str, int], ...]
    first_seen_utc: int
    last_seen_utc: int
    trend: tuple[TrendBucket, ...]


@dataclass(slots=True)
class CorpusStats:
    """What was collected, in numbers: the denominators of engagement and trend.

    Grows by `add`, one document at a time, and survives as JSON between two stages. `upvotes_log_sum` adds
    log(1 + max(upvotes, 0)) over the documents whose votes are known, per subreddit. `other_languages` counts, per
    subreddit, those of the documents that were not read, not being in English.
    """

    posts: int = 0
    comments: int = 0
    other_languages: dict[str, int] = field(default_factory=dict)
    oldest_utc: int | None = None
    newest_utc: int | None = None
    documents_by_day: dict[int, int] = field(default_factory=dict)
    upvotes_known: dict[str, int] = field(default_factory=dict)
    upvotes_log_sum: dict[str, float] = field(default_factory=dict)
