"""The operator takes a merchant in: its details, its client account, its number series and its default profile."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fordring.domain.claim.numbering import PREFIX
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.merchant import BankAccount, Clock, Merchant
from fordring.services.new_merchant import add_merchant, usual_vat_bp
from fordring.storage.house import accounts
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class OpenMerchant:
    """Who the merchant is. `account_id` begins with T for a sandbox merchant, with P for a live one.

    `address`: address_line, postal_code, postal_place, country. `number_prefix`: five letters or digits.
    """

    account_id: str
    name: str
    organization_number: str
    country: str
    currency: str
    address: Mapping[str, Any]
    bank_account: BankAccount
    payout_account: str
    number_prefix: str
    vat_registered: bool = True
    in_business_register: bool = True
    f_skatt: bool = False
    commission_bp: int = 0
    commission_vat_bp: int = 0
    settings: Mapping[str, Any] = field(default_factory=dict)


async def open_merchant(command: OpenMerchant, work: Work) -> Merchant:
    """Open the merchant. Its default VAT rate is the country's standard rate. Raises InvalidCommandError."""
    if not PREFIX.fullmatch(command.number_prefix):
        raise InvalidCommandError(FieldProblem("number_prefix", "must be five capital letters or digits"))
    sandbox = command.account_id.startswith("T")
    account = await accounts.add(work.connection, command.bank_account, sandbox=sandbox)
    merchant = Merchant(
        merchant_id=new_id(),
        account_id=command.account_id,
        creditor_no=0,
        name=command.name,
        organization_number=command.organization_number,
        country=command.country,
        currency=command.currency,
        address=command.address,
        vat_registered=command.vat_registered,
        in_business_register=command.in_business_register,
        f_skatt=command.f_skatt,
        default_vat_bp=usual_vat_bp(work, command.country, registered=command.vat_registered),
        number_prefix=command.number_prefix,
        bank_account=account,
        payout_account=command.payout_account,
        commission_bp=command.commission_bp,
        commission_vat_bp=command.commission_vat_bp,
        settings=command.settings,
        signature_secret="",
        clock=Clock(),
    )
    return await add_merchant(work, merchant)
