"""The payer says where a refund is to go. It counts once a code that is sent to the address on the claim comes back."""

from dataclasses import dataclass

from fordring.domain.claim.page_link import PageToken
from fordring.domain.errors import FieldProblem, IllegalTransitionError, InvalidCommandError
from fordring.domain.payment.confirmation import A_DAY_MAX, LASTS, AccountFault, Confirmation
from fordring.domain.payment.refund import State, usable_account
from fordring.services.code_mail import owe_code
from fordring.services.own_accounts import refuse_ours
from fordring.storage import confirmations, merchants, payer_pages
from fordring.storage.ids import new_id
from fordring.storage.work import Work

ACCOUNT_LENGTH_MAX = 50


@dataclass(frozen=True, slots=True)
class ProposeAccount:
    """The token of the link, and an IBAN or, where it has one meaning, an account number of the country."""

    token: PageToken
    account: str


async def propose_account(command: ProposeAccount, work: Work) -> Confirmation:
    """Owe the mail with the code. The same account again, while its code is awaited, is no second one.

    Raises NotFoundError, InvalidCommandError naming `account`, IllegalTransitionError where no refund waits for one.
    """
    claim = await payer_pages.behind(work.connection, command.token, lock=True)
    refunds = await payer_pages.refunds_of(work.connection, claim)
    if not any(refund.state is State.WAITING and not refund.to_account for refund in refunds):
        raise IllegalTransitionError("a claim", claim.state, "an account for a refund")
    merchant = await merchants.get(work.connection, claim.merchant_id)
    account = usable_account(command.account[:ACCOUNT_LENGTH_MAX], merchant.country)
    email = str(claim.reached.get("email") or "")
    earlier = await confirmations.newest(work.connection, claim)  # the claim is locked: nobody proposes another
    if account and earlier is not None and earlier.account == account and earlier.is_open(work.wall):
        return earlier
    if not account:
        raise InvalidCommandError(FieldProblem("account", AccountFault.NO_ACCOUNT))
    await refuse_ours(work.connection, "account", account, merchant.country)
    if not email:
        raise InvalidCommandError(FieldProblem("account", AccountFault.NO_ADDRESS))
    if await confirmations.count_of_day(work.connection, claim, work.wall) >= A_DAY_MAX:
        raise InvalidCommandError(FieldProblem("account", AccountFault.TOO_MANY))
    ids = (claim.merchant_id, new_id(), claim.claim_id)
    confirmation = Confirmation(*ids, account, email, work.wall, work.wall + LASTS)
    confirmations.add(work.unit, confirmation)
    owe_code(work, confirmation)
    await work.unit.flush()
    return confirmation
