"""A payer who moves: what was sent stays as it was, every later letter goes where the payer is by now."""

from datetime import date
from typing import Any

import pytest

from fordring.domain.claim.brought import Agreed
from fordring.domain.merchant import Merchant
from fordring.services.payers.take_up_address import TakeUpAddress, take_up_address
from fordring.storage.transaction import Database
from support import make
from support.desks import open_invoice
from support.followed import delivered, delivered_claim, jobs_at, looked_until, steps_of, stored, story
from support.judged import judged
from support.moved import AWAY, EMAIL, letters, told
from support.registrations import queued, registered, registration

NUMBER = "10001"
MOVED_ON = "2026-12-20"


@pytest.mark.parametrize("country", ["NO", "SE", "FI"])
async def test_letters_before_the_move_stay_as_they_were_and_those_behind_it_go_to_the_new_address(
    database: Database, country: str
) -> None:
    owner = await make.merchant(database, country, "T55556666")
    claim = await delivered_claim(database, owner)
    await looked_until(database, owner, MOVED_ON)
    before = await letters(database, claim)
    done = await told(database, claim, MOVED_ON, EMAIL, **AWAY[country])
    assert [each.claim_no for each in done.moved] == [claim.claim_no]
    await looked_until(database, owner, "2027-12-31")
    home, away = make.address(country), AWAY[country]
    after = await letters(database, claim)
    assert before
    assert after[: len(before)] == before
    assert len(after) > len(before)
    assert all(each.endswith(f"| {home['postal_code']} {home['postal_place']}") for each in before)
    assert {each.split()[2] for each in before} <= {"ola@example.com", home["postal_place"]}
    assert all(each.endswith(f"| {away['postal_code']} {away['postal_place']}") for each in after[len(before) :])
    ways = {each.split()[1]: each.split()[2] for each in after[len(before) :]}
    assert {("email", EMAIL), ("letter", away["postal_place"])} >= set(ways.items())
    kept = await stored(database, claim)
    assert (kept.billing, kept.reached["postal_place"]) == (claim.billing, away["postal_place"])
    assert (await story(database, claim)).count("address_changed") == 1
    assert (await judged(database, owner, date(2027, 12, 31))).total() > 1


async def test_a_letter_says_where_its_payer_lived_on_its_day_whenever_it_is_printed(
    database: Database, merchant: Merchant
) -> None:
    claim = await delivered_claim(database, merchant)
    await told(database, claim, "2026-12-01", **AWAY["NO"])
    await looked_until(database, merchant, "2026-12-20")
    await told(database, claim, "2026-12-21", **AWAY["NO"] | {"postal_code": "7011", "postal_place": "Trondheim"})
    await looked_until(database, merchant, "2027-01-10")
    assert [each.partition(" | ")[2] for each in await letters(database, claim)] == ["5014 Bergen", "7011 Trondheim"]


async def test_without_an_email_any_more_letters_go_by_post_and_with_one_they_may_go_by_it(
    database: Database, merchant: Merchant
) -> None:
    without, with_one = (
        await delivered_claim(database, merchant),
        await delivered_claim(database, merchant, billing=make.billing(email="kari@example.com")),
    )
    await told(database, without, "2026-12-01", "")
    await told(database, with_one, "2026-12-01", EMAIL)
    await looked_until(database, merchant, "2026-12-20")
    assert [each.split(" | ")[0] for each in await letters(database, without)] == ["reminder letter Oslo"]
    assert [each.split(" | ")[0] for each in await letters(database, with_one)] == [f"reminder email {EMAIL}"]


SURE: dict[str, dict[str, Any]] = {
    "NO": {"electronic": True},
    "FI": {"consented_on": date(2026, 11, 1)},
}


@pytest.mark.parametrize("country", ["NO", "FI"])
async def test_what_was_said_of_one_email_is_not_said_of_another(database: Database, country: str) -> None:
    owner = await make.merchant(database, country, "T55556666")
    given = {
        "billing": make.billing(country),
        "currency": owner.currency,
        "agreed": Agreed(**SURE[country]),
        "lines": (),
    }
    both = [
        await delivered(database, await open_invoice(database, owner, own_number=each, customer_number=each, **given))
        for each in ("1", "2")
    ]
    await told(database, both[0], "2026-11-20", EMAIL)
    await looked_until(database, owner, "2027-03-31")
    ways = [{each.split()[0]: each.split()[1] for each in await letters(database, claim)} for claim in both]
    demands = [{way for kind, way in each.items() if kind in {"collection_notice", "payment_demand"}} for each in ways]
    assert demands == [{"letter"}, {"email"}]


async def test_a_newer_invoice_of_the_customer_tells_it_for_those_before_and_a_purchase_for_itself_alone(
    database: Database, merchant: Merchant
) -> None:
    first = await delivered_claim(database, merchant, customer_id=NUMBER)
    moved = make.billing(**AWAY["NO"])
    bought = await delivered_claim(database, merchant, customer_id=NUMBER, billing=make.billing(postal_place="Hamar"))
    assert (await stored(database, first)).contact is None
    newer = (await registered(database, merchant, registration(billing=moved))).claim
    assert (await queued(database)).count("take_up_address") == 1
    command = TakeUpAddress(merchant.merchant_id, newer.claim_id, elsewhere=True)
    for many in (2, 0):
        done = await database.run(lambda c: take_up_address(command, jobs_at(database, "2026-11-16").work(c)))
        assert done == many
    later = await delivered_claim(database, merchant, customer_id=NUMBER, billing=make.billing(postal_place="Moss"))
    await told(database, later, "2026-11-17", EMAIL)
    places = [(await stored(database, each)).reached["postal_place"] for each in (first, bought, newer, later)]
    assert places == ["Bergen", "Bergen", "Bergen", "Moss"]
    assert {(await stored(database, each)).reached["email"] for each in (first, bought, newer, later)} == {EMAIL}
    again = registration(billing=moved, own_number="20002")
    await registered(database, merchant, again)
    assert (await queued(database)).count("take_up_address") == 2, "the card said Moss by then"


async def test_an_invoice_without_an_address_tells_nothing_of_it(database: Database, merchant: Merchant) -> None:
    first = (await registered(database, merchant)).claim
    bare = make.billing(address_line="", postal_code="", postal_place="")
    await registered(database, merchant, registration(billing=bare, own_number="20002"))
    assert "take_up_address" not in await queued(database)
    assert (await stored(database, first)).contact is None


async def test_steps_come_on_the_days_and_at_the_prices_that_they_would_have_come_at(
    database: Database, merchant: Merchant
) -> None:
    claim, other = (
        await delivered_claim(database, merchant),
        await delivered_claim(database, merchant, billing=make.billing(email="kari@example.com")),
    )
    await looked_until(database, merchant, "2026-12-20")
    await told(database, claim, "2026-12-20", EMAIL, **AWAY["NO"])
    await looked_until(database, merchant, "2027-12-31")
    assert await steps_of(database, claim) == await steps_of(database, other)
