"""What happened to a claim in the words of this API: activities, sendings, documents and payments."""

from collections.abc import Iterator, Sequence

from fordring.domain.claim.claim import Claim, ClaimEvent
from fordring.domain.claim.distribution import Way
from fordring.faces.kravia.compatibility import LETTER_TYPES, NOTIFICATIONS, TYPE_OF_KIND
from fordring.faces.kravia.translate.figures import major, time_text
from fordring.faces.kravia.wire import answers
from fordring.storage.deliveries import Delivery
from fordring.storage.documents import Document
from fordring.storage.dossiers import Received

UNDELIVERED = frozenset({"failed", "returned"})


def activities(events: Sequence[ClaimEvent]) -> Iterator[answers.Activity]:
    """Every event, oldest first."""
    for event in events:
        yield answers.Activity(type=event.kind, time=time_text(event.at), created_by=event.created_by)


def notification(sending: Delivery) -> answers.Notification:
    """One sending: its channel, where to, and how far it came."""
    return answers.Notification(
        type=NOTIFICATIONS[sending.channel],
        level="Error" if sending.state in UNDELIVERED else "Info",
        primary_target=_letter_target(sending) if sending.channel is Way.LETTER else sending.address["email"],
        date=time_text(sending.finished_at or sending.created_at),
        status="waiting" if sending.state == "sending" else sending.state,
    )


def _letter_target(sending: Delivery) -> str:
    parts = ("address_line", "postal_code", "postal_place", "country")
    return ", ".join(str(sending.address[part]) for part in parts if sending.address.get(part))


def document(found: Document, claim: Claim, base_url: str) -> answers.Document:
    """A document and where its bytes are."""
    return answers.Document(
        id=str(found.document_id),
        type=found.uploaded_as or LETTER_TYPES.get(found.kind) or TYPE_OF_KIND[claim.kind],
        file_name=document_name(found, claim),
        content_type=found.media_type,
        size=found.size_bytes,
        url=f"{base_url}/api/v2/invoice/{claim.claim_no}/document/{found.document_id}",
    )


def document_name(found: Document, claim: Claim) -> str:
    """The name it was handed in under, else the invoice's number; a letter's type behind it."""
    number = claim.own_number or claim.number or str(claim.claim_no)
    letter = LETTER_TYPES.get(found.kind)
    return found.file_name or f"{file_stem(f'{number}-{letter}' if letter else number)}.pdf"


def file_stem(number: str) -> str:
    """An invoice number as part of a file's name: letters, digits, dots and hyphens."""
    return "".join(character if character.isascii() and character.isalnum() else "-" for character in number)


def payment(received: Received, currency: str) -> answers.Payment:
    """Money received, by part; below zero, what was taken back of it, by the bank or by the creditor itself.

    One of nothing says that what came covers other parts than before.
    """
    said = received.direct or received.amount_minor <= 0
    return answers.Payment(
        id=str(received.payment_id),
        date=received.paid_on,
        amount=major(received.amount_minor, currency),
        capital=major(received.covered.principal, currency),
        fees=major(received.covered.fees, currency),
        interest=major(received.covered.interest, currency),
        overpaid=major(received.surplus_minor, currency),
        currency_code=currency,
        direct=received.direct,
        description=received.reason or None if said else None,
    )
