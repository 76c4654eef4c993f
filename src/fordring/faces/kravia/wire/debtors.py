"""What is asked about debtors: the body that changes a card, and the query of the list."""

from typing import Annotated

from pydantic import Field

from fordring.faces.kravia.wire.invoices import PostalAddress
from fordring.faces.kravia.wire.loose import Flag, Loose, Name, PageLength, Text, Whole

TOP = 20


class DebtorBody(Loose):
    """What is new of a customer card, in the words of `invoice/register`; what is absent stays as it is."""

    debtor_name: Text | None = None
    is_private_individual: Flag | None = None
    organization_number: Name | None = None
    email: Name | None = None
    phone_number: Name | None = None
    postal_address: PostalAddress | None = None


class DebtorsQuery(Loose):
    """The parameters of the list."""

    top: PageLength = TOP
    skip: Annotated[Whole, Field(ge=0, le=2**62)] = 0
    debtor_number: Name | None = None
