"""Settings, read from the environment (and `.env`) once, at start. A bad value stops the start and names the fix."""

from __future__ import annotations

import ipaddress
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message names it and says what would do."""


class Settings(BaseSettings):
    """Each field is the environment variable of the same name in capitals; an empty value counts as unset."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    redis_url: str | None = Field(None, description="redis:// or rediss:// URL; wins over REDIS_HOST")
    redis_host: str | None = Field(None, description="host of a Redis or Valkey server; unset: the embedded one")
    redis_port: int = Field(6379, ge=1, le=65535, description="its port")
    redis_password: str | None = Field(None, description="its password, if it has one")
    database_url: str | None = Field(None, description="postgresql://… or sqlite:///path; unset: SQLite in DATA_DIR")
    reddit_client_id: str | None = Field(None, description="id of a Reddit app, for the source reddit")
    reddit_client_secret: str | None = Field(None, description="its secret")
    reddit_user_agent: str = Field(
        "python:painpointradar:0.1 (self-hosted)",
        min_length=7,
        description="how we name ourselves to Reddit and archives",
    )
    reddit_base_url: str | None = Field(None, description="another server that speaks Reddit's API, for tests")
    reddit_queries_per_minute: int = Field(100, ge=1, description="what Reddit grants one app; all workers share it")
    arctic_shift_url: str = Field(
        "https://arctic-shift.photon-reddit.com", description="the public archive behind the source arctic_shift"
    )
    data_dir: Path = Field(Path("data"), description="folder for everything that is kept")
    archive_dir: Path | None = Field(None, description="folder of archive files; unset: archive in DATA_DIR")
    archive_max_window_mb: int = Field(
        128, ge=1, le=2048, description="largest zstandard window to accept, in MiB; monthly dumps need 2048"
    )
    in_container: bool = Field(
        False, description="set by our Dockerfile: HOST may be any, since the port is published on loopback"
    )
    host: str = Field("127.0.0.1", description="address the API listens on; loopback only until API keys exist")
    port: int = Field(8000, ge=0, le=65535, description="port the API listens on; 0 picks a free one")
    vector_cache_mb: int = Field(
        256, ge=0, description="most MiB of DATA_DIR that remembers how texts read to the finer encoder; 0: none"
    )
    scan_starts_per_minute: int = Field(5, ge=0, description="scans that may start in any 60 s; 0: no limit")
    scan_concurrency: int = Field(2, ge=1, le=64, description="scans that run at a time")
    worker_processes: int = Field(2, ge=1, le=64, description="worker processes that `make run` starts")
    lease_seconds: float = Field(15, gt=0, description="how long a silent worker keeps its stage")
    resend_after_seconds: float = Field(10, gt=0, description="how long a sent stage may stay unclaimed")
    shutdown_grace_seconds: float = Field(
        6, gt=0, description="how long a stopping worker works on before it hands its stage back"
    )
    retry_backoff_seconds: float = Field(15, gt=0, description="wait before the second attempt; doubles after each")
    log_format: Literal["console", "json"] = Field("console", description="console for people, json for machines")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="least level that is logged")

    @field_validator("host")
    @classmethod
    def _is_loopback(cls, host: str, others: ValidationInfo) -> str:
        if host != "localhost" and not _is_loopback_address(host) and not others.data.get("in_container"):
            raise ValueError("the API has no keys yet and listens on loopback only; use 127.0.0.1, ::1 or localhost")
        return host

    @field_validator("redis_url")
    @classmethod
    def _is_redis_url(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must start with redis://, rediss:// (TLS) or unix://")
        return url

    @field_validator("arctic_shift_url", "reddit_base_url")
    @classmethod
    def _is_http_url(cls, url: str | None) -> str | None:
        parts = urlsplit(url or "")
        if url is not None and not (parts.scheme in ("http", "https") and parts.hostname):
            raise ValueError("must be an address such as https://example.org")
        return url

    @property
    def broker_url(self) -> str | None:
        """URL of the Redis server that was set; None means the embedded one."""
        if self.redis_url or self.redis_host is None:
            return self.redis_url
        login = f":{quote(self.redis_password, safe='')}@" if self.redis_password else ""
        return f"redis://{login}{self.redis_host}:{self.redis_port}/0"

    @property
    def broker_file(self) -> Path:
        """Where the owner of the embedded broker says how to reach it."""
        return self.data_dir / "broker.json"

    @property
    def db_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'painpointradar.db'}"

    @property
    def archives(self) -> Path:
        return self.archive_dir or self.data_dir / "archive"


@cache
def load_settings() -> Settings:
    """Read the settings, once a process.

    Raises:
      SettingsError: One or more cannot be used.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = [_explain(str(part["loc"][0]), part["msg"], part["input"]) for part in error.errors()]
        raise SettingsError("\n".join(lines)) from error


def _explain(field: str, message: str, value: object) -> str:
    shown = "" if "password" in field or "url" in field else f" (it is {value!r})"
    return f"{field.upper()}: {message.removeprefix('Value error, ')}{shown}. Change it in the environment or in .env."


def _is_loopback_address(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
