"""What fell away of a claim is open again, because what it fell away by turned out not to be so."""

from dataclasses import replace

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.parts import Part
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import demanded
from fordring.domain.merchant import Merchant
from fordring.services.bill import book_of
from fordring.storage import ledger
from fordring.storage.fallen import REOPENED, last_fallen
from fordring.storage.ids import new_id
from fordring.storage.work import Work


async def bring_back(work: Work, merchant: Merchant, claim: Claim, kind: str) -> Claim:
    """The claim, open again by all that fell by its last entry of that kind, as if it never had.

    The entry counts from the same day. The claim is locked and is the caller's to save, its rows the caller's to flush.
    """
    fallen = await last_fallen(work.connection, claim, kind)
    if fallen is None:
        return claim
    book = book_of(merchant, claim)
    interest = fallen.parts.interest if Part.INTEREST in book.operators else 0
    back = replace(fallen.parts, fees_operator=fallen.operators_minor - interest)
    entry = Entry(new_id(), REOPENED, fallen.value_on, f"claim {claim.claim_no}", demanded(book, back))
    ledger.post(work.unit, claim.merchant_id, entry, work.wall)
    return claim.reverse(back)
