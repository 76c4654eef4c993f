"""Starting reads without a lock and writes by one statement: who was quicker is seen, and nothing is half written."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from pydantic_core import from_json, to_json

from fordring.domain.claim.brought import BroughtStep
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.hold import Hold
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.claim.registration import Registration
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.followup.facts import StepKind, StopReason
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.services.dossiers import Dossier, dossier_of
from fordring.services.following_up.stop_claim import StopClaim, stop_claim
from fordring.services.invoicing.start_claim import StartClaim, start_claim
from fordring.services.invoicing.withdraw_claim import WithdrawClaim, withdraw_claim
from fordring.simulators.bank import Deposit
from fordring.storage import claims
from fordring.storage.transaction import Database
from services.counter import DAY, Counter
from support import make
from support.overtaken import overtaken, round_trips
from support.registrations import queued, registered, registration, started


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


async def test_money_that_came_before_the_start_stands_in_the_answer(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    counter = Counter(database, merchant, tmp_path)
    first = await registered(database, merchant)
    deposit = Deposit(Money(1_000, merchant.currency), DAY, reference=first.claim.reference or "")
    await counter.bank(counter.file_of(deposit))
    answered = await started(database, merchant, first.claim)
    assert [received.surplus_minor for received in answered.payments] == [1_000]
    assert _worded(answered) == _worded(await _read(database, merchant, first.claim))


async def test_what_was_changed_meanwhile_is_looked_at_again(database: Database, merchant: Merchant) -> None:
    claim = (await registered(database, merchant)).claim
    command = StartClaim(claim.claim_no, {merchant.merchant_id})

    async def touch() -> None:
        await database.run(lambda c: claims.touch(c, claim.merchant_id, claim.claim_id, make.WALL))

    async def nothing_written() -> None:
        assert [event.kind for event in (await _read(database, merchant, claim)).events] == ["registered"]
        assert await queued(database) == []

    dossier, tries = await overtaken(database, partial(start_claim, command), touch, nothing_written)
    assert dossier.claim.state is State.SCHEDULED
    assert tries == [False, True]
    assert await queued(database) == ["issue_claim"]


async def test_what_was_withdrawn_meanwhile_is_not_started(database: Database, merchant: Merchant) -> None:
    claim = (await registered(database, merchant)).claim
    command = StartClaim(claim.claim_no, {merchant.merchant_id})
    withdrawal = WithdrawClaim(claim.claim_no, {merchant.merchant_id})

    async def withdraw() -> None:
        await database.run(lambda c: withdraw_claim(withdrawal, make.work(c)))

    with pytest.raises(IllegalTransitionError):
        await overtaken(database, partial(start_claim, command), withdraw, lambda: queued(database))
    assert (await _read(database, merchant, claim)).claim.closed_because is Closed.WITHDRAWN
    assert await queued(database) == []


async def test_starting_waits_for_the_database_twice(database: Database, merchant: Merchant) -> None:
    claim = (await registered(database, merchant)).claim
    command = StartClaim(claim.claim_no, {merchant.merchant_id})
    assert await round_trips(database, partial(start_claim, command)) == 2
