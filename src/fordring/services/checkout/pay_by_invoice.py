"""A merchant's order is paid by invoice in one step: checkout, purchase and issued claim, all in one statement."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fordring.domain.calendar import Interval
from fordring.domain.errors import DuplicateReferenceError
from fordring.domain.purchase.purchase import Channel, Purchase
from fordring.services.authorising import Ordered, Ready, authorise, refuse_unusable
from fordring.services.views import PurchaseView
from fordring.storage.ids import new_id
from fordring.storage.opening import Opening, opening, queue_up_for_reference
from fordring.storage.work import Work

CHECKOUT_HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class PayByInvoice(Ordered):
    """An order and how it is to be invoiced. `channel` None means as the profile has it, else the operator delivers.

    A grouped invoice is always delivered by the operator; its `interval` None means as the profile has it, else
    monthly.
    `unique` refuses a merchant reference that was used before: "any" by any purchase, "success" by one that succeeded.
    """

    channel: Channel | None = None
    interval: Interval | None = None
    profile_id: str = "default"
    expires_at: datetime | None = None
    strict_amounts: bool = False
    unique: str | None = None


async def pay_by_invoice(command: PayByInvoice, work: Work) -> PurchaseView:
    """Authorise the purchase, issue its claim, owe its delivery and its callback.

    A grouped purchase has no claim yet: it waits for the billing run of its customer's period. Raises
    InvalidCommandError, WrongCurrencyError, DuplicateReferenceError.
    """
    if command.unique:
        await queue_up_for_reference(work.connection, command.merchant_id, command.order.merchant_reference)
    known = await opening(
        work.connection,
        command.merchant_id,
        command.order.merchant_reference,
        command.profile_id,
        command.product,
        look_for_reference=command.unique is not None,
    )
    refuse_unusable(command, known.merchant, strict_amounts=command.strict_amounts)
    _refuse_used(command, known)
    channel = command.channel or known.preferred_channel or Channel.OPERATOR
    ready = Ready(
        merchant=known.merchant,
        claim_no=known.claim_no,
        channel=channel,
        checkout_id=new_id(),
        interval=command.interval or known.preferred_interval or Interval.MONTHLY,
    )
    made = authorise(command, ready, work)
    _add_checkout(command, made.purchase, work)
    return made.view(known.merchant, await work.unit.flush())


def _refuse_used(command: PayByInvoice, known: Opening) -> None:
    used = {"any": known.reference_used, "success": known.reference_succeeded, None: False}[command.unique]
    if used:
        raise DuplicateReferenceError(f"merchant_reference {command.order.merchant_reference} was used before")


def _add_checkout(command: PayByInvoice, purchase: Purchase, work: Work) -> None:
    expires = command.expires_at or work.wall + timedelta(hours=CHECKOUT_HOURS)
    place = {"merchant_id": purchase.merchant_id, "checkout_id": purchase.checkout_id}
    content = {"merchant_reference": purchase.merchant_reference}
    times = {"created_at": purchase.created_at, "expires_at": expires}
    work.unit.add("checkout", {**place, "profile_id": command.profile_id, "content": content, **times})
