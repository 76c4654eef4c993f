"""Direct payments and credits on a case in mid-plan: what stays open, and how its follow-up goes on."""

from dataclasses import replace

import pytest

from faces.kravia.stage import Office, handed_over
from faces.kravia.test_bookkeeping import report, setting_of
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.parts import Parts
from fordring.domain.followup.settings import Regime, usual
from fordring.domain.followup.settings_kept import kept
from fordring.services.callers import claim_of
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from support import make
from support.followed import looked_at, looked_until, steps_of, story

TODAY = make.WALL.date()
NOTICE = {"type": "CollectionNotice", "sentDate": "2026-10-20", "payByDate": "2026-11-03", "fee": "38"}
DEMANDED = ["registered", "collection_started", "demanded"]
OWN, SALAER = Parts(225_000, 15_100, 49_261), Parts(225_000, 33_800, 49_261, 30_000)


async def demanded(database: Database, office: Office, regime: Regime) -> int:
    """A case that its creditor gave notice of, and that we demanded today; its id."""
    if regime is Regime.COLLECTOR:
        wanted = usual("NO", business=False, regime=regime, licence="L1")
        async with database.transaction() as connection:
            await connection.execute(
                """INSERT INTO follow_up_settings (merchant_id, settings_id, business, settings, created_at, created_by,
                                                   recorded_at) VALUES ($1, $2, false, $3, $4, 'test', $4)""",
                office.merchant.merchant_id,
                new_id(),
                kept(wanted),
                make.WALL,
            )
    number: int = (await office.register(handed_over(creditorSteps=[NOTICE]))).json()["id"]
    await office.act(number)
    await looked_at(database, office.merchant, TODAY)
    assert (await now(database, office, number)).open == (OWN if regime is Regime.OWN else SALAER)
    return number


async def now(database: Database, office: Office, number: int) -> Claim:
    """The claim as it stands."""
    async with database.reading() as connection:
        return (await claim_of(connection, number, {office.merchant.merchant_id}))[1]


@pytest.mark.parametrize(("what", "told"), [("payment", "paid"), ("creditnote", "credited")])
async def test_a_part_lowers_the_capital_and_the_plan_goes_on_with_the_rest(
    database: Database, office: Office, what: str, told: str
) -> None:
    number = await demanded(database, office, Regime.COLLECTOR)
    sign = -1 if what == "creditnote" else 1
    await report(office, what, (number, 1000 * sign))
    claim = await now(database, office, number)
    assert (claim.open, claim.next_step_on) == (replace(SALAER, principal=125_000), TODAY)
    await looked_until(database, office.merchant, "2026-12-31")
    *_, heavy = await steps_of(database, claim)
    assert heavy == "2026-12-29 heavy_demand 30000+0 51065 by 2027-01-12"
    assert await story(database, claim) == [*DEMANDED, told, "heavily_demanded"]


@pytest.mark.parametrize(
    ("regime", "later"),
    [(Regime.OWN, []), (Regime.COLLECTOR, ["2026-12-29 heavy_demand 0+0 49261 by 2027-01-12"])],
)
async def test_a_full_direct_payment_leaves_fees_and_interest_to_be_followed_up_without_more_of_them(
    database: Database, office: Office, regime: Regime, later: list[str]
) -> None:
    number = await demanded(database, office, regime)
    before = (await now(database, office, number)).open
    await report(office, "payment", (number, 3000))
    claim = await now(database, office, number)
    assert (claim.open, claim.next_step_on) == (replace(before, principal=0), TODAY)
    await looked_until(database, office.merchant, "2026-12-31")
    assert (await steps_of(database, claim))[2:] == later
    assert (await now(database, office, number)).open == claim.open
    await report(office, "payment", (number, -2250))
    again = await now(database, office, number)
    assert (again.open, again.next_step_on) == (before, TODAY), "as if it had not come"


@pytest.mark.parametrize("regime", list(Regime))
@pytest.mark.parametrize(("what", "told"), [("payment", "paid"), ("creditnote", "credited")])
async def test_what_closes_a_case_lets_its_fees_and_interest_fall_whosever_they_are(
    database: Database, office: Office, regime: Regime, what: str, told: str
) -> None:
    await setting_of(database, office, direct_payment_closes=True)
    number = await demanded(database, office, regime)
    await report(office, what, (number, -2250 if what == "creditnote" else 2250))
    claim = await now(database, office, number)
    assert (claim.open, claim.closed_because, claim.next_step_on) == (Parts(), told, None)
    async with database.reading() as connection:
        left = await connection.fetch("SELECT account FROM posting GROUP BY 1 HAVING sum(amount_minor) <> 0")
    assert left == []
    assert await looked_until(database, office.merchant, "2027-12-31") == []
    if what == "payment":
        await report(office, "payment", (number, -1000))
        claim = await now(database, office, number)
        assert (claim.open, claim.next_step_on) == (Parts(100_000), TODAY), "what was written off stays so"


async def test_a_direct_payment_that_came_before_a_step_lowers_its_interest_and_its_fee(
    database: Database, office: Office
) -> None:
    number = await demanded(database, office, Regime.COLLECTOR)
    await report(office, "payment", (number, 2250), date="2026-10-25")
    claim = await now(database, office, number)
    assert claim.open == Parts(fees=3_800, interest=47_600), "what the creditor itself had asked for before stays open"
    assert (await story(database, claim))[-3:] == ["paid", "fee_lowered", "interest_corrected"]
