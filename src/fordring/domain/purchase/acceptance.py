"""Whether a payer is let pay by invoice. Live, everybody whom the merchant's terms let is; a sandbox plays refusals."""

from enum import StrEnum

from fordring.domain.parties import Billing
from fordring.domain.purchase.outcome import alias_of

DECLINED_ALIAS = "declined"


class Decline(StrEnum):
    """Why a payer may not pay by invoice."""

    REJECTED = "rejected"


def decline_of(billing: Billing, *, sandbox: bool) -> Decline | None:
    """In a sandbox the e-mail alias `name+declined@…` plays a payer who is rejected; None means accepted."""
    return Decline.REJECTED if sandbox and alias_of(billing.email) == DECLINED_ALIAS else None
