"""The one place where requests to Reddit leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prawcore import Requestor
from prawcore.const import ACCESS_TOKEN_PATH
from prawcore.exceptions import RequestException

from sources.errors import SourceUnavailable, WrongCredentials
from sources.reddit.answers import AskedToWait, examine
from sources.reddit.pacing import Pace

if TYPE_CHECKING:
    from requests import Response

RETRY_DELAYS_S = (1.0, 2.0)


class PacedRequestor(Requestor):
    """Keeps the pace and turns every failure into an error of ours.

    PRAW and prawcore therefore meet good answers only, and neither retries or sleeps by itself: prawcore retries its
    own exceptions, and its limiter, which may sleep for ten minutes, never gets to see the headers it goes by. The one
    exception is a token that has run out, after which prawcore signs in anew, up to 2 s later.
    """

    def __init__(self, *, pace: Pace, **options: Any) -> None:
        super().__init__(**options)
        self._pace = pace
        self._tokens_refused = 0

    def request(self, *args: Any, timeout: float | None = None, **kwargs: Any) -> Response:
        """Send a request as soon as it may go out, again after a wait or a fault that may pass.

        Raises:
          RetryLater: Waiting would take longer than a worker may sleep.
          SourceUnavailable: Reddit did not answer sensibly after all retries.
          WrongCredentials: Signing in was refused.
          TargetRefused: Reddit does not give out what was asked for.
        """
        patience = self._pace.patience()
        retry_delays_s = iter(RETRY_DELAYS_S)
        while True:
            self._pace.take_turn(patience)
            try:
                return self._send(*args, **kwargs)
            except AskedToWait as asked:
                patience.wait(asked.seconds, str(asked))
            except SourceUnavailable as fault:
                delay_s = next(retry_delays_s, None)
                if delay_s is None or not patience.allows(delay_s):
                    raise
                patience.wait(delay_s, str(fault))

    def _send(self, *args: Any, **kwargs: Any) -> Response:
        try:
            # prawcore hands in a timeout that no setting of PRAW's changes; ours replaces it.
            response = super().request(*args, timeout=self.timeout, **kwargs)
        except RequestException as error:
            cause = type(error.original_exception).__name__
            raise SourceUnavailable(f"the connection to Reddit failed ({cause})") from error
        self._pace.note(response.headers)
        signing_in = str(response.request.path_url).startswith(ACCESS_TOKEN_PATH)
        if response.status_code == 401 and not signing_in:
            self._count_refused_token()
            return response
        examine(response, self._pace, signing_in=signing_in)
        if not signing_in:
            self._tokens_refused = 0
        response.headers.pop("x-ratelimit-remaining", None)
        return response

    def _count_refused_token(self) -> None:
        self._tokens_refused += 1
        if self._tokens_refused > 1:
            raise WrongCredentials(
                "Reddit refuses the token that it has just given out; REDDIT_CLIENT_ID and REDDIT_CLIENT_SECRET may be"
                " those of an app that was deleted"
            )
