"""`fordring followup plan …`: payment plans as they are agreed on with payers, shown, and ended; and their terms."""

from datetime import date, datetime
from typing import Annotated

import typer
from rich.table import Table

from fordring.domain.calendar import local_day
from fordring.domain.followup.instalments import PlanTerms, PlanWish
from fordring.domain.followup.payment_plan import PlanStanding
from fordring.domain.followup.plan_wishes import terms_of
from fordring.main.commands.followup_waiting import Claim, say_marks
from fordring.main.person import person
from fordring.main.terminal import console, decimals, in_house, printable
from fordring.main.wiring import House
from fordring.services.callers import claim_of
from fordring.services.configuring.choose_plan_terms import ChoosePlanTerms, choose_plan_terms
from fordring.services.following_up.agree_plan import AgreePlan, agree_plan
from fordring.services.following_up.cancel_plan import CancelPlan, cancel_plan
from fordring.storage import merchants, payment_plans

Shown = tuple[list[PlanStanding], date]
plans = typer.Typer(help="Payment plans: agreed on with payers, shown, ended.", no_args_is_help=True)


@plans.command("agree")
def agree(
    claim: Claim,
    first: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="when the first instalment is due")],
    *,
    by: Annotated[str, typer.Option(help="who agreed to it")],
    how: Annotated[str, typer.Option(help="by what means, and when")],
    count: Annotated[int | None, typer.Option(help="in how many instalments")] = None,
    monthly: Annotated[int | None, typer.Option(help="or how much a month, in minor units")] = None,
    fee: Annotated[bool, typer.Option("--fee/--no-fee", help="with the fees that the law allows, or without")] = True,
    note: Annotated[str, typer.Option(help="for the merchant")] = "",
) -> None:
    """Agree on a payment plan; the payer gets it in writing, and every other step waits while it is kept."""
    command = AgreePlan(claim, None, PlanWish(first.date(), count, monthly), by, how, fee, note)

    async def make(house: House) -> Shown:
        made = await house.database.run(lambda connection: agree_plan(command, house.jobs.work(connection, person())))
        return [made], await _today(house, made)

    _draw(*in_house(make))


@plans.command("show")
def show(claim: Claim) -> None:
    """Show a claim's payment plans, the oldest first: each instalment, and what is paid of it."""

    async def ask(house: House) -> Shown:
        async with house.database.reading() as connection:
            merchant, found = await claim_of(connection, claim, None)
            standing = list(await payment_plans.of_claim(connection, found))
        return standing, local_day(merchant.now(house.jobs.wall()), merchant.country)

    _draw(*in_house(ask))


@plans.command("cancel")
def cancel(claim: Claim, because: Annotated[str, typer.Option(help="why it ends")]) -> None:
    """End a payment plan; the claim is followed up from where it was."""
    command = CancelPlan(claim, None, because)

    async def make(house: House) -> Shown:
        ended = await house.database.run(lambda connection: cancel_plan(command, house.jobs.work(connection, person())))
        return [ended], await _today(house, ended)

    _draw(*in_house(make))


@plans.command("terms")
def terms(
    account: Annotated[str, typer.Argument(help="the merchant's account id")],
    *,
    least: Annotated[int | None, typer.Option(help="no instalment is below it, in minor units")] = None,
    instalments_max: Annotated[int | None, typer.Option(help="no more than so many")] = None,
    notice_days: Annotated[int | None, typer.Option(help="a notice so long before each; 0: none")] = None,
    reminder_days: Annotated[int | None, typer.Option(help="a reminder when one is so many days late")] = None,
    broken_days: Annotated[int | None, typer.Option(help="what is unpaid so long after that breaks the plan")] = None,
    usual: Annotated[bool, typer.Option("--usual", help="go back to what is usual in its country")] = False,
) -> None:
    """Show by which terms a merchant's plans are agreed on; with options, change it from the next plan on."""
    said = {"least_minor": least, "instalments_max": instalments_max, "notice_days": notice_days}
    said |= {"reminder_days": reminder_days, "broken_days": broken_days}
    changes = {name: value for name, value in said.items() if value is not None}
    if usual and changes:
        raise typer.BadParameter("goes without other wishes", param_hint="--usual")

    async def ask(house: House) -> PlanTerms:
        async with house.database.reading() as connection:
            merchant = await merchants.by_account_id(connection, account)
        if not usual and not changes:
            return terms_of(merchant.country, merchant.settings)
        command = ChoosePlanTerms(merchant.merchant_id, None if usual else changes)
        return await house.database.run(
            lambda connection: choose_plan_terms(command, house.jobs.work(connection, person()))
        )

    holds = in_house(ask)
    console.print(f"{account}  {holds.country}  no instalment below {decimals(holds.least_minor)}", markup=False)
    console.print(f"at most {holds.instalments_max} instalments, a month apart", markup=False)
    notice = f"{holds.notice_days} days before each" if holds.notice_days else "none"
    console.print(f"notice {notice}, reminder {holds.reminder_days} days after it", markup=False)
    console.print(f"broken when unpaid {holds.broken_days} days after that", markup=False)


async def _today(house: House, standing: PlanStanding) -> date:
    async with house.database.reading() as connection:
        merchant = await merchants.get(connection, standing.claim.merchant_id)
    return local_day(merchant.now(house.jobs.wall()), merchant.country)


def _draw(found: list[PlanStanding], today: date) -> None:
    if not found:
        console.print("no payment plan")
    for each in found:
        plan, claim = each.plan, each.claim
        whose = f"claim {claim.claim_no}, plan {plan.plan_no}: {each.state}"
        told = f"agreed {plan.agreed_on} with {printable(plan.accepted_by)}, {printable(plan.accepted_how)}"
        console.print(f"{whose}; {told}", markup=False)
        if plan.ended_on:
            console.print(f"ended {plan.ended_on}: {printable(plan.ended_because)}", markup=False)
        console.print(_table(each, today), soft_wrap=False)
        fee = f", fee {decimals(plan.fee_minor)} within" if plan.fee_minor else ""
        left = f"{decimals(claim.open.total)} of {decimals(plan.agreed.total)} {claim.currency} left{fee}"
        console.print(left, markup=False)
        say_marks(plan.marks)


def _table(standing: PlanStanding, today: date) -> Table:
    table = Table(header_style="bold", pad_edge=False, box=None)
    for heading in ("no", "due", "amount", "paid", "state", "reference"):
        table.add_column(heading, justify="right" if heading in {"amount", "paid"} else "left")
    for row in standing.rows:
        its = row.instalment
        figures = decimals(row.amount_minor), decimals(row.paid_minor)
        table.add_row(str(its.number), str(its.due_on), *figures, row.state_on(today), its.reference)
    return table
