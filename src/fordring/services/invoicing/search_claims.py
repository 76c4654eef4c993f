"""A caller looks for claims of the merchants it acts for, or asks what changed of them since it last looked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.hold import Hold
from fordring.domain.merchant import Merchant
from fordring.services.callers import creditor_of
from fordring.storage import payments, stamps
from fordring.storage.holding import holds_on
from fordring.storage.searching import ClaimFilter, page
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class SearchClaims:
    """Which claims: those that the caller may act for, of one creditor by its public number if that is said.

    `wanted` says what else; its merchants and its last stamp are given here. `top` claims are shown behind `skip`.
    """

    merchants: Collection[UUID]
    creditor_no: int | None
    wanted: ClaimFilter
    top: int
    skip: int
    ascending: bool


@dataclass(frozen=True, slots=True)
class FoundClaims:
    """A page of claims in the order of their stamps, with their merchants; `total` is None where it was not counted.

    `holds` says what holds up those that anything does.
    """

    claims: list[Claim]
    total: int | None
    merchants: Mapping[UUID, Merchant]
    holds: Mapping[UUID, Hold]


async def search_claims(command: SearchClaims, work: Work) -> FoundClaims:
    """The page. Outside of any transaction: what ends while it is looked for must be seen. Raises ForeignCreditorError.

    A change is shown once no transaction that may bear an earlier stamp is open, so that whoever asks next for what
    changed after the last claim shown misses nothing.
    """
    days = await _days(command, work)
    before = await stamps.horizon(work.connection)
    wanted = replace(command.wanted, days=days, before=before)
    found = await page(work.connection, wanted, command.top, command.skip, ascending=command.ascending)
    owners = {claim.merchant_id for claim in found.claims}
    merchants = await payments.merchants_by_id(work.connection, owners) if owners else {}
    today = {key: local_day(each.now(work.wall), each.country) for key, each in merchants.items()}
    return FoundClaims(found.claims, found.total, merchants, await holds_on(work.connection, found.claims, today))


async def _days(command: SearchClaims, work: Work) -> dict[UUID, date | None]:
    """The merchants to look at, with their today where something depends on it: a caller may act for very many."""
    covered = command.merchants
    if command.creditor_no is not None:
        covered = [(await creditor_of(work.connection, command.creditor_no, covered)).merchant_id]
    if not command.wanted.standings:
        return dict.fromkeys(covered)
    merchants = await payments.merchants_by_id(work.connection, covered)
    return {key: local_day(merchant.now(work.wall), merchant.country) for key, merchant in merchants.items()}
