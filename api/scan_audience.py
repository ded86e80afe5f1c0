"""The audience of a scan: its subreddits join those that the scan names itself, as they are when it is accepted."""

from __future__ import annotations

from api.request_fields import MOST_SUBREDDITS
from api.requests import ScanRequest
from api.responses.problem import FieldError
from models.audience import find_audience, find_audience_called
from models.owner import LOCAL_OWNER_ID


def add_audience(request: ScanRequest) -> tuple[ScanRequest, list[FieldError]]:
    """Return the request with its audience by name and all subreddits to read, and what stands against it."""
    wanted = request.audience
    if wanted is None:
        return request, []
    audience = find_audience(wanted, LOCAL_OWNER_ID) or find_audience_called(wanted, LOCAL_OWNER_ID)
    if audience is None:
        message = f"is no audience ({wanted!r}); GET /api/audiences lists those that there are"
        return request, [FieldError(field="audience", message=message)]
    subreddits = _unite(request.subreddits, audience.subreddits)
    full = request.model_copy(update={"subreddits": subreddits, "audience": audience.name})
    return full, _check_number(full)


def _unite(subreddits: list[str], more: list[str]) -> list[str]:
    named = {name.casefold() for name in subreddits}
    return [*subreddits, *(name for name in more if name.casefold() not in named)]


def _check_number(request: ScanRequest) -> list[FieldError]:
    number = len(request.subreddits)
    if number <= MOST_SUBREDDITS:
        return []
    message = f"are {number} with those of {request.audience!r}; at most {MOST_SUBREDDITS} will do"
    return [FieldError(field="subreddits", message=message)]
