"""A claim is time-barred: nothing more is demanded of its payer, and what was open falls away without a credit note."""

from datetime import date

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import Closed
from fordring.domain.merchant import Merchant
from fordring.services.crediting import Fall, Held, hold_purchases, let_fall
from fordring.storage.work import Work

BARRED = "time_barred"
"""The kind of the entry by which it falls away."""


async def bar(work: Work, merchant: Merchant, claim: Claim, last: date) -> Held:
    """Close a claim that the caller has locked, the day `last` being over; its rows are the caller's to flush.

    Its purchases lose what was open of them; what was paid stays. Raises IllegalTransitionError.
    """
    held = await hold_purchases(work, merchant, claim)
    facts = {"barred_after": last}
    fall = Fall(claim.open.principal, Closed.TIME_BARRED, BARRED, noted=False, facts=facts)
    return await let_fall(work, held, fall)
