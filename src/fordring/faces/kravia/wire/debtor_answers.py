"""Shapes of answers about debtors: our own addition, in the words of `invoice/register`."""

from fordring.faces.kravia.wire.answer import Answer
from fordring.faces.kravia.wire.answers import Warned


class DebtorCard(Answer):
    """What the creditor knows of a customer now. Without a `debtorNumber` it was found by other marks."""

    creditor_id: int
    debtor_number: str | None
    name: str
    email: str | None
    phone_number: str | None
    organization_number: str | None
    is_private_individual: bool
    address_address_line1: str | None
    address_address_line2: str | None
    address_postal_code: str | None
    address_city: str | None
    address_country_code: str | None
    last_updated_time: str


class ChangedDebtor(DebtorCard):
    """The card as it is from now on, and what was doubtful."""

    warnings: list[Warned]


class DebtorList(Answer):
    """A page of cards, and how many there are in all."""

    data: list[DebtorCard]
    total: int
