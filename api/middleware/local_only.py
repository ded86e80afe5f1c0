"""Only programs and pages of this machine may use the API while it has no keys."""

from __future__ import annotations

from falcon import Request, Response

from api.problems import Problem
from settings import Settings

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
DEFAULT_HTTP_PORT = "80"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
# Another port of this machine is the same site.
OTHER_SITES = ("cross-site", "same-site")


class LocalOnly:
    """Checks Host and Origin against the names of this machine.

    A foreign Host is DNS rebinding: a page whose own name was pointed at this machine. A foreign Origin is a page
    that reaches for it with its visitor's browser; so is a change that Sec-Fetch-Site says another site wants, whatever
    became of its Origin. Programs send neither.
    """

    def __init__(self, settings: Settings) -> None:
        own = f"[{settings.host}]" if ":" in settings.host else settings.host
        self._names = {*LOOPBACK_NAMES, own}
        # Port 0 leaves the choice to the system, so that any may be ours.
        self._port = str(settings.port) if settings.port else None

    def process_request(self, req: Request, resp: Response) -> None:
        host = req.get_header("Host") or ""
        if not self._is_ours(host):
            raise Problem(403, f"The Host {host!r} is not this machine. Use {self._example()}.")
        origin = req.get_header("Origin")
        if origin is not None and not self._is_our_page(origin):
            raise Problem(
                403, f"Pages of {origin!r} may not use this API. Use a page of {self._example()}, or a program."
            )
        if req.method not in SAFE_METHODS and req.get_header("Sec-Fetch-Site") in OTHER_SITES:
            raise Problem(
                403, f"Pages of other sites may change nothing here. Use a page of {self._example()}, or a program."
            )

    def _is_our_page(self, origin: str) -> bool:
        scheme, _, host = origin.partition("://")
        return scheme == "http" and self._is_ours(host)

    def _is_ours(self, host: str) -> bool:
        name, port = _split_port(host.lower())
        return name in self._names and (self._port is None or port == self._port)

    def _example(self) -> str:
        return f"http://127.0.0.1:{self._port}" if self._port else "http://127.0.0.1 with the port of this API"


def _split_port(host: str) -> tuple[str, str]:
    name, colon, port = host.rpartition(":")
    # In [::1] the last colon belongs to the address.
    if not colon or port.endswith("]"):
        return host, DEFAULT_HTTP_PORT
    return name, port
