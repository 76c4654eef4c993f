"""Bodies about where payers live and are mailed."""

from pydantic import BaseModel, ConfigDict, Field


class ReachedAnswer(BaseModel):
    """Where letters about a claim go by now."""

    name: str
    co_address: str | None
    address_line: str | None
    address_line_2: str | None
    postal_code: str | None
    postal_place: str | None
    country: str
    email: str | None
    changed: bool = Field(description="whether another was told since; the claim keeps its own")


class AddressBody(BaseModel):
    """A whole postal address, an e-mail, or both; what is absent stays as it is."""

    model_config = ConfigDict(extra="forbid")

    address_line: str | None = None
    address_line_2: str | None = None
    co_address: str | None = None
    postal_code: str | None = None
    postal_place: str | None = None
    country: str | None = Field(None, description="NO, SE or FI; the one of before where it is absent")
    email: str | None = Field(None, description="empty: there is none any more, and letters go by post")


class DoubtAnswer(BaseModel):
    """What is accepted although it is doubtful."""

    field: str
    message: str


class MovedAnswer(BaseModel):
    """Where letters go from now on, and the claims of which that is new."""

    claim_id: int
    letters_to: ReachedAnswer
    moved: list[int] = Field(description="the integer ids of the claims on the payer's card that go by it now")
    warnings: list[DoubtAnswer]
