"""`fordring followup preview`, `next` and `steps`: what the daily run will do, and what was done."""

from collections.abc import AsyncIterator
from typing import Annotated

import typer

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim as ClaimRow
from fordring.domain.followup.looks import WaitsFor
from fordring.domain.followup.outcome import Plan, Proposal
from fordring.domain.merchant import Merchant as MerchantRow
from fordring.main.clock import wall
from fordring.main.commands.followup_waiting import Claim, Merchant, reason_line, say_marks
from fordring.main.terminal import console, decimals, in_house, printable
from fordring.main.wiring import House
from fordring.services.bill import name_of
from fordring.services.callers import claim_of
from fordring.services.planning import plans_of
from fordring.services.preview import DAYS_MAX, After, Coming, Preview
from fordring.services.preview import preview as pages_of
from fordring.storage import merchants, upcoming
from fordring.storage.upcoming import StoredStep

WAITS = {
    WaitsFor.APPROVAL: "waits for an approval",
    WaitsFor.PERSON: "waits for a person",
    WaitsFor.FAILED: "waits: it failed",
}
Days = Annotated[int, typer.Option(min=0, max=DAYS_MAX, help="from today to so many days from now")]


def preview(
    merchant: Merchant = None,
    days: Days = 7,
    *,
    reasons: Annotated[bool, typer.Option("--reasons", help="all of them, not only what decides the day")] = False,
) -> None:
    """What the daily run will do, day by day, if nothing else happens: step, fee, interest, way and total."""

    async def ask(house: House) -> int:
        async with house.database.reading() as connection:
            everyone = await merchants.all_merchants(connection)
            if merchant is not None:
                everyone = [await merchants.by_account_id(connection, merchant)]
        many = 0
        for owner in everyone:
            async for page in _pages(house, owner, days):
                for coming in page.coming:
                    _say(page, coming, reasons=reasons)
                many += len(page.coming)
        return many

    if not in_house(ask):
        console.print(f"nothing in the next {days} days" if days else "nothing today")


def next_(claim: Claim) -> None:
    """A claim's next step as things stand, with its earliest day, and the reasons for it and against it."""

    async def ask(house: House) -> tuple[ClaimRow, Plan | None]:
        async with house.database.reading() as connection:
            owner, found = await claim_of(connection, claim, None)
            today = local_day(owner.now(wall()), owner.country)
            return found, (await plans_of(connection, owner, [found], today)).get(found.claim_id)

    found, planned = in_house(ask)
    if planned is None:
        console.print(f"claim {claim} has no plan: it is {found.state}", markup=False)
        return
    step = f": {_step(planned.step, found.currency)}" if planned.step else ""
    day = f", not before {planned.step.earliest_on}" if planned.step else ""
    console.print(f"claim {claim}  {planned.outcome}{step}{day}", markup=False)
    for reason in planned.reasons:
        console.print(f"    {reason.told()}", markup=False)
    say_marks(_marks(planned.step))


def steps(claim: Claim) -> None:
    """The steps that were taken of a claim, oldest first, with their fees, interest and reasons."""

    async def ask(house: House) -> tuple[ClaimRow, list[StoredStep]]:
        async with house.database.reading() as connection:
            _, found = await claim_of(connection, claim, None)
            return found, await upcoming.steps_of(connection, found)

    found, taken = in_house(ask)
    for each in taken:
        money = f"fee {decimals(each.fee_minor + each.vat_minor)}, interest {decimals(each.interest_minor)}"
        gone = (
            f"  cancelled {each.cancelled_on}: {printable(each.cancelled_because or '')}" if each.cancelled_on else ""
        )
        by = "" if each.ours else "  by the creditor"
        term = f", to be paid by {each.pay_by}" if each.pay_by else ""
        console.print(
            f"{each.step_no}  {each.sent_on}  {each.kind}{by}  {money} {found.currency}{term}{gone}", markup=False
        )
        for reason in each.facts.get("reasons", ()):
            console.print(f"    {printable(reason_line(reason))}", markup=False)
        say_marks(each.marks.all)
    if not taken:
        console.print(f"no step was taken of claim {claim}")


async def _pages(house: House, owner: MerchantRow, days: int) -> AsyncIterator[Preview]:
    after: After | None = None
    while True:
        async with house.database.reading() as connection:
            page = await pages_of(connection, owner, wall(), days=days, after=after)
        yield page
        after = page.after
        if after is None:
            return


def _say(page: Preview, coming: Coming, *, reasons: bool) -> None:
    claim, ahead = coming.claim, coming.ahead
    head = f"{coming.day}  {page.merchant.account_id}  claim {claim.claim_no}  {printable(name_of(claim.billing))}"
    if ahead is None:
        assert coming.failure is not None
        console.print(f"{head}: fails, {printable(reason_line(coming.failure))}", markup=False)
        return
    step = _step(ahead.plan.step, claim.currency) if ahead.plan.step else ""
    waits = WAITS[ahead.waits] if ahead.waits else ""
    what = ", ".join(part for part in (waits, step, f"{decimals(ahead.open.total)} {claim.currency} in all") if part)
    console.print(f"{head}: {what}", markup=False)
    for reason in ahead.plan.reasons if reasons else ahead.plan.reasons[:1]:
        console.print(f"    {reason.told()}", markup=False)
    say_marks(_marks(ahead.plan.step))


def _marks(step: Proposal | None) -> tuple[str, ...]:
    """Those of what is printed of a step: one without a time to pay has no price."""
    return step.marks if step and step.pay_by else ()


def _step(step: Proposal, currency: str) -> str:
    """`reminder by e-mail, fee 38.00, interest 5.12 NOK, to be paid by 2026-12-20`."""
    if step.pay_by is None:
        return step.kind
    way = "by e-mail" if step.electronic else "by letter"
    fee, interest = decimals(step.charge.fee_minor + step.charge.vat_minor), decimals(step.interest_minor)
    return f"{step.kind} {way}, fee {fee}, interest {interest} {currency}, to be paid by {step.pay_by}"
