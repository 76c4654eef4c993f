"""A merchant in the words of this API."""

from dataclasses import asdict

from fordring.domain.merchant import Merchant
from fordring.faces.kravia.wire.answers import Creditor
from fordring.faces.kravia.wire.creditor_answers import CreditorSettings


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
    return CreditorSettings(
        id=merchant.creditor_no,
        name=merchant.name,
        org_number=merchant.organization_number,
        email=merchant.address.get("email"),
        country_code=merchant.country,
        currency_code=merchant.currency,
        vat_registered=merchant.vat_registered,
        bank_account=merchant.bank_account.iban,
        disbursement_account=merchant.payout_account,
        **asdict(merchant.policies),
    )
