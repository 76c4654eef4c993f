"""Customer cards: read and corrected; invoices keep what they were registered with."""

from typing import Any

import pytest

from faces.kravia.stage import Office, problem_of
from fordring.faces.kravia.wire.debtor_answers import ChangedDebtor, DebtorCard, DebtorList

AT = "/api/v2/creditor/10001/debtor"


async def card(office: Office, number: str = "10001") -> dict[str, Any]:
    """A customer card."""
    answer = await office.ask("GET", f"{AT}/{number}")
    assert answer.status_code == 200, answer.text
    worded: dict[str, Any] = answer.json()
    assert DebtorCard.model_validate(worded).worded() == worded
    return worded


async def changed(office: Office, **body: Any) -> dict[str, Any]:
    """The card after a change that is accepted."""
    answer = await office.ask("PUT", f"{AT}/10001", json=body)
    assert answer.status_code == 200, answer.text
    worded: dict[str, Any] = answer.json()
    assert ChangedDebtor.model_validate(worded).worded() == worded
    return worded


async def test_a_changed_card_leaves_the_invoices_before_it_as_they_are(office: Office) -> None:
    before = (await office.registered())["id"]
    known = await card(office)
    assert (known["name"], known["debtorNumber"], known["isPrivateIndividual"]) == ("John Doe", "10001", True)
    place = {"addressCity": "Bergen", "ADDRESSPOSTALCODE": 5003}
    after = await changed(office, debtorname="Jane Doe", email="jane@example.com", postalAddress=place)
    assert (after["name"], after["email"], after["addressCity"], after["warnings"]) == (
        *("Jane Doe", "jane@example.com", "Bergen"),
        [],
    )
    assert after["addressAddressLine1"] == known["addressAddressLine1"]
    debtor = (await office.details(before))["debtor"]
    assert (debtor["name"], debtor["email"]) == ("John Doe", "debtor@example.com")
    said = await office.registered(invoiceNo="20002")
    assert "debtorName" in {warning["field"] for warning in said["warnings"]}
    assert (await card(office))["name"] == "John Doe"


async def test_a_person_may_turn_out_to_be_a_business(office: Office) -> None:
    await office.registered()
    made = await changed(office, isPrivateIndividual="false", organizationNumber="974 760 673")
    assert (made["name"], made["isPrivateIndividual"]) == ("John Doe", False)
    warned = await changed(office, debtorName="Doe AS", organizationNumber="123456789", email="nowhere", phoneNumber=7)
    assert {warning["field"] for warning in warned["warnings"]} == {"organizationNumber", "email", "phoneNumber"}
    assert (warned["name"], warned["email"], warned["phoneNumber"]) == ("Doe AS", None, None)


async def test_a_blank_text_empties_what_a_card_can_be_without_and_null_leaves_it(office: Office) -> None:
    number = (await office.registered(organizationNumber="974760673", isPrivateIndividual=False))["id"]
    known = await changed(office, phoneNumber="99887766", postalAddress={"addressAddressLine2": "Floor 2"})
    kept = ("name", "isPrivateIndividual", "addressAddressLine1", "addressCountryCode")
    nothing = {"addressAddressLine1": None, "addressAddressLine2": None, "addressCountryCode": ""}
    left = await changed(office, debtorName=" ", email=None, phoneNumber=None, postalAddress=nothing)
    assert left | {"warnings": [], "lastUpdatedTime": ""} == known | {"warnings": [], "lastUpdatedTime": ""}
    place = {"ADDRESSADDRESSLINE2": " "}
    after = await changed(office, Email="", phoneNumber="  ", organizationNumber="", postalAddress=place)
    emptied = ("email", "phoneNumber", "organizationNumber", "addressAddressLine2")
    assert ([after[name] for name in emptied], after["warnings"]) == ([None] * 4, [])
    assert [after[name] for name in kept] == [known[name] for name in kept]
    assert (await card(office))["email"] is None
    assert (await office.details(number))["lettersTo"]["email"] is None


