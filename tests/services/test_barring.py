"""A claim is time-barred: what is open falls away, nothing is credited, and its purchases stay as they were paid."""

from datetime import date

import pytest

from fordring.domain.claim.interruption import Interruption
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.claim.parts import Parts
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.merchant import Merchant
from fordring.services.barring import bar
from fordring.services.following_up.tell_interruption import TellInterruption, tell_interruption
from fordring.storage import claims
from fordring.storage.transaction import Connection, Database
from support import make
from support.lives import balances, count, fees_demanded, paid_by_invoice, received, shown


async def test_a_claim_that_is_time_barred_is_closed_without_a_credit_note(
    database: Database, merchant: Merchant
) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    await received(database, view.claim, 5_000)
    await fees_demanded(database, merchant, view.claim.claim_id, fees=3_500, interest=77)

    async def close(connection: Connection) -> None:
        work = make.work(connection)
        locked = await claims.get(connection, merchant.merchant_id, view.claim.claim_id, lock=True)
        await bar(work, merchant, locked, date(2029, 1, 30))
        await work.unit.flush()

    await database.run(close)
    async with database.reading() as connection:
        claim = await claims.get(connection, merchant.merchant_id, view.claim.claim_id)
        *_, told = await claims.events_of(connection, claim)
    assert (claim.state, claim.closed_because, claim.open) == (State.CLOSED, Closed.TIME_BARRED, Parts())
    assert (told.kind, told.facts["barred_after"], told.facts["amount_minor"]) == ("time_barred", "2029-01-30", 7_500)
    assert await count(database, "claim") == 1
    assert await balances(database, merchant) == {"client_funds NOK": 5_000, "owed.merchant NOK": -5_000}
    purchase = (await shown(database, view)).purchase
    assert (purchase.captured_minor, purchase.voided_minor) == (5_000, 7_500)
    told_late = TellInterruption(claim.claim_no, None, date(2028, 1, 1), Interruption.ACKNOWLEDGED)
    with pytest.raises(IllegalTransitionError, match="purchases"):
        await database.run(lambda connection: tell_interruption(told_late, make.work(connection)))
