"""Errors as RFC 9457 problem documents: what is wrong, and what would do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

import falcon
import structlog
from falcon import Request, Response
from peewee import DatabaseError, DataError, IntegrityError, ProgrammingError

from api.responses.problem import FieldError, ProblemDetails
from models.database import DatabaseUnavailable

PROBLEM_JSON = "application/problem+json"
RETRY_AFTER_S = 2

log = structlog.get_logger(__name__)


class Problem(falcon.HTTPError):
    """A request that cannot be answered. `detail` is a sentence for the person who sent it."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(status, description=detail, headers=headers)
        self.errors = list(errors)


def invalid(errors: Sequence[FieldError]) -> Problem:
    """Make the answer to a request whose fields cannot be accepted."""
    names = ", ".join(dict.fromkeys(error.field for error in errors))
    return Problem(422, f"Correct {names} and send the request again.", errors=errors)


def not_found(what: str, where: str) -> Problem:
    return Problem(404, f"There is no {what}. {where}")


def handle_errors(app: falcon.App[Request, Response]) -> None:
    """Let every error of `app` answer a problem document."""
    app.set_error_serializer(write_problem)
    app.add_error_handler(Exception, _answer_bug)
    app.add_error_handler((DatabaseError, DatabaseUnavailable), _answer_database_trouble)
    app.add_error_handler(falcon.MediaMalformedError, _answer_malformed_body)
    # These three are the program's own mistakes, whatever state the database is in.
    app.add_error_handler((IntegrityError, ProgrammingError, DataError), _answer_bug)


def write_problem(req: Request, resp: Response, error: falcon.HTTPError) -> None:
    """Write `error` as the body of the response."""
    status = falcon.http_status_to_code(error.status)
    details = ProblemDetails(
        title=falcon.code_to_http_status(status).partition(" ")[2],
        status=status,
        detail=error.description or _standard_detail(req, status, dict(error.headers or {})),
        errors=error.errors if isinstance(error, Problem) and error.errors else None,
    )
    resp.data = details.model_dump_json(exclude_none=True).encode()
    resp.content_type = PROBLEM_JSON


def _standard_detail(req: Request, status: int, headers: dict[str, str]) -> str:
    match status:
        case 404:
            return "There is nothing at this address. GET /openapi.json lists every address."
        case 405:
            return f"{req.method} does nothing here. This address takes {headers.get('Allow', 'other methods')}."
        case _:
            return "GET /openapi.json describes what this address takes."


def _answer_malformed_body(req: Request, resp: Response, error: Exception, params: dict[str, Any]) -> NoReturn:
    raise Problem(400, f"The body is not JSON: {error.__cause__}. Send one JSON object, in UTF-8.") from error


def _answer_database_trouble(req: Request, resp: Response, error: Exception, params: dict[str, Any]) -> NoReturn:
    log.warning("database unavailable", method=req.method, path=falcon.uri.encode(req.path), error=str(error))
    raise Problem(
        503,
        f"The database cannot be used now ({error}). Try again in {RETRY_AFTER_S} s; GET /readyz says what is missing.",
        headers={"Retry-After": str(RETRY_AFTER_S)},
    ) from error


def _answer_bug(req: Request, resp: Response, error: Exception, params: dict[str, Any]) -> NoReturn:
    log.error("request failed", method=req.method, path=falcon.uri.encode(req.path), exc_info=error)
    raise Problem(500, "The server made a mistake; its log says which. Sending the request again may help.") from error
