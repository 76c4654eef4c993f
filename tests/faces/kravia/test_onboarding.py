"""Taking in creditors: template, activation, what is refused, and the creditor's life afterwards."""

import asyncio
from typing import Any

import pytest

from faces.kravia.stage import Office, printed, problem_of
from fordring.faces.kravia.creditor_fields import PLACES, creditor_field
from fordring.faces.kravia.wire.examples import CREDITOR, EXAMPLES
from fordring.faces.kravia.wire.onboarding import InviteBody, Template
from fordring.services.onboarding.issue_token import IssueToken, issue_token
from fordring.storage.house import accounts
from fordring.storage.house.tokens import Onboarding
from fordring.storage.transaction import Database
from support import make

GUEST = {"email": "ola@example.com", "name": "Ola"}
ACTIVATE = "/api/v2/onboarding/activate"


@pytest.fixture
async def partner(database: Database, office: Office) -> Office:
    """A partner who acts for nobody yet, in an installation with client accounts for kroner of Norway and Sweden."""
    await database.run(lambda connection: accounts.add(connection, make.bank_account("SE"), sandbox=True))
    command = IssueToken("partner", frozenset(), onboards=Onboarding(True, 250, 2500))
    token = await database.run(lambda connection: issue_token(command, make.work(connection)))
    return Office(office.merchant, token, office.http, office.wall)


async def activated(partner: Office, **changes: Any) -> dict[str, Any]:
    answer = await partner.ask("POST", ACTIVATE, json=CREDITOR | changes)
    assert answer.status_code == 200, answer.text
    worded: dict[str, Any] = answer.json()
    return worded


async def ids(office: Office) -> list[int]:
    return [each["id"] for each in (await office.ask("GET", "/api/v2/creditor")).json()["value"]]


TEMPLATES = [
    ("Systima", "Systima", "NO", "Batch"),
    ("NETVISOR", "Netvisor", "FI", "Batch"),
    ("ManualTransfer", "ManualTransfer", "NO", "PerInvoice"),
    ("nobody's own", "nobody's own", "NO", "Batch"),
]


async def test_every_accounting_system_has_a_template(office: Office) -> None:
    for system, *told in TEMPLATES:
        template = (await office.ask("POST", "/api/v2/onboarding/init", json={"accountingSystem": system})).json()
        shown = [template[name] for name in ("accountingSystem", "countryCode", "disbursement", "name", "bankAccounts")]
        assert shown == [*told, None, []]
        assert template["followUp"]["startLevel"] == "CollectionNotice"
    assert set(problem_of(await office.ask("POST", "/api/v2/onboarding/init", json={}), 400)["errors"]) == {
        "accountingSystem"
    }


def test_every_place_is_one_of_the_template() -> None:
    for ours, path in PLACES.items():
        shape: Any = Template.model_json_schema(by_alias=True)
        for name in creditor_field(ours).split("."):
            member = shape["properties"][name]
            reference = next((each["$ref"] for each in member.get("anyOf", []) if "$ref" in each), None)
            if reference:
                shape = Template.model_json_schema(by_alias=True)["$defs"][reference.rpartition("/")[2]]
        assert path


async def test_the_enriched_template_becomes_a_creditor_that_the_token_acts_for(partner: Office) -> None:
    template = (await partner.ask("POST", "/api/v2/onboarding/init", json={"accountingSystem": "Systima"})).json()
    enriched = template | CREDITOR | {"followUp": {"startLevel": "paymentdemand"}, "theirs": {"kept": [1.5]}}
    made = await activated(partner, **enriched)
    assert made["warnings"] == []
    assert (made["organizationNumber"], made["active"], made["disbursementAccount"]) == (
        "974760673",
        True,
        "97101234561",
    )
    assert made["followUp"]["startLevel"] == "PaymentDemand"
    assert made["bankAccounts"][0]["kidLength"] == 12
    assert await ids(partner) == [made["id"]]
    shown = (await partner.ask("GET", f"/api/v2/creditor/{made['id']}")).json()
    assert shown == made
    answer = await partner.register(printed(creditorId=made["id"]))
    assert answer.status_code == 200, answer.text


async def test_everything_that_is_missing_or_wrong_is_named_at_once_and_nothing_is_made(partner: Office) -> None:
    body = {"email": "no", "bankAccounts": [{"accountNumber": "1"}], "daysUntilDue": -1, "contact": {"email": "no"}}
    errors = problem_of(await partner.ask("POST", ACTIVATE, json=body), 400)["errors"]
    missing = "name organizationNumber postalAddress.addressAddressLine1 postalAddress.addressPostalCode"
    wrong = "postalAddress.addressCity email bankAccounts[0].accountNumber daysUntilDue contact.email"
    assert set(errors) == {*missing.split(), *wrong.split()}
    assert await ids(partner) == []


