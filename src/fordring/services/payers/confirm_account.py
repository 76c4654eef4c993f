"""The payer gives the code back that came by mail: the account is theirs, and refunds that wait for one may have it."""

from collections.abc import Sequence
from dataclasses import dataclass

from fordring.domain.claim.page_link import PageToken
from fordring.domain.claim.payer_request import Answer, Kind, PayerRequest
from fordring.domain.payment.confirmation import CodeFault
from fordring.domain.payment.refund import State
from fordring.storage import confirmations, merchants, payer_pages, payer_requests
from fordring.storage.house import lines
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ConfirmAccount:
    """The token of the link, and the code."""

    token: PageToken
    code: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What came of the try; the account, and the references of the refunds that are to go there."""

    fault: CodeFault | None
    account: str = ""
    references: Sequence[str] = ()


async def confirm_account(command: ConfirmAccount, work: Work) -> Confirmed:
    """Count the try, right or wrong. It is for the caller to give the account to the refunds, in this transaction.

    What waits is read with the bank account locked, as whoever gives it an account does. Raises NotFoundError.
    """
    claim = await payer_pages.behind(work.connection, command.token)
    await lines.lock_accounts(work.connection, [claim.bank_account_id])
    found = await confirmations.newest(work.connection, claim, lock=True)
    if found is None:
        return Confirmed(CodeFault.OVER)
    after, fault = found.tried(command.code, work.wall)
    await confirmations.save(work.connection, after)
    if fault is not None:
        return Confirmed(fault)
    refunds = await payer_pages.refunds_of(work.connection, claim)
    waiting = [refund.reference for refund in refunds if refund.state is State.WAITING and not refund.to_account]
    now = (await merchants.get(work.connection, claim.merchant_id)).now(work.wall)
    # Nobody needs to answer it: the code has.
    request = PayerRequest(
        *(claim.merchant_id, new_id(), claim.claim_id, Kind.REFUND_ACCOUNT, now),
        words=found.account,
        answer=Answer.NOTED,
        answered_at=now,
        answered_by=work.asker.name,
    )
    payer_requests.add(work.unit, request, work.wall)
    await work.unit.flush()
    return Confirmed(None, found.account, waiting)
