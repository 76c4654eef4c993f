"""A person says which claim unidentified money is for: it leaves the house book and becomes a payment."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.claim.claim import ClaimKind
from fordring.domain.errors import FieldProblem, IllegalTransitionError, InvalidCommandError, NotFoundError
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import mirrored, unidentified
from fordring.domain.merchant import HOUSE
from fordring.domain.payment.receipt import LineState, Receipt
from fordring.services.receipts import OpenClaims, open_claims, receive, save_claims
from fordring.storage import ledger
from fordring.storage.house import lines
from fordring.storage.house.lines import Line
from fordring.storage.ids import new_id
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
    seen = await lines.get(work.connection, command.bank_line_id)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    opened = await open_claims(work, [(command.merchant_id, command.claim_id)])
    line = await lines.get(work.connection, command.bank_line_id, lock=True)
    if line.state is not LineState.UNIDENTIFIED:
        raise IllegalTransitionError("a bank line", line.state, "identify")
    _refuse_claim(command, opened, line)
    reason = f"identified by {work.asker.name}"
    postings = mirrored(unidentified(line.bank_account_id, line.left))
    entry = Entry(new_id(), "identified", line.value_on, f"bank line {line.bank_line_id}", postings)
    ledger.post(work.unit, HOUSE, entry, work.wall)
    where = line.bank_line_id, line.bank_account_id
    receipt = Receipt(*where, line.left, line.value_on, line.debtor_account, reason, line.debtor_name)
    receive(work, opened, command.claim_id, receipt)
    await save_claims(work, opened)
    matched = replace(
        line, state=LineState.MATCHED, reason=reason, merchant_id=command.merchant_id, claim_id=command.claim_id
    )
    await lines.save(work.connection, matched)
    await work.unit.flush()
    return matched


def _refuse_claim(command: IdentifyLine, opened: OpenClaims, line: Line) -> None:
    claim = opened.claims.get(command.claim_id)
    if claim is None:
        raise NotFoundError("claim", command.claim_id)
    if claim.kind is ClaimKind.CREDIT_NOTE:
        raise InvalidCommandError(FieldProblem("claim", "a credit note is not paid"))
    if claim.currency != line.amount.currency:
        raise InvalidCommandError(FieldProblem("claim", f"is in {claim.currency}, the money in {line.amount.currency}"))
