"""What the API documentation says of this face's refusals: their media type, which the framework cannot be told."""

from typing import Any

from fastapi import FastAPI

from fordring.faces.kravia.errors import PROBLEM_JSON

JSON = "application/json"
LEAST_REFUSAL = "400"


def declare_problems(app: FastAPI, prefix: str) -> None:
    """Have the app's OpenAPI document tell every refusal below `prefix` as `application/problem+json`."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        document = plain()
        for path, operations in document["paths"].items():
            for operation in operations.values() if path.startswith(f"{prefix}/") else ():
                for status, response in operation["responses"].items():
                    content = response.get("content", {})
                    if status >= LEAST_REFUSAL and JSON in content:
                        content[PROBLEM_JSON] = content.pop(JSON)
        return document

    app.openapi = described  # type: ignore[method-assign]  # the framework's documented way to extend its document
