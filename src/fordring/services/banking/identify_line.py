"""A person says which claim unidentified money is for: it leaves the house book and becomes a payment."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.parts import Part
from fordring.services.identifying import chosen_order, give, hold_line, refuse_claim
from fordring.storage.house import lines
from fordring.storage.house.lines import Line
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class IdentifyLine:
    """Which line of a bank file, and the claim it is for.

    `order` is which part it covers first, where it is not to be the usual one: all three, and `because` says why.
    """

    bank_line_id: UUID
    merchant_id: UUID
    claim_id: UUID
    order: Sequence[Part] = ()
    because: str = ""


async def identify_line(command: IdentifyLine, work: Work) -> Line:
    """Give the line's money to the claim, in two entries with one cause: the house's mirror, the merchant's payment.

    Raises NotFoundError, IllegalTransitionError unless the line is unidentified, InvalidCommandError for a claim in
    another currency or one that is a credit note, and for an order without a reason or not of every part.
    """
    order = chosen_order(command.order, command.because)
    claimed = (command.merchant_id, command.claim_id)
    seen = await lines.get(work.connection, command.bank_line_id)
    line, opened = await hold_line(work, seen, [claimed], "identify")
    refuse_claim(opened, claimed, line)
    said = f": {command.because.strip()}" if command.because.strip() else ""
    return await give(work, opened, line, {claimed: line.left}, f"identified by {work.asker.name}{said}", order)
