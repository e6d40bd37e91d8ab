"""The schema of the API, and a page of it that needs no script and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "description": "the address of what the code means"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "stable, for programs"},
        "detail": {"type": "string", "description": "names culprit and remedy, for people"},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Fault"}},
        "obstacles": {
            "type": "array",
            "items": {"$ref": "#/components/schemas/Obstacle"},
            "description": "each thing that bars an approval",
        },
        "present": {"description": "what is there now, where the request had seen something older"},
    },
}
_FAULT = {
    "type": "object",
    "required": ["pointer", "detail"],
    "properties": {
        "pointer": {"type": "string", "description": "JSON pointer into the body, or `?name` of the query"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
    },
}
_OBSTACLE = {
    "type": "object",
    "required": ["code", "detail"],
    "properties": {
        "code": {"type": "string", "description": "`screening`, `high_flags`, `case`, `withheld`, `embargo`"},
        "detail": {"type": "string"},
    },
}
# What every operation may answer, and what those that read a body, or that change something, may as well.
_ALWAYS = {
    "400": "the request cannot be read",
    "401": "no token, or one that opens nothing",
    "403": "the token's scope or its user's role does not allow it",
    "404": "nothing that this token may see",
    "406": "only application/json is answered",
    "429": "too many requests: Retry-After says when",
    "503": "not ready yet",
}
_WITH_BODY = {
    "409": "refused as things stand",
    "412": "changed since it was read: the present one is shown",
    "413": "too large",
    "415": "a media type that is not read here",
    "422": "the request was read and is not fit: errors point to what is wrong",
    "428": "If-Match is missing",
}
_METHODS = frozenset({"get", "post", "patch", "put", "delete"})


class TokenScheme(OpenApiAuthenticationExtension):
    """Describe the token of the header to the schema."""

    target_class = "articles.api.authentication.TokenAuthentication"
    name = "token"
    match_subclasses = True

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Return how it is sent."""
        return {"type": "http", "scheme": "bearer"}


def add_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Say of every operation which problems it may answer."""
    components = result.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Problem"], schemas["Fault"], schemas["Obstacle"] = _PROBLEM, _FAULT, _OBSTACLE
    # `fields=` leaves out what nobody asked for.
    schemas.get("ArticleOut", {}).pop("required", None)
    for name, shape in schemas.items():
        # What is sent is read strictly: `shapes.Asked`.
        if name.endswith("InRequest"):
            shape["additionalProperties"] = False
    for operation in _operations(result):
        known = {**_ALWAYS, **(_WITH_BODY if _is_write(operation) else {"422": _WITH_BODY["422"]})}
        for status, words in known.items():
            operation["responses"].setdefault(status, _answer(words))
    return result


def show_reference(request: HttpRequest) -> HttpResponse:
    """Show every operation on one page."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    sections = [
        {"method": method.upper(), "path": path, "operation": operation, "body": _body_name(operation)}
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
        if method in _METHODS
    ]
    # As pairs: a template takes `items` for a field of that name, which a shape may have.
    shapes = [
        (name, shape.get("description", ""), list(shape.get("properties", {}).items()))
        for name, shape in sorted(schema["components"]["schemas"].items())
    ]
    context = {"info": schema["info"], "sections": sections, "shapes": shapes}
    return render(request, "moderation/api/reference.html", context)


def _operations(schema: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in schema["paths"].values():
        yield from (operation for method, operation in methods.items() if method in _METHODS)


def _is_write(operation: Mapping[str, Any]) -> bool:
    named = {parameter["name"] for parameter in operation.get("parameters", ())}
    return "requestBody" in operation or "Idempotency-Key" in named


def _answer(words: str) -> dict[str, Any]:
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": words, "content": {"application/problem+json": problem}}


def _body_name(operation: Mapping[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    names = [str(media["schema"].get("$ref", "")).rpartition("/")[2] for media in content.values()]
    return next((name for name in names if name), "")
