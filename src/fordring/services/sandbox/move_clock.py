"""A sandbox merchant's clock is set: later or where it is, never earlier, running or frozen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from fordring.domain.calendar import zone
from fordring.domain.errors import FieldProblem, InvalidCommandError, NotFoundError
from fordring.domain.merchant import Clock, Merchant
from fordring.storage import merchants
from fordring.storage.happenings import Happening
from fordring.storage.work import Work

DAYS_MAX = 3 * 366
ONE_MS = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class ClockMove:
    """What was asked: so many local days on, or to a moment; `freeze` stops the clock there, or lets it run again."""

    days: int | None = None
    to: datetime | None = None
    freeze: bool | None = None


@dataclass(frozen=True, slots=True)
class MoveClock:
    """One step of a clock: what it shows from now on, and whether it then stands still."""

    merchant_id: UUID
    shows: datetime
    frozen: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """What a clock shows after a move, whether it stands still, and what happened on the way, in order."""

    shows: datetime
    frozen: bool
    happened: Sequence[Happening]


async def move_clock(command: MoveClock, work: Work) -> Merchant:
    """Set the clock; one that has run on beyond `shows` stays where it is. Raises NotFoundError for a live merchant."""
    merchant = require_sandbox(await merchants.get(work.connection, command.merchant_id))
    shows = max(command.shows, merchant.now(work.wall))
    clock = Clock(
        offset=-((work.wall - shows) // ONE_MS) * ONE_MS,  # kept in whole milliseconds, rounded up: never back
        frozen_at=shows if command.frozen else None,
        played_on=merchant.clock.played_on,
    )
    await merchants.set_clock(work.connection, merchant.merchant_id, clock)
    return replace(merchant, clock=clock)


def require_sandbox(merchant: Merchant) -> Merchant:
    """The merchant, if its time is played. Raises NotFoundError: a live merchant has no clock of its own."""
    if not merchant.sandbox:
        raise NotFoundError("sandbox clock of", merchant.account_id)
    return merchant


def target_of(move: ClockMove, merchant: Merchant, wall: datetime) -> datetime:
    """The moment that was asked for. Days are local: so many days on, at the same time of the day.

    Raises InvalidCommandError naming `days` or `to`: both given, earlier than the clock, more than three years on.
    """
    now = merchant.now(wall)
    if move.days is not None and move.to is not None:
        raise InvalidCommandError(FieldProblem("to", "cannot be given together with days"))
    if move.days is not None and not 0 <= move.days <= DAYS_MAX:
        raise InvalidCommandError(FieldProblem("days", f"must be 0 to {DAYS_MAX}"))
    if move.days is not None:
        place = zone(merchant.country)
        return (now.astimezone(place) + timedelta(days=move.days)).astimezone(now.tzinfo)
    if move.to is None:
        return now
    if move.to.utcoffset() is None:
        raise InvalidCommandError(FieldProblem("to", "needs its time zone, such as Z at the end"))
    if move.to < now:
        message = f"a clock does not go back: it shows {now.isoformat()}"
        raise InvalidCommandError(FieldProblem("to", message))
    if move.to - now > timedelta(days=DAYS_MAX):
        raise InvalidCommandError(FieldProblem("to", f"must not be more than {DAYS_MAX} days on"))
    return move.to
