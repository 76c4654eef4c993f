"""What cannot be used is told next to its field, in the payer's language; and whatever was entered stays."""

from pathlib import Path
from typing import Any

from faces.dintero.stage import session
from fordring.domain.merchant import Merchant
from fordring.pages.checkout.entry import OF_ANYONE, OF_BUSINESS
from fordring.pages.checkout.texts import TEXTS
from fordring.storage.transaction import Database
from pages.checkout_stage import COMPANY, CONSUMER, checkout_of

JSON = {"Accept": "application/json"}
PROBLEMS = [
    ({"first_name": " "}, "first_name", "Fyll inn fornavnet ditt."),
    ({"email": "ola@"}, "email", "Dette er ikke en e-postadresse. Den skal se ut som navn@example.com."),
    ({"phone_number": "12"}, "phone_number", "Et telefonnummer har 5 til 15 sifre, gjerne med + foran."),
    ({"postal_code": "151"}, "postal_code", "Et postnummer i Norge har 4 sifre."),
    ({"country": "DK"}, "country", "Velg et av landene i listen."),
    ({"country": ""}, "country", "Velg et land."),
    ({"address_line": "x" * 121}, "address_line", "Dette er for langt: høyst 120 tegn."),
    ({"product": "cash"}, "product", "Velg hvordan du vil ha fakturaen."),
    ({"product": "business"}, "business_name", "Fyll inn bedriftens navn."),
    ({"product": "business", **COMPANY, "organization_number": "no"}, "organization_number", "har 9 sifre."),
    ({"product": "business", **COMPANY, "organization_number": "12345678"}, "organization_number", "har 9 sifre."),
]


async def test_what_cannot_be_used_is_told_next_to_its_field(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open()
        form = {"product": "consumer", "country": "NO", **await at.form(sid), **CONSUMER}
        for changed, field, sentence in PROBLEMS:
            entered = {**form, "last_name": "Nordmann-Hansen", **changed}
            answer = await at.payer.post(f"/checkout/{sid}", data=entered)
            assert answer.status_code == 422, changed
            problem = answer.text.partition(f'id="{field}-problem">')[2].partition("</p>")[0]
            assert sentence in problem, changed
            assert f'<li><a href="#{field}">{problem}</a></li>' in answer.text
            assert f'value="{entered["last_name"]}"' in answer.text
            told = await at.payer.post(f"/checkout/{sid}", data=entered, headers=JSON)
            assert (told.status_code, told.json()["outcome"]) == (422, "invalid")
            assert told.json()["problems"][field] == problem
        assert await at.purchases(database) == 0


async def test_the_first_problem_has_the_focus_and_is_described(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        answer = await at.pay(await at.shop.open(), {**CONSUMER, "last_name": "", "email": "x"})
        assert answer.text.count("autofocus") == 1
        field = answer.text.partition('<input id="last_name"')[2].partition(">")[0]
        for part in (
            'aria-invalid="true"',
            'aria-describedby="last_name-problem"',
            "autofocus",
            'aria-required="true"',
        ):
            assert part in field, part
        assert 'aria-describedby="email-problem email-hint"' in answer.text


BOXES = [
    {
        "id": "terms",
        "label": "I accept",
        "required": True,
        "link": {"url": "https://shop.example/terms", "text": "terms"},
    },
    {"id": "news", "label": "Send news", "checked": True},
]


async def test_a_required_box_must_be_ticked_and_what_was_ticked_comes_to_the_transaction(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    body: dict[str, Any] = {**session(), "checkboxes": BOXES}
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open(body)
        shown = (await at.page(sid)).text
        assert 'name="checkbox.1" value="yes" checked>' in shown
        assert '<a href="https://shop.example/terms" target="_blank" rel="noopener noreferrer">' in shown
        refused = await at.pay(sid)
        assert (refused.status_code, "Kryss av her" in refused.text) == (422, True)
        assert (await at.pay(sid, {**CONSUMER, "checkbox.0": "yes"})).status_code == 303
        transaction = (await at.shop.get(f"/v1/transactions/{(await at.shop.session(sid))['transaction_id']}")).json()
        assert [(box["id"], box["checked"]) for box in transaction["checkboxes"]] == [("terms", True), ("news", False)]


def test_every_field_has_its_words_in_every_language() -> None:
    names = {*OF_ANYONE, *OF_BUSINESS}
    notices = {*TEXTS["en"].notices}
    for texts in TEXTS.values():
        assert {*texts.fields} == names
        assert {*texts.missing} == names - {"customer_reference"}
        assert {*texts.unusable} == {*TEXTS["en"].unusable}
        assert {*texts.hints} == {*TEXTS["en"].hints}
        assert {*texts.notices} == notices
