"""Every route of this face with an address and a body that work: a route without them here fails the tests of all."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from faces.dintero.stage import Shop, business
from fordring.faces.dintero.routes import ROUTES
from fordring.faces.dintero.routes.route import Route
from fordring.faces.dintero.wire.administration import APIKeyBody, ProfileBody
from fordring.faces.dintero.wire.clients import ClientBody, GrantBody
from fordring.faces.dintero.wire.examples import EXAMPLES
from fordring.faces.dintero.wire.hooks import SubscriptionBody
from fordring.faces.dintero.wire.report_configurations import ReportConfigurationBody
from fordring.storage.ids import new_id

SCOPES = frozenset(scope for route in ROUTES for scope in route.scopes)
QUERIES = {("PUT", "/sessions/{sid}"): {"update_without_lock": "true"}}


@dataclass(frozen=True, slots=True)
class Address:
    """A route at one of its bases."""

    route: Route
    base: str

    @property
    def path(self) -> str:
        """With its parameters."""
        return self.base + self.route.path

    @property
    def label(self) -> str:
        """For people."""
        return f"{self.route.method} {self.path}"

    @property
    def query(self) -> dict[str, str]:
        """What must stand in the query."""
        return QUERIES.get((self.route.method, self.route.path), {})

    def body(self, known: dict[str, str]) -> dict[str, Any] | None:
        """A body that works, or None where none is taken."""
        if self.route.body is None:
            return None
        return example_of(self.route.body, known)


def example_of(shape: type[BaseModel], known: dict[str, str]) -> dict[str, Any]:
    """The body that the documentation shows, with what only this account can know."""
    text = json.dumps(EXAMPLES[shape])
    for name in ("aid", "client", "token"):
        text = text.replace(f"{{{name}}}", known.get(name, ""))
    given: dict[str, Any] = json.loads(text)
    return given


def addresses(*, public: bool = False) -> Iterator[Address]:
    """Every route at every base, those for holders of a token or those that look at credentials themselves."""
    for route in ROUTES:
        if bool(route.scopes) != public:
            yield from (Address(route, base) for base in route.bases)


async def things_of(shop: Shop) -> dict[str, str]:
    """What stands for the parameters of paths: things of the shop that are there, where a request can make them."""
    account = f"/v1/accounts/{shop.merchant.account_id}"
    paid = await shop.pay(business())
    known = {
        "aid": shop.merchant.account_id,
        "oid": shop.merchant.account_id,
        "id": paid["id"],
        "fid": paid["metadata"]["kravia:invoice_url"].rpartition("/")[2],
        "sid": await shop.open(),
        "payment_product_type": "kravia.invoice_b2c",
        **{name: str(new_id()) for name in ("settlementid", "attachmentid", "report", "did")},
    }
    for name, path, shape, field in MADE:
        answer = await shop.post(path.format(account=account), json=example_of(shape, known))
        assert answer.status_code == 200, (path, answer.text)
        known[name] = answer.json()[field]
    return known


MADE: tuple[tuple[str, str, type[BaseModel], str], ...] = (
    ("client", "{account}/auth/clients", ClientBody, "id"),
    ("grant", "{account}/auth/client-grants", GrantBody, "id"),
    ("hid", "{account}/hooks/subscriptions", SubscriptionBody, "id"),
    ("configuration", "{account}/settlements/reports/configuration", ReportConfigurationBody, "id"),
    ("profile_id", "/v1/admin/session/profiles", ProfileBody, "profile_id"),
    ("api_key_id", "/v1/admin/api-keys", APIKeyBody, "id"),
)
"""What a request makes: the parameter it stands for, where, by which body, and where the answer has its id."""
