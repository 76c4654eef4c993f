"""The payer's company is found by its number, with and without a script; what was entered is never replaced."""

from dataclasses import replace
from pathlib import Path

from fordring.domain.merchant import Merchant
from fordring.gateways.companies import RecordedRegister
from fordring.pages.context import PagesContext
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from pages.checkout_stage import checkout_of
from pages.stage import pages_of
from support import make

JSON = {"Accept": "application/json"}
PLACE = {"address_line": "Brenneriveien 4", "postal_code": "0182", "postal_place": "Oslo"}
NORDLYS = {"business_name": "Nordlys Kaffebrenneri AS", **PLACE}
FOUND = "Fant Nordlys Kaffebrenneri AS, Brenneriveien 4, 0182 Oslo."
KEPT = "Registeret har: Nordlys Kaffebrenneri AS, Brenneriveien 4, 0182 Oslo. Vi beholdt det du skrev."
NUMBER = "310 100 005"
LOOKUPS: list[tuple[dict[str, str], dict[str, str], str, str]] = [
    ({}, NORDLYS, FOUND, ""),
    ({"business_name": "nordlys  kaffebrenneri as"}, PLACE, FOUND, ""),
    ({"postal_place": "Bergen"}, {"business_name": "Nordlys Kaffebrenneri AS"}, KEPT, ""),
    ({"organization_number": "923609016"}, {}, "Fant ingen bedrift med dette nummeret.", ""),
    ({"organization_number": "310101850"}, {}, "Bedriftsregisteret svarer ikke akkurat nå.", ""),
    ({"organization_number": "31010000"}, {}, "", "Et organisasjonsnummer har 9 sifre."),
    ({"organization_number": ""}, {}, "", "Fyll inn organisasjonsnummeret."),
    ({"organization_number": "12", "country": "DK"}, {}, "Bedrifter i dette landet kan ikke slås opp her.", ""),
]


async def test_name_and_address_are_filled_in_where_nothing_stands(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open()
        form = {"product": "business", "country": "NO", "organization_number": NUMBER, **await at.form(sid)}
        for entered, filled, message, problem in LOOKUPS:
            told = (await at.payer.post(f"/checkout/{sid}/company", data={**form, **entered}, headers=JSON)).json()
            assert told["filled"] == filled
            assert told["message"].startswith(message)
            assert told["problems"].get("organization_number", "") == problem
            answer = await at.payer.post(f"/checkout/{sid}/company", data={**form, **entered})
            assert answer.status_code == (422 if problem else 200)
            assert message in answer.text
            assert problem in answer.text
            for value in (*told["filled"].values(), entered.get("postal_place", "")):
                assert f'value="{value}"' in answer.text
            assert 'value="business" data-type="kravia.invoice_b2b" data-business checked' in answer.text


async def test_no_page_of_another_site_looks_anybody_up(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open()
        form = {**await at.form(sid), "organization_number": NUMBER}
        for changed, headers in (({"form_token": "x"}, {}), ({}, {"Sec-Fetch-Site": "cross-site"})):
            answer = await at.payer.post(f"/checkout/{sid}/company", data={**form, **changed}, headers=headers)
            assert answer.status_code == 403
        await at.shop.post(f"/v1/sessions/{sid}/cancel")
        assert (await at.payer.post(f"/checkout/{sid}/company", data=form)).status_code == 410


async def test_live_merchants_payers_are_found_in_the_real_register_alone(database: Database, tmp_path: Path) -> None:
    register = RecordedRegister(countries=frozenset(["NO"]))
    base = pages_of(Installation(database, tmp_path))
    context: PagesContext = replace(base, companies=register)
    live = await make.merchant(database, "NO", "P11112222")
    sandbox = await make.merchant(database, "NO", "T99998888", number_prefix="ZZZZZ")
    assert context.companies_of(live) is register
    assert context.companies_of(sandbox) is not register
    assert not base.companies_of(live).covers("NO")
