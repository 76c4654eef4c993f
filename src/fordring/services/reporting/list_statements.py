"""A caller reads the settlements of those it acts for, page by page, oldest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fordring.services.callers import creditor_of
from fordring.services.statements import Statement, statements
from fordring.storage import settlements
from fordring.storage.settlements import SettlementsWanted
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class ListStatements:
    """Whose settlements, of one creditor where it is named, and which; so many of them, behind the first `skip`.

    `after` is the number of the last one seen, with which nothing is skipped.
    """

    merchants: Collection[UUID]
    creditor_no: int | None = None
    open_only: bool = False
    first_day: date | None = None
    last_day: date | None = None
    limit: int = 20
    skip: int = 0
    after: int = 0


async def list_statements(command: ListStatements, connection: Connection) -> list[Statement]:
    """The settlements, by their numbers. Raises ForeignCreditorError."""
    merchants = command.merchants
    if command.creditor_no is not None:
        merchants = [(await creditor_of(connection, command.creditor_no, merchants)).merchant_id]
    wanted = SettlementsWanted(merchants, command.open_only, command.first_day, command.last_day, command.after)
    skip = 0 if command.after else command.skip
    return await statements(connection, await settlements.listed(connection, wanted, command.limit, skip))
