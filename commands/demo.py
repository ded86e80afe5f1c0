"""`cli.py demo`: the main job, end to end, on the sample."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from rich.console import Console

from commands.client import ScanClient
from commands.memory import PeakMemory
from commands.report import print_pain_points
from settings import load_settings
from stack.errors import StackError
from stack.supervisor import running_stack

SHOWN = 30


def demo() -> None:
    """Scan the bundled sample through the queue and show the pain points; no account or server is needed."""
    console = Console()
    settings = load_settings().model_copy(update={"port": 0, "worker_processes": 1})
    log_dir = settings.data_dir / "logs"
    began = time.monotonic()
    log_dir.mkdir(parents=True, exist_ok=True)
    console.print("Starting the broker, a worker and the API …")
    with running_stack(settings, log_dir=log_dir) as stack, PeakMemory() as memory:
        stack.wait_until_ready()
        console.print("Scanning the sample: invented posts and comments of eight invented communities.")
        client = ScanClient(stack.url)
        scan = client.follow(client.create_scan({"source": "sample"})["id"])
        if scan["status"] != "completed":
            raise StackError(f"The scan ended as {scan['status']}: {(scan['error'] or {}).get('message')}")
        result = _result(client, scan, seconds=time.monotonic() - began, memory=memory)
    _show(console, result, settings.data_dir / "demo.json")


def _result(client: ScanClient, scan: dict[str, Any], *, seconds: float, memory: PeakMemory) -> dict[str, Any]:
    pain_points = [client.pain_point(scan["id"], listed["id"]) for listed in client.pain_points(scan["id"])]
    stats = {
        "documents": scan["counts"]["posts"] + scan["counts"]["comments"],
        "mentions": scan["counts"]["mentions"],
        "pain_points": scan["counts"]["pain_points"],
        "seconds": round(seconds, 3),
        "seconds_by_stage": scan["timings"]["stages"],
        "peak_rss_mb": round(memory.peak_mb, 1),
    }
    explanations = {listed["id"]: client.explanation(scan["id"], listed["id"]) for listed in pain_points}
    return {"stats": stats, "pain_points": pain_points, "explanations": explanations}


def _show(console: Console, result: dict[str, Any], file: Path) -> None:
    stats, pain_points = result["stats"], result["pain_points"]
    print_pain_points(console, pain_points[:SHOWN])
    file.write_text(json.dumps(result, indent=1, ensure_ascii=False))
    rest = len(pain_points) - SHOWN
    console.print(
        f"\n{stats['pain_points']} pain points from {stats['documents']} documents in {stats['seconds']:.1f} s, "
        f"start and stop included{f'; {rest} more stand' if rest > 0 else '; all stand'} in {file}.\n"
        "Next: `make run` keeps the stack running; put a Reddit archive file into data/archive and scan it (README).",
        soft_wrap=True,
    )
