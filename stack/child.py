"""A child process that is kept running."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import psutil
import structlog

from settings import ROOT
from stack.orphans import stop, tree_of

log = structlog.get_logger(__name__)

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
STEADY_AFTER_S = 60.0
GRACE_S = 10.0
LATE_GRACE_S = 1.0


class Child:
    """One process of the stack. It stays in the stack's session and process group; Ctrl-C reaches the stack alone."""

    def __init__(
        self, name: str, command: list[str], *, env: Mapping[str, str] | None = None, log_file: Path | None = None
    ) -> None:
        self.name = name
        self.command = command
        self.env = {**os.environ, **(env or {})}
        self.log_file = log_file
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._pause_s = FIRST_PAUSE_S

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        output: IO[Any] | None = self.log_file.open("ab") if self.log_file else None
        # The mask is inherited: the stack alone answers Ctrl-C, and stops its children in order.
        previous = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, previous)
            if output:
                output.close()
        self._started_at = time.monotonic()

    def revive(self) -> bool:
        """Start the process again if it died and its pause is over; the pause doubles while it keeps dying."""
        if self.is_running:
            return False
        lived_s = time.monotonic() - self._started_at
        if lived_s > STEADY_AFTER_S:
            self._pause_s = FIRST_PAUSE_S
        if lived_s < self._pause_s:
            return False
        self._pause_s = min(self._pause_s * 2, LONGEST_PAUSE_S)
        exit_code = self._process.returncode if self._process else None
        log.warning("restarting a process that died", process=self.name, exit_code=exit_code)
        self.start()
        return True

    def tree(self) -> list[psutil.Process]:
        """Return the process and its descendants, those that are alive."""
        return tree_of(self._process.pid) if self.is_running and self._process else []

    def stop(self) -> None:
        stop_children([self])


def stop_children(children: list[Child], *, grace_s: float = GRACE_S) -> None:
    """Stop children, all at the same time, each with its descendants; kill what is left after the grace time."""
    trees = [process for child in children for process in child.tree()]
    leaders = {child.pid for child in children}
    # A leader stops its own descendants in its own way; only what outlives it is told again.
    stop([process for process in trees if process.pid in leaders], grace_s=grace_s)
    stop([process for process in trees if process.is_running()], grace_s=LATE_GRACE_S)
