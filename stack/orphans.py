"""Which processes the stack started, written down so that the next start can stop what a kill -9 left behind."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import psutil
import structlog

log = structlog.get_logger(__name__)

GRACE_S = 10.0


def note_processes(file: Path, pids: Iterable[int]) -> None:
    """Write down the processes and their descendants; a start time tells a process from a later one of its number."""
    tree = [process for pid in pids for process in tree_of(pid)]
    file.write_text(json.dumps([{"pid": process.pid, "started": process.create_time()} for process in tree]))


def stop_orphans(file: Path) -> None:
    """Stop what an earlier stack left running."""
    orphans = [process for note in _read(file) for process in _same_process(note)]
    orphans += [child for process in orphans for child in tree_of(process.pid) if child not in orphans]
    if orphans:
        log.warning("stopping what an earlier run left behind", pids=[process.pid for process in orphans])
        stop(orphans)
    file.unlink(missing_ok=True)


def tree_of(pid: int) -> list[psutil.Process]:
    """Return a process and its descendants, none if it is gone."""
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def stop(processes: list[psutil.Process], *, grace_s: float = GRACE_S) -> None:
    """Ask processes to stop, and kill those that do not within the grace time."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _, alive = psutil.wait_procs(processes, timeout=grace_s)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=grace_s)


def _read(file: Path) -> list[dict[str, float]]:
    try:
        notes: list[dict[str, float]] = json.loads(file.read_text())
    except (OSError, ValueError):
        return []  # no earlier stack, or one that was killed while it wrote: nothing is known, nothing is stopped
    return notes


def _same_process(note: dict[str, float]) -> list[psutil.Process]:
    try:
        process = psutil.Process(int(note["pid"]))
        return [process] if process.create_time() == note["started"] else []
    except psutil.NoSuchProcess:
        return []
