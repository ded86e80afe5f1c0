"""The stack: what runs, in which order it starts, and that all of it stops."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from models.database import connect
from models.schema import migrate
from settings import ROOT, Settings
from stack.child import Child, stop_children
from stack.embedded_broker import forget_embedded_broker, free_port, start_embedded_broker
from stack.errors import StackError
from stack.lock import locked
from stack.orphans import note_processes, stop_orphans

READY_WITHIN_S = 60.0
WORKER_GRACE_MS = 8_000
LOOK_EVERY_S = 0.2


class Stack:
    """The running processes, and the address the API answers at."""

    def __init__(self, url: str, notes: Path) -> None:
        self.url = url
        self.notes = notes
        self.children: list[Child] = []

    def watch(self, is_over: Callable[[], bool]) -> None:
        """Keep every process running until `is_over`."""
        while not is_over():
            for child in self.children:
                if child.revive():
                    self.note()
            time.sleep(LOOK_EVERY_S)

    def note(self) -> None:
        note_processes(self.notes, (child.pid for child in self.children))

    def wait_until_ready(self, is_over: Callable[[], bool] = lambda: False) -> None:
        """Wait until the API answers and a worker is alive.

        Raises:
          StackError: A process died, or the stack is not ready in time; the message says what is missing.
        """
        deadline = time.monotonic() + READY_WITHIN_S
        missing = "The API does not answer."
        while time.monotonic() < deadline and not is_over():
            for child in self.children:
                if not child.is_running:
                    raise StackError(f"The {child.name} died while starting. {_where_it_says_why(child)}")
            try:
                answer = httpx.get(f"{self.url}/readyz", timeout=5)
                if answer.status_code == httpx.codes.OK:
                    self.note()
                    return
                missing = answer.text
            except httpx.TransportError:
                pass  # not listening yet
            time.sleep(LOOK_EVERY_S)
        if not is_over():
            raise StackError(f"Not ready after {READY_WITHIN_S:.0f} s: {missing}")


@contextmanager
def running_stack(settings: Settings, *, log_dir: Path | None = None) -> Iterator[Stack]:
    """Migrate the database, start everything, and stop it behind the block. Logs go to `log_dir`, or to the terminal.

    Raises:
      StackError: It cannot start.
      models.schema.SchemaTooNew, models.database.DatabaseUnavailable
    """
    data_dir = settings.data_dir.absolute()
    with locked(data_dir), ExitStack() as on_exit:
        notes = data_dir / "stack.json"
        stop_orphans(notes)
        settings.archives.mkdir(parents=True, exist_ok=True)
        connect(settings.db_url)
        migrate()
        on_exit.callback(notes.unlink, missing_ok=True)
        port = settings.port or free_port()
        stack = Stack(f"http://{_bracketed(settings.host)}:{port}", notes)
        if settings.broker_url is None:
            broker = start_embedded_broker(data_dir)
            stack.children.append(broker)
            on_exit.callback(forget_embedded_broker, data_dir)
            on_exit.callback(broker.stop)
        programs = [_worker(settings, log_dir), _scheduler(settings, log_dir), _api(settings, port, log_dir)]
        on_exit.callback(stop_children, programs)
        for program in programs:
            program.start()
            stack.children.append(program)
        stack.note()
        yield stack


def _worker(settings: Settings, log_dir: Path | None) -> Child:
    command = [
        *(sys.executable, "-m", "stack.dramatiq_worker", "actors"),
        *("--processes", str(settings.worker_processes), "--threads", "1"),
        *("--worker-shutdown-timeout", str(WORKER_GRACE_MS)),
    ]
    return Child("worker", command, env=_environment(settings), log_file=log_dir and log_dir / "worker.log")


def _scheduler(settings: Settings, log_dir: Path | None) -> Child:
    command = [sys.executable, "-m", "actors.scheduler"]
    return Child("scheduler", command, env=_environment(settings), log_file=log_dir and log_dir / "scheduler.log")


def _api(settings: Settings, port: int, log_dir: Path | None) -> Child:
    command = [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py"), "api.wsgi:app"]
    env = {**_environment(settings), "PORT": str(port)}
    return Child("api", command, env=env, log_file=log_dir and log_dir / "api.log")


def _environment(settings: Settings) -> dict[str, str]:
    """Pass on as absolute what was relative to the folder the command was called in."""
    return {
        "DATA_DIR": str(settings.data_dir.absolute()),
        "ARCHIVE_DIR": str(settings.archives.absolute()),
        "DATABASE_URL": settings.db_url,
    }


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _where_it_says_why(child: Child) -> str:
    if child.log_file is None:
        return "The lines above say why."
    end = "\n".join(child.log_file.read_text(errors="replace").splitlines()[-5:])
    return f"The end of {child.log_file}:\n{end}"
