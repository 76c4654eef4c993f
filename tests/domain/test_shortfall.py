"""Who may invoice what merchants owe, what the invoice says, and why there is none."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from fordring.domain.errors import InvalidCommandError
from fordring.domain.merchant import Clock, Merchant
from fordring.domain.payment.schedule import PayoutSchedule, Shortfall
from fordring.domain.payment.shortfall import check_invoicer, invoice_of, why_not
from fordring.storage.ids import new_id
from support import make

DAY = date(2026, 11, 18)


def merchant(country: str = "NO", account_id: str = "P11112222", **more: Any) -> Merchant:
    """A merchant that has agreed to be invoiced from 50,00 on."""
    account = make.bank_account(country)
    schedule = PayoutSchedule(minimum_minor=5_000, shortfall=Shortfall.INVOICED)
    facts: dict[str, Any] = {
        "merchant_id": new_id(),
        "account_id": account_id,
        "creditor_no": 1,
        "name": make.NAMES[country],
        "organization_number": make.NUMBERS[country],
        "country": country,
        "currency": account.currency,
        "address": make.address(country),
        "vat_registered": True,
        "in_business_register": True,
        "f_skatt": True,
        "default_vat_bp": 2500,
        "number_prefix": "A1B2C",
        "bank_account": account,
        "payout_account": "1",
        "commission_bp": 0,
        "commission_vat_bp": 0,
        "settings": {"payouts": schedule.settings},
        "signature_secret": "",
        "clock": Clock(),
    }
    return Merchant(**facts | more)


@pytest.mark.parametrize(
    ("country", "line"),
    [
        ("NO", "Negativ saldo per 18.11.2026"),
        ("SE", "Negativt saldo per 2026-11-18"),
        ("FI", "Negatiivinen saldo 18.11.2026"),
    ],
)
def test_the_invoice_is_one_line_without_vat_to_the_company(country: str, line: str) -> None:
    owing = merchant(country)
    made = invoice_of(owing, 12_500, DAY)
    [only] = made.lines
    assert (only.description, only.amount_minor, only.vat_minor, only.vat_bp) == (line, 12_500, 0, 0)
    assert (made.amount_minor, made.currency, made.business) == (12_500, owing.currency, True)
    assert (made.billing.name, made.billing.organization_number) == (owing.name, owing.organization_number)
    assert (made.billing.postal_place, made.billing.country, made.billing.email) == (
        make.PLACES[country][1],
        country,
        "",
    )
    assert why_not(owing, owing.bank_account, merchant(country), 12_500, DAY) is None


def test_it_goes_to_the_company_first_and_else_to_the_person_it_named() -> None:
    contact, person = {"email": "office@fjord.example"}, {"email": "kari@fjord.example", "phone": "+4722222222"}
    both = invoice_of(merchant(settings={"contact": contact, "contact_person": person}), 1, DAY).billing
    assert (both.email, both.phone_number) == ("office@fjord.example", "+4722222222")
    assert invoice_of(merchant(settings={"contact_person": person}), 1, DAY).billing.email == "kari@fjord.example"


@pytest.mark.parametrize(
    ("invoicer", "why"),
    [
        (
            merchant("SE"),
            "the invoicer is in SE, the client account in NO; the invoicer takes SEK, the client account NOK",
        ),
        (merchant(account_id="T11112222"), "the invoicer is a sandbox merchant, the client account is for live ones"),
        (merchant(deactivated_at=datetime(2026, 1, 1, tzinfo=UTC)), "the invoicer is deactivated"),
        (None, "nobody is named to invoice what is owed on this client account"),
        (merchant(), None),
    ],
)
def test_who_cannot_invoice_is_said(invoicer: Merchant | None, why: str | None) -> None:
    owing = merchant()
    found = why_not(owing, owing.bank_account, invoicer, 12_500, DAY)
    assert (found or "").startswith(why or "")
    assert (found is None) == (why is None)


def test_what_was_agreed_comes_first() -> None:
    owing, own = merchant(), merchant()
    carried = replace(owing, settings={})
    assert why_not(carried, owing.bank_account, own, 12_500, DAY) == "carried to the next payout, as agreed"
    below = "carried to the next payout: it is below the merchant's minimum"
    assert why_not(owing, owing.bank_account, own, 4_999, DAY) == below
    assert why_not(owing, owing.bank_account, own, 5_000, DAY) is None
    assert why_not(owing, owing.bank_account, owing, 5_000, DAY) == "the merchant is the invoicer itself"
    nowhere = replace(owing, address={"country": "NO"})
    missing = "billing_address.email an e-mail or a whole postal address is needed"
    assert why_not(nowhere, owing.bank_account, own, 5_000, DAY) == missing


def test_an_invoicer_is_refused_with_every_reason() -> None:
    account = make.bank_account("NO")
    check_invoicer(account, merchant(), sandbox=False)
    with pytest.raises(InvalidCommandError) as refused:
        check_invoicer(account, merchant("FI"), sandbox=True)
    assert [each.field for each in refused.value.problems] == ["account_id"] * 3
    assert (
        refused.value.problems[2].message == "the invoicer is a live merchant, the client account is for sandbox ones"
    )
