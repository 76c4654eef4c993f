"""Wishes of follow-up are rows: the newest holds, for each merchant and kind of payer."""

from uuid import UUID

from fordring.domain.merchant import Merchant
from fordring.storage import follow_up_settings
from fordring.storage.follow_up_settings import StoredSettings
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from fordring.storage.unit import Unit
from support import make


async def test_the_newest_of_each_kind_of_payer_holds(database: Database, merchant: Merchant) -> None:
    asked = [merchant.merchant_id, UUID(int=7)]
    async with database.reading() as connection:
        assert await follow_up_settings.newest(connection, asked) == {}
    for no, business in ((1, False), (2, True), (3, False)):
        stored = StoredSettings(merchant.merchant_id, new_id(), business, {"no": no}, make.WALL, "kari")
        async with database.transaction() as connection:
            unit = Unit(connection)
            follow_up_settings.add(unit, stored, make.WALL)
            await unit.flush()
    async with database.reading() as connection:
        found = await follow_up_settings.newest(connection, asked)
        told = await follow_up_settings.history(connection, merchant.merchant_id, business=False)
    assert found == {(merchant.merchant_id, False): {"no": 3}, (merchant.merchant_id, True): {"no": 2}}
    assert [(each.settings, each.created_by) for each in told] == [({"no": 3}, "kari"), ({"no": 1}, "kari")]
