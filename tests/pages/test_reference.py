"""The API reference: made from the document of the whole application, complete, and without a foreign address."""

import re
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape
from pathlib import Path
from typing import Any

import httpx2
import pytest
from openapi_spec_validator import validate

from fordring.main.settings import Settings
from fordring.main.wiring import open_house, web_application
from fordring.pages.curl import curl_of
from fordring.pages.reference import GROUPS, METHODS, operations_of
from fordring.pages.shapes import Shapes
from fordring.storage.transaction import Database
from support.database import RunDatabases

HERE = "http://127.0.0.1:8080"


@asynccontextmanager
async def application(databases: RunDatabases, name: str, folder: Path) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser before the whole application, put together as `fordring run` does it."""
    async with open_house(Settings.read({}, folder), databases.app_dsn(name), connections_max=2) as house:
        transport = httpx2.ASGITransport(app=web_application(house), client=("127.0.0.1", 50_000))
        async with httpx2.AsyncClient(transport=transport, base_url=HERE) as client:
            yield client


async def test_the_page_shows_every_operation_of_the_document_and_asks_nobody_else(
    databases: RunDatabases, database: Database, database_name: str, tmp_path: Path
) -> None:
    assert database is not None
    async with application(databases, database_name, tmp_path) as client:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            document = (await client.get("/openapi.json")).json()
        answer = await client.get("/docs")
        plain = await client.get("/docs", headers={"Accept-Encoding": "identity"})
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert plain.content == answer.content
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert all(address.startswith(("/", "#")) for address in re.findall(r'(?:href|src)="([^"]*)"', answer.text))
    text = unescape(answer.text).replace("<wbr>", "")
    for path, methods in document["paths"].items():
        assert f">{path}<" in text, path
        for told in methods.values():
            assert told["summary"], path
    anchors = re.findall(r'href="#([^"]+)"', answer.text)
    identifiers = re.findall(r'id="([^"]+)"', answer.text)
    assert set(anchors) <= set(identifiers)
    assert len(identifiers) == len(set(identifiers))
    assert {f"/docs#{group.anchor}" for group in GROUPS[:2]} <= {f"/docs#{anchor}" for anchor in anchors}


async def test_the_document_is_valid_names_its_server_and_has_no_operation_id_twice(
    databases: RunDatabases, database: Database, database_name: str, tmp_path: Path
) -> None:
    assert database is not None
    async with application(databases, database_name, tmp_path) as client:
        document = (await client.get("/openapi.json")).json()
    validate(document)
    told = [methods[method] for methods in document["paths"].values() for method in METHODS if method in methods]
    assert len({each["operationId"] for each in told}) == len(told)
    assert document["servers"] == [{"url": HERE}]
    schemes = document["components"]["securitySchemes"]
    assert all(name in schemes for each in told for given in each["security"] for name in given)
    assert all(each["description"] for operation in told for each in operation.get("parameters", ()))


DOCUMENT: dict[str, Any] = {
    "servers": [{"url": "https://pay.example"}],
    "paths": {
        "/v1/things": {"get": {"tags": ["merchant API"], "summary": "Things", "responses": {}}},
        "/v1/accounts/{aid}/payments/things": {"get": {"tags": ["merchant API"], "summary": "Things", "responses": {}}},
        "/v1/accounts/{aid}/lonely": {"get": {"tags": ["merchant API"], "summary": "One", "responses": {}}},
        "/api/v2/cases": {"get": {"tags": ["creditor API"], "summary": "Cases", "responses": {}}},
        "/new/{thingId}": {
            "post": {
                "tags": ["of tomorrow"],
                "summary": "New",
                "security": [{"the-key": []}],
                "parameters": [
                    {"name": "thingId", "in": "path", "required": True},
                    {"name": "how", "in": "query", "required": True, "example": "so & so"},
                    {"name": "maybe", "in": "query", "required": False},
                ],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                "responses": {
                    "200": {"description": "Successful Response", "content": {"application/pdf": {}}},
                    "400": {"description": "Bad", "content": {"a": {}}},
                    "401": {"description": "Who", "content": {"a": {}}},
                },
            }
        },
    },
    "components": {
        "securitySchemes": {"the-key": {"type": "apiKey", "in": "header", "name": "x-key"}},
        "schemas": {
            "Thing": {
                "description": "A thing.",
                "properties": {
                    "name": {"type": "string", "examples": ["it's"]},
                    "day": {"type": "string", "format": "date"},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
                    "size": {"anyOf": [{"type": "integer", "maximum": 9.0}, {"type": "string"}, {"type": "null"}]},
                },
                "required": ["name", "day"],
            },
            "Part": {"type": "object", "properties": {"kind": {"enum": ["a", "b"], "type": "string", "default": "a"}}},
        },
    },
}


@pytest.mark.parametrize(
    ("place", "path", "also"),
    [
        (0, "/v1/things", "/v1/accounts/{aid}/payments/things"),
        (0, "/v1/accounts/{aid}/lonely", ""),
        (1, "/api/v2/cases", "/api/v2.0/cases"),
        (2, "/new/{thingId}", ""),
    ],
)
def test_an_operation_is_shown_once_with_the_other_path_it_answers_at(place: int, path: str, also: str) -> None:
    shown = {operation.path: operation for operation in operations_of(DOCUMENT, GROUPS[place])}
    assert shown[path].also == also
    assert "/v1/accounts/{aid}/payments/things" not in shown


def test_an_operation_of_an_unknown_tag_stands_in_the_last_group() -> None:
    assert [operation.path for operation in operations_of(DOCUMENT, GROUPS[-1])] == ["/new/{thingId}"]


def test_the_curl_has_credentials_required_parameters_and_a_quoted_body() -> None:
    assert curl_of(DOCUMENT, "/new/{thingId}", "post") == (
        "curl -s -X POST \\\n"
        "  -H 'x-key: THE_KEY' \\\n"
        "  -H 'Content-Type: application/json' \\\n"
        "  'https://pay.example/new/THING_ID?how=so+%26+so' \\\n"
        "  -d '{\n"
        '    "name": "it\'"\'"\'s",\n'
        '    "day": "2026-12-01"\n'
        "  }' \\\n"
        "  -o document.pdf"
    )


def test_fields_say_type_limits_and_what_is_inside() -> None:
    shapes = Shapes(DOCUMENT["components"]["schemas"])
    fields = {field.name: field for field in shapes.fields({"$ref": "#/components/schemas/Thing"})}
    assert (fields["name"].required, fields["parts"].required) == (True, False)
    assert (fields["day"].type, fields["parts"].type, fields["size"].type) == (
        "date",
        "list of objects",
        "integer or string",
    )
    assert fields["size"].limits == "at most 9"
    (kind,) = fields["parts"].fields
    assert (kind.values, kind.limits) == (("a", "b"), "otherwise a")


def test_answers_of_one_shape_stand_together() -> None:
    (operation,) = operations_of(DOCUMENT, GROUPS[-1])
    assert [answer.statuses for answer in operation.answers] == [(("200", "OK"),), (("400", "Bad"), ("401", "Who"))]
