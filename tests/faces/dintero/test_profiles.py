"""Profiles: what is given comes back, what concerns invoices is said in full, and what is deleted is not offered."""

import asyncio
from typing import Any

import pytest

from faces.dintero.stage import Shop
from fordring.domain.purchase.offer import ProductTerms
from fordring.domain.purchase.purchase import Channel, Product
from fordring.faces.dintero.wire.administration import Profile
from fordring.storage import profiles
from fordring.storage.transaction import Database

PATH = "/v1/admin/session/profiles"
FULL: dict[str, Any] = {
    "profile_id": "web shop",
    "description": "The web shop's",
    "configuration": {
        "auto_capture": False,
        "channel": "ecommerce",
        "kravia": {
            "type": "payment_type",
            "invoice_b2b": {"type": "payment_product_type", "enabled": True, "days_until_due": 30},
            "invoice_b2c": {"enabled": True, "invoice_channel": "merchant", "require_identity_verification": False},
        },
        "payment_options": [{"type": "kravia.invoice_b2b", "details": {"invoice_channel": "merchant"}}],
        "vipps": {"type": "payment_type", "enabled": True, "payability": "payable"},
        "theme": {"cardRadius": 4, "backdrop": "#fff"},
    },
    "merchant": {"name": "Fjord", "logo_url": "https://shop.example.com/logo.svg", "ext": {"x": [1, 2.5, None]}},
    "url": {"merchant_terms_url": "https://shop.example.com/terms"},
    "of_tomorrow": ["kept", "as it came"],
}


def body(**more: Any) -> dict[str, Any]:
    """A profile that offers one kind of invoice."""
    return {"configuration": {"kravia": {"invoice_b2b": {"enabled": True}}}, **more}


async def made(shop: Shop, **more: Any) -> dict[str, Any]:
    """A profile that was made well."""
    answer = await shop.post(PATH, json=body(**more))
    assert answer.status_code == 200, answer.text
    worded: dict[str, Any] = answer.json()
    return worded


async def test_everything_given_comes_back_and_every_option_of_invoices_is_said(shop: Shop) -> None:
    answer = await shop.post(PATH, json=FULL)
    told = answer.json()
    Profile.model_validate(told)
    assert {name: told[name] for name in FULL if name != "configuration"} == {
        name: value for name, value in FULL.items() if name != "configuration"
    }
    said, given = told["configuration"], FULL["configuration"]
    assert {name: said[name] for name in given if name != "kravia"} == {
        name: value for name, value in given.items() if name != "kravia"
    }
    assert said["kravia"] == {
        "type": "payment_type",
        "invoice_b2b": {
            **given["kravia"]["invoice_b2b"],
            "require_identity_verification": True,
            "invoice_channel": "merchant",
        },
        "invoice_b2b_grouped": {
            "type": "payment_product_type",
            "enabled": False,
            "days_until_due": 14,
            "require_identity_verification": True,
            "invoice_schedule": {"interval": "monthly"},
        },
        "invoice_b2c": {
            "type": "payment_product_type",
            "enabled": True,
            "days_until_due": 14,
            "require_identity_verification": False,
            "invoice_channel": "merchant",
        },
    }
    assert (told["created_by"], "deleted_at" in told) == (shop.credentials.client_id, False)
    assert (await shop.get(f"{PATH}/web shop")).json() == told


async def test_what_concerns_invoices_is_kept_in_our_words(shop: Shop, database: Database) -> None:
    await shop.post(PATH, json=FULL)
    async with database.reading() as connection:
        kept = await profiles.get(connection, shop.merchant.merchant_id, "web shop")
    assert kept.terms.products[Product.BUSINESS] == ProductTerms(enabled=True, days_until_due=30)
    assert kept.terms.products[Product.CONSUMER].channel is Channel.MERCHANT
    assert kept.terms.fallback == {Product.BUSINESS: Channel.MERCHANT}


async def test_a_shop_plugin_reads_what_the_default_profile_enables(shop: Shop) -> None:
    told = (await shop.get(f"{PATH}/default")).json()
    products = told["configuration"]["kravia"]
    assert {name: products[name]["enabled"] for name in products if name != "type"} == {
        "invoice_b2b": True,
        "invoice_b2b_grouped": True,
        "invoice_b2c": True,
    }


