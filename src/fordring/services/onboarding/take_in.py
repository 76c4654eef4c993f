"""The operator takes in a merchant by itself, on the same terms of acceptance as the holder of a token."""

from dataclasses import dataclass, replace

from fordring.domain.application import Application
from fordring.domain.claim.numbering import PREFIX
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.merchant import Merchant
from fordring.services.new_merchant import add_merchant, merchant_of, receiving_account
from fordring.storage.house.tokens import Onboarding
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class TakeIn:
    """What is told of the merchant, the terms of its contract, and what its invoice numbers begin with."""

    application: Application
    terms: Onboarding
    number_prefix: str | None = None


async def take_in(command: TakeIn, work: Work) -> Merchant:
    """The new merchant, whose payers pay to the operator's account of its country and currency.

    Raises InvalidCommandError naming every field.
    """
    if command.number_prefix is not None and not PREFIX.fullmatch(command.number_prefix):
        raise InvalidCommandError(FieldProblem("creditor.number_prefix", "must be five capital letters or digits"))
    given = replace(command.application, organization_number=command.application.business_id)
    account = await receiving_account(given, command.terms, work)
    merchant = merchant_of(given, command.terms, account, work)
    return await add_merchant(work, replace(merchant, number_prefix=command.number_prefix or merchant.number_prefix))
