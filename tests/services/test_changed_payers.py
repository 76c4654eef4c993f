"""The daily run and a payer's card that changes in mid-plan: kind of customer, country; and a merchant's wishes."""

from datetime import date

import pytest

from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Product
from fordring.services.following_up.choose_follow_up import ChooseFollowUp, choose_follow_up
from fordring.services.payers.change_card import ChangeCard, change_card
from fordring.storage import following_up
from fordring.storage.transaction import Database
from support import make
from support.followed import delivered_claim, jobs_at, looked_until, steps_of, waiting
from support.groups import company
from support.judged import judged

NUMBER = "C-7"
CONSUMERS = ["2026-12-14 reminder 3800", "2027-01-01 collection_notice 3800", "2027-01-21 payment_demand 11300"]
MOVED = {"country": "SE", "postal_code": "11122", "postal_place": "Stockholm"}
HOME = {"country": "NO", "postal_code": "0151", "postal_place": "Oslo"}


async def claim_on(database: Database, owner: Merchant, *, business: bool = False) -> Claim:
    """A claim on the customer's card, delivered on 16 November 2026."""
    billing = company(owner.country) if business else make.billing(owner.country)
    product = Product.BUSINESS if business else Product.CONSUMER
    return await delivered_claim(database, owner, billing=billing, product=product, customer_id=NUMBER)


async def changed(database: Database, owner: Merchant, day: str, **changes: object) -> None:
    """The client says something new of the card."""
    command = ChangeCard(owner.creditor_no, frozenset({owner.merchant_id}), NUMBER, **{"address": {}} | changes)  # type: ignore[arg-type]  # facts by name
    await database.run(lambda connection: change_card(command, jobs_at(database, day).work(connection)))


async def taken(database: Database, claim: Claim) -> list[str]:
    """Day, kind and fee of each step."""
    return [step.partition("+")[0] for step in await steps_of(database, claim)]


async def test_a_consumers_debt_stays_one_when_its_payer_becomes_a_company_and_back(
    database: Database, merchant: Merchant
) -> None:
    claim = await claim_on(database, merchant)
    await looked_until(database, merchant, "2026-12-20")
    await changed(database, merchant, "2026-12-20", name="Nordmann AS", business=True)
    await looked_until(database, merchant, "2027-01-10")
    await changed(database, merchant, "2027-01-10", name="Ola Nordmann", business=False)
    await looked_until(database, merchant, "2027-12-31")
    assert await taken(database, claim) == CONSUMERS
    assert (await judged(database, merchant, date(2027, 12, 31))).total() == 3


@pytest.mark.parametrize("country", ["NO", "SE", "FI"])
async def test_claims_from_before_and_behind_such_a_change_go_each_by_their_own_law_and_in_letters_of_their_own(
    database: Database, country: str
) -> None:
    owner = await make.merchant(database, country, "T55556666")
    before = await claim_on(database, owner)
    await changed(database, owner, "2026-11-16", name="Nordmann AS", business=True)
    behind = await claim_on(database, owner, business=True)
    await looked_until(database, owner, "2027-12-31")
    async with database.reading() as connection:
        letters = await connection.fetch(
            "SELECT jsonb_array_length(content -> 'claims') AS about FROM letter WHERE merchant_id = $1",
            owner.merchant_id,
        )
    assert {letter["about"] for letter in letters} == {1}
    assert (before.business, behind.business) == (False, True)
    assert (await taken(database, before)) != []
    assert (await taken(database, behind)) != []
    assert (await judged(database, owner, date(2027, 12, 31))).total() > 3


async def test_a_payer_who_moves_abroad_in_mid_plan_waits_for_a_person_and_goes_on_when_back(
    database: Database, merchant: Merchant
) -> None:
    claim, other = await claim_on(database, merchant), await delivered_claim(database, merchant)
    await looked_until(database, merchant, "2026-12-20")
    await changed(database, merchant, "2026-12-20", address=MOVED)
    await looked_until(database, merchant, "2027-02-10")
    assert await taken(database, claim) == CONSUMERS[:1]
    assert {kind: why for kind, _, why in (await waiting(database, [claim])).values()} == {"person": ["payer_abroad"]}
    assert await taken(database, other) == CONSUMERS, "nobody else waits"
    await changed(database, merchant, "2027-02-10", address=HOME)
    await looked_until(database, merchant, "2027-12-31")
    assert [step[11:] for step in await taken(database, claim)] == [step[11:] for step in CONSUMERS]
    assert (await taken(database, claim))[1][:10] == "2027-02-10"
    assert (await judged(database, merchant, date(2027, 12, 31))).total() == 6


async def test_an_address_within_the_country_changes_nothing_of_the_steps(
    database: Database, merchant: Merchant
) -> None:
    claim = await claim_on(database, merchant)
    await looked_until(database, merchant, "2026-12-20")
    await changed(database, merchant, "2026-12-20", address={"postal_code": "5003", "postal_place": "Bergen"})
    await looked_until(database, merchant, "2027-12-31")
    assert await taken(database, claim) == CONSUMERS


async def test_a_claim_registered_abroad_waits_wherever_its_card_says_the_payer_lives(
    database: Database, merchant: Merchant
) -> None:
    claim = await delivered_claim(database, merchant, billing=make.billing("SE"), customer_id=NUMBER)
    await changed(database, merchant, "2026-11-20", address=HOME)
    await looked_until(database, merchant, "2027-02-10")
    assert await taken(database, claim) == []
    assert [why for _, _, why in (await waiting(database, [claim])).values()] == [["payer_abroad"]]


async def test_a_collector_who_takes_over_in_mid_plan_demands_at_its_own_price_from_then_on(
    database: Database, merchant: Merchant
) -> None:
    claim = await claim_on(database, merchant)
    await looked_until(database, merchant, "2027-01-05")
    wishes = {"regime": "collector", "licence": "2026/1", "collector": "Fjellinkasso AS"}
    command = ChooseFollowUp(merchant.merchant_id, False, wishes)
    await database.run(lambda c: choose_follow_up(command, jobs_at(database, "2027-01-05").work(c)))
    async with database.transaction() as connection:
        await following_up.look_again(connection, merchant.merchant_id, [claim.claim_id], date(2027, 1, 5))
    await looked_until(database, merchant, "2027-02-15")
    assert await taken(database, claim) == [*CONSUMERS[:2], "2027-01-21 payment_demand 26250"]
