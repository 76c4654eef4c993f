"""The API reference at `/docs`: one page made from the app's own OpenAPI document, without a script."""

import gzip
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from fordring.pages.curl import curl_of
from fordring.pages.render import PAGE_HEADERS, page
from fordring.pages.shapes import Field, Shapes

Document = Mapping[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the page: the operations with these tags. `base` stands before every path, `also` besides."""

    anchor: str
    title: str
    lead: str
    tags: frozenset[str]
    base: str = ""
    also: str = ""


GROUPS = (
    Group(
        "merchant-api",
        "Merchant API",
        "Checkout and payments, for shops. Amounts are minor units, times UTC.",
        frozenset({"merchant API"}),
        "/v1",
        "/v1/accounts/{aid}/payments",
    ),
    Group(
        "creditor-api",
        "Creditor API",
        "Invoices and collection, for accounting systems. Amounts are decimals in major units.",
        frozenset({"creditor API"}),
        "/api/v2",
        "/api/v2.0",
    ),
    Group(
        "operator-and-sandbox",
        "Operator and sandbox",
        "Our own: bank files for whoever runs the installation, time and payers for whoever tries it out.",
        frozenset(),
    ),
)
"""In their order; an operation that no group has by its tag stands in the last."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back with these statuses, and the shape that they share."""

    statuses: tuple[tuple[str, str], ...]
    types: tuple[str, ...]
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as it is shown. `credentials`: name and description of each scheme, any of which is enough."""

    anchor: str
    method: str
    path: str
    short_path: str
    also: str
    summary: str
    description: str
    credentials: tuple[tuple[str, str], ...]
    parameters: Sequence[Document]
    body_types: tuple[str, ...]
    body_title: str
    body: tuple[Field, ...]
    answers: tuple[Answer, ...]
    curl: str


def router(openapi: Callable[[], dict[str, Any]]) -> APIRouter:
    """The route `/docs`; `openapi` gives the app's document, asked for once, by the first reader."""
    made = APIRouter()

    @cache
    def rendered() -> bytes:
        document = openapi()
        groups = [(group, operations_of(document, group)) for group in GROUPS]
        return bytes(page("reference.html", info=document["info"], groups=groups).body)

    @cache
    def packed() -> bytes:
        return gzip.compress(rendered())

    async def reference(request: Request) -> HTMLResponse:
        headers = PAGE_HEADERS | {"vary": "accept-encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):  # a megabyte that repeats itself
            return HTMLResponse(packed(), headers=headers | {"content-encoding": "gzip"})
        return HTMLResponse(rendered(), headers=headers)

    made.add_api_route("/docs", reference, methods=["GET"], response_class=HTMLResponse)
    return made


def operations_of(document: Document, group: Group) -> list[Operation]:
    """The group's operations in the document's order; one that answers at two paths is shown once, with both."""
    found = {(path, method): told for path, method, told in _all(document) if _group_of(told) is group}
    shown = []
    for (path, method), told in found.items():
        if _plain_path(group, path) != path and (_plain_path(group, path), method) in found:
            continue
        second = group.also + path.removeprefix(group.base) if group.also else ""
        documented = any(other.startswith(f"{group.also}/") for other, _ in found)
        also = second if (second, method) in found or not documented else ""
        shown.append(_operation(document, group, path, method, told, also))
    return shown


def _all(document: Document) -> Iterator[tuple[str, str, Document]]:
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                yield path, method, methods[method]


def _group_of(told: Document) -> Group:
    tags = set(told.get("tags", ()))
    return next((group for group in GROUPS if tags & group.tags), GROUPS[-1])


def _plain_path(group: Group, path: str) -> str:
    inside = group.also and path.startswith(f"{group.also}/")
    return group.base + path.removeprefix(group.also) if inside else path


def _operation(document: Document, group: Group, path: str, method: str, told: Document, also: str) -> Operation:
    shapes = Shapes(document.get("components", {}).get("schemas", {}))
    schemes = document.get("components", {}).get("securitySchemes", {})
    body = told.get("requestBody", {}).get("content", {})
    schema = _schema(body)
    return Operation(
        anchor="-".join([method, *re.findall(r"\w+", path)]).lower(),
        method=method.upper(),
        path=path,
        short_path=path.removeprefix(group.base),
        also=also,
        summary=told.get("summary", ""),
        description=told.get("description", ""),
        credentials=tuple(
            (name, schemes[name].get("description", "")) for given in told.get("security", ()) for name in given
        ),
        parameters=told.get("parameters", ()),
        body_types=tuple(body),
        body_title=shapes.title(schema),
        body=shapes.fields(schema),
        answers=tuple(_answers(shapes, told["responses"])),
        curl=curl_of(document, path, method),
    )


def _answers(shapes: Shapes, responses: Mapping[str, Document]) -> Iterator[Answer]:
    """Statuses of one shape together, in the document's order."""
    alike: dict[str, list[tuple[str, str]]] = {}
    content_of: dict[str, Document] = {}
    for status, told in responses.items():
        content = told.get("content", {})
        key = str(content)
        content_of[key] = content
        alike.setdefault(key, []).append((status, _meaning(told)))
    for key, statuses in alike.items():
        schema = _schema(content_of[key])
        yield Answer(tuple(statuses), tuple(content_of[key]), shapes.title(schema), shapes.fields(schema))


def _meaning(told: Document) -> str:
    return str(told.get("description", "")).replace("Successful Response", "OK")


def _schema(content: Document) -> Document:
    """The schema of the JSON, else of the first kind of content."""
    kinds = [content[name] for name in ("application/json", *content) if name in content]
    return next((kind["schema"] for kind in kinds if "schema" in kind), {})
