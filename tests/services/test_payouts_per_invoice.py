"""Payouts for single invoices: under the merchant's own reference; what is owed back is netted in one of several."""

from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.parts import Parts
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import mirrored, paid
from fordring.formats.banking.pain001_reader import read_pain001
from fordring.services.bill import book_of
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.services.payments.reject_payout import RejectPayout, reject_payout
from fordring.services.payments.run_payouts import RunPayouts, run_payouts
from fordring.simulators.bank import confirmations
from fordring.storage import audit, ledger, payouts, shortfalls
from fordring.storage.ids import new_id
from fordring.storage.payouts import Payout
from fordring.storage.transaction import Connection, Database
from services import overdrawn
from services.counter import DAY, Counter, text
from support import make
from support.lives import received
from support.registrations import issued, registered, registration, started

FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "pay", "back", "run", "confirm", "reject", "owe"]),
        st.integers(0, 2),
        st.sampled_from([1, 49, 101, 12_500]),
    ),
    min_size=4,
    max_size=16,
)
BEGINNING = [("pay", 0, 12_500), ("run", 0, 1), ("back", 0, 101)]
"""Every life begins with a merchant that owes."""


@pytest.fixture
async def counter(database: Database, tmp_path: Path) -> Counter:
    """A merchant that is paid for each invoice, less 2 % commission and 25 % VAT on it."""
    chosen = {"disbursement": "per_invoice", **overdrawn.agreed()}
    merchant = await make.merchant(database, commission_bp=200, commission_vat_bp=2500, settings=chosen)
    counter = Counter(database, merchant, tmp_path)
    await overdrawn.invoicing(database)
    await overdrawn.named(counter, "T22223333")
    return counter


async def invoice(counter: Counter, number: str, reference: str | None = None) -> Claim:
    """An invoice of 2500,00 that was sent."""
    given = registration(own_number=number, reference=reference)
    draft = (await registered(counter.database, counter.merchant, given)).claim
    await started(counter.database, counter.merchant, draft)
    return await issued(counter.database, draft)


async def run(counter: Counter) -> list[Payout]:
    """A payout run, whether it pays anything or not."""
    command = RunPayouts(counter.merchant.bank_account.bank_account_id, DAY)
    made = await counter.database.run(lambda connection: run_payouts(command, counter.jobs.work(connection)))
    return list(made.payouts) if made else []


async def end(counter: Counter, payout: Payout, verb: str = "confirm") -> None:
    """The bank has made it, or refused it."""
    if verb == "confirm":
        done = ConfirmPayout(payout.reference, DAY)
        await counter.database.run(lambda connection: confirm_payout(done, counter.jobs.work(connection)))
    else:
        refused = RejectPayout(payout.reference, "AC04", DAY)
        await counter.database.run(lambda connection: reject_payout(refused, counter.jobs.work(connection)))


async def waiting(counter: Counter) -> dict[UUID, int]:
    """What waits to be paid out, by claim."""
    merchant = counter.merchant
    async with counter.database.reading() as connection:
        account = merchant.bank_account.bank_account_id
        found = await payouts.waiting_by_claim(connection, account, [merchant.merchant_id], {})
    return {claim_id: each.minor for claim_id, each in found[merchant.merchant_id].items()}


async def taken_back(counter: Counter, claim: Claim, minor: int) -> None:
    """Money for a claim goes back to where it came from: the payment's mirror in the book."""
    book = book_of(counter.merchant, claim)

    async def book_it(connection: Connection) -> None:
        work = make.work(connection)
        entry = Entry(new_id(), "payment_reversed", DAY, "test", mirrored(paid(book, Parts(principal=minor), 0)))
        ledger.post(work.unit, claim.merchant_id, entry, work.wall)
        key = {"merchant_id": claim.merchant_id, "entry_id": entry.entry_id, "line_no": 1, "claim_id": claim.claim_id}
        owed = {"currency": claim.currency, "amount_minor": -minor, "bank_account_id": claim.bank_account_id}
        work.unit.add("payable", {**key, **owed})
        await work.unit.flush()
        again = "UPDATE claim SET open_principal = open_principal + $2, state = 'issued' WHERE claim_id = $1"
        await connection.execute(again, claim.claim_id, minor)

    await counter.database.run(book_it)


