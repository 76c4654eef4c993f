"""What reports of a merchant's own books share: whom they are about, locked; whether they came before; what is kept."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.lifecycle import UNISSUED
from fordring.domain.errors import FieldProblem, IllegalTransitionError, NotFoundError
from fordring.domain.payment.reported import Reported, ReportedPart, Taken
from fordring.services.crediting import Held
from fordring.storage import claims, payments, purchases, reported
from fordring.storage.ids import new_id
from fordring.storage.reported import Booking
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class Report:
    """A report with what became of each part, in the order given, and what is doubtful about it."""

    reported: Reported
    bookings: tuple[Booking, ...]
    warnings: tuple[FieldProblem, ...] = ()


@dataclass(slots=True)
class Desk:
    """The claims a report is about, locked with their purchases, as they stand after each part; what came before it.

    `wall` is the wall clock of the report.
    """

    reported: Reported
    held: dict[int, Held]
    earlier: list[Booking]
    wall: datetime
    report_id: UUID = field(default_factory=new_id)
    bookings: list[Booking] = field(default_factory=list)

    def answered_before(self) -> Report | None:
        """What the same report was answered, if it came before under the client's own id of it."""
        mark = self.reported.fingerprint
        same = [booking for booking in self.earlier if booking.fingerprint == mark]
        if not same:
            return None
        first = [booking for booking in same if booking.report_id == same[0].report_id]
        told = FieldProblem("accounting_id", "was reported before with this content; nothing is booked again")
        return Report(self.reported, tuple(sorted(first, key=lambda booking: booking.part_no)), (told,))

    def today(self, held: Held) -> date:
        """The day that it is for the merchant of a claim."""
        return local_day(held.merchant.now(self.wall), held.merchant.country)

    def report(self) -> Report:
        """What became of the parts."""
        return Report(self.reported, tuple(self.bookings), tuple(self._doubts()))

    def _doubts(self) -> Iterator[FieldProblem]:
        if self.earlier:
            others = ", ".join(sorted({str(booking.claim_no) for booking in self.earlier}))
            yield FieldProblem("accounting_id", f"was reported before with other content, about invoice {others}")
        today = min(map(self.today, self.held.values()))
        if self.reported.value_on is not None and self.reported.value_on > today:
            yield FieldProblem("value_on", f"lies after {today}, which is today, and counts from today")


async def open_desk(work: Work, report: Reported, covered: Collection[UUID]) -> Desk:
    """Lock every claim of the report, then their purchases. Nothing is done where one of them is not there.

    Raises NotFoundError naming every id that is not there, or is a claim of others, and InvalidCommandError for a day
    whose year is a slip of the pen.
    """
    report.require_day()
    wanted = list(dict.fromkeys(part.claim_no for part in report.parts))
    keys = await claims.find_all(work.connection, wanted)
    missing = [number for number in wanted if number not in keys or keys[number][0] not in covered]
    if missing:
        raise NotFoundError("invoice", ", ".join(map(str, missing)))
    pairs = list(keys.values())
    await payments.claims_locked(work.connection, pairs)
    await payments.purchases_of_claims_locked(work.connection, pairs)
    held = await _held(work, keys)
    merchants = {merchant_id for merchant_id, _ in pairs}
    earlier = []
    if report.accounting_id:
        earlier = await reported.under(work.connection, merchants, report.kind, report.accounting_id)
    return Desk(report, held, earlier, work.wall)


async def _held(work: Work, keys: Mapping[int, tuple[UUID, UUID]]) -> dict[int, Held]:
    """The locked claims by their public ids, read whole behind the locks."""
    merchants = await payments.merchants_by_id(work.connection, {merchant for merchant, _ in keys.values()})
    held = {}
    for merchant_id, merchant in merchants.items():
        claim_ids = [claim_id for owner, claim_id in keys.values() if owner == merchant_id]
        bought = await purchases.of_claims(work.connection, merchant_id, claim_ids)
        for claim in await claims.these(work.connection, merchant_id, claim_ids):
            own = [purchase for purchase in bought if purchase.claim_id == claim.claim_id]
            held[claim.claim_no] = Held(merchant, claim, own)
    return held


def refuse_unissued(desk: Desk) -> None:
    """Raises IllegalTransitionError where a claim of the report was not issued yet; then nothing of it is booked."""
    for number, held in desk.held.items():
        if held.claim.state in UNISSUED:
            raise IllegalTransitionError(f"invoice {number}", held.claim.state, desk.reported.kind)


def keep(work: Work, desk: Desk, part: ReportedPart, taken: Taken, after: Held) -> None:
    """What became of a part: its row, and the claim as the next part finds it."""
    report, claim = desk.reported, after.claim
    booking = Booking(
        merchant_id=claim.merchant_id,
        booking_id=new_id(),
        report_id=desk.report_id,
        part_no=len(desk.bookings) + 1,
        kind=report.kind,
        claim_id=claim.claim_id,
        claim_no=claim.claim_no,
        accounting_id=report.accounting_id,
        fingerprint=report.fingerprint,
        currency=claim.currency,
        asked_minor=part.amount_minor,
        booked_minor=taken.minor,
        open_principal=claim.open.principal,
        ignored=taken.ignored,
        note_no=after.note.claim_no if after.note else None,
        value_on=report.counts_from(desk.today(after)),
        description=report.description,
        created_by=work.asker.name,
        recorded_at=work.wall,
        payout_id=taken.payout_id,
    )
    reported.add(work.unit, booking)
    desk.bookings.append(booking)
    desk.held[claim.claim_no] = replace(after, note=None)
