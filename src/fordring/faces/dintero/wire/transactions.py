"""Bodies of the operations on a transaction."""

from typing import Annotated

from pydantic import AfterValidator, Field

from fordring.faces.dintero.wire.loose import Echoed, Ignoring, Short

KEY_LENGTH_MAX = 128
KEY_PREFIX = "ext_"


def _extensions(metadata: dict[str, str]) -> dict[str, str]:
    wrong = sorted(key for key in metadata if not key.startswith(KEY_PREFIX) or len(key) > KEY_LENGTH_MAX)
    if wrong:
        raise ValueError(f"keys begin with {KEY_PREFIX} and have at most {KEY_LENGTH_MAX} characters")
    return metadata


ExtensionMetadata = Annotated[
    dict[str, Annotated[str, Field(max_length=256)]],
    AfterValidator(_extensions),
]


class CaptureItem(Echoed):
    """What is captured of a line."""

    line_id: str | int
    amount: int


class CaptureBody(Ignoring):
    """What is captured; nothing given means everything."""

    amount: int | None = None
    capture_reference: Short | None = None
    items: list[CaptureItem] = Field(default_factory=list)
    metadata: ExtensionMetadata = Field(default_factory=dict)


class UpdateBody(Ignoring):
    """What can be changed of a transaction afterwards."""

    merchant_reference_2: Short
