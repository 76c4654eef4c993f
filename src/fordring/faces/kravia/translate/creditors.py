"""A merchant in the words of this API."""

from collections.abc import Sequence

from fordring.domain.application import application_of
from fordring.domain.errors import FieldProblem
from fordring.domain.merchant import Merchant
from fordring.faces.kravia.translate.figures import time_text
from fordring.faces.kravia.translate.onboarding import told_members
from fordring.faces.kravia.vocabulary import field_name
from fordring.faces.kravia.wire.answers import Creditor, Warned
from fordring.faces.kravia.wire.creditor_answers import CreditorSettings, InvitationAnswer, WholeCreditor
from fordring.services.new_merchant import Activation
from fordring.services.onboarding.invite import Invited

SETTINGS = (
    *("email", "phone_number", "website", "accounting_system", "vat_registered", "in_business_register", "f_skatt"),
    *("disbursement", "bookkeeping", "follow_up", "days_until_due", "line_amounts_exclude_vat"),
    *("direct_payment_closes", "full_credit_writes_off"),
)


def creditor(merchant: Merchant) -> Creditor:
    """Who is owed."""
    return Creditor(
        id=merchant.creditor_no,
        name=merchant.name,
        organization_number=merchant.organization_number,
        country_code=merchant.country,
        currency_code=merchant.currency,
    )


def creditor_settings(merchant: Merchant) -> CreditorSettings:
    """How it is set up, with what holds where nothing was set."""
    members = told_members(application_of(merchant))
    return CreditorSettings(
        id=merchant.creditor_no,
        name=merchant.name,
        org_number=merchant.organization_number,
        country_code=merchant.country,
        currency_code=merchant.currency,
        bank_account=merchant.bank_account.iban,
        disbursement_account=merchant.payout_account,
        **{name: members[name] for name in SETTINGS},
    )


def whole_creditor(merchant: Merchant) -> WholeCreditor:
    """All that was told of it, and what we gave it."""
    return WholeCreditor(
        id=merchant.creditor_no,
        account_id=merchant.account_id,
        active=merchant.deactivated_at is None,
        bank_account=merchant.bank_account.iban,
        disbursement_account=merchant.payout_account,
        warnings=[],
        **told_members(application_of(merchant)),
    )


def activation_answer(activation: Activation, unknown: Sequence[FieldProblem] = ()) -> WholeCreditor:
    """The creditor, and what is doubtful about what was told; `unknown` are words that were left aside."""
    left = (FieldProblem(word.field, f"{word.message}; the default holds") for word in unknown)
    doubts = [Warned(field=field_name(doubt.field), message=doubt.message) for doubt in (*activation.warnings, *left)]
    return whole_creditor(activation.merchant).model_copy(update={"warnings": doubts})


def invitation_answer(invited: Invited) -> InvitationAnswer:
    """The invitation as it was made; not its link."""
    invitation, guest = invited.invitation, invited.invitation.guest
    return InvitationAnswer(
        id=str(invitation.invitation_id),
        creditor_id=invited.merchant.creditor_no,
        email=guest.email,
        name=guest.name,
        is_accountant=guest.accountant,
        country_code=guest.country or None,
        organization_number=guest.organization_number or None,
        expires_time=time_text(invitation.expires_at),
        warnings=[Warned(field=field_name(doubt.field), message=doubt.message) for doubt in invited.warnings],
    )
