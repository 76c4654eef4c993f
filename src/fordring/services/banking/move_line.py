"""A person says that a booked credit is for another claim, that nobody knows whose it is, or how to share it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.claim.parts import Part
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import unidentified
from fordring.domain.merchant import HOUSE
from fordring.domain.payment.receipt import LineState, Receipt
from fordring.services.correcting import correct_bearers
from fordring.services.identifying import chosen_order, refuse_claim
from fordring.services.moving import hold_booked, require_reason, take_apart, unmatched
from fordring.services.opened import save_claims
from fordring.services.receipts import receive
from fordring.storage import ledger
from fordring.storage.house import lines
from fordring.storage.house.lines import Claimed, Line
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class MoveLine:
    """Which line of a bank file, the claim it is for (merchant and claim) or nobody's, and why.

    `order` is which part of the claim this money covers first, where it is not to be the usual one: all three parts.
    """

    bank_line_id: UUID
    to: Claimed | None
    because: str
    order: Sequence[Part] = ()


async def move_line(command: MoveLine, work: Work) -> Line:
    """Undo what the line has paid, and give its money to the claim, or to the queue of unidentified money.

    Moved to the claim it has paid, it is shared anew, in the `order` given. Raises NotFoundError, InvalidCommandError,
    and IllegalTransitionError for a line that is no money here, or of which a part was refunded already.
    """
    because = require_reason(command.because)
    order = chosen_order(command.order, because)
    seen = await lines.get(work.connection, command.bank_line_id)
    line, opened, paid = await hold_booked(work, seen, "move", [command.to] if command.to else [])
    if line.state is LineState.UNIDENTIFIED:
        raise IllegalTransitionError("a bank line", line.state, "move: identify it")
    if command.to is not None:
        refuse_claim(opened, command.to, line)
    reason = f"moved by {work.asker.name}: {because}"
    await take_apart(work, opened, line, paid, "payment_moved", reason)
    if command.to is None:
        kept = unmatched(line, LineState.UNIDENTIFIED, reason)
        postings = unidentified(line.bank_account_id, line.left)
        entry = Entry(new_id(), "unidentified", line.value_on, f"bank line {line.bank_line_id}", postings)
        ledger.post(work.unit, HOUSE, entry, work.wall)
    else:
        where = line.bank_line_id, line.bank_account_id, line.left, line.value_on, line.debtor_account
        receipt = Receipt(*where, reason, line.debtor_name, order=order)
        receive(work, opened, command.to[1], receipt)
        kept = replace(line, reason=reason, merchant_id=command.to[0], claim_id=command.to[1])
    await save_claims(work, opened)
    await lines.save(work.connection, kept)
    await work.unit.flush()
    await correct_bearers(work, opened.followed_keys)
    return kept
