"""Starting a system on a server of its own, that is empty, and killing all of it behind."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from benchmarks.queue.running import Running, Stuck
from benchmarks.queue.systems import System
from settings import ROOT
from stack.child import Child
from stack.embedded_broker import start_embedded_broker
from stack.orphans import tree_of

SHOWN_OF_LOG = 1_500
GONE_WITHIN_S = 5.0


@contextmanager
def running(system: System, commands: list[list[str]], *, quick: bool = False) -> Iterator[Running]:
    """Start a server and a system's workers, warm them up, and kill them behind the block.

    Raises:
      running.Stuck: It does not get going, or the block raised this; with the end of its log.
    """
    with TemporaryDirectory(prefix="queue-", ignore_cleanup_errors=True) as name, ExitStack() as on_exit:
        folder = Path(name)
        broker = start_embedded_broker(folder)
        on_exit.callback(broker.stop)
        env = {"REDIS_URL": _url_of(folder), "MARKS_FILE": str(folder / "marks"), "DATA_DIR": name, **system.env}
        env |= {"QUICK": "1"} if quick else {}
        for command in system.prepare:
            subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, check=True, capture_output=True)
        log = folder / "workers.log"
        children = [Child(system.name, _filled(command, env), env=env, log_file=log) for command in commands]
        beside = [Child(system.name, command, env=env, log_file=log) for command in system.beside]
        on_exit.callback(_kill_all, [*children, *beside])
        for child in (*children, *beside):
            child.start()
        client = on_exit.enter_context(_client(system.client, env, log))
        bench = Running(folder, children, client)
        try:
            bench.warm_up()
            yield bench
        except Stuck as error:
            raise Stuck(f"{system.name}: {error}; its log ends: {log.read_text()[-SHOWN_OF_LOG:]}") from error


def kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return  # gone already, as it should be


def _url_of(folder: Path) -> str:
    return str(json.loads((folder / "broker.json").read_text())["url"])


def _filled(command: list[str], env: dict[str, str]) -> list[str]:
    return [part.format(redis=env["REDIS_URL"]) for part in command]


@contextmanager
def _client(command: list[str], env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[str]]:
    with log.open("ab") as errors:
        client = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    with client:
        try:
            yield client
        finally:
            client.kill()


def _kill_all(children: list[Child]) -> None:
    processes = [process for child in children for process in tree_of(child.pid)]
    for process in processes:
        kill(process)
    psutil.wait_procs(processes, timeout=GONE_WITHIN_S)
