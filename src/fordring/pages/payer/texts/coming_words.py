"""What the payer's page says of follow-up, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from fordring.domain.claim.outlook import Next


@dataclass(frozen=True, slots=True)
class ComingTexts:
    """The words of one language. A step's name is put in as the law's word for it, written small."""

    outlooks: Mapping[Next, str]
    held_until: str
    then: str
    fee: str
    free: str
    vat: str
    interest: str
    pay_by: str
    by_letter: str
    by_email: str
    not_known: str
    why: str
    taken: str
    sent: str
    given: str
    before: str
    cancelled: str
