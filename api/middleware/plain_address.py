"""No NUL in an address: nothing has it in its name, and PostgreSQL refuses even to look."""

from __future__ import annotations

from falcon import Request, Response

from api.problems import Problem, invalid
from api.responses.problem import FieldError


class PlainAddress:
    def process_request(self, req: Request, resp: Response) -> None:
        if "\0" in req.path:
            raise Problem(404, "There is nothing at an address with a NUL in it.")
        for name, value in req.params.items():
            if "\0" in f"{name}{value}":
                raise invalid([FieldError(field=name, message="holds a NUL character; leave it out")])
