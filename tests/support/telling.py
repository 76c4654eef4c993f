"""Messages as senders have them, without an outbox: what is to be told to whom."""

from typing import Any
from uuid import UUID

from fordring.domain.telling import Topic
from fordring.services.messages import Message
from fordring.services.views import PurchaseView
from fordring.storage.calls import OutgoingCall
from fordring.storage.hooks import Hook
from support import make


def message_of(
    view: PurchaseView, event_no: int, call_id: UUID, topic: Topic = Topic.CALLBACK, hook: Hook | None = None
) -> Message:
    """The first attempt at telling one event of a purchase."""
    merchant, purchase = view.merchant, view.purchase
    facts: dict[str, Any] = {
        "merchant_id": merchant.merchant_id,
        "call_id": call_id,
        "hook_id": hook.hook_id if hook else None,
        "topic": topic,
        "subject": f"purchase {purchase.purchase_id}",
        "event_no": event_no,
        "purchase_id": purchase.purchase_id,
        "checkout_id": None,
        "payout_id": None,
        "claim_id": None,
    }
    times: dict[str, Any] = {
        "created_at": make.WALL,
        "due_at": make.WALL,
        "next_try_at": make.WALL,
        "finished_at": None,
    }
    call = OutgoingCall(**facts, **times, state="sending", attempts=1, tries_before=0)
    return Message(call, merchant, hook, view)
