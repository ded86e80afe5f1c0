"""`python -m tests.chaos.soak --scans 300 --seed 7 [--postgres]`: print what a soak shows; exit 1 if anything is wrong.

The seed fixes what is asked for and what is done to the fleet, and in which order; the machine decides when.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.chaos.soak.report import render, report_on
from tests.chaos.soak.run import soak
from tests.postgres import a_server


def main() -> int:
    options = _read_options()
    if options.postgres:
        return _again_on_postgres()
    with (
        tempfile.TemporaryDirectory(prefix="soak-") as folder,
        soak(Path(folder), scans=options.scans, seed=options.seed, longest_s=options.seconds) as soaked,
    ):
        report = report_on(soaked)
        print(render(report))
        if report.wrong:
            print("\n".join(["", *report.wrong, "", soaked.fleet.last_words()]), file=sys.stderr)
    return 1 if report.wrong else 0


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.soak")
    parser.add_argument("--scans", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=900, help="the longest that the scans may take; then it fails")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server that is started for it")
    return parser.parse_args()


def _again_on_postgres() -> int:
    arguments = [word for word in sys.argv[1:] if word != "--postgres"]
    with a_server() as url:
        command = [sys.executable, "-m", "tests.chaos.soak", *arguments]
        return subprocess.run(command, env={**os.environ, "TEST_POSTGRES_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main())
