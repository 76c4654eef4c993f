"""`fordring deliveries`: documents, reports, invitations and codes that reached nobody, and how to send one again."""

from uuid import UUID

import typer

from fordring.main.terminal import console, in_house
from fordring.main.wiring import House
from fordring.services.invoicing.deliver_again import DeliverAgain, deliver_again
from fordring.storage import undelivered
from fordring.storage.deliveries import Delivery
from fordring.storage.undelivered import Undelivered

app = typer.Typer(help="E-mails and letters that were given up or came back.", no_args_is_help=True)


@app.command()
def failed() -> None:
    """What reached nobody, newest first: id, what it was, channel, failed or returned, and what was said last."""

    async def ask(house: House) -> list[Undelivered]:
        async with house.database.reading() as connection:
            return await undelivered.listed(connection)

    found = in_house(ask)
    for each in found:
        its = each.delivery
        what = f"claim {each.claim_no}" if its.report_id is None else f"report {its.report_id}"
        what = f"invitation of {its.address['email']}" if its.invitation_id else what
        what = f"code for {its.address['email']}" if its.confirmation_id else what
        told = f"{its.delivery_id}  {its.finished_at:%Y-%m-%d %H:%M}  {what}  {its.channel}  {its.state}"
        console.print(f"{told}  {each.detail}", markup=False, soft_wrap=True)
    if not found:
        console.print("every document arrived or is on its way")


@app.command()
def retry(delivery_id: UUID) -> None:
    """Send a document that failed or came back once more, now, to where its payer is by now; the worker does it."""

    async def ask(house: House) -> Delivery:
        return await house.database.run(lambda c: deliver_again(DeliverAgain(delivery_id), house.jobs.work(c)))

    console.print(f"delivery {in_house(ask).delivery_id} is made again")