CLIENT_ACCOUNT = {"bankAccounts": [{"accountNumber": "8601.11.17947"}]}
"""The operator's, where its payers pay to."""
UNUSABLE: list[tuple[dict[str, Any], str]] = [
    ({"currencyCode": "EUR"}, "currencyCode"),
    ({"countryCode": "FI", "organizationNumber": "20774740"}, "currencyCode"),
    ({"bankAccounts": [{"accountNumber": "97101234561", "kidLength": 99}]}, "bankAccounts[0].kidLength"),
    ({"bankAccounts": [{"accountNumber": "97101234561", "ocrLevel": "5"}]}, "bankAccounts[0].ocrLevel"),
    ({"bankAccounts": [{"accountNumber": "97101234561", "kidModulus": 12}]}, "bankAccounts[0].kidModulus"),
    ({"bankAccounts": "97101234561"}, "bankAccounts"),
    (CLIENT_ACCOUNT, "bankAccounts[0].accountNumber"),
    ({"vatRegistered": "perhaps"}, "vatRegistered"),
    ({"countryCode": "NO", "postalAddress": {"addressCountryCode": "SE"}}, "postalAddress.addressCountryCode"),
    ({"organizationNumber": "974760674"}, "organizationNumber"),
]


async def test_what_cannot_be_used_is_refused_by_name(partner: Office) -> None:
    for changes, field in UNUSABLE:
        errors = problem_of(await partner.ask("POST", ACTIVATE, json=CREDITOR | changes), 400)["errors"]
        assert field in errors, changes
    assert await ids(partner) == []


async def test_the_same_again_is_the_same_creditor_and_something_else_another_one(partner: Office) -> None:
    first, again = await activated(partner), await activated(partner, organizationNumber="NO 974 760 673 MVA")
    assert again["id"] == first["id"]
    assert [each["field"] for each in again["warnings"]] == ["organizationNumber"]
    other = await activated(partner, name="Bergen Ski og Snø AS")
    assert other["id"] != first["id"]
    assert str(first["id"]) in other["warnings"][0]["message"]
    assert await ids(partner) == [first["id"], other["id"]]


async def test_two_at_once_make_one_creditor(partner: Office) -> None:
    made = await asyncio.gather(activated(partner), activated(partner))
    assert made[0]["id"] == made[1]["id"]
    assert await ids(partner) == [made[0]["id"]]


async def test_a_word_that_is_not_known_is_left_aside_with_a_warning(partner: Office) -> None:
    made = await activated(partner, disbursement="ByCarrierPigeon")
    assert (made["disbursement"], made["warnings"][0]["field"]) == ("Batch", "disbursement")


async def test_a_token_that_may_not_takes_in_nobody(office: Office) -> None:
    problem_of(await office.ask("POST", ACTIVATE, json=CREDITOR), 403)


async def test_nobody_is_paid_to_the_client_account_later_on(partner: Office) -> None:
    path = f"/api/v2/creditor/{(await activated(partner))['id']}"
    errors = problem_of(await partner.ask("PUT", path, json=CLIENT_ACCOUNT), 400)["errors"]
    assert list(errors) == ["bankAccounts[0].accountNumber"]


async def test_what_was_told_is_changed_in_part(partner: Office) -> None:
    made = await activated(partner, phoneNumber="+47 99999999")
    path = f"/api/v2/creditor/{made['id']}"
    changed = (
        await partner.ask("PUT", path, json={"name": "Voss Ski AS", "postalAddress": {"addressCity": "Voss"}})
    ).json()
    moved = made["postalAddress"] | {"addressCity": "Voss"}
    assert changed == made | {"name": "Voss Ski AS", "postalAddress": moved}
    refused = {"countryCode": "SE", "email": "no", "followUp": {"startLevel": "Never"}}
    errors = problem_of(await partner.ask("PUT", path, json=refused), 400)["errors"]
    assert set(errors) == {"countryCode", "email", "followUp.startLevel"}
    assert (await partner.ask("GET", path)).json() == changed


async def test_settings_are_read_changed_and_written_back_whole(partner: Office) -> None:
    made = await activated(partner)
    path = f"/api/v2/creditor/{made['id']}/settings"
    told = (await partner.ask("GET", path)).json()
    ledger = {"mode": "automatic", "ledgerAccounts": {"bank": 1921}}
    wanted = told | {
        "daysUntilDue": "30",
        "disbursement": "perinvoice",
        "bookkeeping": ledger,
        "vatRegistered": "false",
    }
    changed = (await partner.ask("PUT", path, json=wanted | {"nobody": "knows"})).json()
    assert (changed["daysUntilDue"], changed["disbursement"], changed["vatRegistered"]) == (30, "PerInvoice", False)
    assert changed["bookkeeping"]["mode"] == "Automatic"
    assert changed["bookkeeping"]["ledgerAccounts"]["bank"] == "1921"
    assert (await partner.ask("GET", path)).json() == changed
    own = {"bookkeeping": {"ledgerAccounts": {"vat": "2711"}}}
    chart = (await partner.ask("PUT", path, json=own)).json()["bookkeeping"]["ledgerAccounts"]
    assert (chart["bank"], chart["receivable"], chart["vat"]) == ("1921", "1500", "2711")
    assert "daysUntilDue" in problem_of(await partner.ask("PUT", path, json={"daysUntilDue": 366}), 400)["errors"]


