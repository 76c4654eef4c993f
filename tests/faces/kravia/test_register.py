"""invoice/register as the public pages print it, sloppy types and casing included; what is refused, field by field."""

import asyncio
import json
from typing import Any

import pytest

from faces.kravia.stage import Office, printed, problem_of
from fordring.faces.kravia.wire.answers import Claim, ProblemDetails
from fordring.storage.transaction import Database
from support import make


async def test_the_printed_example_is_a_draft_with_an_integer_id(office: Office) -> None:
    worded = await office.registered()
    assert worded["id"] == worded["claimId"] == 1_000_001
    assert (worded["statusCode"], worded["invoiceNo"], worded["originalAmount"]) == ("Registered", "20001", 2500)
    assert worded["isPrivateIndividual"] is True
    assert worded["availableActions"]["Start"] is True
    assert worded["outstanding"]["capital"] == 2500
    assert Claim.model_validate(worded).worded() == worded


async def test_a_printed_date_long_past_stays_with_a_warning(office: Office) -> None:
    worded = await office.registered()
    assert (worded["invoiceDate"], worded["dueDate"]) == ("2025-04-01", "2026-01-01")
    assert [warning["field"] for warning in worded["warnings"]] == ["dueDate"]


def in_other_casing(value: Any) -> Any:
    if isinstance(value, dict):
        return {name[0].upper() + name[1:].lower(): in_other_casing(inner) for name, inner in value.items()}
    return [in_other_casing(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("base", ["/api/v2", "/api/v2.0"])
@pytest.mark.parametrize("change", [str, in_other_casing])
async def test_members_are_found_in_any_casing_under_both_versions(office: Office, base: str, change: Any) -> None:
    body = in_other_casing(printed()) if change is in_other_casing else printed()
    answer = await office.ask("POST", f"{base}/invoice/register", content=json.dumps(body))
    assert answer.status_code == 200, answer.text
    assert len((await office.details(answer.json()["id"]))["orderLines"]) == 2


@pytest.mark.parametrize(
    ("field", "given", "shown"),
    [
        ("isPrivateIndividual", True, True),
        ("isPrivateIndividual", "True", True),
        ("isPrivateIndividual", "false", False),
        ("isPrivateIndividual", 0, False),
        ("isPrivateIndividual", None, True),
        ("invoiceDate", "2026-11-01T00:00:00", "2026-11-01"),
        ("invoiceDate", "2026-11-01T10:30:00.1234567Z", "2026-11-01"),
        ("invoiceDate", None, None),
        ("originalAmount", "2500.00", 2500),
        ("originalAmount", 2500.5, 2500.5),
        ("originalAmount", 2500.005, 2500.01),
        ("originalAmount", "2500.004999999999999999999999999999999999", 2500),
        ("invoiceNo", 20001, "20001"),
        ("invoiceNo", None, None),
        ("accountingInvoiceId", 77, "77"),
        ("claimType", "INVOICE", "Invoice"),
        ("currencyCode", "nok", "NOK"),
        ("currencyCode", None, "NOK"),
        ("creditorId", "10001", 10001),
        ("description", "", None),
        ("distribution", "Merchant", "merchant"),
        ("distribution", "print", "Print"),
    ],
)
async def test_sloppy_values_are_understood(office: Office, field: str, given: Any, shown: Any) -> None:
    assert (await office.registered(**{field: given}))[field] == shown


async def test_decimals_are_kept_exact(office: Office) -> None:
    line = '{"description": "Thirds", "unitPrice": 0.1, "count": 3, "vatInPercent": 25, "discountInPercent": 33.33}'
    body = json.dumps(printed(originalAmount=0, orderLines=[]))
    body = body.replace('"originalAmount": 0', '"originalAmount": 0.2').replace(
        '"orderLines": []', f'"orderLines": [{line}]'
    )
    answer = await office.ask("POST", "/api/v2/invoice/register", content=body)
    assert answer.status_code == 200, answer.text
    (shown,) = (await office.details(answer.json()["id"]))["orderLines"]
    assert (shown["unitPrice"], shown["count"], shown["total"], shown["vatAmount"]) == (0.1, 3, 0.2, 0.04)


async def test_what_is_no_claim_type_is_refused_with_those_that_are(office: Office) -> None:
    problem = problem_of(await office.register(printed(claimType="Open")), 400)
    assert problem["errors"]["claimType"][0].startswith("Open is not a claim type; offered: Invoice, ")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"claimType": None, "creditorId": "x", "orderLines": [1]}, {"claimType", "creditorId", "orderLines[0]"}),
        ({"postalAddress": None, "email": None, "originalAmount": 0}, {"email", "originalAmount"}),
        ({"distribution": "pigeon"}, {"distribution"}),
    ],
)
async def test_a_field_that_cannot_be_used_is_named(office: Office, changes: dict[str, Any], fields: set[str]) -> None:
    problem = problem_of(await office.register(printed(**changes)), 400)
    assert set(problem["errors"]) == fields
    assert ProblemDetails.model_validate(problem)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"debtorName": "a" * 10_001}, "debtorName", "must have at most 10000 characters"),
        ({"invoiceNo": "1" * 256}, "invoiceNo", "must have at most 255 characters"),
        ({"postalAddress": "Oslo"}, "postalAddress", "must be an object"),
        ({"orderLines": {"total": 1}}, "orderLines", "must be a list"),
        ({"orderLines": [7]}, "orderLines[0]", "must be an object"),
        ({"orderLines": [{"total": 1}] * 2_001}, "orderLines", "must have at most 2000 items"),
        ({"creditorId": None}, "creditorId", "is missing"),
    ],
)
async def test_what_is_wrong_with_a_shape_is_said_in_a_sentence(
    office: Office, changes: dict[str, Any], field: str, sentence: str
) -> None:
    assert problem_of(await office.register(printed(**changes)), 400)["errors"] == {field: [sentence]}


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("top=-1", "must be at least 0"),
        (f"skip={10**15}", "must have at most 15 digits before the point and 40 after it"),
    ],
)
async def test_so_is_what_is_wrong_with_a_query(office: Office, query: str, sentence: str) -> None:
    problem = problem_of(await office.ask("GET", f"/api/v2/creditor/10001/debtor?{query}"), 400)
    assert problem["errors"] == {query.partition("=")[0]: [sentence]}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"\xff\xfe\xfd",
        b'{"originalAmount": NaN}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"originalAmount": ' + b"9" * 5_000 + b"}",
        b'{"debtorName": "\\ud800"}',
        b'{"debtorNumber": 1e999999999}',
    ],
)
async def test_what_is_no_json_object_is_refused(office: Office, body: bytes) -> None:
    assert problem_of(await office.ask("POST", "/api/v2/invoice/register", content=body), 400)["errors"]


