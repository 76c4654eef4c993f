"""What a register body says of follow-up before us: the letters that the creditor sent, and what was agreed on."""

from decimal import Decimal

from fordring.domain.claim.brought import Agreed, BroughtStep
from fordring.faces.kravia.compatibility import STEP_TYPES
from fordring.faces.kravia.translate.figures import minor_of
from fordring.faces.kravia.wire.invoices import CreditorStep, FollowUpTerms

_KINDS = {word.lower(): kind for word, kind in STEP_TYPES.items()}


def step_of(step: CreditorStep, currency: str) -> BroughtStep:
    """A letter of the creditor's; its type is one of those that are offered."""
    fee_minor = minor_of(step.fee or Decimal(0), currency)
    return BroughtStep(_KINDS[step.step_type.lower()], step.sent_date, step.pay_by_date, fee_minor)


def agreed_of(terms: FollowUpTerms) -> Agreed | None:
    """What is so for this debtor; None where nothing was said."""
    agreed = Agreed(
        consented_on=terms.electronic_consent_date,
        fee_agreed=bool(terms.reminder_fee_agreed),
        interest_demanded_on=terms.interest_demanded_date,
        enforceable=bool(terms.directly_enforceable),
        electronic=bool(terms.electronic_address_reaches),
    )
    return None if agreed == Agreed() else agreed
