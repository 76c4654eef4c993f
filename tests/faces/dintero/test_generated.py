"""Requests made from the API documentation of this face (`support/generated.py`): nothing it does not tell.

`make test` makes some of each operation; `FORDRING_CASES=5000` makes so many in all, at every base.
"""

import asyncio
import sys

import httpx2

from faces.dintero.served import serving
from faces.dintero.stage import Shop, Wall, business, client_of, context_of, whole_app_of
from fordring.domain.merchant import Merchant
from fordring.faces.dintero.routes import ROUTES
from fordring.storage.transaction import Database
from support.generated import CASES, Run

CASES_OF_EACH = 10
SCOPES = frozenset(scope for route in ROUTES for scope in route.scopes)
OWN = frozenset({"aid", "oid"})
"""Path parameters that are always the account's: what another's is answered is told elsewhere."""


async def test_generated_requests_are_answered_as_the_documentation_tells(
    database: Database, merchant: Merchant, wall: Wall
) -> None:
    app = whole_app_of(await context_of(database, wall))
    async with serving(app) as address:
        run = await _run(address, database, merchant, wall)
        await asyncio.to_thread(_whole, run)
    if CASES:
        sys.stdout.write(f"{run.statuses.total()} cases: {dict(sorted(run.statuses.items()))}\n")
    assert not run.failures, run.told
    assert {200, 400, 404} <= set(run.statuses)


async def _run(address: str, database: Database, merchant: Merchant, wall: Wall) -> Run:
    """A token that may do everything, and ids of things that are there."""
    account = merchant.account_id
    async with httpx2.AsyncClient(base_url=address) as http:
        shop = Shop(merchant, await client_of(database, account, SCOPES), http, wall)
        audience = f"https://api.dintero.com/v1/accounts/{account}"
        answer = await shop.ask_for_token(json={"grant_type": "client_credentials", "audience": audience})
        shop.token = answer.json()["access_token"]
        paid, sid = await shop.pay(business()), await shop.open()
    known = {
        "aid": account,
        "oid": account,
        "id": paid["id"],
        "fid": paid["metadata"]["kravia:invoice_url"].rpartition("/")[2],
        "profile_id": "default",
        "sid": sid,
    }
    bearer = {"Authorization": f"Bearer {shop.token}"}
    return Run(address, lambda path: {} if "/auth/token" in path else bearer, lambda _: known, OWN)


def _whole(run: Run) -> None:
    """Ask every operation."""
    operations = run.operations()
    asked = operations if CASES else [each for each in operations if "/payments/" not in each.path]
    for operation in asked:
        run.ask(operation, CASES // len(operations) or CASES_OF_EACH)
