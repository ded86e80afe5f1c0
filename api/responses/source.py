"""Sources, and what a scan of one will cost."""

from __future__ import annotations

from pydantic import BaseModel


class SourceEntry(BaseModel):
    """`missing` says in a sentence what it would take to use the source here; null where it can be used.

    `files` are what an archive scan can name, at most the first 1,000; null for other sources.
    """

    name: str
    about: str
    usable: bool
    missing: str | None
    files: list[str] | None


class SourceList(BaseModel):
    items: list[SourceEntry]


class Estimate(BaseModel):
    """`queries` to the other side and the `minutes` they take at its pace; `caps` say what will be cut off, and why."""

    queries: int
    minutes: float
    caps: list[str]
