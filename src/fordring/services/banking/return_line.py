"""A person sends a credit back to whom it came from: it leaves its claims, or the house, and waits with the refunds."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.identifiers import iban
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import returned
from fordring.domain.merchant import HOUSE
from fordring.domain.money import Money
from fordring.domain.payment.receipt import LineState, Receipt
from fordring.domain.payment.refund import Refund, usable_account
from fordring.services.moving import hold_booked, require_reason, take_apart, unmatched
from fordring.services.opened import save_claims
from fordring.services.own_accounts import refuse_ours
from fordring.services.receipts import receive
from fordring.storage import ledger, refunds
from fordring.storage.house import accounts, lines
from fordring.storage.house.lines import Line
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """Which line of a bank file, why, and the IBAN to send it to where that is not the one it came from."""

    bank_line_id: UUID
    because: str
    account: str = ""


async def return_line(command: ReturnLine, work: Work) -> Line:
    """All that is left of the credit goes back with the next payout run; without an account it waits for one.

    Raises NotFoundError, IllegalTransitionError as `move_line` does, and InvalidCommandError, naming `account` for one
    of our own client accounts too.
    """
    because = require_reason(command.because)
    checked = iban(command.account) if command.account else None
    if checked and checked.warnings:
        raise InvalidCommandError(FieldProblem("account", checked.warnings[0]))
    seen = await lines.get(work.connection, command.bank_line_id)
    line, opened, paid = await hold_booked(work, seen, "return")
    reason = f"returned by {work.asker.name}: {because}"
    account = checked.compact if checked else line.debtor_account
    await refuse_ours(work.connection, "account", account, account[:2])
    if line.state is LineState.UNIDENTIFIED:
        await _from_house(work, line, account, reason)
    else:
        await take_apart(work, opened, line, paid, "payment_returned", reason)
        for payment in paid:
            money = Money(payment.covered.total + payment.surplus, line.amount.currency)
            where = line.bank_line_id, line.bank_account_id, money, line.value_on, account
            receive(work, opened, payment.claim_id, Receipt(*where, reason, line.debtor_name, goes_back=True))
        await save_claims(work, opened)
    kept = unmatched(line, LineState.RETURNED, reason)
    await lines.save(work.connection, kept)
    await work.unit.flush()
    return kept


async def _from_house(work: Work, line: Line, account: str, reason: str) -> None:
    """Money whose claim nobody found: the house owes it to whoever paid it."""
    postings = returned(line.bank_account_id, line.left)
    entry = Entry(new_id(), "unidentified_returned", line.value_on, f"bank line {line.bank_line_id}", postings)
    ledger.post(work.unit, HOUSE, entry, work.wall)
    country = (await accounts.get(work.connection, line.bank_account_id)).country
    refund = Refund(
        merchant_id=HOUSE,
        refund_id=new_id(),
        claim_id=HOUSE,
        payment_id=line.bank_line_id,
        bank_account_id=line.bank_account_id,
        amount=line.left,
        payee_name=line.debtor_name,
        to_account=usable_account(account, country),
        reason=reason,
        created_at=work.wall,
    )
    refunds.add(work.unit, refund)
