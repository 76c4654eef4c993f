"""Follow-up in the words of this face: the status of each step, of what holds it up, and how they are found again."""

from datetime import UTC, datetime, time
from typing import Any

from faces.kravia.stage import BASE, PDF, Office, Wall, handed_over
from faces.kravia.test_search import found, ids
from fordring.domain.claim.claim import Claim
from fordring.domain.followup.facts import StopReason
from fordring.services.following_up.approve_step import ApproveStep, approve_step
from fordring.services.following_up.cancel_step import CancelStep, cancel_step
from fordring.services.following_up.end_stop import EndStop, end_stop
from fordring.services.following_up.stop_claim import StopClaim, stop_claim
from fordring.storage.transaction import Database
from support import make
from support.followed import delivered_claim, looked_at, looked_until

STATISTIC = "/api/v2/statistic"


async def done(database: Database, wall: Wall, verb: Any, command: Any) -> Any:
    return await database.run(lambda connection: verb(command, make.work(connection, wall.now)))


async def run_until(database: Database, office: Office, wall: Wall, day: str) -> None:
    """The daily runs up to the day, on which it is noon."""
    await looked_until(database, office.merchant, day)
    wall.now = datetime.combine(datetime.fromisoformat(day).date(), time(12), UTC)


async def history(office: Office, claim: Claim) -> list[str]:
    return [entry["code"] for entry in (await office.details(claim.claim_no))["statusCodeHistory"]]


async def stands(office: Office, claim: Claim, code: str) -> None:
    """Details, lists, filters and counts say alike where the one claim stands."""
    assert (await office.details(claim.claim_no))["invoice"]["statusCode"] == code
    assert [row["statusCode"] for row in await found(office)] == [code]
    assert await ids(office, f"status={code}") == await ids(office, f"status={code}&q=ola") == [claim.claim_no]
    counts = (await office.ask("GET", f"{STATISTIC}/cases")).json()["value"]
    assert {word for word, count in counts.items() if count} == {code}
    others = [word for word in counts if word != code]
    assert [word for word in others if await ids(office, f"status={word}")] == []


async def test_each_step_has_its_status_and_is_followed_by_its_stamp(
    database: Database, office: Office, wall: Wall
) -> None:
    claim = await delivered_claim(database, office.merchant)
    stamps = [(await found(office))[0]["lastUpdatedTime"]]
    for day, code in (
        ("2026-12-14", "Reminder"),
        ("2027-01-01", "CollectionNotice"),
        ("2027-01-21", "PaymentDemand"),
        ("2027-03-01", "AwaitingApproval"),
    ):
        await run_until(database, office, wall, day)
        (row,) = await found(office, f"orderBy=11&byAscending=True&lastUpdatedTime={stamps[-1]}")
        stamps.append(row["lastUpdatedTime"])
        await stands(office, claim, code)
    wanted = (await office.ask("GET", f"{STATISTIC}/creditor")).json()
    assert (wanted["waitingCases"], wanted["casesWithActionRequired"]) == (1, 1)
    await done(database, wall, approve_step, ApproveStep(claim.claim_no, None))
    await stands(office, claim, "PaymentDemand")
    await looked_at(database, office.merchant, "2027-03-01")
    await stands(office, claim, "LegalAction")
    for step_no, code in ((4, "PaymentDemand"), (3, "CollectionNotice")):
        await done(database, wall, cancel_step, CancelStep(claim.claim_no, step_no, None, "It went to another payer."))
        await stands(office, claim, code)
    assert await history(office, claim) == [
        *("Sent", "Reminder", "CollectionNotice", "PaymentDemand", "AwaitingApproval", "PaymentDemand", "LegalAction"),
        *("PaymentDemand", "CollectionNotice"),
    ]
    details = await office.details(claim.claim_no)
    assert [paper["type"] for paper in details["documents"]] == [
        *("Invoice", "Reminder", "CollectionNotice", "PaymentDemand")
    ]


async def test_what_stops_a_claim_is_told_as_on_hold(database: Database, office: Office, wall: Wall) -> None:
    claim = await delivered_claim(database, office.merchant)
    await run_until(database, office, wall, "2026-12-14")
    stop = StopClaim(claim.claim_no, None, StopReason.DECEASED, whole_payer=True)
    made = await done(database, wall, stop_claim, stop)
    await stands(office, claim, "OnHold")
    actions = (await office.details(claim.claim_no))["availableActions"]
    assert (actions["Pause"], actions["Resume"], actions["Withdraw"]) == (True, False, True)
    assert (await office.act(claim.claim_no, "Pause")).status_code == 200
    await stands(office, claim, "OnHold")
    assert (await office.act(claim.claim_no, "Resume")).status_code == 200
    await stands(office, claim, "OnHold")
    await done(database, wall, end_stop, EndStop(made.stop.stop_id, None))
    await stands(office, claim, "Reminder")
    more = StopClaim(claim.claim_no, None, StopReason.MORE_TIME, until=datetime(2026, 12, 18, tzinfo=UTC).date())
    await done(database, wall, stop_claim, more)
    await stands(office, claim, "OnHold")
    wall.now = datetime(2026, 12, 18, 12, tzinfo=UTC)
    await stands(office, claim, "Reminder")
    assert await history(office, claim) == ["Sent", "Reminder", "OnHold", "Reminder", "OnHold"]


async def test_a_case_stands_where_its_creditor_left_it(office: Office) -> None:
    notice = {"type": "CollectionNotice", "sentDate": "2026-10-20", "payByDate": "2026-11-03", "fee": 38}
    number = (await office.register(handed_over(creditorSteps=[notice]))).json()["id"]
    assert (await found(office))[0]["statusCode"] == "Registered"
    assert (await office.act(number)).json()["statusCode"] == "CollectionNotice"
    told = (await office.details(number))["statusCodeHistory"]
    assert [entry["code"] for entry in told] == ["Registered", "CollectionNotice"]


async def test_a_letter_about_two_invoices_is_a_document_of_each(
    database: Database, office: Office, wall: Wall
) -> None:
    claims = [await delivered_claim(database, office.merchant, amount) for amount in (100_000, 50_000)]
    await run_until(database, office, wall, "2027-01-01")
    listed = [(await office.details(claim.claim_no))["documents"] for claim in claims]
    assert [[paper["type"] for paper in papers] for papers in listed] == [
        ["Invoice", "Reminder", "CollectionNotice"]
    ] * 2
    assert [paper["id"] for paper in listed[0][1:]] == [paper["id"] for paper in listed[1][1:]]
    for claim, papers in zip(claims, listed, strict=True):
        answer = await office.ask("GET", papers[1]["url"].removeprefix(BASE))
        assert (answer.status_code, answer.content) == (200, PDF)
        assert f"{claim.number}-Reminder.pdf" in answer.headers["content-disposition"]
