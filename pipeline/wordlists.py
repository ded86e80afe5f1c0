"""Reads the word lists in `language/`, which are data: adding a word needs no change of code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGE = Path(__file__).parent / "language"


def words(module: str, name: str) -> frozenset[str]:
    """Give the set of words that a module keeps under a name."""
    return frozenset(_load("words.toml")[module][name])


def irregular_forms() -> dict[str, list[str]]:
    """Give the forms of verbs that do not follow the rule, by verb."""
    forms: dict[str, list[str]] = _load("words.toml")["irregular"]
    return forms


def phrases(module: str, name: str) -> str:
    """Write a pattern for the turns of phrase that a module keeps under a name, as whole words."""
    return rf"\b{any_of(_load('phrases.toml')[module][name])}(?!\w)"


def cue_patterns() -> dict[str, re.Pattern[str]]:
    """Compile the cues, by name, in the order of the file."""
    entries = _load("cues.toml")
    terms = {name: any_of(phrases) for name, phrases in entries["terms"].items()}
    return {name: _compile(entry, terms) for name, entry in entries.items() if name != "terms"}


def meanings() -> dict[str, str]:
    """Give what features of the detector mean, by their names."""
    features: dict[str, str] = _load("meanings.toml")["features"]
    return features


def any_of(alternatives: Iterable[str]) -> str:
    """Write a pattern that matches any of the alternatives, the first that fits."""
    return f"(?:{'|'.join(alternatives)})"


@cache
def _load(file: str) -> dict[str, Any]:
    return tomllib.loads((LANGUAGE / file).read_text(encoding="utf-8"))


def _compile(entry: Mapping[str, list[str]], terms: Mapping[str, str]) -> re.Pattern[str]:
    lead = rf"{any_of(entry['after'])} (?:even |really |actually |longer )?" if "after" in entry else ""
    tail = rf"(?! {any_of(entry['unless'])})" if "unless" in entry else ""
    pattern = "|".join([rf"\b{lead}{any_of(entry['phrases'])}\b{tail}", *entry.get("marks", [])])
    return re.compile(re.sub(r"\{([a-z_]+)\}", lambda match: terms[match[1]], pattern))
