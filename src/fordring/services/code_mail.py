"""The mail with a code, owed: the job that sends it makes the code."""

from fordring.domain.claim.distribution import Way
from fordring.domain.payment.confirmation import Confirmation
from fordring.storage.ids import new_id
from fordring.storage.queue import Job
from fordring.storage.work import Work

DELIVER_CODE = "deliver_code"


def owe_code(work: Work, confirmation: Confirmation) -> None:
    """One more mail."""
    delivery_id = new_id()
    work.unit.add(
        "delivery",
        {
            "merchant_id": confirmation.merchant_id,
            "delivery_id": delivery_id,
            "channel": Way.EMAIL,
            "address": {"email": confirmation.email},
            "state": "waiting",
            "attempts": 0,
            "next_try_at": work.wall,
            "created_at": work.wall,
            "confirmation_id": confirmation.confirmation_id,
        },
    )
    work.unit.add_job(Job(DELIVER_CODE, str(delivery_id), {"delivery_id": str(delivery_id)}, confirmation.merchant_id))