async def test_the_list_is_paged_and_knows_cards_without_a_number(office: Office) -> None:
    await office.registered()
    await office.registered(invoiceNo="2", debtorNumber="a/b")
    await office.registered(invoiceNo="3", debtorNumber=None, organizationNumber="974760673", isPrivateIndividual=False)

    async def page(query: str) -> tuple[list[str | None], int]:
        worded = (await office.ask("GET", f"{AT}?{query}")).json()
        assert DebtorList.model_validate(worded).worded() == worded
        return [each["debtorNumber"] for each in worded["data"]], worded["total"]

    assert await page("") == (["10001", "a/b", None], 3)
    assert await page("TOP=1&skip=1") == (["a/b"], 3)
    assert await page("debtorNumber=a%2Fb") == (["a/b"], 1)
    assert set(problem_of(await office.ask("GET", f"{AT}?top=-1&skip=x"), 400)["errors"]) == {"top", "skip"}


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"postalAddress": {"addressCountryCode": "DK"}}, {"postalAddress.addressCountryCode"}),
        ({"email": [], "isPrivateIndividual": "maybe"}, {"email", "isPrivateIndividual"}),
        ({"debtorName": "x" * 10_001}, {"debtorName"}),
        (7, {"body"}),
    ],
)
async def test_what_cannot_be_used_is_named_and_changes_nothing(office: Office, body: Any, fields: set[str]) -> None:
    await office.registered()
    known = await card(office)
    assert set(problem_of(await office.ask("PUT", f"{AT}/10001", json=body), 400)["errors"]) == fields
    assert await card(office) == known


async def test_a_number_may_have_a_slash(office: Office) -> None:
    await office.registered(debtorNumber="A/7 å")
    for method in ("GET", "PUT"):
        answer = await office.ask(method, f"{AT}/A%2F7%20%C3%A5", json={})
        assert answer.json()["debtorNumber"] == "A/7 å"


async def test_what_is_not_there_is_404_and_a_creditor_of_others_403(office: Office, neighbour: Office) -> None:
    await office.registered()
    for method in ("GET", "PUT"):
        problem_of(await office.ask(method, f"{AT}/20001", json={}), 404)
        problem_of(await neighbour.ask(method, f"{AT}/10001", json={}), 403)
        problem_of(await neighbour.ask(method, "/api/v2/creditor/10002/debtor/10001", json={}), 404)
    problem_of(await neighbour.ask("GET", AT), 403)


async def test_where_letters_go_by_now_stands_beside_what_an_invoice_was_registered_with(office: Office) -> None:
    number = (await office.registered())["id"]
    before = await office.details(number)
    assert before["lettersTo"] is None
    place = {"addressAddressLine1": "Torget 2", "addressPostalCode": "5014", "addressCity": "Bergen"}
    await changed(office, postalAddress=place, email="away@example.com")
    after = await office.details(number)
    assert after["lettersTo"] == {
        "addressAddressLine1": "Torget 2",
        "addressAddressLine2": None,
        "addressPostalCode": "5014",
        "addressCity": "Bergen",
        "addressCountryCode": "NO",
        "email": "away@example.com",
    }
    assert after["debtor"] == before["debtor"]
    assert [each["type"] for each in after["activities"]] == ["registered", "address_changed"]
    assert after["invoice"]["lastUpdatedTime"] > before["invoice"]["lastUpdatedTime"]


@pytest.mark.parametrize("body", [{"debtorName": "Jane Doe"}, {"email": "nowhere"}, {"phoneNumber": "99887766"}])
async def test_what_says_nothing_of_where_letters_go_leaves_them(office: Office, body: Any) -> None:
    number = (await office.registered())["id"]
    await changed(office, **body)
    details = await office.details(number)
    assert (details["lettersTo"], [each["type"] for each in details["activities"]]) == (None, ["registered"])
