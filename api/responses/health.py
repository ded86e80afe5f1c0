"""Whether the service is well."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

Part = Literal["database", "schema", "broker", "worker", "scheduler"]


class Health(BaseModel):
    status: Literal["ok"] = "ok"


class Check(BaseModel):
    """`problem` says what is missing and `mend` is the command that mends it, both null where all is well.

    What is not `required` may be missing: the service is ready without it.
    """

    name: Part
    ok: bool
    required: bool
    problem: str | None = None
    mend: str | None = None


class Readiness(BaseModel):
    ready: bool
    checks: list[Check]
