"""Requests made from the API documentation of this face (`support/generated.py`): nothing it does not tell.

`make test` makes some of each operation; `FORDRING_CASES=5000` makes so many in all.
"""

import asyncio
import sys
from pathlib import Path

from faces.dintero.served import serving
from faces.kravia.every_route import Address, Things, addresses, things_of, token_of_a_partner
from faces.kravia.papers import papers_app, papers_context
from faces.kravia.stage import Office, Wall, whole_app_of
from fordring.domain.merchant import Merchant
from fordring.storage.transaction import Database
from support.generated import CASES, Run

CASES_OF_EACH = 8
LAST = "/deactivate"
"""A creditor that is deactivated takes nothing new: it is asked for when everything else was."""


async def test_generated_requests_are_answered_as_the_documentation_tells(
    database: Database, merchant: Merchant, wall: Wall, tmp_path: Path
) -> None:
    token = await token_of_a_partner(database, merchant)
    async for http in papers_app(database, wall, tmp_path):
        things = await things_of(Office(merchant, token, http, wall), database, tmp_path)
    at = {address.base + address.route.path: address for address in addresses()}
    async with serving(whole_app_of(await papers_context(database, wall, tmp_path))) as address:
        run = Run(address, lambda _: {"Authorization": token}, lambda path: _known(things, at[path]))
        await asyncio.to_thread(_whole, run)
    if CASES:
        sys.stdout.write(f"{run.statuses.total()} cases: {dict(sorted(run.statuses.items()))}\n")
    assert not run.failures, run.told
    assert {200, 400, 403, 404} <= set(run.statuses)


def _known(things: Things, address: Address) -> dict[str, str]:
    return {"id": str(things.id_for(address)), "documentId": things.document, "debtorNumber": "10001"}


def _whole(run: Run) -> None:
    """Ask every operation."""
    operations = sorted(run.operations(), key=lambda operation: str(operation.path).endswith(LAST))
    for operation in operations:
        run.ask(operation, CASES // len(operations) or CASES_OF_EACH)
