"""What to export, and how."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from api.pain_point_requests import PainPointFilters, YesNo
from exports.formats import FormatName
from models.pain_point_list import Sort


class ExportQuery(PainPointFilters):
    format: FormatName = Field("json", description="of the file")
    sort: Sort = Field("score", description="the greatest first, save for oldest and name")
    unmask: YesNo = Field("false", description="whether e-mail addresses and phone numbers stay as they are")

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for beside the list's defaults, by name."""
        return self.model_dump(exclude_defaults=True, exclude={"format", "unmask"})
