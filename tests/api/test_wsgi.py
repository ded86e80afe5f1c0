"""The application as gunicorn loads it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from models.database import connect, database
from models.schema import migrate

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("spacy", "numpy", "sklearn", "scipy", "onnxruntime", "praw", "zstandard")
REPORT = """
import psutil, sys
import api.wsgi
print(*sorted(sys.modules))
print(psutil.Process().memory_info().rss >> 20)
"""


def run(code: str, data_dir: Path) -> subprocess.CompletedProcess[str]:
    # From the data folder, so that no .env of the developer is read.
    env = {"DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", code], cwd=data_dir, env=env, capture_output=True, text=True)


def test_loading_it_loads_no_part_of_the_engine(tmp_path: Path) -> None:
    connect(f"sqlite:///{tmp_path}/painpointradar.db")
    migrate()
    database.close()
    loaded = run(REPORT, tmp_path)
    assert loaded.returncode == 0, loaded.stderr
    modules, memory_mb = loaded.stdout.splitlines()
    print(f"import api.wsgi: {memory_mb} MB resident")
    assert not set(HEAVY) & set(modules.split())
    assert int(memory_mb) < 150


def test_a_missing_migration_is_one_sentence_with_the_command(tmp_path: Path) -> None:
    refused = run("import api.wsgi", tmp_path)
    assert refused.returncode == 1
    assert "cli.py migrate" in refused.stderr
    assert "Traceback" not in refused.stderr
