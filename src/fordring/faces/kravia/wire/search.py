"""What a search is asked with: parameters of the query, read as bodies are. Unknown ones are ignored."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from fordring.faces.kravia.translate.ticks import ticks_of
from fordring.faces.kravia.wire.loose import Flag, Loose, Name, Text, Whole

TOP = 20
TOP_MAX = 500
"""More than so many invoices a page are not refused: so many are shown."""


def _ticks(value: Any) -> int:
    try:
        return ticks_of(str(value))
    except ValueError as error:
        raise PydanticCustomError("unusable", "{sentence}", {"sentence": str(error)}) from None


class SearchQuery(Loose):
    """The parameters of a search."""

    top: Annotated[Whole, Field(ge=0)] = TOP
    skip: Annotated[Whole, Field(ge=0)] = 0
    last_updated_time: Annotated[int | None, BeforeValidator(_ticks)] = None
    order_by: Text | None = None
    by_ascending: Flag = False
    creditor_id: Whole | None = None
    claim_type: Name | None = None
    status: Name | None = None
    invoice_no: Name | None = None
    search_text: Text | None = None
