"""Telling what an answer of the archive is: records, a refusal, a plea to wait, or nothing it should be."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from sources.fields import Record

_TIMEOUT = re.compile(r"time[d ]*\s*out|slow down", re.IGNORECASE)
LONGEST_QUOTE = 120


class Broken(Exception):
    """Not what the API promises; the message continues the sentence "it does not work: …"."""


class Throttled(Exception):
    """The server asks to wait for `seconds`, None if it does not say how long."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__()
        self.seconds = seconds


class Refused(Exception):
    """The archive says, in its own words, that it will not answer this request; `status` is HTTP's."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words

    @property
    def is_timeout(self) -> bool:
        """Whether the query was too heavy for its database, which it says with 422 or with 200."""
        return _TIMEOUT.search(self.words) is not None

    @property
    def may_pass_at_once(self) -> bool:
        """Whether the same request may work a moment later."""
        return self.status == 200 and not self.is_timeout


def read_answer(status: int, headers: Mapping[str, str], body: bytes, *, wait_s: float | None) -> list[Record]:
    """Take the records out of an answer; an item that is none becomes an empty one, so that it is counted.

    Raises:
      Throttled, Refused, Broken
    """
    if status == 429 or (status >= 500 and wait_s is not None and "retry-after" in headers):
        raise Throttled(wait_s)
    if status >= 500 or status == 408:
        raise Broken(f"it answers {status}")
    if 300 <= status < 400:
        raise Broken(f"it redirects to {headers.get('location')}; is ARCTIC_SHIFT_URL right?")
    content = _parse(body)
    error = content.get("error") if isinstance(content, dict) else None
    if status >= 400 or error:
        raise Refused(status, _quote(error) if error else _quote(body.decode(errors="replace")))
    records = content.get("data") if isinstance(content, dict) else None
    if not isinstance(records, list):
        raise Broken(f"it sends something else than JSON with `data`: {_quote(body.decode(errors='replace'))!r}")
    return [record if isinstance(record, dict) else {} for record in records]


def _parse(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _quote(words: object) -> str:
    text = " ".join(str(words).replace(";", ",").split())  # a reason in the coverage is parted by semicolons
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
