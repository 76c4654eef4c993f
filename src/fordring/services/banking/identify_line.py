"""A person says which claim unidentified money is for: it leaves the house book and becomes a payment."""

from dataclasses import dataclass
from uuid import UUID

from fordring.services.identifying import give, hold_line, refuse_claim
from fordring.storage.house import lines
from fordring.storage.house.lines import Line
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class IdentifyLine:
    """Which line of a bank file, and the claim it is for."""

    bank_line_id: UUID
    merchant_id: UUID
    claim_id: UUID


async def identify_line(command: IdentifyLine, work: Work) -> Line:
    """Give the line's money to the claim, in two entries with one cause: the house's mirror, the merchant's payment.

    Raises NotFoundError, IllegalTransitionError unless the line is unidentified, InvalidCommandError for a claim in
    another currency or one that is a credit note.
    """
    claimed = (command.merchant_id, command.claim_id)
    seen = await lines.get(work.connection, command.bank_line_id)
    line, opened = await hold_line(work, seen, [claimed], "identify")
    refuse_claim(opened, claimed, line)
    return await give(work, opened, line, {claimed: line.left}, f"identified by {work.asker.name}")
