"""Customer cards: from a body to our words, and back."""

from typing import Any
from uuid import UUID

from fordring.domain.merchant import Merchant
from fordring.faces.kravia.translate.figures import time_text
from fordring.faces.kravia.vocabulary import field_name
from fordring.faces.kravia.wire.answers import Warned
from fordring.faces.kravia.wire.debtor_answers import ChangedDebtor, DebtorCard
from fordring.faces.kravia.wire.debtors import CardAddress, DebtorBody
from fordring.services.payers.change_card import ChangeCard, ChangedCard
from fordring.storage.payers import Card


def change_of(body: DebtorBody, creditor_no: int, merchants: frozenset[UUID], number: str) -> ChangeCard:
    """What is new of the card; an empty text where there is nothing any more."""
    address = body.postal_address or CardAddress()
    said = {
        "organization_number": body.organization_number,
        "email": body.email,
        "phone_number": body.phone_number,
        "address_line": address.address_address_line1,
        "address_line_2": address.address_address_line2,
        "postal_code": address.address_postal_code,
        "postal_place": address.address_city,
        "country": address.address_country_code.upper() if address.address_country_code else None,
    }
    private = body.is_private_individual
    return ChangeCard(
        creditor_no=creditor_no,
        merchants=merchants,
        number=number,
        address={name: value for name, value in said.items() if value is not None},
        name=body.debtor_name,
        business=None if private is None else not private,
    )


def debtor_card(merchant: Merchant, card: Card) -> DebtorCard:
    """A card as it stands."""
    return DebtorCard(**_facts(merchant, card))


def changed_debtor(merchant: Merchant, changed: ChangedCard) -> ChangedDebtor:
    """A card that was changed."""
    doubts = [Warned(field=field_name(doubt.field), message=doubt.message) for doubt in changed.warnings]
    return ChangedDebtor(**_facts(merchant, changed.card), warnings=doubts)


def _facts(merchant: Merchant, card: Card) -> dict[str, Any]:
    billing = card.billing
    return {
        "creditor_id": merchant.creditor_no,
        "debtor_number": card.number,
        "name": card.name,
        "email": billing.get("email"),
        "phone_number": billing.get("phone_number"),
        "organization_number": billing.get("organization_number"),
        "is_private_individual": not billing.get("business_name"),
        "address_address_line1": billing.get("address_line"),
        "address_address_line2": billing.get("address_line_2"),
        "address_postal_code": billing.get("postal_code"),
        "address_city": billing.get("postal_place"),
        "address_country_code": billing.get("country"),
        "last_updated_time": time_text(card.updated_at),
    }
