"""Workers that died on this machine: seen by their process id, so that nobody waits for their leases to end."""

from __future__ import annotations

import os
import socket
from datetime import datetime
from pathlib import Path

import psutil

from models.recovery import expire_leases
from models.worker import leave, processes_on


def this_machine() -> str:
    """Name the space in which a process id means one process: the host, and on Linux its namespace of ids."""
    try:
        namespace = os.readlink("/proc/self/ns/pid")
    except OSError:
        namespace = ""
    return f"{socket.gethostname()} {_boot_id()} {namespace}".strip()


def expire_dead_neighbours(now: datetime) -> list[str]:
    """End the leases of workers that no longer run here; return their ids."""
    dead = [worker.id for worker in processes_on(this_machine()) if not _is_alive(worker.pid)]
    if dead:
        expire_leases(dead, now)
        for worker_id in dead:
            leave(worker_id)
    return dead


def _boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def _is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that died and was not yet waited for does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
