"""What a process weighs that only imports the API, or a worker's actors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("spacy", "numpy", "sklearn", "praw")
REPORT = """
import importlib, resource, sys, time
began = time.perf_counter()
importlib.import_module(sys.argv[1])
seconds = time.perf_counter() - began
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, f"{seconds:.2f}", *sys.modules)
"""


def main() -> bool:
    """Print a table and return whether nothing heavy was loaded."""
    print("| import | MB | seconds | loads spaCy, numpy, sklearn or praw |\n|---|---|---|---|")
    loaded = [_measure(module) for module in ("api.app", "actors")]
    return not any(loaded)


def _measure(module: str) -> list[str]:
    command = [sys.executable, "-c", REPORT, module]
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    memory_mb, seconds, *modules = run.stdout.split()
    heavy = [name for name in HEAVY if name in modules]
    print(f"| {module} | {memory_mb} | {seconds} | {', '.join(heavy) or 'no'} |")
    return heavy
