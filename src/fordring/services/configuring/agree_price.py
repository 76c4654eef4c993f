"""The operator agrees a price with a merchant: what is kept of its payouts from a day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.payment.price import PriceRule, Rates, check_rates, standard_vat_bp
from fordring.storage import merchants, prices
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class AgreePrice:
    """Whose price, from which day on (None: today). `vat_bp` None: the standard rate where the client account is."""

    merchant_id: UUID
    valid_from: date | None = None
    commission_bp: int = 0
    per_payment_minor: int = 0
    per_payout_minor: int = 0
    vat_bp: int | None = None


async def agree_price(command: AgreePrice, work: Work) -> Sequence[PriceRule]:
    """All prices of the merchant with the new one, oldest first.

    A price is never changed and never begins in the past, so what a payout cost can be told from it ever after.
    Raises NotFoundError, MissingVATRateError, InvalidCommandError naming every field.
    """
    merchant = await merchants.get(work.connection, command.merchant_id)
    today = local_day(merchant.now(work.wall), merchant.country)
    day = command.valid_from or today
    vat_bp = standard_vat_bp(merchant.bank_account.country, day) if command.vat_bp is None else command.vat_bp
    rates = Rates(command.commission_bp, vat_bp, command.per_payment_minor, command.per_payout_minor)
    check_rates(rates)
    if day < today:
        raise InvalidCommandError(FieldProblem("valid_from", f"is before {today}, the merchant's today"))
    rule = PriceRule(day, rates)
    if not await prices.add(work.connection, merchant.merchant_id, rule, work.asker.name, work.wall):
        raise InvalidCommandError(FieldProblem("valid_from", f"another price holds from {day} on already"))
    return (await prices.of_merchants(work.connection, [merchant.merchant_id]))[merchant.merchant_id]
