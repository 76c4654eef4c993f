"""`fordring bank waiting, identify, accept, dismiss`: what a person says of money that no claim was certain for."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

import typer

from fordring.main.clock import wall
from fordring.main.terminal import in_house, say
from fordring.main.wiring import House
from fordring.services.banking.accept_suggestion import AcceptSuggestion, accept_suggestion
from fordring.services.banking.dismiss_suggestion import DismissSuggestion, dismiss_suggestion
from fordring.services.banking.identify_line import IdentifyLine, identify_line
from fordring.services.waiting_lines import WaitingLine, one_line, waiting_lines
from fordring.storage import claims
from fordring.storage.work import Work

LineId = Annotated[UUID, typer.Argument(help="the line's bank_line_id")]
ClaimNo = Annotated[int, typer.Argument(help="the claim's integer id")]
AnyClaimNo = Annotated[int | None, typer.Argument(help="the claim's integer id, where not the best is meant")]


def waiting() -> None:
    """The lines that wait for a person, oldest first, one JSON object each: their age, and what is suggested."""

    async def ask(house: House) -> list[WaitingLine]:
        async with house.database.reading() as connection:
            return await waiting_lines(connection, wall())

    for line in in_house(ask):
        say(told(line))


def identify(line: LineId, claim: ClaimNo) -> None:
    """Give an unidentified line's money to a claim."""

    async def give(work: Work) -> object:
        return await identify_line(IdentifyLine(line, *await claims.find(work.connection, claim)), work)

    act(line, give)


def accept(line: LineId, claim: AnyClaimNo = None) -> None:
    """Book a line's money as suggested: the best suggestion, or that for a claim."""
    act(line, lambda work: accept_suggestion(AcceptSuggestion(line, claim), work))


def dismiss(line: LineId, claim: AnyClaimNo = None) -> None:
    """Say that a line's money is not for a claim that is suggested, or for none of them; it goes on waiting."""
    act(line, lambda work: dismiss_suggestion(DismissSuggestion(line, claim), work))


COMMANDS = (waiting, identify, accept, dismiss)


def act(line: UUID, verb: Callable[[Work], Awaitable[object]]) -> None:
    """Do it in one transaction, and print the line as it stands then."""

    async def done(house: House) -> WaitingLine:
        await house.database.run(lambda connection: verb(house.jobs.work(connection)))
        async with house.database.reading() as connection:
            return await one_line(connection, line, wall())

    say(told(in_house(done)))


def told(shown: WaitingLine) -> dict[str, Any]:
    """The line's own facts, with its age and suggestions beside them."""
    suggested = [
        {
            "score": each.score,
            "reason": each.reason,
            "claims": [{"claim": share.claim_no, "amount_minor": share.amount_minor} for share in each.shares],
        }
        for each in shown.suggestions
    ]
    return {**asdict(shown.line), "age_days": shown.age_days, "suggestions": suggested}
