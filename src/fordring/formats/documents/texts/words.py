"""Which fixed words a document has, and how its language writes dates."""

from collections.abc import Mapping
from dataclasses import dataclass

OTHER = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language. `locale` and `day_pattern` are CLDR's; `percent` has one place for the figure.

    An organisation's number is called what fits the country that gave it, `OTHER` is any other country.
    """

    locale: str
    day_pattern: str
    percent: str
    invoice: str
    credit_note: str
    invoice_number: str
    credit_note_number: str
    issued_on: str
    credit_note_issued_on: str
    due_on: str
    delivered_on: str
    delivery_place: str
    customer_number: str
    your_reference: str
    our_reference: str
    credits_invoice: str
    organization_numbers: Mapping[str, str]
    vat_number: str
    buyer_organization_numbers: Mapping[str, str]
    buyer_vat_number: str
    f_skatt: str
    description: str
    quantity: str
    unit_price: str
    vat_rate: str
    net_amount: str
    discount: str
    subtotal: str
    vat_heading: str
    taxable_amount: str
    vat: str
    gross_amount: str
    net_total: str
    vat_total: str
    vat_total_in: str
    rounding: str
    to_pay: str
    credited: str
    not_to_be_paid: str
    reverse_charge: str
    attachments: str
    payment_heading: str
    amount: str
    payee: str
    references: dict[str, str]
    accounts: dict[str, str]
    scan_to_pay: str
    barcode_digits: str
    online: str
    scan_to_open: str
    page: str
    of: str
    test_mark: str
    test_note: str
    preview_mark: str
    preview_note: str

    def organization_number(self, country: str) -> str:
        """What a seller's number is called, by its country."""
        return self.organization_numbers.get(country, self.organization_numbers[OTHER])

    def buyer_organization_number(self, country: str) -> str:
        """What a buyer's number is called, by its country."""
        return self.buyer_organization_numbers.get(country, self.buyer_organization_numbers[OTHER])
