"""What a search is asked with: parameters of the query, read as bodies are. Unknown ones are ignored."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from fordring.faces.kravia.compatibility import CLAIM_TYPES, OPEN, STATUSES
from fordring.faces.kravia.translate.ticks import ticks_of
from fordring.faces.kravia.wire.loose import Flag, Loose, Name, PageLength, Text, Whole

TOP = 20


def _ticks(value: Any) -> int:
    try:
        return ticks_of(str(value))
    except ValueError as error:
        raise PydanticCustomError("unusable", "{sentence}", {"sentence": str(error)}) from None


def _one_of(*words: str) -> BeforeValidator:
    """One of these words in any casing, as it is written here."""

    def word(value: Any) -> str:
        found = next((word for word in words if word.lower() == str(value).strip().lower()), None)
        if found is None:
            raise PydanticCustomError("unusable", "{sentence}", {"sentence": f"must be one of {', '.join(words)}"})
        return found

    return BeforeValidator(word)


class SearchQuery(Loose):
    """The parameters of a search."""

    top: PageLength = TOP
    skip: Annotated[Whole, Field(ge=0)] = 0
    last_updated_time: Annotated[int | None, BeforeValidator(_ticks)] = None
    order_by: Text | None = None
    by_ascending: Flag = False
    creditor_id: Whole | None = None
    claim_type: Annotated[str | None, _one_of(*CLAIM_TYPES, OPEN)] = None
    status: Annotated[str | None, _one_of(*STATUSES, OPEN)] = None
    invoice_no: Name | None = None
    search_text: Text | None = None
