"""Reading what clients really send: names in any casing, booleans and numbers as texts, dates with a time.

A JSON number never becomes a float on its way in.
"""

import json
import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from fordring.faces.kravia.compatibility import OWN_SPELLINGS

TEXT_LENGTH_MAX = 10_000
NAME_LENGTH_MAX = 255
WHOLE_DIGITS_MAX = 15
DECIMALS_MAX = 40
TOP_MAX = 500
"""More than so many a page are not refused: so many are shown."""
LENGTH_DIGITS = 9
MEMBER = "member"
"""Where a problem of a whole object says which of its members it is about."""

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:?\d{2})?)?", re.ASCII)
_WRITTEN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d{1,9})?", re.ASCII)
_FLAGS = {"true": True, "1": True, "false": False, "0": False}


def public_name(name: str) -> str:
    """A member's public name: ours where it is an addition of ours, else what the public pages print."""
    return OWN_SPELLINGS.get(name) or to_camel(name)


class Loose(BaseModel):
    """An object whose members are found by name in any casing; unknown ones are ignored. The last of equals counts.

    A member that is null or a blank text is as if absent; a blank text of a member in `EMPTIED` is an empty text.
    """

    EMPTIED: ClassVar[frozenset[str]] = frozenset()
    """By their names here, members of which a client says with a blank text that there is nothing any more."""

    model_config = ConfigDict(extra="ignore", alias_generator=public_name, populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _named_as_printed(cls, value: Any) -> Any:
        """The object with its members' names as the public pages print them."""
        if not isinstance(value, dict):
            return value
        printed, emptied = _printed(cls), _emptied(cls)
        named = ((printed.get(name.lower(), name), inner) for name, inner in value.items())
        return {name: inner for name, inner in named if not _blank(inner) or (name in emptied and inner is not None)}


@cache
def _printed(shape: type[Loose]) -> dict[str, str]:
    """Its members' names as printed, by the same in small letters."""
    return {str(field.alias).lower(): str(field.alias) for field in shape.model_fields.values()}


@cache
def _emptied(shape: type[Loose]) -> frozenset[str]:
    """The members that a blank text empties, as printed."""
    return frozenset(str(shape.model_fields[name].alias) for name in shape.EMPTIED)


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def read_json(body: bytes) -> Any:
    """The body with every number exact; what is none, as `NaN`, is let in, to be refused by its field's name.

    Raises ValueError for what is no JSON, or nests too deep to be meant.
    """
    try:
        return json.loads(body, parse_float=_decimal, parse_constant=Decimal)
    except RecursionError:
        raise ValueError("the body nests too deep") from None


def _decimal(text: str) -> Decimal:
    """The number of a JSON text; infinity for an exponent that no decimal can have."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("Infinity")


def _wrong(sentence: str) -> PydanticCustomError:
    return PydanticCustomError("unusable", "{sentence}", {"sentence": sentence})


def _text(value: Any) -> str:
    """A text without spaces around it; a number is taken as its digits."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        value = format(_number(value), "f")
    if not isinstance(value, str):
        raise _wrong("must be a text")
    text = value.strip()
    if "\0" in text or text != text.encode(errors="replace").decode():
        raise _wrong("contains characters that cannot be kept")
    return text


def _flag(value: Any) -> bool:
    known = _FLAGS.get(str(value).strip().lower()) if isinstance(value, bool | str | int) else None
    if known is None:
        raise _wrong("must be true or false")
    return known


def _day(value: Any) -> date:
    """The date as printed, whatever time and zone stand behind it."""
    found = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise _wrong("must be a date, YYYY-MM-DD, a time may follow")
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        raise _wrong(f"{found[1]} is no day of the calendar") from None


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise _wrong("must be a number")
    if isinstance(value, str) and not _WRITTEN.fullmatch(value.strip()):
        raise _wrong("must be a number, with a decimal point if any")
    number = Decimal(value.strip() if isinstance(value, str) else value)
    if number.is_nan():
        raise _wrong("must be a number")
    if not number.is_finite() or number.adjusted() >= WHOLE_DIGITS_MAX or _decimals(number) > DECIMALS_MAX:
        raise _wrong(f"must have at most {WHOLE_DIGITS_MAX} digits before the point and {DECIMALS_MAX} after it")
    return number


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _page_length(value: Any) -> Any:
    """How many are wanted; whatever is more than a page holds is as good as that, however many digits it has."""
    text = value.strip() if isinstance(value, str) else ""
    return TOP_MAX if len(text) > LENGTH_DIGITS and text.isascii() and text.isdigit() else value


def _whole(value: Any) -> int:
    number = _number(value)
    if number != number.to_integral_value():
        raise _wrong("must be a whole number")
    return int(number)


def offered(words: Collection[str], sentence: str) -> AfterValidator:
    """One of these words in any casing; else a sentence about what was `said` and what is `offered`."""
    known, listed = {word.lower() for word in words}, ", ".join(words)

    def check(said: str) -> str:
        if said.lower() not in known:
            raise _wrong(sentence.format(said=said, offered=listed))
        return said

    return AfterValidator(check)


def lacking(member: str, sentence: str) -> PydanticCustomError:
    """What an object as a whole lacks, told under the name of one of its members."""
    return PydanticCustomError("unusable", "{sentence}", {"sentence": sentence, MEMBER: member})


Text = Annotated[str, BeforeValidator(_text), Field(max_length=TEXT_LENGTH_MAX)]
Name = Annotated[str, BeforeValidator(_text), Field(max_length=NAME_LENGTH_MAX)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Day = Annotated[date, BeforeValidator(_day)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_whole)]
PageLength = Annotated[Whole, BeforeValidator(_page_length), Field(ge=0)]