async def test_nan_is_no_number(office: Office) -> None:
    refused = await office.ask("POST", "/api/v2/invoice/register", content=b'{"originalAmount": NaN}')
    assert problem_of(refused, 400)["errors"]["originalAmount"] == ["must be a number"]


async def test_a_body_of_more_than_ten_megabytes_is_refused(office: Office) -> None:
    body = printed(description="a" * 10 * 1_024 * 1_024)
    problem_of(await office.register(body), 413)


async def test_doubtful_numbers_are_accepted_with_visible_warnings(office: Office) -> None:
    worded = await office.registered(
        isPrivateIndividual=False, organizationNumber="123456789", dueDate=None, email="nobody", originalAmount=2600
    )
    fields = {warning["field"] for warning in worded["warnings"]}
    assert fields == {"organizationNumber", "email", "originalAmount"}
    person = await office.registered(ssn="12345678901", dueDate=None, invoiceNo="20002")
    assert "ssn" in {warning["field"] for warning in person["warnings"]}


@pytest.mark.parametrize(("differ", "many"), [(False, 1), (True, 64)])
async def test_64_clients_at_once_make_one_invoice_of_one_and_64_of_64(
    office: Office, *, differ: bool, many: int
) -> None:
    bodies = [printed(description=str(place) if differ else "") for place in range(64)]
    answers = [answer.json() for answer in await asyncio.gather(*map(office.register, bodies))]
    assert len({worded["id"] for worded in answers}) == many
    warned = [worded for worded in answers if "invoiceNo" in {warning["field"] for warning in worded["warnings"]}]
    assert len(warned) == 63


async def test_of_a_number_that_many_bear_a_hundred_are_named(office: Office) -> None:
    numbers = [(await office.registered(description=str(place)))["id"] for place in range(102)]
    (told,) = [
        warning["message"]
        for warning in (await office.details(numbers[-1]))["warnings"]
        if warning["field"] == "invoiceNo"
    ]
    assert told == f"was used before, with other content, by {', '.join(map(str, numbers[:100]))} and 1 more"


async def test_the_same_twice_is_one_invoice_and_other_content_another(office: Office) -> None:
    first, again = await office.registered(), await office.registered(originalAmount="2500.00")
    assert again["id"] == first["id"]
    assert str(first["id"]) in again["warnings"][0]["message"]
    other = await office.registered(originalAmount=2400)
    assert other["id"] != first["id"]
    messages = {warning["field"]: warning["message"] for warning in other["warnings"]}
    assert str(first["id"]) in messages["invoiceNo"]


async def test_a_moved_debtor_is_named_in_the_answer(office: Office) -> None:
    await office.registered()
    address = {**printed()["postalAddress"], "addressAddressLine1": "Storgata 2"}
    worded = await office.registered(invoiceNo="20002", postalAddress=address, dueDate=None)
    assert [warning["field"] for warning in worded["warnings"]] == ["postalAddress.addressAddressLine1"]


async def test_a_payment_reference_is_kept_when_given_and_belongs_to_one_invoice(office: Office) -> None:
    worded = await office.registered(kid="000000000778")
    assert worded["kid"] == "000000000778"
    problem = problem_of(await office.register(printed(kid="000000000778", invoiceNo="2")), 400)
    assert problem["errors"] == {"kid": ["is the reference of another claim on the same receiving account"]}


async def test_an_idempotency_key_is_honoured(office: Office) -> None:
    body = printed(invoiceNo=None)
    held = {"Idempotency-Key": "k"}
    answers = await asyncio.gather(*(office.register(body, headers=held) for _ in range(4)))
    assert len({answer.json()["id"] for answer in answers}) == 1
    problem_of(await office.register(printed(), headers=held), 409)
    problem_of(await office.register(printed(), headers={"Idempotency-Key": "k" * 256}), 400)


async def test_lines_of_a_creditor_that_reckons_without_vat_have_it_added(database: Database, office: Office) -> None:
    owner = await make.merchant(database, account_id="T33334444", settings={"line_amounts_exclude_vat": True})
    async with database.transaction() as connection:
        await connection.execute("UPDATE house.token SET merchants = merchants || $1::uuid", owner.merchant_id)
    worded = await office.registered(creditorId=owner.creditor_no, originalAmount=3125, dueDate=None)
    assert worded["warnings"] == []
    lines = (await office.details(worded["id"]))["orderLines"]
    assert [(line["unitPrice"], line["total"], line["vatAmount"]) for line in lines] == [(125, 1562.5, 312.5)] * 2
