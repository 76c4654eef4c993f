"""Whom a token acts for, and how a creditor is set up; a creditor of others is as one that is not there."""

import pytest

from faces.kravia.stage import Office, problem_of, token_for
from fordring.storage.transaction import Database


async def test_a_token_sees_its_creditors_and_no_others(database: Database, office: Office, neighbour: Office) -> None:
    async def ids() -> list[int]:
        answer = await office.ask("GET", "/api/v2.0/creditor")
        assert answer.status_code == 200
        return [each["id"] for each in answer.json()["value"]]

    assert await ids() == [10001]
    office.token = await token_for(database, neighbour.merchant, office.merchant)
    assert await ids() == [10001, 10002]


async def test_the_settings_say_what_holds_where_nothing_was_set(office: Office) -> None:
    answer = await office.ask("GET", "/api/v2/creditor/10001/settings")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["orgNumber"], told["name"]) == (office.merchant.organization_number, office.merchant.name)
    assert (told["bankAccount"], told["email"]) == (office.merchant.bank_account.iban, None)
    assert {name: told[name] for name in ("daysUntilDue", "directPaymentCloses", "fullCreditWritesOff")} == {
        "daysUntilDue": 14,
        "directPaymentCloses": False,
        "fullCreditWritesOff": True,
    }


@pytest.mark.usefixtures("neighbour")
async def test_a_creditor_of_others_is_as_one_that_is_not_there(office: Office) -> None:
    told = [
        problem_of(await office.ask("GET", f"/api/v2/creditor/{number}/settings"), 403)["detail"]
        for number in ("10002", "99999", "0", "abc", "1" * 40)
    ]
    assert len(set(told)) == 1
