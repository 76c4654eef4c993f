"""Requests that nobody would think of, made from the API documentation: no server error, nothing it does not tell.

`make test` makes some of each operation; `FORDRING_CASES=5000` makes so many in all, at every base.
"""

import asyncio
import os
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from faces.dintero.served import serving
from faces.dintero.stage import Shop, Wall, app_of, business, client_of, context_of
from fordring.domain.merchant import Merchant
from fordring.faces.dintero.routes import ROUTES
from fordring.storage.transaction import Database

CASES = int(os.environ.get("FORDRING_CASES", "0"))
CASES_OF_EACH = 10
SCOPES = frozenset(scope for route in ROUTES for scope in route.scopes)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OWN = {"aid", "oid"}
"""Path parameters that are always the account's: what another's is answered is told elsewhere."""


@dataclass
class Run:
    """What is known beforehand, and what came of it."""

    address: str
    token: str
    known: Mapping[str, str]
    statuses: Counter[int] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)

    def whole(self) -> None:
        """Ask every operation."""
        schema = schemathesis.openapi.from_url(f"{self.address}/openapi.json")
        results = list(schema.get_all_operations())
        operations = [result.ok() for result in results if isinstance(result, Ok)]
        assert len(operations) == len(results)
        asked = operations if CASES else [each for each in operations if "/payments/" not in each.path]
        for operation in asked:
            self._ask(operation, CASES // len(operations) or CASES_OF_EACH)

    def _ask(self, operation: Any, cases: int) -> None:
        public = "/auth/token" in operation.path
        headers = {} if public else {"Authorization": f"Bearer {self.token}"}

        @settings(
            max_examples=cases,
            deadline=None,
            database=None,
            derandomize=not CASES,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), real=st.sets(st.sampled_from(sorted(self.known))))
        def ask(case: Any, real: set[str]) -> None:
            for name in case.path_parameters or {}:
                if name in OWN or name in real:
                    case.path_parameters[name] = self.known[name]
            answer = case.call(headers=headers)
            self.statuses[answer.status_code] += 1
            try:
                case.validate_response(answer, checks=CHECKS)
            except FailureGroup as failed:
                for each in failed.exceptions:
                    self.failures.setdefault(f"{operation.label}: {each}", case.as_curl_command())

        ask()


async def test_generated_requests_are_answered_as_the_documentation_tells(
    database: Database, merchant: Merchant, wall: Wall
) -> None:
    app = app_of(await context_of(database, wall))
    async with serving(app) as address:
        run = await _run(address, database, merchant, wall)
        await asyncio.to_thread(run.whole)
    if CASES:
        sys.stdout.write(f"{run.statuses.total()} cases: {dict(sorted(run.statuses.items()))}\n")
    assert not run.failures, "\n\n".join(f"{failure}\n{curl}" for failure, curl in run.failures.items())
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
    return Run(address, shop.token, known)
