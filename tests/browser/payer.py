"""Somebody at the checkout page: fills in the form and presses its button."""

from playwright.async_api import FrameLocator, Page

PERSON = {
    "first_name": "Ola",
    "last_name": "Nordmann",
    "email": "ola@example.com",
    "phone_number": "99999999",
    "address_line": "Storgata 1",
    "postal_code": "0151",
    "postal_place": "Oslo",
}
COMPANY = {"business_name": "Nordmann AS", "organization_number": "974760673"}


async def fill(checkout: FrameLocator | Page, **fields: str) -> None:
    """Fill in the billing form of a person; `fields` come before."""
    for name, value in {**fields, **PERSON}.items():
        await checkout.locator(f"#{name}").fill(value)


async def press_pay(checkout: FrameLocator | Page) -> None:
    """Press the button that pays."""
    await checkout.locator("#pay-form > button[type=submit]").click()