async def test_without_an_id_of_its_own_a_profile_is_given_one(shop: Shop) -> None:
    one, other = await made(shop), await made(shop)
    for told in (one, other):
        account, _, short = told["profile_id"].partition(".")
        assert (account, len(short)) == ("T11112222", 22)
    assert one["profile_id"] != other["profile_id"]


IDS = (
    ("a", 200),
    ("default", 400),
    ("Web shop Nº 1 – ✓", 200),
    ("x" * 255, 200),
    ("x" * 256, 400),
    ("", 400),
    (" a", 400),
    ("a ", 400),
    ("\u00a0a", 400),
    ("a\tb", 400),
    ("a\u200bb", 400),
    ("a\0b", 400),
    ("a/b", 400),
    ("..", 400),
    (7, 400),
)


@pytest.mark.parametrize(("profile_id", "status"), IDS)
async def test_an_id_can_be_named_in_a_path_and_told_apart(shop: Shop, profile_id: Any, status: int) -> None:
    answer = await shop.post(PATH, json=body(profile_id=profile_id))
    assert answer.status_code == status, answer.text
    if status == 200:
        assert (await shop.get(f"{PATH}/{profile_id}")).json()["profile_id"] == profile_id


async def test_an_id_is_given_once_also_to_many_at_once(shop: Shop) -> None:
    answers = await asyncio.gather(*(shop.post(PATH, json=body(profile_id="one")) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [200, *[400] * 5]
    refused = next(answer for answer in answers if answer.status_code == 400).json()["error"]["errors"][0]
    assert (refused["path"], refused["message"]) == (["profile_id"], "is taken")


async def test_two_accounts_may_call_a_profile_the_same(shop: Shop, neighbour: Shop) -> None:
    await made(shop, profile_id="mine", description="ours")
    await made(neighbour, profile_id="mine", description="theirs")
    assert (await shop.get(f"{PATH}/mine")).json()["description"] == "ours"


async def test_a_change_replaces_all_and_keeps_who_made_it_when(shop: Shop) -> None:
    before = (await shop.post(PATH, json=FULL)).json()
    shop.wall.forward(hours=1)
    answer = await shop.ask("PUT", f"{PATH}/web shop", json=body(profile_id="web shop", created_by="somebody else"))
    told = answer.json()
    assert "description" not in told
    assert [told[name] for name in ("created_at", "created_by")] == [before["created_at"], before["created_by"]]
    assert told["updated_at"] > before["updated_at"]
    assert told["configuration"]["kravia"]["invoice_b2c"]["enabled"] is False


async def test_what_an_answer_says_can_be_put_back(shop: Shop) -> None:
    told = (await shop.post(PATH, json=FULL)).json()
    again = (await shop.ask("PUT", f"{PATH}/web shop", json=told)).json()
    assert again == {**told, "updated_at": again["updated_at"]}


async def test_the_default_profile_may_be_changed_but_not_deleted(shop: Shop) -> None:
    assert (await shop.ask("PUT", f"{PATH}/default", json=body())).status_code == 200
    refused = await shop.ask("DELETE", f"{PATH}/default")
    assert (refused.status_code, refused.json()["error"]["errors"][0]["path"]) == (400, ["profile_id"])


async def test_a_deleted_profile_is_gone_and_its_id_stays_taken(shop: Shop, database: Database) -> None:
    await made(shop, profile_id="old")
    deleted = (await shop.ask("DELETE", f"{PATH}/old")).json()
    assert deleted["deleted_by"] == shop.credentials.client_id
    assert deleted["deleted_at"]
    for method, more in (("GET", {}), ("PUT", {"json": body()}), ("DELETE", {})):
        assert (await shop.ask(method, f"{PATH}/old", **more)).status_code == 404
    assert "old" not in {each["profile_id"] for each in (await shop.get(PATH)).json()}
    assert (await shop.post(PATH, json=body(profile_id="old"))).status_code == 400
    async with database.reading() as connection:
        assert await connection.fetchval("SELECT deleted_by FROM profile WHERE profile_id = 'old'")


async def test_the_list_is_newest_first_a_page_at_a_time(shop: Shop) -> None:
    names = [f"p{number:02}" for number in range(12)]
    for name in names:
        shop.wall.forward(seconds=1)
        await made(shop, profile_id=name)
    whole = [*reversed(names), "default"]
    assert [each["profile_id"] for each in (await shop.get(PATH)).json()] == whole[:10]
    assert [each["profile_id"] for each in (await shop.get(f"{PATH}?limit=100")).json()] == whole
    paged: list[str] = []
    while page := (await shop.get(f"{PATH}?limit=5" + (f"&starting_after={paged[-1]}" if paged else ""))).json():
        paged += [each["profile_id"] for each in page]
    assert paged == whole


QUERIES = ("limit=0", "limit=101", "limit=-1", "limit=ten", "limit=", "limit=1.5", "limit=99999999999999999999")


@pytest.mark.parametrize("query", QUERIES)
async def test_a_limit_that_is_none_is_refused(shop: Shop, query: str) -> None:
    answer = await shop.get(f"{PATH}?{query}")
    assert (answer.status_code, answer.json()["error"]["errors"][0]["path"]) == (400, ["limit"])


async def test_nothing_comes_after_what_is_not_there(shop: Shop, neighbour: Shop) -> None:
    await made(neighbour, profile_id="theirs")
    for name in ("theirs", "nothing", "%20"):
        assert (await shop.get(f"{PATH}?starting_after={name}")).status_code == 404
    assert (await shop.get(f"{PATH}?starting_after=%00")).status_code == 400


BODIES: tuple[tuple[Any, str], ...] = (
    ({}, "configuration"),
    ([], ""),
    ({"configuration": None}, "configuration"),
    ({"configuration": []}, "configuration"),
    (body(description=1), "description"),
    (body(merchant={"name": "x"}), "merchant.logo_url"),
    (body(merchant={"logo_url": "https://x.example"}), "merchant.name"),
    (body(merchant={"name": "", "logo_url": "https://x.example"}), "merchant.name"),
    (body(merchant={"name": "x", "logo_url": "javascript:alert(1)"}), "merchant.logo_url"),
    (body(merchant={"name": "x", "logo_url": "https://x.example", "platform_type": "shop"}), "merchant.platform_type"),
    (body(url={"merchant_terms_url": "terms"}), "url.merchant_terms_url"),
    (
        {"configuration": {"kravia": {"invoice_b2b": {"days_until_due": 366}}}},
        "configuration.kravia.invoice_b2b.days_until_due",
    ),
    ({"configuration": {"kravia": {"invoice_b2b": {"enabled": "yes"}}}}, "configuration.kravia.invoice_b2b.enabled"),
    (
        {"configuration": {"kravia": {"invoice_b2b_grouped": {"invoice_channel": "merchant"}}}},
        "configuration.kravia.invoice_b2b_grouped.invoice_channel",
    ),
    (
        {"configuration": {"kravia": {"invoice_b2b_grouped": {"invoice_schedule": {"interval": "weekly"}}}}},
        "configuration.kravia.invoice_b2b_grouped.invoice_schedule.interval",
    ),
    ({"configuration": {"payment_options": [{"details": {}}]}}, "configuration.payment_options.0.type"),
)


@pytest.mark.parametrize(("given", "field"), BODIES)
async def test_a_body_that_cannot_be_used_is_refused_by_its_field(shop: Shop, given: Any, field: str) -> None:
    for method, path in (("POST", PATH), ("PUT", f"{PATH}/default")):
        answer = await shop.ask(method, path, json=given)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "INVALID_REQUEST_PARAMETER")
        assert ".".join(map(str, answer.json()["error"]["errors"][0]["path"])) == field
    assert [each["profile_id"] for each in (await shop.get(PATH)).json()] == ["default"]


async def test_a_profile_keeps_its_id(shop: Shop) -> None:
    refused = await shop.ask("PUT", f"{PATH}/default", json=body(profile_id="other"))
    assert (refused.status_code, refused.json()["error"]["errors"][0]["path"]) == (400, ["profile_id"])


async def test_a_repeated_request_makes_one_profile(shop: Shop) -> None:
    answers = [await shop.post(PATH, json=body(), headers={"Idempotency-Key": "k"}) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert len((await shop.get(PATH)).json()) == 2
