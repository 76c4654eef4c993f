"""What goes to a payer beside reminders, an invoice to come, a plan, a credit note, a code, goes where it is by now."""

from datetime import date
from pathlib import Path

import pytest

from fordring.domain.claim.page_link import PageToken
from fordring.domain.errors import InvalidCommandError
from fordring.domain.merchant import Merchant
from fordring.services.payers.propose_account import ProposeAccount, propose_account
from fordring.storage.transaction import Database
from services.counter import Counter
from services.plans import agreed, days
from support import make
from support.followed import stored
from support.groups import billed, bought, company, grouped, invoices
from support.lives import credit_note_of, received, voided
from support.moved import AWAY, EMAIL, papers, told
from support.registrations import issued, registered, registration, started


async def test_an_invoice_to_come_goes_to_where_its_payer_is_when_it_is_issued_and_stays_so(
    database: Database, merchant: Merchant
) -> None:
    claim = (await registered(database, merchant, registration(invoice_on=date(2026, 11, 20)))).claim
    await started(database, merchant, claim)
    await told(database, claim, "2026-11-18", EMAIL, **AWAY["NO"])
    await issued(database, claim, make.WALL.replace(day=20))
    await told(database, claim, "2026-11-21", "ola@third.example", **AWAY["NO"] | {"postal_place": "Voss"})
    assert await papers(database, claim) == [f"invoice email {EMAIL} | 5014 Bergen"]
    assert (await stored(database, claim)).billing == claim.billing


async def test_an_invoice_that_was_issued_says_what_it_said(database: Database, merchant: Merchant) -> None:
    claim = (await registered(database, merchant)).claim
    await started(database, merchant, claim)
    await issued(database, claim)
    before = await papers(database, claim)
    await told(database, claim, "2026-11-18", EMAIL, **AWAY["NO"])
    assert await papers(database, claim) == before == ["invoice email ola@example.com | 0151 Oslo"]


async def test_a_grouped_invoice_goes_by_what_was_said_after_its_newest_purchase(
    database: Database, merchant: Merchant
) -> None:
    await bought(database, grouped(merchant), "2026-10-02")
    await billed(database, merchant, "2026-11-02")
    [october] = await invoices(database, merchant)
    await bought(database, grouped(merchant, reference="order-2"), "2026-11-03")
    await told(database, october, "2026-11-18", EMAIL, **AWAY["NO"])
    await bought(database, grouped(merchant, reference="order-3", billing=company(postal_place="Hamar")), "2026-11-19")
    await billed(database, merchant, "2026-12-01")
    await bought(database, grouped(merchant, reference="order-4"), "2026-12-02")
    await told(database, october, "2026-12-03", **AWAY["NO"])
    await billed(database, merchant, "2027-01-04")
    _, november, december = await invoices(database, merchant)
    assert await papers(database, november) == ["invoice email ola@example.com | 0151 Hamar"]
    assert await papers(database, december) == ["invoice email ola@example.com | 5014 Bergen"]
    assert (await stored(database, october)).reached["email"] == EMAIL


async def test_a_payment_plan_and_its_notices_go_where_the_payer_is_on_their_day(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    counter = Counter(database, merchant, tmp_path)
    view = await counter.invoice(900_00)
    await told(database, view.claim, "2026-11-17", "", **AWAY["NO"])
    await agreed(counter, view)
    await told(database, view.claim, "2026-11-18", EMAIL, **AWAY["NO"] | {"postal_place": "Voss"})
    await days(counter, "2026-12-24", "2026-12-25")
    assert (await papers(database, view.claim))[1:] == [
        "payment_plan letter Bergen | 5014 Bergen",
        f"instalment_notice email {EMAIL} | 5014 Voss",
    ]


async def test_a_credit_note_goes_where_the_payer_is(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    counter = Counter(database, merchant, tmp_path)
    view = await counter.invoice()
    await told(database, view.claim, "2026-11-17", EMAIL, **AWAY["NO"])
    await voided(database, view)
    note = await credit_note_of(database, view)
    assert await papers(database, note) == [f"credit_note email {EMAIL} | 5014 Bergen"]


async def test_a_code_is_mailed_where_the_payer_is_mailed(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    counter = Counter(database, merchant, tmp_path)
    view = await counter.invoice()
    await told(database, view.claim, "2026-11-17", EMAIL)
    claim = await stored(database, view.claim)
    await received(database, claim, 20_000)
    assert claim.page_key is not None
    command = ProposeAccount(PageToken(claim.claim_no, claim.page_key), "15032080119")
    made = await database.run(lambda connection: propose_account(command, make.work(connection)))
    assert made.email == EMAIL


@pytest.mark.parametrize(
    ("email", "place", "fields"),
    [
        (None, {}, ["address_line"]),
        (None, {"address_line": "Torget 2"}, ["postal_code", "postal_place"]),
        ("nowhere", {}, ["email"]),
        (None, AWAY["NO"] | {"country": "DK"}, ["billing_address.country"]),
    ],
)
async def test_what_is_no_address_changes_nothing_and_is_named(
    database: Database, merchant: Merchant, email: str | None, place: dict[str, str], fields: list[str]
) -> None:
    claim = (await registered(database, merchant)).claim
    with pytest.raises(InvalidCommandError) as refused:
        await told(database, claim, "2026-11-18", email, **place)
    assert [problem.field for problem in refused.value.problems] == fields
    assert (await stored(database, claim)).contact is None
