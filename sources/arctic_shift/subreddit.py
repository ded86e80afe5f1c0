"""The way through one subreddit, step by step. Each step makes few requests, and after each there may be a break."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.types import Document
from sources.arctic_shift.account import rfc3339
from sources.arctic_shift.answer import Refused
from sources.arctic_shift.comment_steps import list_comments, read_threads, search_comments
from sources.arctic_shift.post_steps import fetch_posts, list_posts, search_posts
from sources.arctic_shift.presence import look_around
from sources.arctic_shift.reading import Step
from sources.arctic_shift.scope import Scope
from sources.errors import SourceUnavailable
from sources.types import CoverageStatus

_TAKE: dict[Step, Callable[[Scope], tuple[list[Document], bool]]] = {
    "search_posts": search_posts,
    "fetch_posts": fetch_posts,
    "search_comments": search_comments,
    "read_threads": read_threads,
    "list_posts": list_posts,
    "list_comments": list_comments,
}
_NEXT: dict[Step, Step] = {
    "search_posts": "fetch_posts",
    "fetch_posts": "search_comments",
    "search_comments": "read_threads",
    "read_threads": "look_around",
    "list_posts": "list_comments",
    "list_comments": "look_around",
    "look_around": "done",
}
_WITHOUT_SEARCH: dict[Step, Step] = {"search_posts": "list_posts", "search_comments": "list_comments"}
_OF_COMMENTS: frozenset[Step] = frozenset({"search_comments", "read_threads", "list_comments"})


def read_subreddit(scope: Scope) -> Iterator[list[Document]]:
    """Yield the documents of each answer, none where it had none, until the subreddit is behind.

    Raises:
      RetryLater, SourceUnavailable: As `Transport.get`; what the archive refuses ends in the account instead.
    """
    reading = scope.reading
    if reading.step is None:
        reading.go_on_with("search_posts" if scope.words else "list_posts")
    while (step := reading.step) and step != "done":
        walk = replace(reading.walk) if reading.walk else None
        try:
            documents, is_step_over = _take(step, scope)
        except Refused as refused:
            documents, is_step_over = [], False
            reading.walk = walk  # the listing may have moved on before a look-up was refused
            _settle(refused, step, scope)
        if is_step_over:
            reading.go_on_with(_step_after(step, scope))
        yield documents


def _take(step: Step, scope: Scope) -> tuple[list[Document], bool]:
    if step == "look_around":
        _explain_nothing(scope)
        return [], True
    return _TAKE[step](scope)


def _explain_nothing(scope: Scope) -> None:
    """Say whether there is such a subreddit at all, and where its documents lie."""
    presence = look_around(scope.api, scope.subreddit, scope.listing.bounds)
    if presence.is_in_bounds:
        return
    if presence.span is None:
        scope.account.fail("missing", "the archive has nothing of it; check the spelling, or it is private or banned")
        return
    first, last = map(rfc3339, presence.span)
    scope.account.span = presence.span
    scope.account.note(f"nothing of it is inside the range, what there is runs from {first} to {last}")


def _step_after(step: Step, scope: Scope) -> Step:
    following = _NEXT[step]
    while following in _OF_COMMENTS and scope.query.limit_comments == 0:
        following = _NEXT[following]
    return "done" if following == "look_around" and scope.account.asked else following


def _settle(refused: Refused, step: Step, scope: Scope) -> None:
    """Go on without the search, or with smaller pages; where neither helps, this subreddit ends here."""
    told = f"{refused.status}: {refused.words}"
    if step in _WITHOUT_SEARCH:
        what = "comments" if step in _OF_COMMENTS else "everything"
        scope.account.note(f"{what} read in full and filtered here, as the archive's search failed ({told})")
        if step == "search_posts":
            scope.reading.posts.clear()  # nothing of it was handed out
        scope.reading.go_on_with(_WITHOUT_SEARCH[step])
    elif refused.is_timeout and scope.listing.shrink():
        return
    elif refused.may_pass_at_once:
        raise SourceUnavailable(f"Arctic Shift does not work at the moment ({told})") from refused
    else:
        status: CoverageStatus = "missing" if refused.status in {400, 404} else "unreadable"
        scope.account.fail(status, f"the archive refuses it ({told})", may_pass=refused.is_timeout)
        scope.reading.go_on_with("done")
