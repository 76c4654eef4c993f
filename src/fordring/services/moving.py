"""Taking a credit's booking apart by a person's word, so that its money is for something else, or for nobody here."""

from collections.abc import Sequence
from dataclasses import replace

from fordring.domain.errors import FieldProblem, IllegalTransitionError, InvalidCommandError
from fordring.domain.payment.receipt import LineState
from fordring.services.opened import OpenClaims, open_claims
from fordring.services.undoing import Undoing, undo
from fordring.storage import taken_back
from fordring.storage.house import lines
from fordring.storage.house.lines import Claimed, Line
from fordring.storage.taken_back import LeftPayment
from fordring.storage.work import Work

MOVABLE = frozenset({LineState.MATCHED, LineState.UNIDENTIFIED})


def require_reason(because: str) -> str:
    """The reason without blanks around it. Raises InvalidCommandError where none is given."""
    if not because.strip():
        raise InvalidCommandError(FieldProblem("because", "must say why"))
    return because.strip()


def require_day(line: Line, verb: str) -> None:
    """Raises IllegalTransitionError where the bank says no day of it that can be: a person says it first."""
    if line.day_unknown:
        raise IllegalTransitionError("a bank line", f"{line.state}, of a day that nobody has said", verb)


async def hold_booked(
    work: Work, seen: Line, verb: str, more: Sequence[Claimed] = ()
) -> tuple[Line, OpenClaims, list[LeftPayment]]:
    """The credit, which was read before, with the claims that it paid and `more`, all locked; what is left of each.

    Raises IllegalTransitionError for what is no money in our books any more.
    """
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    paid = [each for each in await taken_back.payments_left(work.connection, seen.bank_line_id) if _left(each)]
    opened = await open_claims(work, [*((each.merchant_id, each.claim_id) for each in paid), *more])
    line = await lines.get(work.connection, seen.bank_line_id, lock=True)
    if line.state not in MOVABLE or not line.left:
        raise IllegalTransitionError("a bank line", line.state, verb)
    return line, opened, paid


async def take_apart(
    work: Work, opened: OpenClaims, line: Line, paid: Sequence[LeftPayment], kind: str, because: str
) -> None:
    """Undo every payment of the line. Raises IllegalTransitionError where a part of it was refunded already."""
    undoing = Undoing(kind, because, line.bank_line_id, line.bank_account_id, line.value_on)
    for payment in paid:
        taken = await undo(work, opened, payment, _left(payment), undoing)
        if taken.gone:
            raise IllegalTransitionError("a bank line", "refunded in part", kind)


def unmatched(line: Line, state: LineState, reason: str) -> Line:
    """The line without a claim, in this state."""
    return replace(line, state=state, reason=reason, merchant_id=None, claim_id=None)


def _left(payment: LeftPayment) -> int:
    return payment.covered.total + payment.surplus
