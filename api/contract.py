"""The one definition of each endpoint: it validates requests and writes /openapi.json, so that the two cannot drift."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import falcon
from falcon import Request, Response
from pydantic import BaseModel, ValidationError
from spectree import Response as SpectreeResponse
from spectree import SpecTree
from spectree.plugins.falcon_plugin import FalconPlugin

from api.explain import field_errors
from api.problems import PROBLEM_JSON, invalid
from api.requests import NoFields, NoQuery
from api.responses.problem import ProblemDetails

Responder = TypeVar("Responder", bound=Callable[..., None])

# Host or Origin refused, unknown parameters, a bug: these can happen anywhere.
EVERYWHERE = (403, 422, 500)
PATH_PARAMETERS = {
    "scan_id": "the `id` of a scan",
    "pain_point_id": "the `id` of a pain point",
    "curation_id": "the `id` of a curation",
    "audience_id": "the `id` of an audience",
}


def endpoint(
    tag: str,
    *,
    answers: dict[int, type[BaseModel] | None],
    problems: tuple[int, ...] = (),
    media_types: tuple[str, ...] = (),
) -> Callable[[Responder], Responder]:
    """Declare what a responder answers: its `answers` by status, and the `problems` that only it has.

    A file, with status 200 and no model, is one of `media_types`.
    Its parameters `query`, `json` and `headers` are validated by their annotations; its docstring is its description.
    """
    declared: dict[int, Any] = {**answers, **dict.fromkeys((*problems, *EVERYWHERE), ProblemDetails)}
    models = {f"HTTP_{status}": declared[status] for status in sorted(declared)}

    def decorate(responder: Responder) -> Responder:
        resource, _, method = responder.__qualname__.partition(".on_")
        validated: Responder = contract.validate(
            resp=Answers(media_types, **models),
            tags=[tag],
            operation_id=f"{method}{resource}",
            path_parameter_descriptions=PATH_PARAMETERS,
        )(responder)
        return validated

    return decorate


class Answers(SpectreeResponse):
    """Describes problems with their own media type, and files with theirs."""

    def __init__(self, media_types: tuple[str, ...], **models: Any) -> None:
        super().__init__(**models)
        self._media_types = media_types

    def generate_spec(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        described = super().generate_spec(*args, **kwargs)
        for status, answer in described.items():
            if self.find_model(int(status)) is ProblemDetails:
                answer["content"] = {PROBLEM_JSON: answer["content"]["application/json"]}
        if self._media_types:
            described["200"]["content"] = {media_type: {} for media_type in self._media_types}
        return dict(sorted(described.items()))


def _refuse_invalid(req: Request, resp: Response, error: Exception | None, resource: object, adapter: object) -> None:
    if isinstance(error, ValidationError):
        raise invalid(field_errors(error)) from error


def refuse_fields(req: Request) -> None:
    """Refuse a body that says something, where the address alone says what to do.

    Raises:
      Problem: It names the fields; a body that is no JSON has an error of its own.
    """
    try:
        NoFields.model_validate(req.get_media(default_when_empty={}))
    except ValidationError as error:
        raise invalid(field_errors(error)) from error


class Plugin(FalconPlugin):
    """Spectree's adapter to Falcon, without its own routes: all routes stand in `api/app.py`."""

    def register_route(self, app: falcon.App[Request, Response]) -> None:
        pass

    def parse_path(self, route: Any, path_parameter_descriptions: Any) -> tuple[str, list[dict[str, Any]]]:
        path, parameters = super().parse_path(route, path_parameter_descriptions)  # type: ignore[no-untyped-call]
        # It escapes dots, as a pattern would need them.
        return path.replace("\\", ""), parameters


class Contract(SpecTree):
    """Says of a body that it is required only where one without fields is refused."""

    def _generate_spec(self) -> dict[str, Any]:
        spec = super()._generate_spec()
        for operation in (operation for path in spec["paths"].values() for operation in path.values()):
            if body := operation.get("requestBody"):
                name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
                model = spec["components"]["schemas"][name]
                body["required"] = model.get("type") != "object" or bool(model.get("required"))
        return spec


contract = Contract(
    backend=Plugin,
    mode="strict",  # pages and files are no endpoints
    title="PainPointRadar",
    version="1",
    description="Scans Reddit for what people struggle with.",
    before=_refuse_invalid,
    validation_error_model=ProblemDetails,
    page_templates={},
    naming_strategy=lambda model: str(model.__name__),
    nested_naming_strategy=lambda parent, child: child,
)


class OpenApiDocument:
    """`/openapi.json`."""

    @endpoint("service", answers={200: None, 304: None})
    def on_get(self, req: Request, resp: Response, query: NoQuery) -> None:
        """Describe this API, as OpenAPI 3.1."""
        resp.media = contract.spec
