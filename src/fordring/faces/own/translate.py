"""Between the shapes of our own face and the words of the house."""

from datetime import datetime

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.merchant import Merchant
from fordring.faces.own.wire.clock import AdvanceBody, Advanced, Clock, Happened
from fordring.faces.own.wire.money import BankFileAnswer
from fordring.services.sandbox.move_clock import ClockMove, Moved
from fordring.storage.house.files import BankFile


def move_of(body: AdvanceBody) -> ClockMove:
    """What was asked. Raises InvalidCommandError for a body that asks for nothing."""
    if body.days is None and body.to is None and body.freeze is None:
        raise InvalidCommandError(FieldProblem("days", "days, to or freeze must be given"))
    return ClockMove(body.days, body.to, body.freeze)


def clock_of(merchant: Merchant, wall: datetime) -> Clock:
    """The clock as it stands."""
    clock = merchant.clock
    frozen = clock.frozen_at is not None
    return Clock(account_id=merchant.account_id, now=merchant.now(wall), frozen=frozen, played_on=clock.played_on)


def advanced(merchant: Merchant, moved: Moved, wall: datetime) -> Advanced:
    """The clock after a move, and the story of it."""
    happened = [
        Happened(at=each.at, what=each.what, subject=dict(each.subject), facts=dict(each.facts))
        for each in moved.happened
    ]
    return Advanced(clock=clock_of(merchant, wall), happened=happened)


def bank_file_answer(file: BankFile) -> BankFileAnswer:
    """How far a bank file is booked."""
    return BankFileAnswer(
        id=file.bank_file_id,
        name=file.name,
        kind=file.kind,
        sha256=file.sha256,
        size_bytes=file.size_bytes,
        state=file.state,
        counts=dict(file.counts),
        problems=list(file.problems),
        received_at=file.received_at,
        finished_at=file.finished_at,
    )