async def test_a_creditor_that_is_deactivated_takes_no_claims_until_it_is_active_again(partner: Office) -> None:
    made = await activated(partner)
    path = f"/api/v2/creditor/{made['id']}"
    draft = (await partner.register(printed(creditorId=made["id"]))).json()["id"]
    for _ in range(2):
        assert (await partner.ask("POST", f"{path}/deactivate")).json()["active"] is False
    said = problem_of(await partner.register(printed(creditorId=made["id"], invoiceNo="2")), 409)["detail"]
    assert f"creditor {made['id']} is deactivated" in said
    available = (await partner.details(draft))["availableActions"]
    assert [action for action, possible in available.items() if possible] == ["Withdraw", "Cancel"]
    refused = problem_of(await partner.act(draft), 409)
    assert (refused["detail"], refused["availableActions"]) == (f"{said}; available now: Withdraw, Cancel", available)
    assert (await partner.act(draft, "Withdraw")).status_code == 200
    assert (await partner.ask("POST", f"{path}/reactivate")).json() == made
    assert (await partner.register(printed(creditorId=made["id"], invoiceNo="2"))).status_code == 200


async def test_a_guest_is_invited_as_the_pages_print_it(partner: Office) -> None:
    made = await activated(partner)
    path = f"/api/v2/creditor/{made['id']}/invite"
    contact = {"email": "ola@example.com", "name": "Ola Nordmann", "isAccountant": False}
    told = (await partner.ask("POST", path, json=contact)).json()
    assert {name: told[name] for name in contact} == contact
    assert (told["creditorId"], told["warnings"]) == (made["id"], [])
    office = (await partner.ask("POST", path, json=EXAMPLES[InviteBody])).json()
    assert [each["field"] for each in office["warnings"]] == ["organizationNumber"]
    wrong = {"email": "ola", "name": "Ola", "isAccountant": "true", "countryCode": "Norway"}
    errors = problem_of(await partner.ask("POST", path, json=wrong), 400)["errors"]
    assert set(errors) == {"email", "organizationNumber", "countryCode"}


async def test_a_creditor_of_others_is_as_one_that_is_not_there(partner: Office) -> None:
    paths = [
        ("GET", ""),
        ("PUT", ""),
        ("POST", "/deactivate"),
        ("POST", "/reactivate"),
        ("PUT", "/settings"),
        ("POST", "/invite"),
    ]
    told = [
        problem_of(await partner.ask(method, f"/api/v2/creditor/{number}{path}", json=GUEST), 403)["detail"]
        for method, path in paths
        for number in (10001, 9)
    ]
    assert len(set(told)) == 1


async def test_everything_wrong_is_told_in_one_answer_by_the_names_it_came_under(partner: Office) -> None:
    told = CREDITOR | {
        "CountryCode": "NO",
        "postalAddress": {"addressCountryCode": "SE", "addressCity": "Oslo"},
        "email": None,
        "bankAccounts": [{"accountNumber": "97101234561", "KidLength": 99}, {"accountNumber": "1"}],
    }
    errors = problem_of(await partner.ask("POST", ACTIVATE, json=told), 400)["errors"]
    address = ("addressAddressLine1", "addressPostalCode", "addressCountryCode")
    assert set(errors) == {
        *(f"postalAddress.{member}" for member in address),
        *("email", "bankAccounts[0].KidLength", "bankAccounts[1].accountNumber"),
    }
    made = await activated(partner)
    changes = {"postaladdress": {"AddressCountryCode": "se"}, "disbursement": "ByCarrierPigeon", "email": "nobody"}
    errors = problem_of(await partner.ask("PUT", f"/api/v2/creditor/{made['id']}", json=changes), 400)["errors"]
    assert errors["postaladdress.AddressCountryCode"] == ["cannot be changed from NO"]
    assert set(errors) == {"postaladdress.AddressCountryCode", "disbursement", "email"}
    changes = {"countryCode": "SE", "postalAddress": {"addressCountryCode": "SE"}}
    errors = problem_of(await partner.ask("PUT", f"/api/v2/creditor/{made['id']}", json=changes), 400)["errors"]
    assert set(errors) == {"countryCode"}