async def test_an_invoice_is_paid_out_under_its_own_reference_and_another_by_its_number(counter: Counter) -> None:
    kid = make.reference_of(counter.merchant.bank_account, 900_000_001)
    own, ours = await invoice(counter, "20001", kid), await invoice(counter, "20002")
    assert (own.own_reference, own.reference, ours.own_reference) == (True, kid, False)
    for claim, minor in ((own, 250_000), (ours, 100_001), (ours, 99)):
        await received(counter.database, claim, minor)
    made, order = await counter.pay_out()
    transfers = {each.end_to_end_id: each for each in read_pain001(order).groups[0].transfers}
    told = {payout.claim_id: (payout, transfers[payout.reference]) for payout in made.payouts}
    payout, transfer = told[own.claim_id]
    assert (transfer.reference, transfer.text, transfer.amount.minor) == (kid, "", 243_750)
    payout, transfer = told[ours.claim_id]
    assert (transfer.reference, transfer.text) == ("", f"Settlement {payout.reference} invoice 20002")
    paid_out = made.payouts
    assert [sum(each.commission_minor for each in paid_out), sum(each.vat_minor for each in paid_out)] == [7_002, 1_751]
    for debit in confirmations(order, counter.wall):
        assert (await counter.bank(debit)).counts == {"confirmed": 2}
    assert "in_transit" not in await counter.balances()


async def test_what_is_owed_back_is_netted_in_one_payout_that_names_no_invoice(counter: Counter) -> None:
    back, large, small = [await invoice(counter, str(number)) for number in (1, 2, 3)]
    await received(counter.database, back, 100_000)
    for payout in await run(counter):
        await end(counter, payout)
    await taken_back(counter, back, 100_000)
    assert await run(counter) == []
    await received(counter.database, small, 50_000)
    assert await run(counter) == []
    await received(counter.database, large, 200_000)
    netted, alone = await run(counter)
    assert (netted.claim_id, netted.gross_minor, netted.payee_text) == (None, 100_000, f"Settlement {netted.reference}")
    assert (alone.claim_id, alone.gross_minor) == (small.claim_id, 50_000)
    await end(counter, netted, "reject")
    assert [payout.gross_minor for payout in await run(counter)] == [100_000]
    assert (
        await counter.balances()
        == text("""
        client_funds                250000 NOK
        expected.merchant          -500000 NOK
        in_transit                 -146250 NOK
        owed.operator.commission     -5000 NOK
        owed.operator.vat            -1250 NOK
        receivable.principal        500000 NOK
    """)
        or "owed.merchant" not in await counter.balances()
    )


@FEW
@given(steps=STEPS)
async def test_whatever_comes_and_goes_back_every_payout_is_of_its_own_money(
    counter: Counter, steps: list[tuple[str, int, int]]
) -> None:
    claims = [await invoice(counter, str(number)) for number in range(3)]
    covered: dict[UUID, int] = dict.fromkeys((claim.claim_id for claim in claims), 0)
    sent: list[Payout] = []
    for verb, which, minor in [*BEGINNING, *steps]:
        claim_id = claims[which].claim_id
        if verb == "pay":
            await received(counter.database, claims[which], minor)
            covered[claim_id] += minor
        elif verb == "back" and covered[claim_id] >= minor:
            await taken_back(counter, claims[which], minor)
            covered[claim_id] -= minor
        elif verb == "run":
            before = await waiting(counter)
            made = await run(counter)
            sent += made
            assert [each.gross_minor for each in made if each.claim_id] == [
                before[each.claim_id] for each in made if each.claim_id
            ]
            assert not made or min((await waiting(counter)).values(), default=0) >= 0
        elif verb == "owe":
            owed = -sum((await waiting(counter)).values())
            made_out = await overdrawn.invoice(counter)
            assert (made_out.claim.principal_minor if made_out else 0) == max(owed, 0)
            assert owed <= 0 or await waiting(counter) == {}
        elif verb in {"confirm", "reject"} and sent:
            await end(counter, sent.pop(0), verb)
    async with counter.database.reading() as connection:
        broken = [each for each in await audit.findings(connection) if each.rows and not each.truth.warning]
    assert broken == []


async def test_a_merchant_that_owes_more_than_waits_is_listed(counter: Counter) -> None:
    claim = await invoice(counter, "20001")
    await received(counter.database, claim, 250_000)
    [payout] = await run(counter)
    await end(counter, payout)
    await taken_back(counter, claim, 100_000)
    async with counter.database.reading() as connection:
        [owed] = await shortfalls.owing(connection)
    assert (owed.merchant_id, owed.currency, owed.minor, owed.since) == (
        counter.merchant.merchant_id,
        *("NOK", 100_000, DAY),
    )
    await received(counter.database, await invoice(counter, "20002"), 250_000)
    async with counter.database.reading() as connection:
        assert await shortfalls.owing(connection) == []
