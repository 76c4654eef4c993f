"""`fordring payer`: what payers say on the pages of their invoices, the answers to it, and where payers live."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import typer

from fordring.domain.claim.payer_request import Answer, PayerRequest
from fordring.main.commands import payer_move
from fordring.main.terminal import console, in_house, printable
from fordring.main.wiring import House
from fordring.services.bill import name_of
from fordring.services.payers.answer_request import AnswerRequest, answer_request
from fordring.storage import payer_requests
from fordring.storage.payer_requests import ListedRequest

app = typer.Typer(help="What payers say on the pages of their invoices, and where they live.", no_args_is_help=True)
app.command()(payer_move.move)


@app.command()
def requests(
    *, answered: Annotated[bool, typer.Option("--answered", help="those that have their answer, newest first")] = False
) -> None:
    """What waits for an answer, oldest first: id, day, merchant, claim, payer, and what the payer says."""

    async def ask(house: House) -> list[ListedRequest]:
        async with house.database.reading() as connection:
            return list(await payer_requests.listed(connection, None, answered=answered))

    found = in_house(ask)
    for each in found:
        console.print(_line(each), markup=False)
    if not found:
        console.print("nothing was answered yet" if answered else "nobody waits for an answer")


@app.command()
def answer(
    request: Annotated[UUID, typer.Argument(help="the request's id, as it is listed")],
    answer: Annotated[Answer, typer.Argument(help="noted or refused to paid; granted or refused to the others")],
    message: Annotated[str, typer.Option(help="what the payer reads beside it")] = "",
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="time up to another day")] = None,
) -> None:
    """Answer a payer. A dispute that is answered lets the automatic steps go on; more time is a pause up to its day."""
    day: date | None = until.date() if until else None
    command = AnswerRequest(request, None, answer, message, day)

    async def give(house: House) -> PayerRequest:
        return await house.database.run(lambda connection: answer_request(command, house.jobs.work(connection)))

    given = in_house(give)
    up_to = f" until {given.granted_until}" if given.granted_until else ""
    console.print(f"{given.kind}: {given.answer}{up_to}; the payer reads it on the page", markup=False)


def _line(each: ListedRequest) -> str:
    request = each.request
    day = f" {request.day}" if request.day else ""
    told = f"{request.request_id}  {request.created_at:%Y-%m-%d}  {each.account_id}  claim {each.claim_no}"
    said = f"{told}  {printable(name_of(each.billing))}: {request.kind}{day}  {printable(request.words)}".rstrip()
    if request.answer is None:
        return said
    return f"{said}  -> {request.answer} {printable(request.answer_words)}".rstrip()
