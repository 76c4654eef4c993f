"""What becomes of claims on a sandbox clock: after a line of its story somebody does something, then time goes on."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.followup.facts import StopReason
from fordring.domain.followup.instalments import PlanWish
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.payment.receipt import Receipt
from fordring.domain.payment.reported import Kind, Reported, ReportedPart
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.following_up.agree_plan import AgreePlan, agree_plan
from fordring.services.following_up.approve_step import ApproveStep, approve_step
from fordring.services.following_up.end_stop import EndStop, end_stop
from fordring.services.following_up.monitor_claim import MonitorClaim, monitor_claim
from fordring.services.following_up.stop_claim import StopClaim, stop_claim
from fordring.services.following_up.write_off import WriteOff, write_off
from fordring.services.invoicing.withdraw_claim import WithdrawClaim, withdraw_claim
from fordring.services.opened import open_claims, save_claims
from fordring.services.payments.report_credit import ReportCredit, report_credit
from fordring.services.receipts import receive
from fordring.storage.ids import new_id
from fordring.storage.work import Work

Deed = Callable[[Work, Merchant, Claim, date], Awaitable[object]]


async def pay(work: Work, _merchant: Merchant, claim: Claim, day: date, minor: int | None = None) -> None:
    """Money for the claim on that day, by default all that is open."""
    money = Money(claim.open.total if minor is None else minor, claim.currency)
    receipt = Receipt(new_id(), claim.bank_account_id, money, day, "", "its reference")
    opened = await open_claims(work, [(claim.merchant_id, claim.claim_id)])
    receive(work, opened, claim.claim_id, receipt)
    await save_claims(work, opened)
    await work.unit.flush()


async def pay_part(work: Work, merchant: Merchant, claim: Claim, day: date) -> None:
    """Two fifths of what is open."""
    await pay(work, merchant, claim, day, claim.open.total * 2 // 5)


async def credit(work: Work, merchant: Merchant, claim: Claim, day: date) -> None:
    """The whole principal."""
    minor = claim.open.principal
    told = Reported(Kind.CREDIT, (ReportedPart(claim.claim_no, minor),), minor, day)
    await report_credit(ReportCredit(told, [merchant.merchant_id]), work)


async def withdraw(work: Work, merchant: Merchant, claim: Claim, _day: date) -> None:
    """The client takes it back."""
    await withdraw_claim(WithdrawClaim(claim.claim_no, [merchant.merchant_id]), work)


async def void(work: Work, merchant: Merchant, claim: Claim, _day: date) -> None:
    """The shop takes the purchase back."""
    purchase_id: UUID = await work.connection.fetchval(
        "SELECT purchase_id FROM purchase WHERE claim_id = $1", claim.claim_id
    )
    await void_purchase(VoidPurchase(merchant.merchant_id, purchase_id), work)


async def give_up(work: Work, merchant: Merchant, claim: Claim, _day: date) -> None:
    """It is written off."""
    await write_off(WriteOff(claim.claim_no, [merchant.merchant_id], "nothing to be had"), work)


async def agree(work: Work, _merchant: Merchant, claim: Claim, day: date) -> None:
    """Two instalments without a fee, the first in thirty days."""
    wish = PlanWish(day + timedelta(days=30), count=2)
    await agree_plan(AgreePlan(claim.claim_no, None, wish, "Ola Nordmann", "by telephone", fee=False), work)


async def dispute(work: Work, _merchant: Merchant, claim: Claim, day: date) -> None:
    """Somebody is to look at it in twenty days."""
    await stop_claim(StopClaim(claim.claim_no, None, StopReason.DISPUTED, day + timedelta(days=20)), work)


async def settle(work: Work, _merchant: Merchant, claim: Claim, _day: date) -> None:
    """The dispute is over."""
    stop_id = await work.connection.fetchval("SELECT stop_id FROM claim_stop WHERE claim_id = $1", claim.claim_id)
    await end_stop(EndStop(stop_id, None, "the payer was wrong"), work)


async def approve(work: Work, _merchant: Merchant, claim: Claim, _day: date) -> None:
    """What waits may be done."""
    await approve_step(ApproveStep(claim.claim_no, None), work)


async def watch(work: Work, merchant: Merchant, claim: Claim, _day: date) -> None:
    """Collection is given up, and the claim only watched."""
    await monitor_claim(MonitorClaim(claim.claim_no, [merchant.merchant_id], "nothing to be had by now"), work)


@dataclass(frozen=True, slots=True)
class Fate:
    """What is done when the claim's story says this for the first time, in their order; and how the claim ends.

    `goes_on`: the steps behind the deeds are taken as if nothing had been, up to court.
    """

    deeds: tuple[tuple[str, Deed], ...]
    closed: str = "paid"
    goes_on: bool = False


FATES: Mapping[str, Fate] = {
    "paid in time": Fate((("delivered", pay),)),
    "paid after the first step": Fate((("reminded", pay),)),
    "paid after the notice": Fate((("noticed", pay),)),
    "paid after the demand": Fate((("demanded", pay),)),
    "paid after the heavy demand": Fate((("heavily_demanded", pay),)),
    "in parts": Fate((("delivered", pay_part), ("reminded", pay_part), ("demanded", pay))),
    "credited": Fate((("reminded", credit),), "credited"),
    "withdrawn": Fate((("demanded", withdraw),), "withdrawn"),
    "voided": Fate((("reminded", void),), "withdrawn"),
    "given up": Fate((("demanded", give_up),), "written_off"),
    "plan kept": Fate((("reminded", agree), ("instalment_noticed", pay_part), ("instalment_reminded", pay))),
    "plan paid early": Fate((("demanded", agree), ("plan_agreed", pay))),
    "plan broken": Fate((("reminded", agree),), "time_barred", goes_on=True),
    "disputed": Fate((("reminded", dispute), ("person_wanted", settle)), "time_barred", goes_on=True),
    "to court": Fate((("approval_wanted", approve),), "time_barred", goes_on=True),
    "watched": Fate((("demanded", watch),), "time_barred"),
    "never": Fate((), "time_barred", goes_on=True),
}
