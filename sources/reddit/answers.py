"""What an answer of Reddit's that is not the wanted one means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sources.errors import SourceUnavailable, WrongCredentials
from sources.reddit.pacing import Pace
from sources.types import CoverageStatus

if TYPE_CHECKING:
    from requests import Response

# A 429 without a date comes when requests meet at the same moment: two waits of 2 s, then the scan is handed back.
UNDATED_WAIT_S = 2.0
OVERLOADED = (408, 500, 502, 503, 504, 520, 522)


class TargetRefused(Exception):
    """Reddit does not give this target out; others are not concerned. The message is a reason for the coverage."""

    def __init__(self, status: CoverageStatus, reason: str) -> None:
        super().__init__(reason)
        self.status: CoverageStatus = status


class AskedToWait(Exception):
    """Reddit wants to be asked again after `seconds`."""

    def __init__(self, seconds: float, why: str) -> None:
        super().__init__(why)
        self.seconds = seconds


def examine(response: Response, pace: Pace, *, signing_in: bool) -> None:
    """Let a good answer pass.

    Raises:
      AskedToWait: Too many queries, or an overload that says when it is over.
      SourceUnavailable: Reddit has a fault, or what came is no JSON.
      WrongCredentials: Signing in was refused.
      TargetRefused: This target is not given out.
    """
    status = response.status_code
    if status == 429:
        seconds = pace.seconds_asked(response.headers, "retry-after", "x-ratelimit-reset")
        raise AskedToWait(max(UNDATED_WAIT_S if seconds is None else seconds, 1.0), "Reddit got too many queries (429)")
    if status in OVERLOADED:
        seconds = pace.seconds_asked(response.headers, "retry-after")
        if seconds:
            raise AskedToWait(max(seconds, 1.0), f"Reddit is overloaded ({status})")
        raise SourceUnavailable(f"Reddit has a fault of its own ({status})")
    if signing_in:
        _examine_token(response)
    elif status >= 300:
        raise _refusal(response)
    elif not isinstance(_json(response), (dict, list)):
        raise SourceUnavailable("Reddit's answer is no JSON: a page of a proxy's, or cut off")


def _examine_token(response: Response) -> None:
    status, answer = response.status_code, _json(response)
    if status in (400, 401) or (status == 200 and isinstance(answer, dict) and "error" in answer):
        raise WrongCredentials("Reddit refuses the credentials: check REDDIT_CLIENT_ID and REDDIT_CLIENT_SECRET")
    if status == 403:
        raise WrongCredentials(
            "Reddit refuses this client (403): check REDDIT_USER_AGENT, REDDIT_CLIENT_ID and REDDIT_CLIENT_SECRET"
        )
    if status != 200 or not isinstance(answer, dict) or "access_token" not in answer:
        raise SourceUnavailable(f"Reddit does not answer as promised when signing in ({status})")


def _refusal(response: Response) -> TargetRefused:
    status, answer = response.status_code, _json(response)
    reason = answer.get("reason") if isinstance(answer, dict) else None
    match status, reason:
        case 403, "private":
            return TargetRefused("private", "it is private")
        case 403, "quarantined":
            return TargetRefused("quarantined", "it is quarantined, and only signed-in people may read it")
        case ((403 | 404), "banned"):
            return TargetRefused("banned", "Reddit has banned it")
        case 403, _ if answer is None:
            return TargetRefused("unreadable", "Reddit blocks this address or REDDIT_USER_AGENT (403)")
        case 404, _:
            return TargetRefused("missing", "there is no such subreddit")
        case ((301 | 302 | 307 | 308), _):
            return TargetRefused("missing", _where_to(response.headers.get("location", "")))
        case 451, _:
            return TargetRefused("unreadable", "it is withheld here for legal reasons (451)")
    return TargetRefused("unreadable", f"Reddit refuses it ({status}{f', {reason}' if reason else ''})")


def _where_to(location: str) -> str:
    match urlsplit(location).path.strip("/").split("/"):
        case ["r", name, *_]:
            return f"Reddit redirects to r/{name}: scan that instead"
        case ["subreddits", *_]:
            return "there is no such subreddit"
    return f"Reddit redirects to {location or 'nowhere'}"


def _json(response: Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None
