"""The operator gives the account of a payer who is to get money back."""

from dataclasses import dataclass

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.identifiers import iban
from fordring.domain.merchant import HOUSE
from fordring.domain.payment.refund import Refund
from fordring.services.own_accounts import refuse_ours
from fordring.services.refunding import tell
from fordring.storage import merchants, refunds
from fordring.storage.house import lines
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class GiveAccount:
    """Which refund, by its reference, and the IBAN it is to go to."""

    reference: str
    account: str


async def give_account(command: GiveAccount, work: Work) -> Refund:
    """The refund goes there with the next payout run; a waiting one may be given another.

    Raises NotFoundError, InvalidCommandError for what is no IBAN and for a client account of ours,
    IllegalTransitionError once it was sent.
    """
    seen = await refunds.by_reference(work.connection, command.reference)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    checked = iban(command.account)
    if checked.warnings:
        raise InvalidCommandError(FieldProblem("account", checked.warnings[0]))
    await refuse_ours(work.connection, "account", checked.compact, checked.compact[:2])
    refund = (await refunds.by_reference(work.connection, command.reference)).given(checked.compact)
    await refunds.save(work.connection, [refund])
    if refund.merchant_id != HOUSE:
        merchant = await merchants.get(work.connection, refund.merchant_id)
        await tell(work, [refund], "refund_account_given", merchant.now(work.wall), account=refund.to_account)
    await work.unit.flush()
    return refund
