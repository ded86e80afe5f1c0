"""Accepting a scan: what only the state of the world can refuse, and one transaction for all that is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from peewee import IntegrityError

from api.problems import invalid
from api.requests import ScanRequest
from api.responses.problem import FieldError
from api.scan_audience import add_audience
from api.source_check import missing_for
from models.database import transaction
from models.idempotency import IdempotencyKey, find_key, remember_key
from models.job import create_job
from models.owner import LOCAL_OWNER_ID
from models.scan import Scan, new_scan_id
from settings import Settings
from sources.archive_files import list_archive_files, resolve_archive_file
from sources.errors import SourceError

SHOWN_FILES = 10


def accept_scan(request: ScanRequest, key: str | None, *, settings: Settings, now: datetime) -> str:
    """Return the id of a new scan, or of the one that an earlier request with this key made.

    Raises:
      Problem: The request cannot be fulfilled, or the key was used for another one.
    """
    # The earlier answer holds even where the world has moved on: a start_at gone by, an archive file taken away.
    if key and (earlier := find_key(LOCAL_OWNER_ID, key, now=now)):
        return _repeat(earlier, request)
    full, errors = add_audience(request)
    errors += [*_check_start(request, now), *_check_source(request, settings), *_check_files(request, settings)]
    if errors:
        raise invalid(errors)
    try:
        return _create(full, (key, _body_hash(request)) if key else None, now)
    except IntegrityError:
        # Two requests with one key at a time: the unique key let the other one through.
        winner = find_key(LOCAL_OWNER_ID, key, now=now) if key else None
        if winner is None:
            raise
        return _repeat(winner, request)


def _repeat(earlier: IdempotencyKey, request: ScanRequest) -> str:
    if earlier.body_hash != _body_hash(request):
        message = "was used for another request in the last 24 hours; send a new key with a new request"
        raise invalid([FieldError(field="Idempotency-Key", message=message)])
    return earlier.scan_id


def _check_start(request: ScanRequest, now: datetime) -> Iterator[FieldError]:
    if request.start_at and request.start_at <= now:
        yield FieldError(field="start_at", message="has gone by; give a later time, or leave it out to start at once")


def _check_source(request: ScanRequest, settings: Settings) -> Iterator[FieldError]:
    if missing := missing_for(request.source, settings):
        field = "files" if request.source == "archive" else "source"
        yield FieldError(field=field, message=f"cannot be read here: {missing}")


def _check_files(request: ScanRequest, settings: Settings) -> Iterator[FieldError]:
    archives = settings.archives
    available = list_archive_files(archives) if request.source == "archive" else []
    if not available:
        return  # no files to choose from
    for index, name in enumerate(request.files):
        if problem := _file_problem(archives, name, available):
            yield FieldError(field=f"files[{index}]", message=problem)


def _file_problem(archives: Path, name: str, available: list[str]) -> str | None:
    try:
        resolve_archive_file(archives, name)
    except SourceError as error:
        return f"{error} ({_list(available)})"
    return None if name in available else f"is not in {archives}; {_list(available)}"


def _list(available: list[str]) -> str:
    more = len(available) - SHOWN_FILES
    return f"the folder holds {', '.join(available[:SHOWN_FILES])}" + (f" and {more} more" if more > 0 else "")


def _create(request: ScanRequest, key: tuple[str, str] | None, now: datetime) -> str:
    """Store a scan, and the key that it was asked for under with the hash of what was asked."""
    with transaction():
        scan = Scan.create(
            id=new_scan_id(),
            owner=LOCAL_OWNER_ID,
            source=request.source,
            question=request.question,
            request=request.model_dump(mode="json"),
            created_at=now,
        )
        create_job(scan, priority=request.priority, not_before=request.start_at, now=now)
        if key:
            remember_key(LOCAL_OWNER_ID, key[0], body_hash=key[1], scan_id=scan.id, now=now)
    return scan.id


def _body_hash(request: ScanRequest) -> str:
    # Without an audience, as it was before there were any: keys are held for a day, across an update.
    left_out = set() if request.audience else {"audience"}
    return hashlib.sha256(request.model_dump_json(exclude=left_out).encode()).hexdigest()
