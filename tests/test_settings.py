from __future__ import annotations

import re
from pathlib import Path

import pytest

from settings import Settings, SettingsError, load_settings

EXAMPLE = Path(__file__).resolve().parents[1] / ".env.example"


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch):
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


def test_the_example_names_every_setting_with_its_default():
    shown = dict(re.findall(r"^#([A-Z_]+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE))
    defaults = {
        name.upper(): "" if field.default is None else str(field.default)
        for name, field in Settings.model_fields.items()
    }
    assert shown == defaults


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "eighty", "integer"),
        ("PORT", "70000", "65535"),
        ("HOST", "0.0.0.0", "loopback"),
        ("HOST", "example.com", "loopback"),
        ("REDIS_URL", "localhost:6379", "redis://"),
        ("REDIS_PORT", "0", "greater than or equal to 1"),
        ("SCAN_CONCURRENCY", "0", "greater than or equal to 1"),
        ("SCAN_STARTS_PER_MINUTE", "-1", "greater than or equal to 0"),
        ("LEASE_SECONDS", "0", "greater than 0"),
        ("ARCTIC_SHIFT_URL", "example.org", "https://"),
        ("LOG_FORMAT", "xml", "'console' or 'json'"),
        ("ARCHIVE_MAX_WINDOW_MB", "4096", "2048"),
    ],
)
def test_a_bad_value_is_refused_by_name_with_what_would_do(monkeypatch, name: str, value: str, words: str):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert str(refused.value).startswith(f"{name}: ")
    assert words in str(refused.value)


def test_an_empty_value_counts_as_unset(monkeypatch):
    monkeypatch.setenv("REDIS_HOST", "")
    monkeypatch.setenv("PORT", "")
    assert load_settings().broker_url is None
    assert load_settings().port == 8000


def test_host_port_and_password_make_a_url(monkeypatch):
    monkeypatch.setenv("REDIS_HOST", "cache.internal")
    monkeypatch.setenv("REDIS_PASSWORD", "p@ss/word")
    assert load_settings().broker_url == "redis://:p%40ss%2Fword@cache.internal:6379/0"


def test_a_secret_is_not_repeated_in_the_refusal(monkeypatch):
    monkeypatch.setenv("REDIS_URL", "http://user:hunter2@host")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert "hunter2" not in str(refused.value)
