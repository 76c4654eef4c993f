"""A caller asks how many claims of its merchants stand where, and how much money that is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.services.callers import creditor_of
from fordring.storage import payments, tallies
from fordring.storage.tallies import Pile
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class CountClaims:
    """The merchants that the caller acts for; of them one alone by its public number, if one is named."""

    merchants: Collection[UUID]
    creditor_no: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Claims by how they stand, minor units collected by currency, and how many claims wait for a person."""

    piles: list[Pile]
    currencies: tuple[str, ...]
    collected: Mapping[str, int]
    undelivered: int


async def count_claims(command: CountClaims, work: Work) -> Tally:
    """Credit notes are not counted. Raises ForeignCreditorError."""
    if command.creditor_no is None:
        found = list((await payments.merchants_by_id(work.connection, command.merchants)).values())
    else:
        found = [await creditor_of(work.connection, command.creditor_no, command.merchants)]
    days = {each.merchant_id: local_day(each.now(work.wall), each.country) for each in found}
    return Tally(
        piles=await tallies.piles(work.connection, days),
        currencies=tuple(sorted({merchant.currency for merchant in found})),
        collected=await tallies.collected(work.connection, list(days)),
        undelivered=await tallies.undelivered(work.connection, list(days)),
    )
