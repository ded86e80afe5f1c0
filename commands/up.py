"""`cli.py up`: everything on one machine, kept running."""

from __future__ import annotations

import signal
import threading

import logs
from settings import load_settings
from stack.supervisor import running_stack


def up() -> None:
    """Run the API, workers and (with no Redis set) the embedded broker until Ctrl-C; restart what dies."""
    settings = load_settings()
    logs.configure(settings)
    told_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told_to_stop.set())
    print("Starting; the workers load a language model, which takes some seconds.", flush=True)
    with running_stack(settings) as stack:
        stack.wait_until_ready(told_to_stop.is_set)
        if not told_to_stop.is_set():
            print(f"PainPointRadar is running at {stack.url} (API: {stack.url}/openapi.json).", flush=True)
            print("Ctrl-C stops it.", flush=True)
        stack.watch(told_to_stop.is_set)
