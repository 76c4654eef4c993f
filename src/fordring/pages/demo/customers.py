# data table: invented customers of the demo shop
"""Whom the demo shop knows: the form of its checkout begins with them. No such person or company exists."""

from collections.abc import Mapping

from fordring.domain.purchase.purchase import Product

PERSON = {
    "first_name": "Ola",
    "last_name": "Nordmann",
    "email": "ola@example.com",
    "phone_number": "+4799999999",
    "address_line": "Storgata 1",
    "postal_code": "0151",
    "postal_place": "Oslo",
    "country": "NO",
}
CUSTOMERS: Mapping[Product, Mapping[str, str]] = {
    Product.CONSUMER: PERSON,
    Product.BUSINESS: {**PERSON, "business_name": "Nordmann AS", "organization_number": "974760673"},
}
THEME = {"primary": "#1d5b45"}
