"""Claims as values, for tests that ask what their paper says; nothing is stored."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import State
from fordring.domain.claim.parts import Parts
from fordring.domain.merchant import Clock, Merchant
from fordring.domain.purchase.purchase import Channel
from fordring.domain.purchase.totals import OrderLine
from support import make

DAY = date(2026, 11, 16)
ONE = UUID(int=1)


def merchant_of(country: str = "NO", **changes: Any) -> Merchant:
    """A sandbox merchant that is not stored."""
    opening = make.opening(country)
    given = {
        name: getattr(opening, name) for name in opening.__slots__ if name not in {"default_vat_bp", "merchant_id"}
    }
    rest = {"merchant_id": ONE, "creditor_no": 1, "default_vat_bp": 2500, "signature_secret": "", "clock": Clock()}
    return Merchant(**given | rest | changes)


def claim_of(merchant: Merchant, *lines: OrderLine, reference: str = "000010000016", **changes: Any) -> Claim:
    """An issued invoice of these lines, or of one bicycle bell at 125,00."""
    lines = lines or (OrderLine("1", "Bicycle bell", "1", 12_500, 2_500, 2_500),)
    total = sum(line.amount_minor for line in lines)
    made = Claim(
        merchant_id=ONE,
        claim_id=UUID(int=2),
        claim_no=1_000_001,
        kind=ClaimKind.INVOICE,
        state=State.ISSUED,
        bank_account_id=merchant.bank_account.bank_account_id,
        payer_key="mail:ola@example.com",
        billing={name: value for name, value in asdict(make.billing(merchant.country)).items() if value},
        business=False,
        currency=merchant.currency,
        principal_minor=total,
        open=Parts(principal=total),
        days_until_due=14,
        channel=Channel.OPERATOR,
        content={
            "merchant_reference": "order-1",
            "delivered_on": "2026-11-14",
            "lines": [asdict(line) for line in lines],
            "warnings": [],
        },
        created_at=datetime(2026, 11, 16, 9, tzinfo=UTC),
        updated_at=datetime(2026, 11, 16, 9, tzinfo=UTC),
        number="A1B2C-000001",
        reference=reference,
        issued_on=DAY,
        due_on=date(2026, 11, 30),
    )
    return replace(made, **changes)


def billed_to(claim: Claim, **billing: str) -> Claim:
    """The same claim to somebody else; an empty text takes a field away."""
    merged = dict(claim.billing) | billing
    return replace(claim, billing={name: value for name, value in merged.items() if value})
