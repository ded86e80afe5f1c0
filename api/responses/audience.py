"""Audiences."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel


class Audience(BaseModel):
    """A named set of subreddits."""

    id: str
    name: str
    subreddits: list[str]
    created_at: datetime
    updated_at: datetime


class AudienceList(BaseModel):
    """By name."""

    items: list[Audience]
    next: str | None


class ExportedAudience(BaseModel):
    name: str
    subreddits: list[str]


class AudienceExport(BaseModel):
    """All audiences, as an import takes them."""

    audiences: list[ExportedAudience]


class ImportedAudiences(BaseModel):
    """How many audiences were made, given other subreddits, and left as they were."""

    created: int
    replaced: int
    skipped: int
