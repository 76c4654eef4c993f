"""`fordring merchant payouts` and `fordring merchant price`: when a merchant is paid, and what is kept of it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, TypeVar

import typer

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.merchant import Merchant
from fordring.domain.payment.price import PriceRule, Rates
from fordring.domain.payment.schedule import Every, PayoutSchedule, Shortfall
from fordring.main.commands.opening import as_options
from fordring.main.terminal import console, decimals, in_house, plain_errors
from fordring.main.wiring import House
from fordring.services.configuring.agree_price import AgreePrice, agree_price
from fordring.services.configuring.schedule_payouts import SchedulePayouts, schedule_payouts
from fordring.storage import merchants, prices
from fordring.storage.transaction import Connection

Result = TypeVar("Result")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Account = Annotated[str, typer.Argument(help="the merchant's account id")]
Minor = Annotated[int | None, typer.Option(min=0, help="in minor units")]


def payouts(
    account: Account,
    every: Annotated[Every | None, typer.Option(help="how often it is paid")] = None,
    weekday: Annotated[list[str] | None, typer.Option(help="of a weekly schedule: monday … sunday, or several")] = None,
    month_day: Annotated[int | None, typer.Option(help="of a monthly schedule: 1 to 31")] = None,
    minimum: Annotated[int | None, typer.Option(help="less than this waits, in minor units")] = None,
    hold_days: Annotated[int | None, typer.Option(help="how long money rests before it is paid out")] = None,
    shortfall: Annotated[
        Shortfall | None, typer.Option(help="what becomes of a balance below nothing at the next payout")
    ] = None,
) -> None:
    """Show when a merchant is paid; with options, change that from the next payout run on."""
    told: dict[str, Any] = {
        "every": every,
        "month_day": month_day,
        "minimum_minor": minimum,
        "hold_days": hold_days,
        "shortfall": shortfall,
    }
    changes = {name: value for name, value in told.items() if value is not None}
    with plain_errors():
        changes |= {"weekdays": frozenset(map(_weekday, weekday))} if weekday else {}

    async def ask(house: House) -> Merchant:
        async with house.database.reading() as connection:
            found = await merchants.by_account_id(connection, account)
        if not changes:
            return found
        command = SchedulePayouts(found.merchant_id, changes)
        return await _as_options(house, lambda connection: schedule_payouts(command, house.jobs.work(connection)))

    found = in_house(ask)
    console.print(f"{found.account_id}  {in_words(found.payout_schedule, found.currency)}", markup=False)


def price(
    account: Account,
    commission_bp: Annotated[int | None, typer.Option(help="of what was collected, in basis points")] = None,
    per_payment: Minor = None,
    per_payout: Minor = None,
    vat_bp: Annotated[int | None, typer.Option(help="else the standard rate where the client account is")] = None,
    valid_from: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="else the merchant's today")
    ] = None,
) -> None:
    """Show a merchant's prices; with options, agree one that holds from a day on."""
    told = (commission_bp, per_payment, per_payout)
    if all(figure is None for figure in told) and (vat_bp is not None or valid_from is not None):
        raise typer.BadParameter("say what is kept: --commission-bp, --per-payment or --per-payout")

    async def ask(house: House) -> tuple[Merchant, Sequence[PriceRule]]:
        async with house.database.reading() as connection:
            found = await merchants.by_account_id(connection, account)
            rules = (await prices.of_merchants(connection, [found.merchant_id]))[found.merchant_id]
        if all(figure is None for figure in told):
            return found, rules
        day = valid_from.date() if valid_from else None
        command = AgreePrice(found.merchant_id, day, commission_bp or 0, per_payment or 0, per_payout or 0, vat_bp)
        agreed = await _as_options(house, lambda connection: agree_price(command, house.jobs.work(connection)))
        return found, agreed

    merchant, rules = in_house(ask)
    console.print(f"from its opening  {_price(merchant.rates, merchant.currency)}", markup=False)
    for rule in rules:
        console.print(f"from {rule.valid_from}   {_price(rule.rates, merchant.currency)}", markup=False)


async def _as_options(house: House, verb: Callable[[Connection], Awaitable[Result]]) -> Result:
    """What the verb answers; a refusal names options instead of fields."""

    async def done(connection: Connection) -> Result:
        try:
            return await verb(connection)
        except InvalidCommandError as error:
            raise as_options(error) from None

    return await house.database.run(done)


def _weekday(name: str) -> int:
    if name.lower() not in WEEKDAYS:
        raise InvalidCommandError(FieldProblem("--weekday", f"is one of {', '.join(WEEKDAYS)}"))
    return WEEKDAYS.index(name.lower())


def in_words(schedule: PayoutSchedule, currency: str) -> str:
    """The schedule as a person reads it."""
    days = {
        Every.DAILY: "every business day",
        Every.WEEKLY: "weekly on " + " and ".join(WEEKDAYS[day].title() for day in sorted(schedule.weekdays)),
        Every.MONTHLY: f"monthly on day {schedule.month_day}",
    }
    least = (
        f"from {decimals(schedule.minimum_minor)} {currency} on" if schedule.minimum_minor else "whatever the amount"
    )
    rest = f"after {schedule.hold_days} days of rest" if schedule.hold_days else "without a rest"
    return f"{days[schedule.every]}, {least}, {rest}; a balance below nothing is {schedule.shortfall}"


def _price(rates: Rates, currency: str) -> str:
    share = f"{decimals(rates.commission_bp)} %"
    fixed = f"{decimals(rates.per_payment_minor)} a payment, {decimals(rates.per_payout_minor)} a payout ({currency})"
    return f"{share} of what was collected, {fixed}, VAT {decimals(rates.vat_bp)} %"
