"""Which sentences the payer's page has. Fields that may be named: merchant, day, amount, account, number, days."""

from collections.abc import Mapping
from dataclasses import dataclass

from fordring.domain.claim.outlook import Next, Standing
from fordring.domain.payment.refund import State


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTexts:
    """The sentences of one language, in the order in which the page has them."""

    skip: str
    languages: str
    test: str
    claim: str
    to_pay: str
    payable_on: str
    nothing_to_pay: str
    standings: Mapping[Standing, str]
    overdue_since: str
    note_lead: str
    pay: str
    pay_lead: str
    copy: str
    copied: str
    show_qr: str
    why: str
    principal: str
    credited: str
    paid: str
    fees: str
    interest: str
    interest_period: str
    taken_back: str
    fallen_away: str
    left: str
    next: str
    outlooks: Mapping[Next, str]
    issue_soon: str
    refunds: Mapping[State, str]
    refund_without_account: str
    lines: str
    documents: str
    download: str
    attachment: str
    original: str
    payments: str
    payment_received: str
    payment_direct: str
    payment_taken_back: str
    surplus: str
    no_payments: str
    notes: str
    contact: str
    contact_lead: str
    personal: str
    unknown: str
    unknown_lead: str
    too_many: str
    too_many_lead: str
