"""Whether this process lives, and whether the service can do its work."""

from __future__ import annotations

from collections.abc import Callable

import falcon
from falcon import Request, Response
from peewee import DatabaseError

from api.contract import endpoint
from api.requests import NoQuery
from api.responses.health import Check, Health, Part, Readiness
from models.clock import now
from models.database import DatabaseUnavailable, database
from models.schema import SchemaTooNew, SchemaTooOld, require_current_schema
from models.worker import live_workers

INSTALL = "git pull && make setup"
MIGRATE = ".venv/bin/python cli.py migrate"
RUN_ALL = "make run"
RUN_WORKERS = ".venv/bin/dramatiq actors"
RUN_SCHEDULER = ".venv/bin/python -m actors.scheduler"


class Healthz:
    """`/healthz`."""

    @endpoint("service", answers={200: Health, 304: None})
    def on_get(self, req: Request, resp: Response, query: NoQuery) -> None:
        """Say that this process answers; asks nothing of others."""
        resp.media = Health()


class Readyz:
    """`/readyz`."""

    def __init__(self, broker_problem: Callable[[], str | None]) -> None:
        self._broker_problem = broker_problem

    @endpoint("service", answers={200: Readiness, 304: None, 503: Readiness})
    def on_get(self, req: Request, resp: Response, query: NoQuery) -> None:
        """Say whether scans can be taken and run; if not, what is missing and the command that mends it."""
        checks = [_check_database(), _check_schema(), self._check_broker(), _check_worker(), _check_scheduler()]
        ready = all(check.ok for check in checks if check.required)
        resp.status = falcon.HTTP_200 if ready else falcon.HTTP_503
        resp.media = Readiness(ready=ready, checks=checks)

    def _check_broker(self) -> Check:
        return _missing("broker", problem, RUN_ALL) if (problem := self._broker_problem()) else _present("broker")


def _check_database() -> Check:
    try:
        database.get_tables()
    except (DatabaseError, DatabaseUnavailable) as error:
        return _missing("database", f"The database cannot be read: {error}.", MIGRATE)
    return _present("database")


def _check_schema() -> Check:
    try:
        require_current_schema()
    except SchemaTooOld as error:
        return _missing("schema", str(error), MIGRATE)
    except SchemaTooNew as error:
        return _missing("schema", str(error), INSTALL)
    except (DatabaseError, DatabaseUnavailable):
        return _missing("schema", "It cannot be read while the database cannot.", MIGRATE)
    return _present("schema")


def _check_worker() -> Check:
    try:
        workers = live_workers(now())
    except DatabaseError:
        return _missing("worker", "None can be seen while the database or its schema is missing.", MIGRATE)
    return _present("worker") if workers else _missing("worker", "No worker is alive; scans wait.", RUN_WORKERS)


def _check_scheduler() -> Check:
    try:
        schedulers = live_workers(now(), role="scheduler")
    except DatabaseError:
        problem = "None can be seen while the database or its schema is missing."
        return _missing("scheduler", problem, MIGRATE, required=False)
    if schedulers:
        return _present("scheduler", required=False)
    problem = "No scheduler is alive; workers tick in its place, less often."
    return _missing("scheduler", problem, RUN_SCHEDULER, required=False)


def _present(name: Part, *, required: bool = True) -> Check:
    return Check(name=name, ok=True, required=required)


def _missing(name: Part, problem: str, mend: str, *, required: bool = True) -> Check:
    return Check(name=name, ok=False, required=required, problem=problem, mend=mend)
