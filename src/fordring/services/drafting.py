"""A registration becomes a draft claim: its bill, what the paper will show, and everything doubtful about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import State
from fordring.domain.claim.parts import Parts
from fordring.domain.claim.registration import (
    Registration,
    days_until_due,
    deliverable,
    reference_warnings,
    registration_warnings,
)
from fordring.domain.errors import FieldProblem
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.totals import GivenOrder, OrderLine, bill_lines, vat_warnings
from fordring.domain.references import issue_reference
from fordring.domain.vat import rates_on
from fordring.services.bill import BILLING_FIELDS, bill_content
from fordring.storage.ids import new_id


def draft_of(
    registration: Registration, merchant: Merchant, claim_no: int, payer_key: str, now: datetime
) -> tuple[Claim, tuple[FieldProblem, ...]]:
    """The draft and the warnings about it, which stand in its content too.

    Raises InvalidCommandError naming each line whose VAT cannot be told.
    """
    today = local_day(now, merchant.country)
    note = registration.kind is ClaimKind.CREDIT_NOTE
    lines, doubts = _bill(registration, merchant, registration.invoice_on or today)
    warnings = (*registration_warnings(registration, today), *reference_warnings(registration, merchant), *doubts)
    billing = deliverable(registration.billing)
    account = merchant.bank_account
    usual = merchant.policies.days_until_due
    claim = Claim(
        merchant_id=merchant.merchant_id,
        claim_id=new_id(),
        claim_no=claim_no,
        kind=registration.kind,
        state=State.DRAFT,
        bank_account_id=account.bank_account_id,
        payer_key=payer_key,
        billing={name: value for name in BILLING_FIELDS if (value := getattr(billing, name))},
        business=registration.business,
        currency=registration.currency,
        principal_minor=registration.amount_minor,
        open=Parts() if note else Parts(registration.amount_minor, registration.fees_minor),
        days_until_due=days_until_due(registration, today, usual),
        channel=registration.channel,
        content=_content(registration, lines, today),
        created_at=now,
        updated_at=now,
        own_number=registration.own_number,
        reference=None if note else registration.reference or issue_reference(account.agreement, claim_no),
        own_reference=registration.reference is not None,
        due_on=registration.due_on,
        last_step=registration.steps[-1].kind if registration.steps and registration.kind.handed_over else None,
    )
    return claim, warnings


def crediting(draft: Claim, given: Registration, credited: Claim | None) -> Claim:
    """A credit note's draft with what it credits: a claim that is known, or a number that only stands on its paper."""
    named = {"credited_no": given.credited_no, "credited_number": given.credited_number}
    if credited is not None:
        named = {"credited_no": credited.claim_no, "credited_number": credited.own_number or credited.number}
    credits_claim_id = credited.claim_id if credited else None
    return replace(draft, credits_claim_id=credits_claim_id, content={**draft.content, **named})


def card_warnings(card: Mapping[str, Any] | None, claim: Claim) -> Iterator[FieldProblem]:
    """A warning for each field in which the payer's card said something else until now; `card` is None when new."""
    names = () if card is None else (*claim.billing, *(name for name in card if name not in claim.billing))
    for name in names:
        if card is not None and card.get(name) != claim.billing.get(name):
            message = "the customer's card said something else; it says this from now on"
            yield FieldProblem(f"billing_address.{name}", message)


def shown_warnings(warnings: Sequence[FieldProblem]) -> list[dict[str, str]]:
    """Warnings as they stand in a claim's content."""
    return [{"field": warning.field, "message": warning.message} for warning in warnings]


def _bill(
    registration: Registration, merchant: Merchant, day: date
) -> tuple[tuple[OrderLine, ...], tuple[FieldProblem, ...]]:
    """The lines of the paper, and what is doubtful about their VAT; what is handed over was billed by its merchant."""
    if registration.kind.handed_over:
        order = GivenOrder(registration.amount_minor, registration.name_of_lines, lines=registration.lines)
        return (bill_lines(order, (), 0) if registration.lines else ()), ()
    rates = rates_on(merchant.country, day).rates_bp if merchant.vat_registered else (0,)
    order = GivenOrder(registration.amount_minor, registration.name_of_lines, lines=registration.lines)
    lines = bill_lines(order, rates, merchant.default_vat_bp if merchant.vat_registered else 0)
    return lines, vat_warnings(order, lines, rates)


def _content(registration: Registration, lines: tuple[OrderLine, ...], today: date) -> dict[str, Any]:
    """What the paper shows, and what the client gave; `invoice_on` is the day it wants on the paper."""
    return {
        **bill_content("", lines, registration.invoice_on or today, ()),
        "own_id": registration.own_id,
        "description": registration.description,
        "notes": [registration.description] if registration.description and registration.lines else [],
        "language": registration.language,
        "invoice_on": _text(registration.invoice_on),
        "wish": registration.wish,
        "interrupted_on": _text(registration.interrupted_on),
        "payer": {"number": registration.customer_number, "person_number": registration.person_number},
        "given": dict(registration.given),
        **_brought(registration),
    }


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _brought(registration: Registration) -> dict[str, Any]:
    """What follow-up begins with; nothing where nothing was said."""
    steps = [step.kept() for step in registration.steps] if registration.kind.handed_over else []
    agreed = registration.agreed.kept() if registration.agreed else {}
    return {name: said for name, said in (("steps", steps), ("follow_up", agreed)) if said}
