"""Who asks, and how the claims of its creditors stand."""

from typing import Any

from faces.kravia.stage import Office, printed, problem_of, token_for
from fordring.faces.kravia.compatibility import STATUSES
from fordring.services.onboarding.issue_token import IssueToken, issue_token
from fordring.storage.house.tokens import Onboarding
from fordring.storage.transaction import Database
from support import make


async def told(office: Office, path: str) -> dict[str, Any]:
    answer = await office.ask("GET", f"/api/v2/{path}")
    assert answer.status_code == 200, answer.text
    worded: dict[str, Any] = answer.json()
    return worded


async def test_the_company_is_the_partner_else_the_one_creditor(
    database: Database, office: Office, neighbour: Office
) -> None:
    number = office.merchant.organization_number
    assert await told(office, "company") == {"id": 10001, "name": "Fjord Sykkel AS", "organizationNumber": number}
    office.token = await token_for(database, office.merchant, neighbour.merchant)
    several = await told(office, "company")
    assert (several["name"], several["organizationNumber"]) == ("ledger program", None)
    command = IssueToken("Partner AS", frozenset(), onboards=Onboarding(sandbox=True), organization_number="974760673")
    office.token = await database.run(lambda connection: issue_token(command, make.work(connection)))
    partner = await told(office, "company")
    assert (partner["name"], partner["organizationNumber"]) == ("Partner AS", "974760673")


def case(number: str) -> dict[str, Any]:
    return printed(
        claimType="CollectionCase", invoiceNo=number, invoiceDate="2026-08-01", dueDate="2026-09-01", orderLines=None
    )


async def test_claims_are_counted_by_how_they_stand_and_money_by_currency(
    database: Database, office: Office, neighbour: Office
) -> None:
    numbers = [(await office.register(case(str(place)))).json()["id"] for place in range(5)]
    for number in numbers[1:]:
        assert (await office.act(number)).status_code == 200
    await office.act(numbers[2], "Pause")
    await office.act(numbers[4], "Withdraw")
    for number, amount in ((numbers[1], 500), (numbers[3], 2500)):
        part = {"invoiceId": number, "amount": amount}
        paid = {"date": "2026-11-01", "amount": amount, "invoices": [part]}
        assert (await office.ask("POST", "/api/v2/invoice/payment", json=paid)).status_code == 200
    told_of = {"sumCollectedMoney": 3000, "sumPotentialMoney": 4500}
    assert await told(office, "statistic/creditor") == {
        "openCases": 1,
        "waitingCases": 2,
        "closedCases": 2,
        "casesWithActionRequired": 0,
        **told_of,
        "sums": [{"currencyCode": "NOK", "collected": 3000, "potential": 4500}],
    }
    counts = (await told(office, "statistic/cases"))["value"]
    some = {"Registered": 1, "Overdue": 1, "OnHold": 1, "Paid": 1, "Withdrawn": 1}
    assert counts == dict.fromkeys(STATUSES, 0) | some
    office.token = await token_for(database, office.merchant, neighbour.merchant)
    both = await told(office, "statistic/creditor")
    assert (both["openCases"], both["sumCollectedMoney"], len(both["sums"])) == (1, None, 2)
    one = await told(office, "statistic/creditor?creditorId=10001")
    assert {name: one[name] for name in told_of} == told_of
    for creditor in (10001, 0, -1):
        problem_of(await neighbour.ask("GET", f"/api/v2/statistic/cases?creditorId={creditor}"), 403)
    problem_of(await neighbour.ask("GET", "/api/v2/statistic/cases?creditorId=one"), 400)
