"""Posts and comments from Arctic Shift, one subreddit after the other."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from pipeline.types import Document
from sources.arctic_shift.account import Account, rfc3339
from sources.arctic_shift.api import LARGEST_PAGE, ArchiveApi
from sources.arctic_shift.judge import Judge
from sources.arctic_shift.known_posts import KnownPosts
from sources.arctic_shift.listing import Listing
from sources.arctic_shift.pace import MIN_INTERVAL_S
from sources.arctic_shift.progress import Progress
from sources.arctic_shift.reading import Reading
from sources.arctic_shift.scope import Scope
from sources.arctic_shift.search_words import search_words
from sources.arctic_shift.subreddit import read_subreddit
from sources.arctic_shift.transport import TIMEOUT_S, Transport
from sources.arctic_shift.walk import Bounds
from sources.errors import FileRefused, NothingInRange, NothingToRead, SourceError, SourceUnavailable
from sources.types import Clock, HashAuthor, Page, Query

BASE_URL = "https://arctic-shift.photon-reddit.com"
MAX_PAGES = 2_000
SECONDS_PER_DAY = 86_400

_SUBREDDIT = re.compile(r"\s*(?:/?r/)?(.*?)/?\s*", re.IGNORECASE)


class ArcticShiftSource:
    """Reads the subreddits of a query from the archive's API, newest first.

    Keywords are searched by the archive where it can, else (it gives up on very active subreddits) everything in the
    range is read and filtered here; the coverage says which. Searching, comments under a matching post that is older
    than the range are found only where they match themselves.

    `limit_posts` is shared out among the subreddits, what one leaves goes to the next; each keeps its newest, and where
    the limit cut it, comments are read back to the oldest post kept. `limit_comments` keeps the newest that match under
    each post. A listing ends after `max_pages` requests. Nothing is asked less than `min_interval_s` after the last.
    """

    name = "arctic_shift"

    def __init__(
        self,
        base_url: str,
        hash_author: HashAuthor,
        *,
        user_agent: str,
        clock: Clock = time.time,
        sleep: Callable[[float], None] = time.sleep,
        page_size: int = LARGEST_PAGE,
        max_pages: int = MAX_PAGES,
        timeout_s: float = TIMEOUT_S,
        min_interval_s: float = MIN_INTERVAL_S,
    ) -> None:
        self._hash_author = hash_author
        self._page_size = min(page_size, LARGEST_PAGE)
        self._max_pages = max_pages
        self._open_transport = partial(
            Transport,
            base_url,
            user_agent=user_agent,
            clock=clock,
            sleep=sleep,
            timeout_s=timeout_s,
            min_interval_s=min_interval_s,
        )

    def fetch(self, query: Query, cursor: dict[str, Any] | None = None) -> Iterator[Page]:
        """Yield a page for each answer of the archive, of at most `page_size` documents.

        Raises:
          SourceError: The query names no subreddit.
          FileRefused: The query names files.
          NothingToRead: No subreddit could be read; the message names each.
          NothingInRange: There are documents, all of them outside the range.
          RetryLater: The archive asks to wait for longer than a worker may sleep.
          SourceUnavailable: The archive does not answer, or not with what its API promises.
        """
        targets = _targets(query)
        query = replace(query, since_utc=_start_of_range(query), last_days=None)
        progress = Progress(posts_left=query.limit_posts)
        if cursor and not (resumed := Progress.from_json(cursor)).has_failed(targets=len(targets)):
            progress = resumed
        with self._open_transport() as transport:
            for documents in self._read(targets, query, progress, ArchiveApi(transport)):
                yield progress.page(documents, targets=len(targets))
        _refuse_if_nothing(progress)
        yield progress.page([], targets=len(targets))

    def _read(self, targets: list[str], query: Query, progress: Progress, api: ArchiveApi) -> Iterator[list[Document]]:
        for target in targets[progress.finished :]:
            account, reading = progress.open(target, targets_left=len(targets) - progress.finished)
            yield from read_subreddit(self._scope(target, query, api, account, reading))
            progress.close()

    def _scope(self, target: str, query: Query, api: ArchiveApi, account: Account, reading: Reading) -> Scope:
        judge = Judge(query, self._hash_author)
        bounds = Bounds(
            after=None if query.since_utc is None else query.since_utc - 1,
            before=None if query.until_utc is None else query.until_utc + 1,
        )
        return Scope(
            subreddit=target,
            query=query,
            words=search_words(query.keywords),
            api=api,
            judge=judge,
            known_posts=KnownPosts(api, judge),
            listing=Listing(reading, account, bounds, page_size=self._page_size, max_pages=self._max_pages),
        )


def _targets(query: Query) -> list[str]:
    """Name each subreddit once, without `r/`, in the order asked for."""
    if query.files:
        raise FileRefused("Arctic Shift has no files to choose from; leave `files` out, or use the archive source")
    names: dict[str, str] = {}
    for written in query.subreddits:
        if (match := _SUBREDDIT.fullmatch(written)) and (name := match[1]):
            names.setdefault(name.lower(), name)
    if not names:
        raise SourceError("Arctic Shift is asked subreddit by subreddit; name at least one in `subreddits`")
    return list(names.values())


def _start_of_range(query: Query) -> int | None:
    if query.last_days is None or query.asked_at_utc is None:
        return query.since_utc
    return max(query.since_utc or 0, query.asked_at_utc - query.last_days * SECONDS_PER_DAY)


def _refuse_if_nothing(progress: Progress) -> None:
    accounts = progress.accounts
    told = "; ".join(f"r/{account.target}: {account.coverage().reason}" for account in accounts)
    if all(account.is_unread for account in accounts):
        if progress.has_failed(targets=len(accounts)):
            raise SourceUnavailable(f"not one subreddit could be read ({told})")
        raise NothingToRead(f"not one subreddit could be read ({told})")
    spans = [account.span for account in accounts if account.span]
    if spans and all(account.span or account.is_unread for account in accounts):
        first, last = rfc3339(min(span[0] for span in spans)), rfc3339(max(span[1] for span in spans))
        raise NothingInRange(f"nothing is dated inside the range; the documents run from {first} to {last}")
