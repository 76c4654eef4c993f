"""What the API documentation says of a body that is read from its raw bytes."""

from typing import Any

from pydantic import BaseModel


def whole_schema(shape: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of `shape` in one piece, its parts put where they are named. Shapes do not nest in themselves."""
    whole = shape.model_json_schema()
    parts = whole.pop("$defs", {})
    resolved: dict[str, Any] = _resolved(whole, parts)
    return resolved


def _resolved(value: Any, parts: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [_resolved(inner, parts) for inner in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return _resolved(parts[value["$ref"].rpartition("/")[2]], parts)
    return {key: _resolved(inner, parts) for key, inner in value.items()}
