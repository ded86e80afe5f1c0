"""The files that a server is set up with, checked as far as that goes without an engine."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_pydantic import ComposeSpecification

from settings import Settings

ROOT = Path(__file__).resolve().parents[1]
UNITS = sorted(file.name for file in (ROOT / "deploy").glob("*.service"))


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


def test_compose_follows_the_specification(compose: dict[str, Any]):
    ComposeSpecification.model_validate({name: part for name, part in compose.items() if not name.startswith("x-")})


def test_compose_publishes_on_loopback_only(compose: dict[str, Any]):
    ports = [port for service in compose["services"].values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_compose_keeps_what_the_queue_needs(compose: dict[str, Any]):
    redis = compose["services"]["redis"]["command"]
    assert "--appendonly yes" in redis
    assert "--maxmemory-policy noeviction" in redis
    named = {mount.split(":")[0] for service in compose["services"].values() for mount in service.get("volumes", [])}
    assert {"redis", "postgres", "data"} <= named
    assert {"redis", "postgres", "data"} == set(compose["volumes"])


def test_compose_starts_nothing_before_what_it_needs(compose: dict[str, Any]):
    for name in ("api", "worker"):
        needed = compose["services"][name]["depends_on"]
        assert needed["migrate"] == {"condition": "service_completed_successfully"}
        assert needed["redis"] == {"condition": "service_healthy"}


def test_compose_sets_only_settings_that_exist(compose: dict[str, Any]):
    known = {name.upper() for name in Settings.model_fields}
    assert set(compose["services"]["worker"]["environment"]) <= known


def test_the_image_runs_as_a_user_and_sets_only_settings_that_exist():
    text = (ROOT / "Dockerfile").read_text()
    assert re.search(r"^USER (?!root)", text, re.MULTILINE)
    assert "HEALTHCHECK" in text
    line = re.search(r"^ENV (.*)$", text, re.MULTILINE)
    assert line is not None
    assert {pair.split("=")[0] for pair in line[1].split()} <= {name.upper() for name in Settings.model_fields}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_accepts_the_unit(unit: str, tmp_path: Path):
    for name in UNITS:
        # The commands live where the program is installed; what is checked is all the rest.
        text = re.sub(
            r"^ExecStart=\S+", "ExecStart=/bin/true", (ROOT / "deploy" / name).read_text(), flags=re.MULTILINE
        )
        (tmp_path / name).write_text(text)
    shutil.copy(ROOT / "deploy" / "painpointradar.target", tmp_path)
    run = subprocess.run(
        ["systemd-analyze", "verify", "--recursive-errors=no", str(tmp_path / unit)], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert "painpointradar" not in run.stderr, run.stderr
