"""A creditor, or a case handler, hands an overdue invoice over to be collected: it is a case from now on."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.payer_request import WORDS_LENGTH_MAX, plain
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.services.callers import claim_of
from fordring.services.dossiers import Dossier, dossier_of
from fordring.services.transferring import transfer
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class TransferClaim:
    """Which claim, by its public id; the merchants that the caller may act for, None for all; and a word about it."""

    claim_no: int
    merchants: Collection[UUID] | None
    message: str | None = None


async def transfer_claim(command: TransferClaim, work: Work) -> Dossier:
    """Nothing is reminded of any more: the case enters at its start level, or at what the law wants before that.

    What is a case stays one. Raises NotFoundError, also for a claim of others, InvalidCommandError, and
    IllegalTransitionError for what is not overdue, or no open invoice.
    """
    message = plain(command.message or "")
    if len(message) > WORDS_LENGTH_MAX:
        raise InvalidCommandError(FieldProblem("message", f"is at most {WORDS_LENGTH_MAX} characters"))
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=True)
    return await dossier_of(work, merchant, await transfer(work, merchant, claim, message or None))
