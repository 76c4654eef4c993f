"""A merchant's settlements, newest first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fordring.services.settlements import SettlementView, settlement_views
from fordring.storage import merchants, payouts
from fordring.storage.payouts import SettlementFilter
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class SettlementsAsked:
    """Which settlements, as `SettlementFilter` has it, but that `after` is the id of the last one seen."""

    settled_from: datetime | None = None
    settled_to: datetime | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None
    search: str | None = None
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class ListSettlements:
    """Whose settlements, which, and how many at most."""

    merchant_id: UUID
    asked: SettlementsAsked
    limit: int


async def list_settlements(command: ListSettlements, connection: Connection) -> tuple[list[SettlementView], bool]:
    """The settlements, and whether there are more. Raises NotFoundError where `after` is none of the merchant's."""
    asked = command.asked
    after = await payouts.settlement(connection, command.merchant_id, asked.after) if asked.after else None
    which = SettlementFilter(
        asked.settled_from, asked.settled_to, asked.created_from, asked.created_to, asked.search, after
    )
    found = await payouts.settlements(connection, command.merchant_id, which, command.limit + 1)
    merchant = await merchants.get(connection, command.merchant_id)
    views = await settlement_views(connection, merchant, found[: command.limit])
    return views, len(found) > command.limit
