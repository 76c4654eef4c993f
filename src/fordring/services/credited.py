"""Which claim a registered credit note credits, as its client names it; the public body has no word for that."""

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import Closed
from fordring.domain.claim.registration import Registration
from fordring.domain.errors import FieldProblem, InvalidCommandError, NotFoundError
from fordring.domain.merchant import Merchant
from fordring.storage import claims
from fordring.storage.work import Work

Credited = tuple[Claim | None, tuple[FieldProblem, ...]]


async def credited_by(work: Work, merchant: Merchant, given: Registration) -> Credited:
    """The merchant's claim by its public id, else by its number, and what is doubtful; nothing for other kinds.

    A number that names no claim here, or several, credits nothing: the note stands for itself. Raises NotFoundError
    for an id that is not there or is another merchant's, InvalidCommandError for one of a credit note.
    """
    if given.kind is not ClaimKind.CREDIT_NOTE:
        return None, ()
    doubts = (FieldProblem("reference", "is not used: a credit note is not paid"),) if given.reference else ()
    if given.credited_no is not None:
        return await _by_id(work, merchant, given.credited_no), doubts
    if given.credited_number is None:
        message = "was not said, nor a number: this credit note reduces no invoice"
        return None, (*doubts, FieldProblem("credited_no", message))
    found = await claims.numbered(work.connection, merchant.merchant_id, given.credited_number)
    found = [claim for claim in found if claim.closed_because is not Closed.WITHDRAWN]
    if len(found) == 1:
        return found[0], doubts
    several = ", ".join(str(claim.claim_no) for claim in found)
    message = f"names several invoices, {several}" if found else "names no invoice that is known here"
    return None, (*doubts, FieldProblem("credited_number", f"{message}: this credit note reduces none"))


async def _by_id(work: Work, merchant: Merchant, claim_no: int) -> Claim:
    merchant_id, claim_id = await claims.find(work.connection, claim_no)
    if merchant_id != merchant.merchant_id:
        raise NotFoundError("claim", claim_no)
    claim = await claims.get(work.connection, merchant_id, claim_id)
    if claim.kind is ClaimKind.CREDIT_NOTE:
        raise InvalidCommandError(FieldProblem("credited_no", "is a credit note itself"))
    return claim
