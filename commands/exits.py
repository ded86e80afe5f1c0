"""How a command ends when something it cannot mend is wrong: one sentence on standard error, exit code 1."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import httpx
import redis
from peewee import OperationalError
from rich.console import Console
from rich.markup import escape
from typer import Exit

from models.database import DatabaseUnavailable
from models.schema import SchemaTooNew, SchemaTooOld
from settings import SettingsError
from sources.errors import SourceError
from stack.errors import StackError

EXPECTED = (
    SettingsError,
    StackError,
    SourceError,
    DatabaseUnavailable,
    OperationalError,
    SchemaTooOld,
    SchemaTooNew,
    redis.RedisError,
    httpx.TransportError,
    OSError,
)

P = ParamSpec("P")
R = TypeVar("R")


def clear_exits(command: Callable[P, R]) -> Callable[P, R]:
    """Turn the errors that a user can mend into a sentence; others keep their traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except httpx.ConnectError as error:
            where = f"{error.request.url.scheme}://{error.request.url.netloc.decode()}"
            _say(f"Nobody answers at {where}. Start the stack with `make run`, or set PORT or --url to where it runs.")
            raise Exit(1) from error
        except EXPECTED as error:
            _say(str(error))
            raise Exit(1) from error

    return run


def _say(sentence: str) -> None:
    Console(stderr=True).print(f"[red]{escape(sentence)}[/red]", soft_wrap=True)
