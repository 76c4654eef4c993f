"""A claim's file in the words of this API: what register and action answer, and the details."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.hold import Hold
from fordring.domain.followup.words.tongue import Language
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Channel
from fordring.faces.kravia.compatibility import CHANNELS, STATUSES, TYPE_OF_KIND, WISHES
from fordring.faces.kravia.translate.coming import next_step, taken_step
from fordring.faces.kravia.translate.creditors import creditor
from fordring.faces.kravia.translate.figures import major, percent, shown, time_text
from fordring.faces.kravia.translate.status_history import history
from fordring.faces.kravia.translate.story import activities, document, notification, payment
from fordring.faces.kravia.translate.ticks import tick_text
from fordring.faces.kravia.vocabulary import available_actions, field_name, status_code
from fordring.faces.kravia.wire import answers
from fordring.services.dossiers import Dossier

Given = Mapping[str, Any]
WISH_WORDS = {str(wish): word for word, wish in WISHES.items()}
CHANNEL_WORDS = {channel: word for word, channel in CHANNELS.items()}


def claim_answer(dossier: Dossier, base_url: str) -> answers.Claim:
    """The whole claim as stored, with the warnings of this request first."""
    return answers.Claim(
        **_invoice_facts(dossier, base_url),
        outstanding=_outstanding(dossier),
        available_actions=answers.AvailableActions(**available_actions(dossier.merchant, dossier.claim, dossier.day)),
        documents=[document(found, dossier.claim, base_url) for found in dossier.documents],
        unverified=list(dossier.marks.all),
        warnings=list(_warnings(dossier)),
    )


def details_answer(dossier: Dossier, base_url: str, language: Language) -> answers.DetailsAnswer:
    """Everything about the claim, in its envelope; reasons are told in the language."""
    details = answers.Details(
        invoice=answers.Invoice(**_invoice_facts(dossier, base_url)),
        creditor=creditor(dossier.merchant),
        debtor=debtor(dossier.claim),
        letters_to=letters_to(dossier.claim),
        status_code_history=list(history(dossier.claim, dossier.events, dossier.merchant.country)),
        available_actions=answers.AvailableActions(**available_actions(dossier.merchant, dossier.claim, dossier.day)),
        notifications=[notification(sending) for sending in dossier.deliveries],
        documents=[document(found, dossier.claim, base_url) for found in dossier.documents],
        payments=[payment(received, dossier.claim.currency) for received in dossier.payments],
        activities=list(activities(dossier.events)),
        outstanding=_outstanding(dossier),
        order_lines=list(_lines(dossier)),
        bookkeeping_details=booking_lines(dossier.claim),
        next_step=next_step(dossier, dossier.follow_up, language),
        steps=[taken_step(dossier, step, language) for step in dossier.follow_up.steps],
        unverified=list(dossier.marks.all),
        warnings=list(_warnings(dossier)),
    )
    return answers.DetailsAnswer(value=details)


def booking_lines(claim: Claim) -> list[answers.BookkeepingLine]:
    """The lines of bookkeeping that it was registered with."""
    return [answers.BookkeepingLine(**booking_words(line)) for line in _given(claim, "bookkeeping")]


def booking_words(line: Given) -> dict[str, Any]:
    """A line of bookkeeping as it was given, its amount as a number."""
    return {**line, "amount": _maybe(line["amount"])}


def _invoice_facts(dossier: Dossier, base_url: str) -> dict[str, Any]:
    claim = dossier.claim
    return invoice_facts(dossier.merchant, claim, dossier.day, dossier.hold) | {
        **_credited(dossier),
        "description": claim.content.get("description") or claim.content.get("merchant_reference") or None,
        "bank_account": dossier.merchant.bank_account.iban,
        "is_private_individual": not claim.business,
        "distribution": WISH_WORDS.get(claim.content.get("wish", "")) or CHANNEL_WORDS[Channel(claim.channel)],
        "pdf_url": f"{base_url}/api/v2/invoice/{claim.claim_no}/pdf",
    }


def invoice_facts(merchant: Merchant, claim: Claim, day: date, hold: Hold | None) -> dict[str, Any]:
    """What a list and the details say alike of a claim; `day` is the merchant's today, `hold` what holds it up."""
    overdue = claim.due_on is not None and claim.due_on < day
    code = status_code(claim.state, claim.closed_because, overdue=overdue, hold=hold, step=claim.last_step)
    wanted = claim.content.get("invoice_on")
    return {
        "id": claim.claim_no,
        "claim_id": claim.claim_no,
        "claim_type": TYPE_OF_KIND[claim.kind],
        "creditor_id": merchant.creditor_no,
        "accounting_invoice_id": claim.content.get("own_id"),
        "invoice_no": claim.own_number or claim.number,
        "invoice_date": claim.issued_on or (date.fromisoformat(wanted) if wanted else None),
        "due_date": claim.due_on,
        "original_amount": major(claim.principal_minor, claim.currency),
        "currency_code": claim.currency,
        "kid": claim.reference,
        "status_code": code,
        "status_name": STATUSES[code],
        "registered_time": time_text(claim.created_at),
        "last_updated_time": tick_text(claim.stamp),
    }


