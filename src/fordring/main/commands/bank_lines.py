"""`fordring bank waiting, identify, accept, dismiss`: what a person says of money that no claim was certain for."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import typer

from fordring.domain.claim.parts import Part
from fordring.main.clock import wall
from fordring.main.terminal import in_house, say
from fordring.main.wiring import House
from fordring.services.banking.accept_suggestion import AcceptSuggestion, accept_suggestion
from fordring.services.banking.book_operators_debit import BookOperatorsDebit, OperatorsDebit, book_operators_debit
from fordring.services.banking.dismiss_suggestion import DismissSuggestion, dismiss_suggestion
from fordring.services.banking.identify_line import IdentifyLine, identify_line
from fordring.services.banking.move_line import MoveLine, move_line
from fordring.services.banking.return_line import ReturnLine, return_line
from fordring.services.banking.reverse_credit import ReverseCredit, reverse_credit
from fordring.services.banking.say_day import SayDay, say_day
from fordring.services.banking.say_same import SaySame, say_same
from fordring.services.banking.take_in_line import TakeInLine, take_in_line
from fordring.services.banking.undo_operators_debit import UndoOperatorsDebit, undo_operators_debit
from fordring.services.banking.undo_reversal import UndoReversal, undo_reversal
from fordring.services.waiting_lines import WaitingLine, one_line, waiting_lines
from fordring.storage import claims
from fordring.storage.work import Work

KEPT_FOR_BOOKING = frozenset({"said", "said_no", "opens_entry", "seeks", "told_by", "may_repeat"})
LineId = Annotated[UUID, typer.Argument(help="the line's bank_line_id")]
ClaimNo = Annotated[int, typer.Argument(help="the claim's integer id")]
AnyClaimNo = Annotated[int | None, typer.Argument(help="the claim's integer id, where one is meant")]
Day = Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="the day on which its money moved")]
Why = Annotated[str, typer.Argument(help="why, in a sentence")]
Because = Annotated[str, typer.Option(help="why the order is another")]
Order = Annotated[str, typer.Option(help="which part it covers first: principal,interest,fees in any order")]
Account = Annotated[str, typer.Option(help="the payer's IBAN, where it is not the one it came from")]


def waiting() -> None:
    """The lines that wait for a person, oldest first, one JSON object each: their age, and what is suggested."""

    async def ask(house: House) -> list[WaitingLine]:
        async with house.database.reading() as connection:
            return await waiting_lines(connection, wall())

    for line in in_house(ask):
        say(told(line))


def identify(line: LineId, claim: ClaimNo, order: Order = "", because: Because = "") -> None:
    """Give an unidentified line's money to a claim."""

    async def give(work: Work) -> object:
        to = await claims.find(work.connection, claim)
        return await identify_line(IdentifyLine(line, *to, parts_of(order), because), work)

    act(line, give)


def move(line: LineId, because: Why, claim: AnyClaimNo = None, order: Order = "") -> None:
    """Give a booked line's money to another claim, or to nobody: it is unidentified again. Every move is an entry."""

    async def give(work: Work) -> object:
        to = await claims.find(work.connection, claim) if claim is not None else None
        return await move_line(MoveLine(line, to, because, parts_of(order)), work)

    act(line, give)


def return_(line: LineId, because: Why, account: Account = "") -> None:
    """Send a line's money back to whoever paid it, with the next payout run; without an account it waits for one."""
    act(line, lambda work: return_line(ReturnLine(line, because, account), work))


def accept(line: LineId, claim: AnyClaimNo = None) -> None:
    """Book a line's money as suggested: the best suggestion, or that for a claim."""
    act(line, lambda work: accept_suggestion(AcceptSuggestion(line, claim), work))


def dismiss(line: LineId, claim: AnyClaimNo = None) -> None:
    """Say that a line's money is not for a claim that is suggested, or for none of them; it goes on waiting."""
    act(line, lambda work: dismiss_suggestion(DismissSuggestion(line, claim), work))


def operators(line: LineId, kind: OperatorsDebit, because: Why) -> None:
    """Say that a debit was the operator's own, a charge of the bank or its sweep, so that the ledger has it too."""
    act(line, lambda work: book_operators_debit(BookOperatorsDebit(line, kind, because), work))


def not_operators(line: LineId, because: Why) -> None:
    """Take back that a debit was the operator's own: the entry is undone, and the debit is a question again."""
    act(line, lambda work: undo_operators_debit(UndoOperatorsDebit(line, because), work))


def reverses(
    line: LineId,
    credit: Annotated[UUID, typer.Argument(help="the credit's bank_line_id")],
    because: Why,
    claim: Annotated[int | None, typer.Option(help="the claim it is of, where the credit was for several")] = None,
) -> None:
    """Say which earlier credit a debit took back, all of it or a part: its booking is undone by a mirror entry."""
    act(line, lambda work: reverse_credit(ReverseCredit(line, credit, because, claim), work))


def not_reverses(line: LineId, because: Why) -> None:
    """Take back that a debit took a credit back: what it undid is booked again, and the debit is a question."""
    act(line, lambda work: undo_reversal(UndoReversal(line, because), work))


def take_in(line: LineId, because: Why) -> None:
    """Say that a credit which is a question is money to be booked: it is unidentified then, with suggestions."""
    act(line, lambda work: take_in_line(TakeInLine(line, because), work))


def day(line: LineId, on: Day, because: Why) -> None:
    """Say the day of a line whose days cannot be as the bank says them; then it is answered as other questions are."""
    act(line, lambda work: say_day(SayDay(line, on.date(), because), work))


def same(line: LineId, because: Why) -> None:
    """Say that a line which may be another payment is the same as the one that it is equal to; it counts nowhere."""
    act(line, lambda work: say_same(SaySame(line, because), work))


COMMANDS: Mapping[str, Callable[..., None]] = {
    "waiting": waiting,
    "identify": identify,
    "accept": accept,
    "dismiss": dismiss,
    "move": move,
    "return": return_,
    "operators": operators,
    "not-operators": not_operators,
    "take-in": take_in,
    "day": day,
    "same": same,
    "reverses": reverses,
    "not-reverses": not_reverses,
}


def parts_of(order: str) -> list[Part]:
    """The parts that an order names."""
    try:
        return [Part(part.strip()) for part in order.split(",") if part.strip()]
    except ValueError:
        raise typer.BadParameter(f"must name {', '.join(Part)}, each once", param_hint="--order") from None


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
    facts = {name: value for name, value in asdict(shown.line).items() if name not in KEPT_FOR_BOOKING}
    return {**facts, "age_days": shown.age_days, "suggestions": suggested}
