"""`fordring payout release`, `statuses` and `close`, `fordring bank orders`: files that a second person frees."""

from typing import Annotated, Literal

import typer

from fordring.channels.durable import write_durably
from fordring.domain.errors import SameClientError
from fordring.domain.merchant import BankAccount
from fordring.jobs.payment_orders import order_file
from fordring.main.person import person
from fordring.main.terminal import console, in_house, say
from fordring.main.wiring import House
from fordring.services.banking.agree_orders import AgreeOrders, agree_orders
from fordring.services.payments.note_refused_release import NoteRefusedRelease, note_refused_release
from fordring.services.payments.release_order import ReleaseOrder, release_order
from fordring.storage.house import accounts, statuses
from fordring.storage.house.accounts import AccountEvent
from fordring.storage.house.statuses import TransferStatus


def release(order: Annotated[str, typer.Argument(help="the order's message id")]) -> None:
    """Release an order that waits for a second person; prints its file. Whoever made it may not."""

    async def released(house: House) -> str:
        command = ReleaseOrder(order)
        try:
            made = await house.database.run(lambda c: release_order(command, house.jobs.work(c, person())))
        except SameClientError:
            note = NoteRefusedRelease(order)
            await house.database.run(lambda c: note_refused_release(note, house.jobs.work(c, person())))
            raise
        path = house.settings.var / "payouts" / made.file_name
        write_durably(path, await order_file(house.jobs, made.order_id))
        return f"{path}: {made.transfers} to be paid on {made.execute_on}, made by {made.made_by}"

    console.print(in_house(released), markup=False)


def status(
    *,
    questions: Annotated[bool, typer.Option("--questions", help="only what waits for a person")] = False,
) -> None:
    """What banks answered of transfers (pain.002, by `bank import`), the newest first, one JSON object each."""

    async def ask(house: House) -> list[TransferStatus]:
        async with house.database.reading() as connection:
            return await statuses.newest(connection, questions=questions)

    for each in in_house(ask):
        say(each)


def close(reference: Annotated[str, typer.Argument(help="the transfer's end-to-end id")]) -> None:
    """The question about a transfer that was refused after its debit has been looked into."""

    async def closed(house: House) -> TransferStatus:
        return await house.database.run(lambda connection: statuses.close(connection, reference, person()))

    say(in_house(closed))


def orders(
    iban: Annotated[str, typer.Argument(help="the client account's")],
    pain_version: Annotated[Literal["03", "09"] | None, typer.Option(help="of pain.001 that its bank takes")] = None,
    four_eyes: Annotated[
        bool | None, typer.Option("--four-eyes/--two-eyes", help="whether a second client releases each order")
    ] = None,
) -> None:
    """Show what payment orders from a client account are like, and who changed that; options do, from the next on."""

    async def changed(house: House) -> tuple[BankAccount, list[AccountEvent]]:
        command = AgreeOrders(iban, pain_version, four_eyes)
        account = await house.database.run(lambda c: agree_orders(command, house.jobs.work(c, person())))
        async with house.database.reading() as connection:
            return account, await accounts.events(connection, account.bank_account_id)

    account, told = in_house(changed)
    eyes = "released by a second client" if account.four_eyes else "released as they are made"
    console.print(f"{account.iban}  pain.001.001.{account.pain_version}  {eyes}", markup=False)
    for each in told:
        changed_to = f"{each.what.replace('_', ' ')} from {each.was} to {each.became}"
        console.print(f"  {each.at:%Y-%m-%d %H:%M} UTC  {changed_to}, by {each.by}", markup=False)
