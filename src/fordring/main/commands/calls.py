"""`fordring calls`: what merchants could not be told, and how to try it again."""

from uuid import UUID

import typer

from fordring.main.terminal import console, in_house
from fordring.main.wiring import House
from fordring.services.hooks.try_again import TryAgain, try_again
from fordring.storage import calls
from fordring.storage.calls import GivenUp, OutgoingCall

app = typer.Typer(help="Callbacks and deliveries to subscriptions that were given up.", no_args_is_help=True)


@app.command()
def failed() -> None:
    """What merchants were not told, newest first: id, account, what about, where to, and what was said last."""

    async def ask(house: House) -> list[GivenUp]:
        async with house.database.reading() as connection:
            return await calls.given_up(connection)

    found = in_house(ask)
    for each in found:
        call = each.call
        about = f"{call.topic}  {call.subject} event {call.event_no}"
        console.print(
            f"{call.call_id}  {call.finished_at:%Y-%m-%d %H:%M}  {each.account_id}  {about}  {each.url}  {each.detail}",
            markup=False,
            soft_wrap=True,
        )
    if not found:
        console.print("no call was given up")


@app.command()
def retry(call_id: UUID) -> None:
    """Owe a call again, now and with all its tries; the worker makes it."""

    async def ask(house: House) -> OutgoingCall:
        return await house.database.run(lambda c: try_again(TryAgain(call_id), house.jobs.work(c)))

    console.print(f"call {in_house(ask).call_id} is made again")
