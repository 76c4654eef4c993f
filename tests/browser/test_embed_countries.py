"""Every kind of invoice in every country, bought inside the shop's page, every other one with identification."""

from collections.abc import Awaitable, Callable, Mapping

import pytest

from browser.merchant_page import MerchantPage
from browser.payer import press_pay
from browser.shop import Shop
from browser.test_page_paying import CURRENCIES, KINDS, POSTAL_CODES

BILLED: Mapping[str, tuple[str, str, str, str]] = {
    "NO": ("Bjoern Aage", "Sorensen", "310 100 005", "bjorn"),
    "SE": ("Asa", "Oberg", "559999-0016", "asa"),
    "FI": ("Vaino", "Jarvinen", "9999001-5", "vaino"),
}
"""First and last name, organisation number, and who proves to be that person at the provider."""

CASES = [
    (country, product, (place + number) % 2 == 1)
    for place, country in enumerate(BILLED)
    for number, product in enumerate(("consumer", "business", "grouped"))
]


async def bill(merchant: MerchantPage, country: str, product: str) -> None:
    """The form inside the frame, as somebody of that country fills it in."""
    form = merchant.checkout
    first_name, last_name, number, _ = BILLED[country]
    fields = {"first_name": first_name, "last_name": last_name, "postal_code": POSTAL_CODES[country]}
    fields |= {"email": "payer@example.com", "phone_number": "+47 999 99 999"}
    fields |= {"address_line": "Storgata 1", "postal_place": "Byen"}
    if product != "consumer":
        fields |= {"business_name": "Nordlys AS", "organization_number": number}
    await form.locator(f"#product-{product}").check()
    await form.locator("#country").select_option(country)
    for name, value in fields.items():
        await form.locator(f"#{name}").fill(value)


async def be_identified(merchant: MerchantPage, person: str) -> None:
    """The shop's window goes to the provider, where the payer is that person."""
    await merchant.page.wait_for_url("**/identity/*")
    await merchant.page.click("button[name=provider]")
    await merchant.page.click(f"button[value={person}]")


@pytest.mark.parametrize(("country", "product", "verify"), CASES)
async def test_it_is_bought_inside_the_shops_page(
    merchant: MerchantPage, open_shop: Callable[[str], Awaitable[Shop]], country: str, product: str, *, verify: bool
) -> None:
    shop = await open_shop(country)
    sid = await shop.open(KINDS, currency=CURRENCIES[country], verify=verify, back=f"{merchant.origin}/back")
    await merchant.embed(sid, language="en")
    await bill(merchant, country, product)
    await press_pay(merchant.checkout)
    if verify:
        await be_identified(merchant, BILLED[country][3])
        await merchant.page.wait_for_url(f"{merchant.origin}/back?*transaction_id=*")
    else:
        await merchant.called("onPaymentAuthorized")
    transaction = await shop.ask("GET", f"/v1/transactions/{(await shop.session(sid))['transaction_id']}")
    assert transaction["status"] == "AUTHORIZED"
    assert transaction["billing_address"]["country"] == country
    assert ("verified_identity" in transaction) is verify
