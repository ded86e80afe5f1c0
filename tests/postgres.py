"""`python -m tests.postgres ARGS…`: run pytest on a PostgreSQL server of its own, started for it and stopped behind it.

PostgreSQL refuses to run as root: then the server runs as the user `nobody`, or as POSTGRES_RUN_AS.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stack.embedded_broker import free_port

NEWEST_FIRST = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def main() -> None:
    with a_server() as url:
        tests = [sys.executable, "-m", "pytest", *sys.argv[1:]]
        sys.exit(subprocess.run(tests, env={**os.environ, "TEST_POSTGRES_URL": url}).returncode)


@contextmanager
def a_server() -> Iterator[str]:
    """Start a server in a folder of its own, and give the URL of a role that may create databases."""
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        folder, port = Path(name), free_port()
        run_as = _unprivileged(folder)
        data = folder / "data"
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300"
        initdb = [programs / "initdb", "-D", data, "-U", "tests", "--auth=trust", "--no-sync"]
        control = [programs / "pg_ctl", "-D", data, "-w"]
        subprocess.run([*run_as, *map(str, initdb)], check=True, cwd=folder, stdout=subprocess.DEVNULL)
        start = [*control, "-l", folder / "log", "-o", options, "start"]
        subprocess.run([*run_as, *map(str, start)], check=True, cwd=folder, stdout=subprocess.DEVNULL)
        try:
            yield f"postgresql://tests@127.0.0.1:{port}/postgres"
        finally:
            stop = [*control, "-m", "immediate", "stop"]
            subprocess.run([*run_as, *map(str, stop)], check=True, cwd=folder, stdout=subprocess.DEVNULL)


def _programs() -> Path:
    found = shutil.which("initdb")
    if NEWEST_FIRST:
        return NEWEST_FIRST[0]
    if found:
        return Path(found).parent
    sys.exit("PostgreSQL's server is not installed; on Debian: apt-get install postgresql")


def _unprivileged(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    user = os.environ.get("POSTGRES_RUN_AS", "nobody")
    shutil.chown(folder, user)
    return ["setpriv", f"--reuid={user}", f"--regid={_group(user)}", "--clear-groups"]


def _group(user: str) -> str:
    return subprocess.run(["id", "-g", user], check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main()
