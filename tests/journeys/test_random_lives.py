"""Random lives: whatever is paid, captured, voided and demanded in any order, the books say what reckoning says."""

import asyncio
from collections.abc import Awaitable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.merchant import Merchant
from fordring.storage import audit
from fordring.storage.transaction import Database
from support import make
from support.lives import captured, fees_demanded, paid_by_invoice, received, shown, voided
from support.random_lives import COUNTRIES, LIVES, Expected, Step

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MORE = settings(FEW, max_examples=200)
POSTINGS = """
    SELECT account, sum(amount_minor)::bigint AS minor FROM posting
     WHERE merchant_id = $1 AND claim_id = $2 GROUP BY account HAVING sum(amount_minor) <> 0"""
REFUNDS = "SELECT coalesce(sum(amount_minor), 0)::bigint FROM refund WHERE merchant_id = $1 AND claim_id = $2"
VERBS = {"capture": captured, "void": voided}


@pytest.fixture
async def merchants(database: Database) -> list[Merchant]:
    """One merchant of each country."""
    return [await make.merchant(database, country, f"T0000000{place}") for place, country in enumerate(COUNTRIES)]


async def begun(database: Database, merchants: Sequence[Merchant], step: Step) -> Expected:
    """A new purchase at one of the merchants."""
    owner = merchants[step.which % len(merchants)]
    command = make.payment_by_invoice(owner, step.minor, channel=step.channel)
    view = await paid_by_invoice(database, command)
    return Expected(view, step.minor, view.claim.collection_started)


async def take(database: Database, bought: Expected, step: Step) -> None:
    """One step of a purchase's life, and the same step of the reckoning."""
    if step.verb == "receive":
        await received(database, bought.view.claim, step.minor)
        bought.gets(step.minor)
    elif step.verb == "demand":
        if not bought.closed:
            await fees_demanded(database, bought.view.merchant, bought.view.claim.claim_id, step.minor)
            bought.fees += step.minor
    elif bought.allows(step.verb):
        await VERBS[step.verb](database, bought.view)
        bought.does(step.verb)
    else:
        with pytest.raises(IllegalTransitionError):
            await VERBS[step.verb](database, bought.view)


async def agree(database: Database, bought: Expected) -> None:
    """What is stored of the purchase is what the reckoning says."""
    view = await shown(database, bought.view)
    purchase, claim = view.purchase, view.claim
    assert (purchase.status, purchase.captured_minor) == (bought.status, bought.captured)
    assert (purchase.voided_minor, purchase.open_minor) == (bought.credited, bought.open_principal)
    assert (claim.open.principal, claim.open.fees) == (bought.open_principal, bought.fees)
    assert ((claim.state == "closed"), claim.collection_started) == (bought.closed, bought.collected)
    async with database.reading() as connection:
        rows = await connection.fetch(POSTINGS, claim.merchant_id, claim.claim_id)
        refunds = await connection.fetchval(REFUNDS, claim.merchant_id, claim.claim_id)
    assert {row["account"]: row["minor"] for row in rows} == bought.postings
    assert refunds == bought.owed_back


async def truths_hold(database: Database) -> None:
    async with database.reading() as connection:
        broken = [found for found in await audit.findings(connection) if found.rows and not found.truth.warning]
    assert broken == []


@MORE
@given(life=LIVES)
async def test_the_books_say_what_a_plain_reckoning_says(
    database: Database, merchants: list[Merchant], life: list[Step]
) -> None:
    bought: list[Expected] = []
    for step in life:
        if step.verb == "pay" or not bought:
            bought.append(await begun(database, merchants, step))
        else:
            await take(database, bought[step.which % len(bought)], step)
    for one in bought:
        await agree(database, one)
    await truths_hold(database)


@FEW
@given(life=LIVES)
async def test_every_krone_is_somewhere_when_everything_happens_at_once(
    database: Database, merchants: list[Merchant], life: list[Step]
) -> None:
    bought = [await begun(database, merchants, step) for step in life[:3]]
    verbs: list[Awaitable[object]] = []
    money = [0] * len(bought)
    for step in life[3:]:
        place = step.which % len(bought)
        if step.verb in VERBS:
            verbs.append(VERBS[step.verb](database, bought[place].view))
        else:
            verbs.append(received(database, bought[place].view.claim, step.minor))
            money[place] += step.minor
    results = await asyncio.gather(*verbs, return_exceptions=True)
    assert {type(result) for result in results if isinstance(result, BaseException)} <= {IllegalTransitionError}
    for one, came in zip(bought, money, strict=True):
        purchase = (await shown(database, one.view)).purchase
        one.voided, one.captured, one.credited = (
            purchase.status == "voided",
            purchase.captured_minor,
            purchase.voided_minor,
        )
        one.owed_back = came - purchase.captured_minor
        one.collected = (await shown(database, one.view)).claim.collection_started
        assert bool(one.owed_back) <= one.closed
        await agree(database, one)
    await truths_hold(database)
