"""What is asked about debtors: the body that changes a card, and the query of the list."""

from typing import Annotated, ClassVar

from pydantic import Field

from fordring.faces.kravia.wire.invoices import PostalAddress
from fordring.faces.kravia.wire.loose import Flag, Loose, Name, PageLength, Text, Whole

TOP = 20


class CardAddress(PostalAddress):
    """Where the customer lives by now. A blank text empties a line of it; a card has a country always."""

    EMPTIED: ClassVar[frozenset[str]] = frozenset(
        {"address_address_line1", "address_address_line2", "address_postal_code", "address_city"}
    )


class DebtorBody(Loose):
    """What is new of a customer card, in the words of `invoice/register`; what is absent or null stays as it is.

    A blank text empties what a card can be without.
    """

    EMPTIED: ClassVar[frozenset[str]] = frozenset({"organization_number", "email", "phone_number"})

    debtor_name: Text | None = None
    is_private_individual: Flag | None = None
    organization_number: Name | None = None
    email: Name | None = None
    phone_number: Name | None = None
    postal_address: CardAddress | None = None


class DebtorsQuery(Loose):
    """The parameters of the list."""

    top: PageLength = TOP
    skip: Annotated[Whole, Field(ge=0, le=2**62)] = 0
    debtor_number: Name | None = None
