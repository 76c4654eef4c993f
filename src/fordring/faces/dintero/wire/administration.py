"""Bodies and answers of `/admin`: profiles, signature, API keys, the checkout's configuration, the gateway."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from fordring.faces.dintero.wire.answers import Answer
from fordring.faces.dintero.wire.configuration import ChannelWord, Configuration, PaymentOption
from fordring.faces.dintero.wire.loose import Echoed, Ignoring, Moment, Short

WebAddress = Annotated[str, Field(max_length=2_048, pattern=r"^https?://[^\s]+$")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
CREDITOR_MAX = 2**31 - 1


def _plain(profile_id: str) -> str:
    """An id that a path can name, in which nothing invisible tells two apart."""
    if profile_id != profile_id.strip() or not profile_id.isprintable():
        raise ValueError("must not begin or end with a space, nor hold control characters")
    if "/" in profile_id or profile_id in {".", ".."}:
        raise ValueError("must be nameable in a path: without /, and neither . nor ..")
    return profile_id


ProfileId = Annotated[str, Field(min_length=1, max_length=255), AfterValidator(_plain)]


class MerchantFacts(Echoed):
    """What a checkout tells of the merchant."""

    name: Short | None = None
    logo_url: WebAddress | None = None
    website: WebAddress | None = None
    email: Short | None = None
    phone_number: Short | None = None
    merchant_category_code: Short | None = None
    platform_type: Literal["aggregator", "marketplace"] | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    postal_code: Short | None = None
    postal_place: Short | None = None
    address_line: Short | None = None
    address_line_2: Short | None = None


class ProfileMerchant(MerchantFacts):
    """What a profile's checkouts tell of the merchant: at least a name and a logo."""

    name: Annotated[str, Field(min_length=1, max_length=255)]
    logo_url: WebAddress


class ProfileURLs(Echoed):
    """Addresses that a profile's checkouts show."""

    merchant_terms_url: WebAddress | None = None


class ProfileBody(Echoed):
    """A profile. Without an id of its own it is given one."""

    profile_id: ProfileId | None = None
    description: Annotated[str, Field(max_length=2_000)] | None = None
    configuration: Configuration
    merchant: ProfileMerchant | None = None
    url: ProfileURLs | None = None


class APIKeyBody(Ignoring):
    """A key to be made."""

    name: Annotated[str, Field(min_length=1, max_length=255)]
    expires_at: Moment | None = None


class CheckoutOption(PaymentOption):
    """A payment type with its details, in the currencies named, or in all."""

    currencies: list[Currency] = Field(default_factory=list)


class CheckoutConfiguration(Echoed):
    """What holds for all of the account's checkouts, unless a profile or a session says otherwise."""

    payment_options: Annotated[list[CheckoutOption], Field(max_length=100)]
    merchant: MerchantFacts | None = None


class CheckoutBody(Ignoring):
    """The account's configuration."""

    configuration: CheckoutConfiguration


class Gateway(Ignoring):
    """The creditor that invoices are registered for, and who may deliver them (all, where it is not said)."""

    url: WebAddress
    merchant_id: Annotated[int, Field(ge=1, le=CREDITOR_MAX)]
    supported_invoice_channels: list[ChannelWord] | None = None


class GatewayBody(Ignoring):
    """The gateway's configuration."""

    kravia: Gateway


class Profile(Echoed):
    """A profile as it was given, with every option of the three kinds of invoice said."""

    profile_id: str
    configuration: dict[str, Any]
    created_at: datetime
    created_by: str
    updated_at: datetime
    deleted_at: datetime | None = None
    deleted_by: str | None = None


class SignatureSecret(Answer):
    """What calls are signed with."""

    type: Literal["v0-hmac-sha256"]
    secret: str


class Signature(Answer):
    """The secret that calls are signed with, and by whom and when it was made."""

    id: UUID
    created_at: datetime
    created_by: str
    signature: SignatureSecret


class APIKey(Answer):
    """An API key, without what it is used by."""

    id: UUID
    name: str
    created_at: datetime
    created_by: str
    updated_at: datetime
    expires_at: datetime | None = None
    deleted_at: datetime | None = None
    deleted_by: str | None = None


class APIKeyWithSecret(APIKey):
    """An API key with what goes into `x-api-key`, which is told this once."""

    api_key: str


class Checkout(Answer):
    """The account's configuration as it was given, or as it is where none was."""

    configuration: dict[str, Any]


class GatewayFacts(Answer):
    """The creditor that invoices are registered for, and who may deliver them."""

    url: str
    merchant_id: int
    supported_invoice_channels: list[ChannelWord]


class GatewayAnswer(Answer):
    """The gateway's configuration."""

    kravia: GatewayFacts
