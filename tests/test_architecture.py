"""The dependency rules, held by a test: this table is their documentation."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# A package → the modules of ours it may import, besides its own. What the API may take of sources is light, and lets it
# say before a scan starts which files there are, what is missing, and what the scan will cost; what it may take of the
# engine is the meaning of words, and the matching of two results, loaded only where two scans are compared.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "settings": (),
    "logs": ("settings",),
    "pipeline": (),
    "models": (),
    "sources": ("pipeline.types",),
    "actors": ("settings", "logs", "models", "sources", "pipeline"),
    "exports": (),
    "api": (
        "settings",
        "logs",
        "models",
        "pipeline.explain",
        "pipeline.match",
        "exports",
        "sources.archive_files",
        "sources.errors",
        "sources.estimates",
        "sources.query_of_request",
        "sources.reddit.credentials",
        "actors.background_dispatch",
        "actors.broker",
        "actors.curation",
        "actors.results",
        "actors.scan_deletion",
    ),
    "stack": ("settings", "models", "logs"),
    "commands": ("settings", "logs", "models", "sources", "pipeline", "actors", "api", "exports", "stack"),
    "cli": ("commands",),
    "examples": (),  # they use the API as strangers do
    "training": ("pipeline", "sources"),
    "benchmarks": (
        "pipeline",
        "training",
        "sources",
        "settings",
        "logs",
        "models",
        "actors",
        "api",
        "commands",
        "stack",
    ),
}
# Everything that only a worker may load: the API answers from a small process.
HEAVY = ("spacy", "numpy", "sklearn", "scipy", "onnxruntime", "praw", "zstandard")
IMPURE = ("os", "socket", "subprocess", "time", "random", "threading", "requests", "httpx", "urllib")


def modules(package: str) -> Iterator[Path]:
    single = ROOT / f"{package}.py"
    yield from [single] if single.exists() else sorted((ROOT / package).rglob("*.py"))


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_what_it_may(package: str):
    allowed = (package, *MAY_IMPORT[package])
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in modules(package)
        for name in imports(file)
        if name.split(".")[0] in MAY_IMPORT and not any(f"{name}.".startswith(f"{module}.") for module in allowed)
    ]
    assert not wrong


def test_every_package_has_a_rule():
    packages = {file.parent.name for file in ROOT.glob("*/*.py")} | {file.stem for file in ROOT.glob("*.py")}
    assert packages - {"tests", "gunicorn.conf"} == set(MAY_IMPORT)


@pytest.mark.parametrize("module", ["api.app", "actors"])
def test_importing_what_the_api_needs_loads_nothing_heavy(module: str, tmp_path: Path):
    report = f"import sys, psutil, {module}; print(*sys.modules); "
    report += "print(psutil.Process().memory_info().rss >> 20)"
    run = subprocess.run(
        [sys.executable, "-c", report], cwd=ROOT, env={"DATA_DIR": str(tmp_path)}, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    *loaded, memory_mb = run.stdout.split()
    print(f"import {module}: {memory_mb} MB resident")
    assert not set(HEAVY) & set(loaded)


def test_the_engine_has_no_clock_no_input_and_no_chance():
    """Reading weights that ship with the code is the one exception: pathlib, in the modules that load them."""
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in modules("pipeline")
        for name in imports(file)
        if name.split(".")[0] in IMPURE
    ]
    assert not wrong


def test_no_file_is_long():
    long = {
        str(file.relative_to(ROOT)): lines
        for package in MAY_IMPORT
        for file in modules(package)
        if (lines := len(file.read_text().splitlines())) > 250
    }
    assert not long
