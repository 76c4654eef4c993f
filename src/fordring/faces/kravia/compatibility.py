"""The compatibility module: every word of this API that is a guess or our own addition, to be renamed here only.

Statuses, actions and types are guesses where the public pages fix none. What they do not have at all, paths and
members of bodies, is an *own addition* and stands in the two tables at the end; docs/faces/kravia.md lists them.
"""

from fordring.domain.claim.actions import Action
from fordring.domain.claim.claim import ClaimKind
from fordring.domain.claim.distribution import Way
from fordring.domain.claim.papers import Purpose
from fordring.domain.purchase.purchase import Channel

CLAIM_TYPES = {
    "invoice": "Invoice",
    "creditnote": "CreditNote",
    "collectioncase": "CollectionCase",
    "reminder": "Reminder",
}
OFFERED_TYPES = {
    "Invoice": ClaimKind.INVOICE,
    "CollectionCase": ClaimKind.COLLECTION_CASE,
    "Reminder": ClaimKind.REMINDER,
}
TYPE_OF_KIND = {kind: word for word, kind in OFFERED_TYPES.items()} | {ClaimKind.CREDIT_NOTE: "CreditNote"}

CHANNELS = {"kravia": Channel.OPERATOR, "merchant": Channel.MERCHANT}
LANGUAGES = {"no": "nb", "nn": "nb"}
NOTIFICATIONS = {Way.EMAIL: "Email", Way.LETTER: "Print"}

START, PAUSE, RESUME, WITHDRAW, CANCEL = ACTIONS = ("Start", "Pause", "Resume", "Withdraw", "Cancel")
ACTION_OF = {
    START: Action.START,
    PAUSE: Action.PAUSE,
    RESUME: Action.RESUME,
    WITHDRAW: Action.WITHDRAW,
    CANCEL: Action.WITHDRAW,
}

DOCUMENT_TYPES = {
    "invoice": ("Invoice", Purpose.INVOICE),
    "invoiceattachment": ("InvoiceAttachment", Purpose.ATTACHMENT),
}
"""By the query parameter `type` in small letters; any other is kept as it is said."""

STATUSES = {
    "Registered": "Registered, not started",
    "Scheduled": "Started, waiting to be sent",
    "Sent": "Sent to the debtor",
    "Overdue": "Not paid on time",
    "OnHold": "Paused: nothing happens by itself",
    "Paid": "Closed: paid",
    "Credited": "Closed: credited",
    "Withdrawn": "Closed: withdrawn",
}

CASE_UPDATE = "CaseUpdate"
SIGNATURE_ALGORITHM = "MD5"
NO_CLAIM = 0
"""The claim that a test of a webhook tells of where the creditor has none yet."""
TEST_HEADER = "webhook-test"
"""A header of our own on what a test sends; its body is like any other."""

OWN_PATHS = {
    "list_documents": "/invoice/{id}/document",
    "preview": "/invoice/{id}/preview",
    "remove_document": "/invoice/{id}/document/{documentId}",
    "remove_webhook": "/creditor/{id}/webhook",
    "show_document": "/invoice/{id}/document/{documentId}",
    "show_pdf": "/invoice/{id}/pdf",
    "show_webhook": "/creditor/{id}/webhook",
    "test_webhook": "/creditor/{id}/webhook/test",
}
"""By handler, the paths of operations that the public pages do not show."""

OWN_MEMBERS = {
    "address_address_line2": "addressAddressLine2",
    "distribution": "distribution",
    "file_name": "fileName",
    "kid": "kid",
    "language": "language",
    "limitation_interrupted_date": "limitationInterruptedDate",
    "phone_number": "phoneNumber",
    "until": "until",
}
"""By our own name, the members of bodies that the public pages do not show."""
