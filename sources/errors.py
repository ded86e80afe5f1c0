"""What can go wrong with a source, in the words a user reads."""

from __future__ import annotations


class SourceError(Exception):
    """A source could not answer. `code` is stable; the message says what happened and what mends it."""

    code = "source_error"
    retryable = False


class NothingToRead(SourceError):
    """Every target was missing or unreadable."""

    code = "nothing_to_read"


class NothingInRange(SourceError):
    """Documents exist, but none inside the time range asked for; the message says which span exists."""

    code = "nothing_in_range"


class FileRefused(SourceError):
    """A file name that may not be read; the message says which names may."""

    code = "file_refused"


class UnknownSource(SourceError):
    """No source has that name; the message lists those there are."""

    code = "unknown_source"


class RetryLater(SourceError):
    """The other side asks to wait for `seconds`, longer than a worker may sleep: the scan is handed back till then.

    It is no failure and burns no attempt.
    """

    code = "rate_limited"
    retryable = True

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class SourceUnavailable(SourceError):
    """The other side does not answer, or not with what its protocol says; trying again may help."""

    code = "source_unavailable"
    retryable = True


class WrongCredentials(SourceError):
    """The credentials are missing or refused; the message names the variables to set."""

    code = "wrong_credentials"