def _credited(dossier: Dossier) -> dict[str, Any]:
    """What a credit note credits, and how much of it reduced that: all of it where the note was made here."""
    claim = dossier.claim
    issue = next((event.facts for event in dossier.events if event.kind == "issued"), {})
    amount_minor = issue.get("credited_minor", claim.principal_minor if issue else 0)
    note = claim.kind is ClaimKind.CREDIT_NOTE
    return {
        "credited_invoice_id": claim.content.get("credited_no") or (issue.get("credits") if note else None),
        "credited_invoice_no": claim.content.get("credited_number"),
        "credited_amount": major(amount_minor, claim.currency) if note else None,
    }


def debtor(claim: Claim) -> answers.Debtor:
    """Who owes."""
    billing = claim.billing
    kind, _, number = claim.payer_key.partition(":")
    person = f"{billing.get('first_name', '')} {billing.get('last_name', '')}".strip()
    return answers.Debtor(
        name=billing.get("business_name") or person,
        debtor_number=number if kind == "customer" else None,
        email=billing.get("email"),
        phone_number=billing.get("phone_number"),
        ssn=claim.content.get("payer", {}).get("person_number") or None,
        organization_number=billing.get("organization_number"),
        is_private_individual=not claim.business,
        address_address_line1=billing.get("address_line"),
        address_address_line2=billing.get("address_line_2"),
        address_postal_code=billing.get("postal_code"),
        address_city=billing.get("postal_place"),
        address_country_code=billing.get("country"),
    )


def letters_to(claim: Claim) -> answers.LettersTo | None:
    """Where letters go that is not as registered."""
    if claim.contact is None:
        return None
    reached = claim.reached
    return answers.LettersTo(
        address_address_line1=reached.get("address_line"),
        address_address_line2=reached.get("address_line_2"),
        address_postal_code=reached.get("postal_code"),
        address_city=reached.get("postal_place"),
        address_country_code=reached.get("country"),
        email=reached.get("email"),
    )


def _outstanding(dossier: Dossier) -> answers.Outstanding:
    """The parts that are open; a draft's whole amount, which is not yet owed."""
    currency, parts = dossier.claim.currency, dossier.claim.open
    return answers.Outstanding(
        date=dossier.day,
        capital=major(parts.principal, currency),
        fees=major(parts.fees, currency),
        interest=major(parts.interest, currency),
        total=major(parts.total, currency),
        currency_code=currency,
    )


def _lines(dossier: Dossier) -> Iterator[answers.OrderLine]:
    """The lines of the paper, the registered ones with their prices as given; made-up ones come last."""
    given, currency = _given(dossier.claim, "lines"), dossier.claim.currency
    for place, line in enumerate(dossier.lines):
        registered = given[place] if place < len(given) else {}
        yield answers.OrderLine(
            description=line.description,
            count=shown(registered.get("count") or line.quantity),
            unit=registered.get("unit"),
            unit_price=_maybe(registered.get("unit_price")),
            discount_in_percent=_maybe(registered.get("discount_in_percent")),
            vat_in_percent=percent(line.vat_bp),
            vat_amount=major(line.vat_minor, currency),
            total=major(line.amount_minor, currency),
        )


def _given(claim: Claim, name: str) -> list[Given]:
    """What the client gave beside the bill; nothing for a claim that came from elsewhere."""
    found: list[Given] = claim.content.get("given", {}).get(name, [])
    return found


def _maybe(number: str | None) -> int | float | None:
    return None if number is None else shown(number)


def _warnings(dossier: Dossier) -> Iterator[answers.Warned]:
    for warning in dossier.warnings:
        yield answers.Warned(field=field_name(warning.field), message=warning.message)
    for warning in dossier.claim.content.get("warnings", ()):
        yield answers.Warned(field=field_name(warning["field"]), message=warning["message"])
