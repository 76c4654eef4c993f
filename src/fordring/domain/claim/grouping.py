"""Grouped invoices: which purchases belong on one invoice, when it is issued, and by whose words it is made out."""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from fordring.domain.calendar import Interval, issue_day
from fordring.domain.identifiers import organisation_number
from fordring.domain.parties import Billing


@dataclass(frozen=True, slots=True)
class Group:
    """The invoice that a purchase waits for: issued on `bill_on`, one for all purchases of the same `key`."""

    bill_on: date
    key: UUID


def group_of(billing: Billing, currency: str, interval: Interval, purchase_day: date, country: str) -> Group:
    """The group of a purchase made on `purchase_day` (local) at a merchant of `country`.

    Raises UnsupportedCountryError.
    """
    return Group(issue_day(purchase_day, interval, country), group_key(billing, currency, interval))


def group_key(billing: Billing, currency: str, interval: Interval) -> UUID:
    """The same for purchases that one invoice may bear: a hash of who is billed, in which currency, how often.

    Who: business name, organisation number, country, and the customer's reference, by which one organisation splits
    its invoices. Names are trimmed and case does not tell them apart; numbers are read without separators; an absent
    reference and an empty one are the same. Source: the public page on grouped invoices, "Customer grouping".
    """
    country = billing.country.strip().upper()
    named = (
        unicodedata.normalize("NFC", billing.business_name).strip().casefold(),
        organisation_number(billing.organization_number, country).compact,
        country,
        unicodedata.normalize("NFC", billing.customer_reference).strip(),
        currency,
        interval.value,
    )
    # Lengths in front, so that no two lists of words are ever written alike.
    text = "".join(f"{len(word)}:{word}" for word in named)
    return UUID(bytes=hashlib.sha256(text.encode()).digest()[:16])


def due_day(issued_on: date, days_until_due: Sequence[int]) -> date:
    """When a grouped invoice is due: whoever was given most time sets the day for all."""
    return issued_on + timedelta(days=max(days_until_due))
