"""`python -m tests.chaos.elsewhere HOST CLOCK_S MODULE ARGS…`: run a module as on another host, whose clock is wrong.

HOST names the host, so that its workers' deaths are seen by nobody but their leases; CLOCK_S is what its clock is
ahead, in seconds. Both are set before anything else is imported.
"""

from __future__ import annotations

import os
import runpy
import socket
import sys
import time


def main() -> None:
    _, host, clock_s, module, *arguments = sys.argv
    if host:
        _rename_host(f"{host}-{os.getpid()}")  # a new one for each start, as of a container
    _shift_clock(float(clock_s))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _rename_host(name: str) -> None:
    socket.gethostname = lambda: name


def _shift_clock(ahead_s: float) -> None:
    right_time, right_time_ns = time.time, time.time_ns
    time.time = lambda: right_time() + ahead_s
    time.time_ns = lambda: right_time_ns() + int(ahead_s * 1e9)


if __name__ == "__main__":
    main()
