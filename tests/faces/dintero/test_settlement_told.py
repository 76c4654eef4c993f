"""A confirmed payout is told to subscriptions as the settlement that the list shows."""

import json
from pathlib import Path

from faces.dintero.settled import ALL_SCOPES, opened, settled_shop
from faces.dintero.stage import BASE
from fordring.channels.callback import RecordingCallbacks
from fordring.faces.dintero.outgoing import word_call
from fordring.gateways.blobs import open_blobs
from fordring.jobs.context import JobsContext, Outlets
from fordring.jobs.sender import Sender
from fordring.storage.transaction import Database

HOOK = {
    "config": {"url": "https://shop.example/hook", "content_type": "application/json"},
    "events": ["settlement_add"],
}


async def test_a_confirmed_payout_is_told_once_as_the_list_shows_it(database: Database, tmp_path: Path) -> None:
    merchant = await opened(database)
    channel = RecordingCallbacks()
    async with settled_shop(database, tmp_path, merchant, ALL_SCOPES | {"admin:hooks"}) as till:
        subscribed = await till.shop.post(f"{till.base}/hooks/subscriptions", json=HOOK)
        assert subscribed.status_code == 200, subscribed.text
        await till.bought()
        payout = await till.sent()
        outlets = Outlets(channel, channel)
        jobs = JobsContext(
            database, open_blobs("memory:///"), till.shop.wall, outlets, lambda *told: word_call(BASE, *told)
        )
        await Sender(jobs).send_due_of(merchant.merchant_id)
        assert [call.headers["event"] for call in channel.sent] == ["ping"]
        await till.confirmed(payout)
        for _ in range(2):
            await Sender(jobs).send_due_of(merchant.merchant_id)
        [listed] = await till.listed()
    [told] = channel.sent[1:]
    body = json.loads(told.body)
    assert (told.headers["event"], body["event"], body["account_id"]) == ("settlement_add",) * 2 + (
        merchant.account_id,
    )
    assert body["settlement"] == listed
