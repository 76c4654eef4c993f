"""Every route of this face with an address and a body that work: a route without them here fails the tests of all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from faces.dintero.stage import Shop, business, payment, session
from fordring.faces.dintero.routes import ROUTES
from fordring.faces.dintero.routes.route import Route
from fordring.storage.ids import new_id

SCOPES = frozenset(scope for route in ROUTES for scope in route.scopes)
PROFILE = {"configuration": {"kravia": {"invoice_b2c": {"enabled": True}}}}
SUBSCRIPTION = {"config": {"url": "https://shop.example.com/hook"}, "events": ["checkout_transaction"]}
REPORTS: dict[str, Any] = {"filetypes": ["csv"], "destinations": [], "providers": []}
ORDER = {"amount": 12_500, "currency": "NOK", "items": [{"line_id": "1", "amount": 12_500, "vat": 25}]}

BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", "/clients"): {"name": "till"},
    ("POST", "/client-grants"): {"audience": "https://api.dintero.com/v1/accounts/{oid}", "scope": ["read:checkout"]},
    ("POST", "/sessions/pay"): business(),
    ("POST", "/sessions-profile"): session(),
    ("POST", "/sessions"): session(),
    ("PUT", "/sessions/{sid}"): {"order": ORDER},
    ("POST", "/sessions/{sid}/pay"): payment(),
    ("PUT", "/transactions/{id}"): {"merchant_reference_2": "order-1b"},
    ("POST", "/transactions/{id}/capture"): {"amount": 12_500},
    ("POST", "/settlements/reports/configuration"): REPORTS,
    ("PUT", "/settlements/reports/configuration/{configuration}"): REPORTS,
    ("POST", "/settlements/reports/generate-test-report"): {"number_of_transactions": 1},
    ("POST", "/hooks/subscriptions"): SUBSCRIPTION,
    ("PUT", "/hooks/subscriptions/{hid}"): SUBSCRIPTION,
    ("POST", "/admin/session/profiles"): PROFILE,
    ("PUT", "/admin/session/profiles/{profile_id}"): PROFILE,
    ("POST", "/admin/api-keys"): {"name": "till"},
    ("PUT", "/admin/checkout"): {"configuration": {"payment_options": []}},
    ("PUT", "/admin/gateways/kravia"): {"kravia": {"url": "https://kravia.example.com", "merchant_id": 10_001}},
}
"""What each route that takes a body is sent."""
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
        given = dict(BODIES[self.route.method, self.route.path])
        if self.route.path == "/client-grants":
            given |= {"client_id": known["client"], "audience": given["audience"].format(**known)}
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
    client = await _made(shop, f"{account}/auth/clients", BODIES["POST", "/clients"])
    grant = {
        "client_id": client["id"],
        "audience": f"https://api.dintero.com{account}",
        "scope": ["read:checkout"],
        "type": "client_credentials",
    }
    return {
        "aid": shop.merchant.account_id,
        "oid": shop.merchant.account_id,
        "id": paid["id"],
        "fid": paid["metadata"]["kravia:invoice_url"].rpartition("/")[2],
        "sid": await shop.open(),
        "client": client["id"],
        "grant": (await _made(shop, f"{account}/auth/client-grants", grant))["id"],
        "hid": (await _made(shop, f"{account}/hooks/subscriptions", SUBSCRIPTION))["id"],
        "configuration": (await _made(shop, f"{account}/settlements/reports/configuration", REPORTS))["id"],
        "profile_id": (await _made(shop, "/v1/admin/session/profiles", PROFILE))["profile_id"],
        "api_key_id": (await _made(shop, "/v1/admin/api-keys", {"name": "till"}))["id"],
        "payment_product_type": "kravia.invoice_b2c",
        **{name: str(new_id()) for name in ("settlementid", "attachmentid", "report", "did")},
    }


async def _made(shop: Shop, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await shop.post(path, json=body)
    assert answer.status_code == 200, (path, answer.text)
    made: dict[str, Any] = answer.json()
    return made
