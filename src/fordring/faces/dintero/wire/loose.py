"""What all request shapes share: unknown fields are ignored, or kept where the answer echoes them; types are strict."""

from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import from_json

Shape = TypeVar("Shape", bound=BaseModel)

Number = int | Annotated[float, Field(allow_inf_nan=False)]
"""A JSON number, echoed as it came."""

Short = Annotated[str, Field(max_length=255)]
"""A text that is searched by."""

Moment = Annotated[datetime, AfterValidator(lambda given: given if given.tzinfo else given.replace(tzinfo=UTC))]
"""A time; without a zone it is UTC (API reference)."""

UNSAFE = (b"\\u0000", b"NaN", b"Infinity")


class Ignoring(BaseModel):
    """An object whose unknown fields are ignored."""

    model_config = ConfigDict(extra="ignore")


class Echoed(BaseModel):
    """An object that comes back as it was given, known fields and others."""

    model_config = ConfigDict(extra="allow")


def parsed(shape: type[Shape], body: bytes) -> Shape:
    """The body as `shape`. Raises ValidationError for wrong shapes, ValueError for what is no JSON that can be kept."""
    if any(mark in body for mark in UNSAFE):
        _refuse_unsafe(from_json(body, allow_inf_nan=False))
    return shape.model_validate_json(body, strict=True)


def _refuse_unsafe(value: Any) -> None:
    """Raise ValueError for the character zero, which no database column and no PDF can hold."""
    if isinstance(value, str) and "\0" in value:
        raise ValueError("a text contains the character U+0000")
    if isinstance(value, dict):
        for key, inner in value.items():
            _refuse_unsafe(key)
            _refuse_unsafe(inner)
    if isinstance(value, list):
        for inner in value:
            _refuse_unsafe(inner)
