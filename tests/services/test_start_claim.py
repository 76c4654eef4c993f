"""Starting reads without a lock and writes by one statement: who was quicker is seen, and nothing is half written."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import asyncpg
import pytest
from pydantic_core import from_json, to_json

from fordring.domain.claim.brought import BroughtStep
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.hold import Hold
from fordring.domain.claim.lifecycle import State
from fordring.domain.claim.registration import Registration
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.followup.facts import StepKind, StopReason
from fordring.domain.merchant import Merchant
from fordring.services.dossiers import Dossier, dossier_of
from fordring.services.following_up.stop_claim import StopClaim, stop_claim
from fordring.services.invoicing.start_claim import StartClaim, start_claim
from fordring.services.invoicing.withdraw_claim import WithdrawClaim, withdraw_claim
from fordring.storage import claims
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work
from support import make
from support.registrations import queued, registered, registration, started

Change = Callable[[], Awaitable[object]]


class Overtaken(Unit):
    """A unit before whose rows are written somebody else does something."""

    def __init__(self, connection: Connection, change: Change) -> None:
        super().__init__(connection)
        self._change = change

    async def flush(self) -> dict[UUID, str]:
        """Let the other be quicker."""
        await self._change()
        return await super().flush()


async def _read(database: Database, merchant: Merchant, claim: Claim) -> Dossier:
    """The claim's file as it is stored."""
    async with database.reading() as connection:
        stored = await claims.get(connection, claim.merchant_id, claim.claim_id)
        return await dossier_of(make.work(connection), merchant, stored)


def _worded(dossier: Dossier) -> object:
    """All that it says, as JSON, but for the key of the payer's page, which no answer to the creditor tells."""
    claim = replace(dossier.claim, page_key=None)
    return from_json(to_json(replace(dossier, claim=claim)))


CASE = registration(
    kind=ClaimKind.COLLECTION_CASE,
    invoice_on=date(2026, 9, 1),
    due_on=date(2026, 9, 15),
    steps=(BroughtStep(StepKind.REMINDER, date(2026, 10, 1), date(2026, 10, 15), 3_500),),
)


@pytest.mark.parametrize("given", [registration(), registration(invoice_on=date(2027, 1, 4)), CASE])
@pytest.mark.parametrize("stopped", [False, True])
async def test_what_is_answered_is_what_is_stored(
    database: Database, merchant: Merchant, given: Registration, *, stopped: bool
) -> None:
    if stopped:
        other = (await registered(database, merchant, registration(own_number="1"))).claim
        await started(database, merchant, other)
        stop = StopClaim(other.claim_no, {merchant.merchant_id}, StopReason.MINOR, whole_payer=True)
        await database.run(lambda connection: stop_claim(stop, make.work(connection)))
    first = await registered(database, merchant, given)
    assert _worded(first) == _worded(await _read(database, merchant, first.claim))
    answered = await started(database, merchant, first.claim)
    assert _worded(answered) == _worded(await _read(database, merchant, first.claim))
    assert answered.claim.state is (State.ISSUED if given is CASE else State.SCHEDULED)
    assert answered.claim.stamp > first.claim.stamp
    assert answered.hold is (Hold.STOPPED if stopped else None)
    again = await started(database, merchant, first.claim)
    assert _worded(again) == _worded(answered)


@pytest.mark.parametrize("quicker", ["touches", "withdraws"])
async def test_what_was_changed_meanwhile_is_looked_at_again(
    database: Database, merchant: Merchant, quicker: str
) -> None:
    claim = (await registered(database, merchant)).claim
    command = StartClaim(claim.claim_no, {merchant.merchant_id})
    tries = 0

    async def change() -> None:
        if tries > 1:
            return
        if quicker == "touches":
            await database.run(lambda c: claims.touch(c, claim.merchant_id, claim.claim_id, make.WALL))
        else:
            withdrawal = WithdrawClaim(claim.claim_no, {merchant.merchant_id})
            await database.run(lambda c: withdraw_claim(withdrawal, make.work(c)))

    async def start(connection: Connection) -> Dossier:
        nonlocal tries
        tries += 1
        work = Work(connection, Overtaken(connection, change), make.WALL, Asker("client", new_id()))
        try:
            return await start_claim(command, work)
        except asyncpg.SerializationError:
            now = await _read(database, merchant, claim)
            assert "scheduled" not in {event.kind for event in now.events}
            assert await queued(database) == []
            raise

    if quicker == "touches":
        assert (await database.run_one_statement(start)).claim.state is State.SCHEDULED
        assert await queued(database) == ["issue_claim"]
    else:
        with pytest.raises(IllegalTransitionError):
            await database.run_one_statement(start)
    assert tries == 2
