"""A person says which earlier credit a debit took back, where the bank did not say it so that it could be told."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.errors import IllegalTransitionError, NotFoundError
from fordring.domain.payment.matching import Unfound
from fordring.domain.payment.receipt import LineState
from fordring.services.moving import require_day, require_reason
from fordring.services.opened import open_claims, save_claims
from fordring.services.taking_back import CREDITS, undo_credit
from fordring.storage import claims, taken_back
from fordring.storage.house import lines
from fordring.storage.house.lines import Line
from fordring.storage.work import Work

FREE = frozenset({LineState.NOTED, LineState.QUESTION})
VERB = "say what it takes back"


@dataclass(frozen=True, slots=True)
class ReverseCredit:
    """Which debit, the credit on the same account that it took back, all of it or a part, and how that is known.

    `claim_no` is the claim whose payment it was, where the credit was for several and only a part is taken back.
    """

    bank_line_id: UUID
    credit_id: UUID
    because: str
    claim_no: int | None = None


async def reverse_credit(command: ReverseCredit, work: Work) -> Line:
    """Undo the credit's booking as if the bank had named it; the debit, with whose word that was.

    Raises NotFoundError, also for no credit of its account, InvalidCommandError without a reason, and
    IllegalTransitionError for what is no debit or something else already, and where less is left than it takes.
    """
    because = require_reason(command.because)
    seen = await lines.get(work.connection, command.bank_line_id)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    left = await taken_back.payments_left(work.connection, command.credit_id)
    paid = [(payment.merchant_id, payment.claim_id) for payment in left]
    opened = await open_claims(work, paid)
    debit = await lines.get(work.connection, command.bank_line_id, lock=True)
    _refuse(debit, await lines.get(work.connection, command.credit_id, lock=True))
    named = frozenset({(await claims.find(work.connection, command.claim_no))[1]} if command.claim_no else ())
    kept = await undo_credit(work, opened, command.credit_id, debit, named)
    if isinstance(kept, Unfound):
        raise IllegalTransitionError(
            "a bank line", f"a debit of which cannot be said what it takes: {kept.reason}", VERB
        )
    kept = replace(kept, reason=f"{kept.reason}, by {work.asker.name}: {because}")
    await lines.save(work.connection, kept)
    await work.unit.flush()
    await save_claims(work, opened.as_they_stand({claim_id for _, claim_id in paid}))
    return kept


def _refuse(debit: Line, credit: Line) -> None:
    if debit.credit or debit.state not in FREE:
        raise IllegalTransitionError("a bank line", "a credit" if debit.credit else debit.state, VERB)
    require_day(debit, VERB)
    if credit.bank_account_id != debit.bank_account_id or not credit.credit:
        raise NotFoundError("credit of the debit's account", credit.bank_line_id)
    if credit.amount.currency != debit.amount.currency:
        raise IllegalTransitionError("a debit", f"in {debit.amount.currency}", VERB)
    if credit.state not in CREDITS or not 0 < debit.amount.minor <= credit.left.minor:
        said = f"{credit.state}, with {credit.left} left of it"
        raise IllegalTransitionError("a credit", said, f"take back {debit.amount}")
