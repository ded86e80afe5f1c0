"""What requests may hold. One definition validates them and describes them in /openapi.json."""

from __future__ import annotations

import json
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    ModelWrapValidatorHandler,
    Tag,
    ValidationError,
    field_validator,
    model_validator,
)

from api.explain import explain, refuse, refuse_parts
from api.moments import EndMoment, Moment, StartMoment
from api.request_fields import (
    AudienceName,
    CleanLimit,
    CleanState,
    CommentLimit,
    FileNames,
    GraceMs,
    JobState,
    Keywords,
    PostLimit,
    Priority,
    RangePreset,
    RetryLimit,
    SourceName,
    Status,
    Subreddits,
)

LIVE_SOURCES = ("reddit", "arctic_shift")
LONGEST_PAGE = 200
LONGEST_KEY = 255


class StrictModel(BaseModel):
    """Refuses what it does not know, and says of everything that is wrong what would do."""

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)

    @model_validator(mode="wrap")
    @classmethod
    def _explain(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(value)
        except ValidationError as error:
            known = [field.alias or name for name, field in cls.model_fields.items()]
            raise explain(error, known) from None


class Span(StrictModel):
    """A time range with fixed ends, both inclusive; either may be left open."""

    from_: StartMoment | None = Field(None, alias="from", description="a time with its zone, or a day (UTC)")
    to: EndMoment | None = Field(None, description="a time with its zone, or a day (UTC), which is included")

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.from_ is None and self.to is None:
            raise refuse("has no ends; give from, to, or both")
        if self.from_ and self.to and self.from_ >= self.to:
            raise refuse("ends before it starts; give a from that is earlier than to")
        return self


def _branch(value: Any) -> str:
    return "span" if isinstance(value, dict | Span) else "preset"


class ScanRequest(StrictModel):
    """One question put to Reddit. Any keyword matches; without keywords or subreddits, everything does."""

    source: SourceName = Field(description="where posts come from; GET /api/sources says which work here")
    keywords: Keywords = Field([], description="whole-word phrases of 1 to 100 characters")
    subreddits: Subreddits = Field([], description="names, with or without r/")
    audience: AudienceName | None = Field(None, description="id or name of one whose subreddits are to be read too")
    range: Annotated[Annotated[RangePreset, Tag("preset")] | Annotated[Span, Tag("span")], Discriminator(_branch)] = (
        Field("all", description="back from now for live sources (by default 30d), else from the newest document")
    )
    files: FileNames = Field([], description="archive only: names inside ARCHIVE_DIR; none means all of them")
    limit_posts: PostLimit | None = Field(None, description="posts to read at most")
    limit_comments: CommentLimit | None = Field(None, description="comments to read of each post at most")
    priority: Priority = "standard"
    start_at: Moment | None = Field(None, description="a time in the future; the scan does not start before")
    include_nsfw: bool = Field(False, strict=True)

    @model_validator(mode="before")
    @classmethod
    def _bound_live_sources(cls, value: Any) -> Any:
        if isinstance(value, dict) and value.get("source") in LIVE_SOURCES and "range" not in value:
            return {**value, "range": "30d"}
        return value

    @model_validator(mode="after")
    def _has_files_only_for_archives(self) -> Self:
        if self.files and self.source != "archive":
            raise refuse_parts([("files", f"cannot go with the source {self.source}; leave it out, or use archive")])
        return self

    @model_validator(mode="after")
    def _names_what_a_live_source_needs(self) -> Self:
        if self.source == "arctic_shift" and not self.subreddits and not self.audience:
            raise refuse_parts([("subreddits", "is needed by arctic_shift; name at least one, or an audience")])
        return self

    @property
    def question(self) -> str:
        """What makes scans comparable: the same subreddits and keywords, whatever their order, case and source."""
        parts = {
            "subreddits": sorted(name.lower() for name in self.subreddits),
            "keywords": sorted(phrase.lower() for phrase in self.keywords),
        }
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


class ScanChange(StrictModel):
    """What can be changed of a scan that waits."""

    priority: Priority


class CleanRequest(StrictModel):
    """Which jobs to remove: those that ended in `state` longer ago than `grace_ms`, the oldest `limit` of them."""

    state: CleanState
    grace_ms: GraceMs = 0
    limit: CleanLimit = 1_000


class RetryFailedRequest(StrictModel):
    """How many to retry at most."""

    limit: RetryLimit = 1_000


class NoFields(StrictModel):
    """No body, or one that says nothing."""


class ScanHeaders(BaseModel):
    """`Idempotency-Key` makes a POST safe to repeat for 24 hours: the same key gives the same scan."""

    idempotency_key: str | None = Field(
        None,
        alias="Idempotency-Key",
        description="1 to 255 printable ASCII characters",
        json_schema_extra={"pattern": "^[!-~]([ -~]{0,253}[!-~])?$"},
    )

    @model_validator(mode="before")
    @classmethod
    def _spell_names(cls, headers: dict[str, str]) -> dict[str, str]:
        # Falcon hands them over in capitals.
        return {name.title(): value for name, value in headers.items()}

    @field_validator("idempotency_key")
    @classmethod
    def _is_plain(cls, key: str | None) -> str | None:
        if key is not None and not (1 <= len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
            raise refuse(f"cannot be used; 1 to {LONGEST_KEY} printable ASCII characters will do, such as a UUID")
        return key


class NoQuery(StrictModel):
    """No parameters in the address."""


class PageQuery(StrictModel):
    limit: int = Field(50, ge=1, le=LONGEST_PAGE, description="items on a page")
    cursor: str | None = Field(None, max_length=200, description="from the `next` of the page before")


class ScanListQuery(PageQuery):
    status: Status | None = Field(None, description="only scans with this status")


class EventListQuery(PageQuery):
    since: Moment | None = Field(None, description="only what happened from this time on")


class JobListQuery(PageQuery):
    state: JobState | None = Field(None, description="only jobs in this state")


class QueueQuery(StrictModel):
    job_id: str | None = Field(None, alias="jobId", max_length=100, description="answer for one job only")
