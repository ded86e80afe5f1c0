"""The engine on all the real threads beside the repository, as `cli.py analyse` runs it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
THREADS = ROOT.parent / "shared" / "data" / "reddit"


def main() -> bool:
    """Print a table and return whether there was anything to measure."""
    files = sorted(str(file) for file in THREADS.glob("*.zst"))
    if not files:
        print(f"{THREADS} is missing: nothing measured.")
        return False
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        command = [sys.executable, "cli.py", "analyse", *files, "--json", out.name]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        stats = json.loads(Path(out.name).read_text())["stats"]
    stages = list(stats["seconds_by_stage"])
    print(f"| documents | mentions | pain points | seconds | {' | '.join(stages)} | peak MB |")
    print("|---" * (5 + len(stages)) + "|")
    cells = [stats["documents"], stats["mentions"], stats["pain_points"], stats["seconds"]]
    print(
        "| "
        + " | ".join(str(cell) for cell in [*cells, *stats["seconds_by_stage"].values(), stats["peak_rss_mb"]])
        + " |"
    )
    return True
