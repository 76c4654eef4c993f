"""What every verb that issues a claim shares: what the bill shows, the payer's card, entry, document and delivery."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.distribution import Way, way_of
from fordring.domain.claim.parts import Part, Parts
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import ClaimBook, demanded
from fordring.domain.merchant import Merchant
from fordring.domain.parties import Billing
from fordring.domain.purchase.purchase import Channel
from fordring.domain.purchase.totals import OrderLine
from fordring.storage import claims, ledger
from fordring.storage.ids import new_id
from fordring.storage.queue import Job
from fordring.storage.work import Work

Content = Mapping[str, Any]

BILLING_FIELDS = tuple(field.name for field in fields(Billing))
LINE_FIELDS = tuple(field.name for field in fields(OrderLine))
"""Flat values, so their fields are read one by one: `asdict` copies deeply and costs a tenth of a payment's work."""

SELDOM = frozenset({"unit", "discount_minor"})
"""Of these, those that are left out where there is nothing to say."""

GROUPED = "grouped"
"""In a claim's content: of how many purchases it is made, whose lines stand with the purchases (`billing_item`)."""


@dataclass(frozen=True, slots=True)
class Payer:
    """A payer's card: `key` tells payers of one merchant apart."""

    key: str
    billing: Mapping[str, Any]


def payer_of(billing: Billing, customer_number: str | None) -> Payer:
    """One card per merchant and customer number; without a number by organisation, else by e-mail address."""
    number = "".join(character for character in billing.organization_number if character.isalnum())
    if customer_number:
        key = f"customer:{customer_number}"
    elif number:
        key = f"org:{billing.country}:{number.upper()}"
    else:
        key = f"mail:{billing.email.strip().lower()}"
    return Payer(key, {name: value for name in BILLING_FIELDS if (value := getattr(billing, name))})


def bill_content(
    merchant_reference: str, lines: Sequence[OrderLine], delivered_on: date, warnings: Sequence[Mapping[str, str]]
) -> Content:
    """What the paper shows, frozen with the claim; amounts are minor units including VAT."""
    return {
        "merchant_reference": merchant_reference,
        "delivered_on": delivered_on.isoformat(),
        "lines": [
            {name: value for name in LINE_FIELDS if (value := getattr(line, name)) or name not in SELDOM}
            for line in lines
        ],
        "warnings": list(warnings),
    }


def book_of(merchant: Merchant, claim: Claim, bank_account_id: UUID | None = None) -> ClaimBook:
    """Where the claim's money is posted, by the merchant's contract; on another account where it came to another."""
    operators = frozenset(Part(part) for part in merchant.settings.get("operator_parts", ()))
    return ClaimBook(claim.claim_id, bank_account_id or claim.bank_account_id, claim.currency, operators)


def post_demand(work: Work, merchant: Merchant, claim: Claim) -> None:
    """The entry that makes the issued principal a receivable; of what is handed over, on the day that it is."""
    if claim.issued_on is None:
        raise AssertionError("only an issued claim is posted")
    postings = demanded(book_of(merchant, claim), Parts(principal=claim.principal_minor))
    kind, day = "issued", claim.issued_on
    if claim.kind.handed_over:
        kind, day = "registered", local_day(claim.updated_at, merchant.country)
    entry = Entry(new_id(), kind, day, f"claim {claim.claim_no}", postings)
    ledger.post(work.unit, claim.merchant_id, entry, work.wall)


def add_card(work: Work, merchant_id: UUID, payer: Payer, name: str, at: datetime) -> None:
    """The payer's card, new or as it is now."""
    card = {"payer_key": payer.key, "name": name, "billing": payer.billing, "updated_at": at}
    work.unit.add_payer({"merchant_id": merchant_id, **card})


def start_of_claim(work: Work, merchant: Merchant, claim: Claim, billing: Billing) -> UUID:
    """Every row of a claim that is issued as it is made; the id of its document."""
    add_card(work, claim.merchant_id, Payer(claim.payer_key, claim.billing), billing.name, claim.updated_at)
    claim, event = claim.happened("issued", claim.created_at, work.asker.name, due_on=claim.due_on)
    claims.add(work.unit, claim)
    claims.add_event(work.unit, claim, event, work.wall)
    post_demand(work, merchant, claim)
    return owe_document(work, claim)


def owe_document(work: Work, claim: Claim, paper: UUID | None = None) -> UUID:
    """The claim's document, and its delivery unless the merchant delivers; both are done by jobs. The document's id.

    `paper` is the document that the claim has already, the client's own or one that was shown before the issue.
    """
    document_id = paper or new_id()
    key = {"merchant_id": claim.merchant_id, "claim_id": claim.claim_id, "document_id": document_id}
    if paper is None:
        row = {"kind": claim.kind, "media_type": "application/pdf", "created_at": claim.updated_at}
        work.unit.add("document", {**key, **row})
    if claim.channel is Channel.OPERATOR:
        _owe_delivery(work, claim, key)
    else:
        payload = {"document_id": str(document_id)}
        work.unit.add_job(Job("render_document", str(document_id), payload, claim.merchant_id))
    return document_id


def _owe_delivery(work: Work, claim: Claim, key: Mapping[str, UUID]) -> None:
    delivery_id = new_id()
    reached = claim.reached
    way = way_of(str(reached["country"]), claim.kind, reached, claim.content.get("wish"))
    address = reached if way is Way.LETTER else {"email": reached["email"], "name": name_of(reached)}
    times = {"next_try_at": work.wall, "created_at": claim.updated_at}
    state = {"channel": way, "address": address, "state": "waiting", "attempts": 0}
    work.unit.add("delivery", {**key, "delivery_id": delivery_id, **state, **times})
    work.unit.add_job(Job("deliver", str(delivery_id), {"delivery_id": str(delivery_id)}, claim.merchant_id))


def name_of(billing: Mapping[str, Any]) -> str:
    """Who is billed: the business, else the person."""
    return str(
        billing.get("business_name") or f"{billing.get('first_name', '')} {billing.get('last_name', '')}".strip()
    )
