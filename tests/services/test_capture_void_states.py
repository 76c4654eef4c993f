"""Capture and void in every state that a purchase can be in: allowed, unchanged or refused, and nothing by halves."""

from collections.abc import Awaitable, Callable

import pytest

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.lifecycle import PartialCaptureError
from fordring.domain.purchase.purchase import Channel
from fordring.services.views import PurchaseView
from fordring.storage.transaction import Database
from support import make
from support.lives import captured, paid_by_invoice, received, shown, voided
from support.table import transitions

# Status afterwards and events added; `-` the state refuses, `partial` the amount does. `delivered` means that
# collection has begun. A refund is refused in every state, by the face: there is no such verb.
EXPECTED = """
                           capture               capture_part  void
undelivered                authorized+1          partial       voided+1
delivered                  authorized+0          partial       voided+1
undelivered_part_paid      partially_captured+1  partial       voided+1
delivered_part_paid        partially_captured+0  partial       voided+1
undelivered_paid           captured+0            partial       -
delivered_paid             captured+0            partial       -
undelivered_voided         -                     -             -
delivered_voided           -                     -             -
part_paid_then_voided      -                     -             -
initiated                  -                     -             -
declined                   -                     -             -
failed                     -                     -             -
"""

Verb = Callable[[Database, PurchaseView], Awaitable[PurchaseView]]

VERBS: dict[str, Verb] = {
    "capture": captured,
    "capture_part": lambda database, view: captured(database, view, amount_minor=12_499),
    "void": voided,
}
EVERYTHING = """
    SELECT (SELECT count(*) FROM claim), (SELECT count(*) FROM claim_event), (SELECT count(*) FROM purchase_event),
           (SELECT count(*) FROM entry), (SELECT count(*) FROM document), (SELECT max(next_number) FROM number_series),
           (SELECT jsonb_agg(to_jsonb(c) ORDER BY claim_no) FROM claim c),
           (SELECT jsonb_agg(to_jsonb(p) ORDER BY purchase_id) FROM purchase p)"""


async def brought_to(state: str, database: Database, owner: Merchant) -> PurchaseView:
    """A purchase of 125,00 in a state of the table."""
    channel = Channel.MERCHANT if state.startswith("undelivered") else Channel.OPERATOR
    billing = make.billing(email="ola+declined@example.com" if state == "failed" else "ola@example.com")
    view = await paid_by_invoice(database, make.payment_by_invoice(owner, channel=channel, billing=billing))
    if "part_paid" in state:
        await received(database, view.claim, 5_000)
    elif state.endswith("_paid"):
        await received(database, view.claim, 12_500)
    if state.endswith("voided"):
        await voided(database, view)
    if state in {"initiated", "declined"}:  # no verb leads there
        await database.run(lambda connection: connection.execute("UPDATE purchase SET status = $1", state))
    return await shown(database, view)


async def stored(database: Database) -> tuple[object, ...]:
    async with database.reading() as connection:
        return tuple(await connection.fetchrow(EVERYTHING) or ())


@pytest.mark.parametrize(("state", "verb", "result"), transitions(EXPECTED))
async def test_each_verb_does_in_each_state_what_the_table_says(
    database: Database, merchant: Merchant, state: str, verb: str, result: str | None
) -> None:
    view = await brought_to(state, database, merchant)
    before = await stored(database)
    if result in {None, "partial"}:
        with pytest.raises(PartialCaptureError if result else IllegalTransitionError):
            await VERBS[verb](database, view)
        assert await stored(database) == before
        return
    after = await VERBS[verb](database, view)
    added = len(after.purchase.events) - len(view.purchase.events)
    assert f"{after.purchase.status}+{added}" == result
    assert (await stored(database) == before) is (added == 0)
    assert await shown(database, view) == after
