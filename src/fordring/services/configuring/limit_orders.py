"""The operator limits which orders of a merchant can be paid by a kind of invoice, by the payer's country."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.parties import COUNTRIES
from fordring.domain.purchase.offer import AmountLimits, Contract, contract_of
from fordring.domain.purchase.purchase import Product
from fordring.storage import merchants
from fordring.storage.work import Work

PART = "order_limits"


@dataclass(frozen=True, slots=True)
class LimitOrders:
    """Whose orders, of payers in which country; limits without bounds take the limit away."""

    merchant_id: UUID
    country: str
    product: Product
    limits: AmountLimits


async def limit_orders(command: LimitOrders, work: Work) -> Contract:
    """The contract as it is now. Raises NotFoundError, InvalidCommandError."""
    _refuse(command)
    before = (await merchants.get(work.connection, command.merchant_id)).settings.get(PART, {})
    said: Mapping[str, Any] = {"least_minor": command.limits.least_minor, "most_minor": command.limits.most_minor}
    bounds = {name: minor for name, minor in said.items() if minor is not None}
    products = {name: kept for name, kept in before.get(command.country, {}).items() if name != command.product}
    content = {**before, command.country: {**products, command.product: bounds} if bounds else products}
    await merchants.set_settings(work.connection, command.merchant_id, PART, content)
    return contract_of((await merchants.get(work.connection, command.merchant_id)).settings)


def _refuse(command: LimitOrders) -> None:
    least, most = command.limits.least_minor, command.limits.most_minor
    problems = []
    if command.country not in COUNTRIES:
        problems.append(FieldProblem("country", f"is one of {', '.join(COUNTRIES)}"))
    if min(bound for bound in (least, most, 1) if bound is not None) < 1:
        problems.append(FieldProblem("limits", "are above zero"))
    if least is not None and most is not None and least > most:
        problems.append(FieldProblem("limits", "the least is more than the most"))
    if problems:
        raise InvalidCommandError(*problems)
