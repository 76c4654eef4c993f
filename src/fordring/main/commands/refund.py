"""`fordring refund`: money that goes back to payers; `fordring payout run` sends what has somewhere to go."""

from typing import Annotated

import typer

from fordring.domain.payment.refund import Refund, State
from fordring.main.person import person
from fordring.main.terminal import console, decimals, in_house
from fordring.main.wiring import House
from fordring.services.payments.give_account import GiveAccount, give_account
from fordring.services.payments.move_refund import MoveRefund, move_refund
from fordring.services.payments.write_off_refund import WriteOffRefund, write_off_refund
from fordring.storage import claims, refunds
from fordring.storage.refunds import ListedRefund

app = typer.Typer(help="Refunds to payers: what waits, and where it is to go.", no_args_is_help=True)


@app.command("list")
def list_() -> None:
    """What is owed to payers and has not left yet, oldest first, and what each waits for."""

    async def ask(house: House) -> list[ListedRefund]:
        async with house.database.reading() as connection:
            return await refunds.open_refunds(connection)

    found = in_house(ask)
    for each in found:
        console.print(_line(each), markup=False)
    if not found:
        console.print("no refund waits")


@app.command()
def account(
    refund: Annotated[str, typer.Argument(help="the refund's reference, as it is listed")],
    iban: Annotated[str, typer.Argument(help="the payer's account")],
) -> None:
    """Say where a waiting refund is to go; the next payout run sends it."""

    async def give(house: House) -> Refund:
        command = GiveAccount(refund, iban)
        return await house.database.run(lambda connection: give_account(command, house.jobs.work(connection)))

    given = in_house(give)
    console.print(f"{given.reference} goes to {given.to_account} with the next payout run", markup=False)


@app.command()
def move(
    refund: Annotated[str, typer.Argument(help="the refund's reference, as it is listed")],
    claim: Annotated[int, typer.Argument(help="the claim's integer id")],
    because: Annotated[str, typer.Argument(help="why, in a sentence")],
) -> None:
    """Give what waits to go back to another claim of its payer; an entry, and nothing is sent."""

    async def give(house: House) -> object:
        async with house.database.reading() as connection:
            to = await claims.find(connection, claim)
        command = MoveRefund(refund, to, because)
        return await house.database.run(lambda connection: move_refund(command, house.jobs.work(connection)))

    in_house(give)
    console.print(f"{refund} is not sent: its money is for claim {claim}", markup=False)


@app.command("write-off")
def write_off(
    refund: Annotated[str, typer.Argument(help="the refund's reference, as it is listed")],
    because: Annotated[str, typer.Argument(help="why, in a sentence")],
) -> None:
    """Give up what a payer owes, whose payment was taken back after its refund had left: the operator bears it."""

    async def give_up(house: House) -> Refund:
        command = WriteOffRefund(refund, because)
        return await house.database.run(lambda c: write_off_refund(command, house.jobs.work(c, person())))

    given = in_house(give_up)
    console.print(
        f"{given.reference} is written off: {decimals(given.amount.minor)} {given.amount.currency}", markup=False
    )


def _line(each: ListedRefund) -> str:
    refund = each.refund
    whose = f"{each.account_id} claim {each.claim_no}" if each.claim_no else "no claim of ours"
    whose = f"{whose} ({refund.reason})"
    money = f"{decimals(refund.amount.minor)} {refund.amount.currency}"
    return f"{refund.reference}  {refund.created_at:%Y-%m-%d}  {money}  {whose}: waits for {_awaited(refund)}"


def _awaited(refund: Refund) -> str:
    if refund.state is State.OWING:
        return "its payer, who owes it"
    if refund.state is State.SENT:
        return "the bank's confirmation"
    return f"the next payout run, to {refund.to_account}" if refund.to_account else "an account"
