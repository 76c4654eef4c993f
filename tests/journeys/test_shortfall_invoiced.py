"""A live merchant is overdrawn: it is invoiced on its payout day, the invoice goes out and is paid through the bank."""

from datetime import timedelta
from pathlib import Path

from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.payment.schedule import Every
from fordring.jobs.handlers import player_of
from fordring.simulators.bank import Deposit
from fordring.storage import audit, claims, shortfalls
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from services.counter import DAY, Counter
from services.overdrawn import agreed, invoicing, named, overdrawn
from support import make
from support.lives import balances


async def on_the_account(database: Database, *merchants: Merchant) -> dict[str, int]:
    """What the books have of money, and whose it is."""
    sums: dict[str, int] = {}
    for merchant in merchants:
        for name, minor in (await balances(database, merchant)).items():
            if not name.startswith(("receivable", "expected")):
                sums[name] = sums.get(name, 0) + minor
    return {name: minor for name, minor in sums.items() if minor}


async def test_it_is_invoiced_on_its_payout_day_and_pays_through_the_bank(database: Database, tmp_path: Path) -> None:
    house = Installation(database, tmp_path)
    wednesdays = agreed(every=Every.WEEKLY, weekdays=frozenset({2}))
    shop = await make.merchant(database, account_id="P11112222", settings=wednesdays)
    own = await invoicing(database, "P22223333")
    counter = Counter(database, shop, tmp_path / "bank")
    await named(counter, "P22223333")
    await overdrawn(counter)
    invoiced: list[list[str]] = []
    for _day in range(3):  # from Monday on
        await player_of(house.jobs).play_today(shop.merchant_id)
        async with database.reading() as connection:
            invoiced.append([str(each.as_of) for each in await shortfalls.invoiced(connection)])
        house.wall.now += timedelta(days=1)
    assert invoiced == [[], [], ["2026-11-18"]]

    await house.run(own)
    [email] = house.email.sent
    assert email.recipient.address == "office@fjord.example"
    assert [attached.content[:5] for attached in email.attachments] == [b"%PDF-"]
    async with database.reading() as connection:
        [owed] = await shortfalls.invoiced(connection)
        claim = await claims.get(connection, *await claims.find(connection, owed.claim_no))
    assert await house.claim_story(own, claim.claim_id) == ["issued", "delivered"]
    assert await on_the_account(database, shop, own) == {
        "client_funds NOK": -12_500,
        "owed.operator.shortfalls NOK": 12_500,
    }

    booked = await counter.pay(Deposit(Money(12_500, "NOK"), DAY, reference=claim.reference or ""))
    assert booked.counts == {"matched": 1}
    async with database.reading() as connection:
        [owed] = await shortfalls.invoiced(connection)
        broken = [each.truth.sentence for each in await audit.findings(connection) if each.rows]
    assert owed.open_minor == 0
    assert await on_the_account(database, shop, own) == {
        "owed.merchant NOK": -12_500,  # the operator's own merchant has what the operator bore
        "owed.operator.shortfalls NOK": 12_500,
    }
    assert broken == ["no merchant's client funds or dues are negative"]
