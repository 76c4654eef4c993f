"""The payer wants the code for an account once more."""

from dataclasses import dataclass, replace

from fordring.domain.claim.page_link import PageToken
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.payment.confirmation import SENDS_MAX, AccountFault, CodeFault, Confirmation
from fordring.services.code_mail import owe_code
from fordring.storage import confirmations, payer_pages
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ResendCode:
    """The token of the link."""

    token: PageToken


async def resend_code(command: ResendCode, work: Work) -> Confirmation:
    """Owe another mail, with a code of its own: the newest counts. Raises NotFoundError, InvalidCommandError."""
    claim = await payer_pages.behind(work.connection, command.token)
    found = await confirmations.newest(work.connection, claim, lock=True)
    if found is None or not found.is_open(work.wall):
        raise InvalidCommandError(FieldProblem("code", CodeFault.OVER))
    if found.sends >= SENDS_MAX:
        raise InvalidCommandError(FieldProblem("code", AccountFault.TOO_MANY_CODES))
    again = replace(found, sends=found.sends + 1)
    await confirmations.save(work.connection, again)
    owe_code(work, again)
    await work.unit.flush()
    return again
