"""Which two scans to compare."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from api.explain import refuse_parts
from api.requests import PageQuery

ScanId = Annotated[str, Field(min_length=1, max_length=100)]
LONGEST_PAGE = 1_000


class CompareQuery(PageQuery):
    earlier: ScanId = Field(description="the `id` of a scan that has results")
    later: ScanId = Field(description="the `id` of another one")
    limit: int = Field(LONGEST_PAGE, ge=1, le=LONGEST_PAGE, description="items on a page")

    @model_validator(mode="after")
    def _names_two(self) -> Self:
        if self.earlier == self.later:
            raise refuse_parts([("later", "is the same scan as `earlier`; name another one of GET /api/scans")])
        return self
