"""What a merchant owes more than waits for it is invoiced once, where that was agreed, by whoever was named for it."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fordring.domain.errors import InvalidCommandError, NotFoundError
from fordring.domain.payment.schedule import Shortfall
from fordring.services.banking.name_invoicer import NameInvoicer, name_invoicer
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.services.payments.invoice_shortfall import InvoicedShortfall, InvoiceShortfall, invoice_shortfall
from fordring.services.reporting.find_report import find_report
from fordring.services.reporting.resolve_report import resolve_report
from fordring.storage import ledger, merchants, reports, shortfalls
from fordring.storage.house import accounts
from fordring.storage.shortfalls import InvoicedAs
from fordring.storage.transaction import Connection, Database
from services.counter import DAY, Counter, text
from services.overdrawn import agreed, counter_of, invoice, invoicing, named, overdrawn, told
from support import make
from support.lives import balances, count
from support.registrations import queued


class PowerCutError(Exception):
    """What ends a transaction in its middle."""


async def ready(database: Database, folder: Path) -> Counter:
    """A merchant that owes 125,00, and a merchant named to invoice it."""
    counter = await counter_of(database, folder)
    await invoicing(database)
    await named(counter, "T22223333")
    await overdrawn(counter)
    return counter


async def listed(counter: Counter) -> list[InvoicedAs]:
    async with counter.database.reading() as connection:
        return await shortfalls.invoiced(connection)


async def test_what_is_owed_becomes_an_invoice_and_the_operator_bears_it(database: Database, tmp_path: Path) -> None:
    counter = await ready(database, tmp_path)
    assert await told(counter) == [(12_500, None)]
    made = await invoice(counter)
    assert made is not None
    claim = made.claim
    assert (claim.number, claim.state, claim.principal_minor) == ("OPER1-000001", "issued", 12_500)
    assert claim.collection_started
    assert str(claim.due_on) == "2026-11-30"
    assert claim.billing == {
        "business_name": "Fjord Sykkel AS",
        "organization_number": "923609016",
        "email": "office@fjord.example",
        "phone_number": "+4722222222",
        **make.address("NO"),
    }
    [line] = claim.content["lines"]
    assert (line["description"], line["amount_minor"], line["vat_minor"], line["vat_bp"]) == (
        *("Negativ saldo per 16.11.2026", 12_500, 0, 0),
    )
    assert await counter.balances() == text("""
        client_funds -12500 NOK
        expected.merchant -12500 NOK
        owed.operator.shortfalls 12500 NOK
        receivable.principal 12500 NOK
    """)
    assert await balances(database, made.opened.invoicer or counter.merchant) == {
        "expected.merchant NOK": -12_500,
        "receivable.principal NOK": 12_500,
    }
    [row] = await listed(counter)
    assert (row.account_id, row.number, row.invoicer, row.open_minor) == (
        *("T11112222", "OPER1-000001", "T22223333", 12_500),
    )
    assert (await queued(database)).count("deliver") == 2  # the payer's invoice, and this one
    async with database.reading() as connection:
        own = [(account, money.minor) for _, account, money in await ledger.operators_own(connection)]
    assert own == [("owed.operator.shortfalls", -12_500)]


async def test_what_was_kept_back_of_a_purchase_is_settled(database: Database, tmp_path: Path) -> None:
    counter = await counter_of(database, tmp_path)
    await invoicing(database)
    await named(counter, "T22223333")
    view = await overdrawn(counter)
    assert (await counter.now(view)).purchase.settled_minor == 12_500
    await invoice(counter)
    bought = (await counter.now(view)).purchase
    assert (bought.settled_minor, bought.settlement_status) == (0, "not_settled")


async def test_it_is_invoiced_once_and_what_comes_then_is_paid_out_whole(database: Database, tmp_path: Path) -> None:
    counter = await ready(database, tmp_path)
    assert await invoice(counter) is not None
    assert await invoice(counter) is None
    await counter.pay(counter.deposit(await counter.invoice(20_000)))
    run, _ = await counter.pay_out()
    assert [payout.gross_minor for payout in run.payouts] == [20_000]
    assert await told(counter) == []
    await overdrawn(counter, 30_000, "C2")
    again = await invoice(counter)
    assert again is not None
    assert (again.claim.number, again.claim.principal_minor) == ("OPER1-000002", 30_000)
    assert [row.amount_minor for row in await listed(counter)] == [30_000, 12_500]


async def test_two_at_once_make_one_invoice(database: Database, tmp_path: Path) -> None:
    counter = await ready(database, tmp_path)
    made = await asyncio.gather(*(invoice(counter) for _ in range(4)))
    assert [isinstance(each, InvoicedShortfall) for each in made].count(True) == 1
    assert len(await listed(counter)) == 1


async def test_one_that_is_killed_leaves_nothing_and_the_next_makes_it(database: Database, tmp_path: Path) -> None:
    counter = await ready(database, tmp_path)
    command = InvoiceShortfall(counter.merchant.merchant_id, counter.merchant.bank_account.bank_account_id)

    async def killed(connection: Connection) -> None:
        assert await invoice_shortfall(command, counter.jobs.work(connection)) is not None
        raise PowerCutError

    with pytest.raises(PowerCutError):
        await database.run(killed)
    assert (await listed(counter), await told(counter)) == ([], [(12_500, None)])
    made = await invoice(counter)
    assert made is not None
    assert made.claim.number == "OPER1-000001"


async def test_without_an_invoicer_it_stays_listed(database: Database, tmp_path: Path) -> None:
    counter = await counter_of(database, tmp_path)
    await overdrawn(counter)
    assert await invoice(counter) is None
    assert await told(counter) == [(12_500, "nobody is named to invoice what is owed on this client account")]
    await named(counter, "T11112222")
    assert await invoice(counter) is None
    assert await told(counter) == [(12_500, "the merchant is the invoicer itself")]


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (agreed(Shortfall.CARRIED), "carried to the next payout, as agreed"),
        (agreed(minimum_minor=12_501), "carried to the next payout: it is below the merchant's minimum"),
        (agreed(minimum_minor=12_500), None),
    ],
)
async def test_what_was_agreed_is_kept_to(
    database: Database, tmp_path: Path, settings: Mapping[str, Any], why: str | None
) -> None:
    counter = await counter_of(database, tmp_path)
    await invoicing(database)
    await named(counter, "T22223333")
    await overdrawn(counter)
    async with database.transaction() as connection:
        await merchants.set_settings(connection, counter.merchant.merchant_id, "payouts", settings["payouts"])
    assert await told(counter) == [(12_500, why)]
    assert (await invoice(counter) is None) == (why is not None)
    assert await count(database, "shortfall") == (0 if why else 1)


async def test_a_merchant_that_nothing_can_be_sent_to_is_listed_with_what_is_missing(
    database: Database, tmp_path: Path
) -> None:
    merchant = await make.merchant(database, settings={**agreed(), "contact": {}}, address={"country": "NO"})
    counter = Counter(database, merchant, tmp_path)
    await invoicing(database)
    await named(counter, "T22223333")
    await overdrawn(counter)
    assert await invoice(counter) is None
    [(_, why)] = await told(counter)
    assert why == "billing_address.email an e-mail or a whole postal address is needed"


async def test_who_invoices_is_remembered_and_can_be_taken_back(database: Database, tmp_path: Path) -> None:
    counter = await counter_of(database, tmp_path)
    own = await invoicing(database)
    for _ in range(2):
        assert (await named(counter, "T22223333")).shortfall_invoicer == own.merchant_id
    assert (await named(counter, None)).shortfall_invoicer is None
    async with database.reading() as connection:
        events = await accounts.events(connection, counter.merchant.bank_account.bank_account_id)
    assert [(each.what, each.was, each.became) for each in events] == [
        ("shortfall_invoicer", "nobody", "T22223333"),
        ("shortfall_invoicer", "T22223333", "nobody"),
    ]


async def test_a_merchant_that_cannot_invoice_there_is_refused_by_field(database: Database, tmp_path: Path) -> None:
    counter = await counter_of(database, tmp_path)
    await make.merchant(database, "SE", "T33334444", number_prefix="SVERI")
    await invoicing(database, "P22223333")
    gone = await invoicing(database, "T55556666", number_prefix="GONE1")
    async with database.transaction() as connection:
        await connection.execute("UPDATE merchant SET deactivated_at = now() WHERE merchant_id = $1", gone.merchant_id)
    for account_id, messages in {
        "T00000000": ["is no merchant's"],
        "T33334444": [
            "the invoicer is in SE, the client account in NO",
            "the invoicer takes SEK, the client account NOK",
        ],
        "P22223333": ["the invoicer is a live merchant, the client account is for sandbox ones"],
        "T55556666": ["the invoicer is deactivated"],
    }.items():
        with pytest.raises(InvalidCommandError) as refused:
            await named(counter, account_id)
        assert [(each.field, each.message) for each in refused.value.problems] == [
            ("account_id", message) for message in messages
        ]
    with pytest.raises(NotFoundError):
        await database.run(lambda c: name_invoicer(NameInvoicer("NO0", None), counter.jobs.work(c)))


async def test_a_live_merchants_debt_is_not_invoiced_by_the_sandbox(database: Database, tmp_path: Path) -> None:
    counter = await counter_of(database, tmp_path)
    await invoicing(database)
    await named(counter, "T22223333")
    await overdrawn(counter)
    live = "UPDATE merchant SET account_id = 'P22223333' WHERE account_id = 'T22223333'"
    async with database.transaction() as connection:
        await connection.execute(live)
    assert await invoice(counter) is None
    assert await told(counter) == [(12_500, "the invoicer is a live merchant, the client account is for sandbox ones")]


async def invoiced_in(counter: Counter, minor: int) -> list[tuple[int, str]]:
    """What the report of the next payout, of so much, tells of invoices."""
    await counter.pay(counter.deposit(await counter.invoice(minor)))
    run, _ = await counter.pay_out()
    [payout] = run.payouts
    command = ConfirmPayout(payout.reference, DAY)
    await counter.database.run(lambda c: confirm_payout(command, counter.jobs.work(c)))
    async with counter.database.reading() as connection:
        found = await reports.of_payouts(connection, payout.merchant_id, [payout.payout_id])
        source = await find_report(connection, payout.merchant_id, found[payout.payout_id].report_id)
    return [(each.amount_minor, each.invoice_number) for each in resolve_report(source).invoiced]


async def test_the_next_settlement_report_tells_it_and_no_other(database: Database, tmp_path: Path) -> None:
    counter = await ready(database, tmp_path)
    counter.wall += timedelta(hours=1)
    await invoice(counter)
    counter.wall += timedelta(hours=1)
    assert await invoiced_in(counter, 20_000) == [(12_500, "OPER1-000001")]
    counter.wall += timedelta(hours=1)
    assert await invoiced_in(counter, 30_000) == []
