"""Asking the archive over HTTP: paced, waiting no longer than a worker may, trying once more where it broke."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from functools import cache
from types import TracebackType
from typing import Self

import httpx

from sources.arctic_shift.answer import Broken, Refused, Throttled, read_answer
from sources.arctic_shift.pace import LONGEST_WAIT_S, Pace
from sources.errors import SourceUnavailable
from sources.fields import Record
from sources.types import Clock

TIMEOUT_S = 10.0
LARGEST_ANSWER_BYTES = 64 * 2**20
THROTTLES_IN_A_ROW = 3
WAIT_WHERE_NOT_TOLD_S = 60.0


class Transport:
    """One connection to the archive; used by one thread, closed by `with`.

    `timeout_s` bounds each connect and read, three times as much the whole answer. A redirect is not followed.
    """

    def __init__(
        self,
        base_url: str,
        *,
        user_agent: str,
        clock: Clock,
        sleep: Callable[[float], None],
        timeout_s: float,
        min_interval_s: float,
    ) -> None:
        self._http = httpx.Client(
            base_url=base_url,
            headers={"User-Agent": user_agent, "Accept": "application/json"},
            timeout=timeout_s,
            verify=_certificates(),
        )
        self._timeout_s = timeout_s
        self._pace = Pace(clock, sleep, min_interval_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(self, path: str, params: Mapping[str, str]) -> list[Record]:
        """Ask, and give back the records of the answer.

        Raises:
          Refused: The archive says that it will not answer this.
          RetryLater: It asks to wait for longer than a worker may sleep.
          SourceUnavailable: It failed twice in a row.
        """
        throttles = failures = 0
        while True:
            self._pace.wait()
            try:
                return self._ask(path, params)
            except Throttled as throttled:
                throttles += 1
                self._pace.hold(_wait_for(throttled, throttles))
            except Broken as broken:
                failures += 1
                if failures > 1:
                    raise SourceUnavailable(f"Arctic Shift does not work at the moment: {broken}") from broken
            except Refused as refused:
                failures += 1
                if refused.is_timeout:
                    self._pace.hold(LONGEST_WAIT_S)  # "Maybe slow down a bit"
                if failures > 1 or not refused.may_pass_at_once:
                    raise

    def _ask(self, path: str, params: Mapping[str, str]) -> list[Record]:
        try:
            with self._http.stream("GET", path, params=dict(params)) as response:
                body = self._read(response)
        except httpx.TimeoutException as error:
            raise Broken(f"it did not answer within {self._timeout_s:g} s") from error
        except httpx.HTTPError as error:
            raise Broken(f"the connection failed ({error})") from error
        self._pace.heed(response.headers)
        return read_answer(response.status_code, response.headers, body, wait_s=self._pace.told_wait(response.headers))

    def _read(self, response: httpx.Response) -> bytes:
        # The client's timeout starts anew with every byte; one that comes each second would hold a worker for ever.
        deadline = time.monotonic() + 3 * self._timeout_s
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > LARGEST_ANSWER_BYTES or time.monotonic() > deadline:
                raise Broken("its answer does not end")
        return bytes(body)


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context()  # reading the list takes 50 ms, so it is read once


def _wait_for(throttled: Throttled, times: int) -> float:
    """Seconds to hold back; a server that goes on throttling after waits it named itself is left alone for longer."""
    if throttled.seconds is None or times > THROTTLES_IN_A_ROW:
        return WAIT_WHERE_NOT_TOLD_S
    return throttled.seconds
