"""The body of `invoice/{id}/document` as JSON; the other encodings are read by `translate/uploads.py`."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from fordring.faces.kravia.wire.loose import Loose, Name


def _encoded(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("base64", "must be a text in base64")
    return value


class DocumentBody(Loose):
    """The document; also taken as a multipart part or a form field of the same name."""

    file: Annotated[str, BeforeValidator(_encoded), Field(description="the content in base64")]
    file_name: Annotated[Name | None, Field(description="our own addition")] = None
