"""What pydantic finds wrong, as a field's name and a sentence that says what would do."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from api.responses.problem import FieldError

# Keyed by pydantic's error types (docs.pydantic.dev/latest/errors/validation_errors); {…} comes from their context.
EXPLANATIONS = {
    "missing": "is missing; give one",
    "extra_forbidden": "is not known here; leave it out{known}",
    "literal_error": "must be {expected}",
    "model_type": "must be an object, as {{…}}",
    "list_type": 'must be a list, as ["…", "…"]',
    "string_type": "must be a text in quotes",
    "string_too_long": "is too long; at most {max_length} characters will do",
    "string_too_short": "is too short; at least {min_length} characters are needed",
    "too_long": "has {actual_length} entries; at most {max_length} will do",
    "bool_type": "must be true or false, without quotes",
    "int_type": "must be a single whole number, without quotes",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "is far too large a number",
    "float_type": "must be a single number",
    "float_parsing": "must be a number",
    "finite_number": "must be a finite number",
    "greater_than_equal": "is too small; {ge} is the least",
    "less_than_equal": "is too large; {le} is the most",
}
SHOWN_CHARACTERS = 40
# Branches of a union, which pydantic puts among the names of fields.
BRANCHES = {"preset", "span", "renaming", "merging", "splitting", "rejecting", "starring", "noting"}


def refuse(message: str) -> PydanticCustomError:
    """Make the error that a validator of one field raises."""
    return PydanticCustomError("refused", "{message}", {"message": message})


def refuse_parts(messages: Iterable[tuple[str | int, str]]) -> ValidationError:
    """Make the error that a validator of several fields, or of a list, raises: a message for each part."""
    details = [InitErrorDetails(type=refuse(message), loc=(part,), input=None) for part, message in messages]
    return ValidationError.from_exception_data("parts", details)


def explain(error: ValidationError, known: Iterable[str]) -> ValidationError:
    """Rewrite every message of `error`; `known` names the fields of the model that raised it."""
    details = [
        InitErrorDetails(type=refuse(_sentence(part, _alternatives(known))), loc=part["loc"], input=part["input"])
        for part in error.errors()
    ]
    return ValidationError.from_exception_data(error.title, details)


def field_errors(error: ValidationError) -> list[FieldError]:
    return [FieldError(field=name_field(part["loc"]), message=part["msg"]) for part in error.errors()]


def name_field(location: tuple[int | str, ...]) -> str:
    """Write a place in a request as `keywords[0]` or `range.from`; its whole is `body`."""
    name = ""
    for part in location:
        if isinstance(part, int):
            name += f"[{part}]"
        elif part not in BRANCHES:
            name += f".{part}" if name else part
    return name or "body"


def _sentence(part: ErrorDetails, known: str) -> str:
    template = EXPLANATIONS.get(part["type"])
    if template is None:
        return part["msg"]
    return template.format(known=known, **part.get("ctx", {})) + _shown(part["input"])


def _alternatives(known: Iterable[str]) -> str:
    names = ", ".join(known)
    return f", or use one of {names}" if names else ""


def _shown(value: Any) -> str:
    if not isinstance(value, str | int | float):
        return ""
    text = json.dumps(value, ensure_ascii=False)
    return f" (it is {text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + '…'})"
