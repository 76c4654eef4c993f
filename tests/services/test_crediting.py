"""An amount of an open principal falls away: of claims with and without purchases, in part and whole."""

from typing import Any

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.claim.parts import Parts
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Callback, Kind
from fordring.services.crediting import Fall, hold_purchases, let_fall
from fordring.storage import claims
from fordring.storage.transaction import Connection, Database
from support import make
from support.groups import billed, bought, grouped, invoices
from support.lives import balances, count, fees_demanded, received
from support.registrations import issued, registered, registration, started

TOLD = Callback("https://shop.example/", frozenset({Kind.VOIDED}))


async def fallen(
    database: Database, owner: Merchant, claim: Claim, minor: int, because: Closed = Closed.CREDITED, **more: Any
) -> list[str]:
    """Let it fall away; each purchase's status, captured and voided sums afterwards."""

    async def credit(connection: Connection) -> list[str]:
        work = make.work(connection)
        locked = await claims.get(connection, owner.merchant_id, claim.claim_id, lock=True)
        held = await hold_purchases(work, owner, locked)
        after = await let_fall(work, held, Fall(minor, because, str(because), **more))
        await work.unit.flush()
        return [f"{each.status} {each.captured_minor} {each.voided_minor}" for each in after.purchases]

    return await database.run(credit)


async def test_a_registered_invoice_is_credited_in_parts_and_closes_with_the_last(
    database: Database, merchant: Merchant
) -> None:
    draft = (await registered(database, merchant, registration(own_number=None))).claim
    await started(database, merchant, draft)
    claim = await issued(database, draft)
    await fees_demanded(database, merchant, claim.claim_id, fees=3_500, interest=77)
    await fallen(database, merchant, claim, 100_001)
    await fallen(database, merchant, claim, 149_999, facts={"message": "Returned"})
    first, *notes = await invoices(database, merchant)
    assert (first.state, first.closed_because, first.open) == (State.CLOSED, Closed.CREDITED, Parts())
    assert [(note.number, note.principal_minor, note.content["lines"][0]["vat_minor"]) for note in notes] == [
        ("A1B2C-000002", 100_001, 20_000),
        ("A1B2C-000003", 149_999, 30_000),
    ]
    assert notes[0].content["lines"][0]["description"] == "Work delivered in October"
    assert await balances(database, merchant) == {}
    assert await count(database, "delivery") == 3
    async with database.reading() as connection:
        *_, part, whole = await claims.events_of(connection, first)
    assert (part.kind, part.facts["credited_by"], part.facts["amount_minor"]) == (
        "credited",
        notes[0].claim_no,
        100_001,
    )
    assert (whole.state, whole.facts["message"]) == (State.CLOSED, "Returned")


async def test_a_credit_takes_the_oldest_purchase_first_and_a_withdrawal_the_rest(
    database: Database, merchant: Merchant
) -> None:
    for place, amount in enumerate((10_000, 2_500, 5_000), start=1):
        command = grouped(merchant, amount, f"order-{place}", callback=TOLD)
        await bought(database, command, f"2026-01-{place:02}")
    await billed(database, merchant, "2026-02-02")
    (claim,) = await invoices(database, merchant)
    await received(database, claim, 4_000)
    assert await fallen(database, merchant, claim, 1_000) == [
        "partially_captured 4000 1000",
        "authorized 0 0",
        "authorized 0 0",
    ]
    assert await fallen(database, merchant, claim, 6_500) == [
        "captured 4000 6000",
        "authorized 0 1500",
        "authorized 0 0",
    ]
    assert await fallen(database, merchant, claim, 6_000, Closed.WITHDRAWN) == [
        "captured 4000 6000",
        "voided 0 2500",
        "voided 0 5000",
    ]
    _, _, note, last = await invoices(database, merchant)
    assert [(line["description"], line["amount_minor"]) for line in note.content["lines"]] == [
        ("order-1", 5_000),
        ("order-2", 1_500),
    ]
    assert last.principal_minor == 6_000
    assert await count(database, "purchase_event", f"kind = '{Kind.VOIDED}'") == 5
    assert await count(database, "outgoing_call") == 5
