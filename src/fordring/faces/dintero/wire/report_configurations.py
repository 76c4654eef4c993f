"""Bodies and answers of report configurations (API reference, settlement report configuration)."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field

from fordring.faces.dintero.wire.answers import Answer
from fordring.faces.dintero.wire.loose import Ignoring, Short

MANY = 50


def _lower(word: object) -> object:
    return word.lower() if isinstance(word, str) else word


FileTypeWord = Annotated[Literal["pdf", "csv", "xml", "json"], BeforeValidator(_lower)]
ProviderWord = Annotated[str, Field(pattern=r"^[a-z0-9_.]{1,64}$")]


class DestinationBody(Ignoring):
    """Where files go. `destination_value` is the address of an `email`; an `account_email` needs none."""

    id: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    destination_type: Literal["account_email", "email"]
    destination_value: Short | None = None


class FilterBody(Ignoring):
    """Only reports of this seller."""

    filter: Literal["payout_destination_id"]
    value: Short


class ReportConfigurationBody(Ignoring):
    """A configuration. Without destinations nothing is sent; without providers, reports of all are."""

    filetypes: Annotated[list[FileTypeWord], Field(min_length=1, max_length=MANY)]
    destinations: Annotated[list[DestinationBody], Field(max_length=MANY)]
    providers: Annotated[list[ProviderWord], Field(max_length=MANY)]
    filters: Annotated[list[FilterBody], Field(max_length=MANY)] = Field(default_factory=list)
    send_every: Annotated[int, Field(ge=0, le=2**53)] | None = None


class DestinationWords(Answer):
    """Where files go; an `account_email` has no `destination_value`."""

    id: str
    destination_type: Literal["account_email", "email"]
    destination_value: str | None


class FilterWords(Answer):
    """Only reports of this seller."""

    filter: Literal["payout_destination_id"]
    value: str


class ReportConfigurationWords(Answer):
    """A configuration. `last_send_at` is when a report went out by it last."""

    id: UUID
    account_id: str
    filetypes: list[Literal["pdf", "csv", "xml", "json"]]
    destinations: list[DestinationWords]
    providers: list[str]
    filters: list[FilterWords]
    send_every: int | None
    last_send_at: datetime | None
    last_modified_at: datetime
    created_at: datetime
    updated_at: datetime


class ReportConfigurationList(Answer):
    """A page of configurations; without a `starting_after` it is the last one."""

    items: list[ReportConfigurationWords]
    starting_after: UUID | None
