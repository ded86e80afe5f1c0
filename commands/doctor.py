"""`cli.py doctor`: what works on this installation, and for what does not, the command that mends it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rich.console import Console
from typer import Exit

from models.clock import now
from models.database import DatabaseUnavailable, connect
from models.job import Job
from models.queue_control import paused_since
from models.queue_status import count_jobs, oldest_waiting
from models.schema import SchemaTooNew, SchemaTooOld, require_current_schema
from models.waiting_line import next_room_at
from models.worker import live_workers
from settings import Settings, load_settings
from sources.reddit.check import check_credentials
from sources.reddit.credentials import RedditCredentials

LEAST_FREE_MB = 500
START = "make run"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and the command or change that mends it; None where all is well.

    Where it is not `required`, everything works without it.
    """

    what: str
    how: str
    mend: str | None = None
    required: bool = True


def doctor() -> None:
    """Check the data folder, the database, the broker, the workers, the scheduler, the API and the queue."""
    settings = load_settings()
    console = Console()
    findings = list(_examine(settings))
    for finding in findings:
        mark = _mark(finding)
        console.print(f"{mark} {finding.what:<9} {finding.how}", highlight=False, soft_wrap=True)
        if finding.mend:
            console.print(f"               → {finding.mend}", highlight=False, soft_wrap=True)
    if any(finding.mend and finding.required for finding in findings):
        raise Exit(1)


def _mark(finding: Finding) -> str:
    if finding.mend is None:
        return "[green]ok  [/green]"
    return "[red]bad [/red]" if finding.required else "[yellow]hint[/yellow]"


def _examine(settings: Settings) -> Iterator[Finding]:
    yield _disk(settings.data_dir)
    database = _database(settings)
    yield database
    yield _broker(settings)
    if database.mend is None:
        yield _workers()
        yield _scheduler()
        yield _queue(settings)
    yield _api(settings)
    yield _reddit(settings)


def _disk(data_dir: Path) -> Finding:
    folder = next(path for path in (data_dir.absolute(), *data_dir.absolute().parents) if path.exists())
    if not os.access(folder, os.W_OK):
        return Finding("disk", f"{folder} cannot be written", "set DATA_DIR to a folder of yours")
    free_mb = shutil.disk_usage(folder).free >> 20
    if free_mb < LEAST_FREE_MB:
        return Finding("disk", f"{free_mb} MB free at {folder}", f"free some: scans want {LEAST_FREE_MB} MB and more")
    return Finding("disk", f"{free_mb:,} MB free at {folder}")


def _database(settings: Settings) -> Finding:
    try:
        connect(settings.db_url)
        require_current_schema()
    except SchemaTooOld as error:
        return Finding("database", str(error), ".venv/bin/python cli.py migrate")
    except (SchemaTooNew, DatabaseUnavailable) as error:
        return Finding("database", str(error), "see the sentence above")
    return Finding("database", settings.db_url.removeprefix("sqlite:///"))


def _broker(settings: Settings) -> Finding:
    mend = START
    url = settings.broker_url
    if url is None:
        try:
            url = json.loads(settings.broker_file.read_text())["url"]
        except (OSError, ValueError):
            return Finding("broker", "no embedded broker runs", START)
    else:
        mend = "start that server, or correct REDIS_URL or REDIS_HOST, REDIS_PORT and REDIS_PASSWORD"
    try:
        client = redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2, retry=Retry(NoBackoff(), 0))
        version = client.info("server").get("redis_version", "?")
    except redis.RedisError as error:
        return Finding("broker", f"does not answer: {error}", mend)
    return Finding("broker", f"answers (protocol of Redis {version})")


def _workers() -> Finding:
    workers = live_workers(now())
    if not workers:
        return Finding("worker", "none is alive", f"{START}, or beside a running stack: .venv/bin/dramatiq actors")
    return Finding("worker", f"{len(workers)} alive: {', '.join(worker.id for worker in workers)}")


def _scheduler() -> Finding:
    schedulers = live_workers(now(), role="scheduler")
    if not schedulers:
        how = "none is alive; workers tick in its place, less often"
        return Finding("scheduler", how, f"{START}, or .venv/bin/python -m actors.scheduler", required=False)
    return Finding("scheduler", f"{len(schedulers)} alive: {', '.join(process.id for process in schedulers)}")


def _queue(settings: Settings) -> Finding:
    counts = count_jobs(now())
    line = f"{counts.waiting} waiting, {counts.delayed} delayed, {counts.active} active, {counts.failed} failed"
    if counts.active + counts.waiting and not live_workers(now()):
        return Finding("queue", f"{line}; nobody works on it", START)
    if since := oldest_waiting(now()):
        return Finding("queue", f"{line}; the oldest waits since {since:%H:%M:%S} UTC, {_why_waiting(settings)}")
    return Finding("queue", line)


def _why_waiting(settings: Settings) -> str:
    reasons: list[tuple[Callable[[], object], str]] = [
        (paused_since, "since the queue is paused (cli.py queue resume)"),
        (
            lambda: Job.select().where(Job.state == "active").count() >= settings.scan_concurrency,
            f"since {settings.scan_concurrency} scans run (SCAN_CONCURRENCY)",
        ),
        (
            lambda: next_room_at(settings.scan_starts_per_minute, now()),
            f"since {settings.scan_starts_per_minute} started in the last minute (SCAN_STARTS_PER_MINUTE)",
        ),
    ]
    return next((words for holds, words in reasons if holds()), "and starts within seconds")


def _reddit(settings: Settings) -> Finding:
    """Look at the credentials; without any, the other sources still work."""
    if settings.reddit_client_id is None:
        return Finding("reddit", "no credentials: the sources arctic_shift, archive and sample need none")
    credentials = RedditCredentials(
        settings.reddit_client_id,
        settings.reddit_client_secret,
        settings.reddit_user_agent,
        settings.reddit_base_url,
    )
    if problem := check_credentials(credentials):
        return Finding("reddit", problem, "correct REDDIT_CLIENT_ID and REDDIT_CLIENT_SECRET")
    return Finding("reddit", "accepts the credentials")


def _api(settings: Settings) -> Finding:
    url = f"http://{settings.host}:{settings.port}"
    try:
        answer = httpx.get(f"{url}/healthz", timeout=3)
        answer.raise_for_status()
    except httpx.HTTPError as error:
        return Finding("api", f"{url} does not answer: {error}", START)
    return Finding("api", url)
