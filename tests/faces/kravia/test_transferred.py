"""How an invoice becomes a case, where cases begin, and what is only watched, at this face and by the daily run."""

from typing import Any

import pytest

from faces.kravia.stage import Office, Wall, handed_over, problem_of
from faces.kravia.test_followed_up import done, history, run_until, stands
from fordring.domain.claim.claim import Claim
from fordring.domain.errors import IllegalTransitionError, InvalidCommandError
from fordring.services.following_up.approve_step import ApproveStep, approve_step
from fordring.services.following_up.cancel_step import CancelStep, cancel_step
from fordring.services.following_up.choose_follow_up import ChooseFollowUp, choose_follow_up
from fordring.services.following_up.monitor_claim import MonitorClaim, monitor_claim
from fordring.services.following_up.transfer_claim import TransferClaim, transfer_claim
from fordring.storage.transaction import Database
from support import make
from support.followed import delivered_claim, looked_at, story
from support.lives import received

SETTINGS = "/api/v2/creditor/10001/settings"


async def wants(office: Office, **follow_up: Any) -> None:
    answer = await office.ask("PUT", SETTINGS, json={"followUp": follow_up})
    assert answer.status_code == 200, answer.text
    assert {name: answer.json()["followUp"][name] for name in follow_up} == follow_up


async def next_step(office: Office, claim: Claim) -> dict[str, Any]:
    told: dict[str, Any] = (await office.details(claim.claim_no))["nextStep"]
    return told


async def test_without_automatic_transfer_an_invoice_waits_behind_its_reminder_until_it_is_transferred(
    database: Database, office: Office, wall: Wall
) -> None:
    await wants(office, automaticTransfer=False)
    claim = await delivered_claim(database, office.merchant)
    assert (await office.details(claim.claim_no))["availableActions"]["Transfer"] is False, "it is not overdue"
    await run_until(database, office, wall, "2026-12-14")
    await stands(office, claim, "Reminder")
    await run_until(database, office, wall, "2027-01-01")
    await stands(office, claim, "AwaitingApproval")
    waits = await next_step(office, claim)
    assert (waits["outcome"], waits["type"], waits["reasons"][0]["code"]) == (
        *("approval", "CollectionNotice"),
        "not_transferred",
    )
    counted = (await office.ask("GET", "/api/v2/statistic/creditor")).json()
    assert (counted["waitingCases"], counted["casesWithActionRequired"]) == (1, 1)
    answer = await office.act(claim.claim_no, "Transfer", json={"Message": "She does not answer"})
    assert (answer.json()["statusCode"], answer.json()["availableActions"]["Transfer"]) == ("Reminder", False)
    details = await office.details(claim.claim_no)
    assert details["activities"][-1]["type"] == "transferred"
    assert details["statusCodeHistory"][-1]["reason"] == "She does not answer"
    await looked_at(database, office.merchant, "2027-01-01")
    await stands(office, claim, "CollectionNotice")
    assert await history(office, claim) == ["Sent", "Reminder", "AwaitingApproval", "Reminder", "CollectionNotice"]
    await run_until(database, office, wall, "2027-01-21")
    await stands(office, claim, "PaymentDemand")


async def test_the_setting_reaches_open_invoices_and_back(database: Database, office: Office, wall: Wall) -> None:
    await wants(office, automaticTransfer=False)
    claim = await delivered_claim(database, office.merchant)
    await run_until(database, office, wall, "2027-01-01")
    await stands(office, claim, "AwaitingApproval")
    await wants(office, automaticTransfer=True)
    async with database.reading() as connection:
        owed = await connection.fetchval("SELECT count(*) FROM house.pgqueuer WHERE entrypoint = 'look_again'")
    assert owed == 4, "for people and for businesses, at each change"
    assert (await next_step(office, claim))["outcome"] == "step"


async def test_an_overdue_invoice_is_transferred_early_and_is_reminded_of_no_more(
    database: Database, office: Office, wall: Wall
) -> None:
    claim = await delivered_claim(database, office.merchant)
    wall.now = wall.now.replace(month=12, day=4)
    assert (await next_step(office, claim))["type"] == "Reminder"
    assert (await office.act(claim.claim_no, "transfer")).status_code == 200
    assert (await next_step(office, claim))["type"] == "CollectionNotice"
    await run_until(database, office, wall, "2026-12-14")
    await stands(office, claim, "CollectionNotice")


async def test_an_approval_of_what_waits_to_be_transferred_transfers_it(
    database: Database, office: Office, wall: Wall
) -> None:
    await wants(office, automaticTransfer=False, approvePaymentDemands=True)
    claim = await delivered_claim(database, office.merchant)
    await run_until(database, office, wall, "2027-01-01")
    with pytest.raises(InvalidCommandError, match="step: is not what waits: that is transfer"):
        await done(database, wall, approve_step, ApproveStep(claim.claim_no, None, "collection_notice"))
    assert (await done(database, wall, approve_step, ApproveStep(claim.claim_no, None, "transfer"))).step == "transfer"
    await looked_at(database, office.merchant, "2027-01-01")
    await stands(office, claim, "CollectionNotice")
    await run_until(database, office, wall, "2027-01-21")
    await stands(office, claim, "AwaitingApproval")
    assert (await done(database, wall, approve_step, ApproveStep(claim.claim_no, None))).step == "payment_demand"


async def test_an_invoice_that_is_transferred_is_approved_to_start(
    database: Database, office: Office, wall: Wall
) -> None:
    await wants(office, approveCases=True)
    claim = await delivered_claim(database, office.merchant)
    wall.now = wall.now.replace(month=12, day=14)
    assert (await next_step(office, claim))["outcome"] == "approval"
    await done(database, wall, transfer_claim, TransferClaim(claim.claim_no, None))
    assert (await next_step(office, claim))["outcome"] == "step"
    with pytest.raises(InvalidCommandError):
        await done(database, wall, transfer_claim, TransferClaim(claim.claim_no, None, "x" * 2_001))


NOTICE = {"type": "CollectionNotice", "sentDate": "2026-10-20", "payByDate": "2026-11-03"}


@pytest.mark.parametrize(
    ("level", "steps", "warned", "enters"),
    [
        ("CollectionNotice", [], False, "CollectionNotice"),
        ("PaymentDemand", [], True, "CollectionNotice"),
        ("PaymentDemand", [NOTICE], False, "PaymentDemand"),
    ],
)
async def test_a_case_begins_at_the_start_level_where_the_law_lets_it(
    office: Office, level: str, steps: list[Any], *, warned: bool, enters: str
) -> None:
    await wants(office, startLevel=level)
    answer = await office.register(handed_over(creditorSteps=steps))
    assert answer.status_code == 200, answer.text
    made = answer.json()
    told = [each["message"] for each in made["warnings"] if each["field"] == "creditorSteps"]
    sentence = "has no collection notice: a demand needs one before it, inkassoloven § 9, so that the case begins there"
    assert told == ([sentence] if warned else [])
    assert (await office.act(made["id"])).json()["availableActions"]["Transfer"] is False
    told = (await office.details(made["id"]))["nextStep"]
    assert told["type"] == enters
    assert ("start_level" in {reason["code"] for reason in told["reasons"]}) is warned


async def test_a_level_that_no_step_serves_is_refused_by_name(office: Office, database: Database) -> None:
    wish = ChooseFollowUp(office.merchant.merchant_id, business=True, changes={"steps": [{"kind": "reminder"}]})
    await database.run(lambda connection: choose_follow_up(wish, make.work(connection)))
    refused = await office.ask("PUT", SETTINGS, json={"followUp": {"startLevel": "PaymentDemand"}})
    assert problem_of(refused, 400)["errors"] == {"followUp.startLevel": ["needs a payment demand among the steps"]}
    assert (await office.ask("GET", SETTINGS)).json()["followUp"]["startLevel"] == "CollectionNotice"


async def test_a_claim_that_was_not_collected_is_watched_and_money_still_covers_it(
    database: Database, office: Office, wall: Wall
) -> None:
    claim = await delivered_claim(database, office.merchant)
    watch = MonitorClaim(claim.claim_no, None, "There is nothing to seize.")
    with pytest.raises(IllegalTransitionError):
        await done(database, wall, monitor_claim, watch)
    await run_until(database, office, wall, "2027-03-01")
    await stands(office, claim, "AwaitingApproval")
    await done(database, wall, monitor_claim, watch)
    await stands(office, claim, "Monitored")
    await done(database, wall, monitor_claim, watch)
    details = await office.details(claim.claim_no)
    assert (details["nextStep"]["outcome"], details["nextStep"]["lookAgainDate"]) == ("monitored", "2029-09-01")
    [taken] = [step for step in details["steps"] if step["type"] == "Monitored"]
    assert (taken["documentId"], taken["fee"], taken["reasons"][0]["code"]) == (None, 0, "persons_word")
    *_, before, last = details["statusCodeHistory"]
    assert (before["code"], last["code"], last["reason"]) == (
        "AwaitingApproval",
        "Monitored",
        "There is nothing to seize.",
    )

    open_minor = round(details["outstanding"]["total"] * 100)
    await received(database, claim, 10_000)
    await run_until(database, office, wall, "2027-03-05")
    await stands(office, claim, "Monitored")
    await done(database, wall, cancel_step, CancelStep(claim.claim_no, 4, None, "A job was found."))
    await run_until(database, office, wall, "2027-03-05")
    await stands(office, claim, "AwaitingApproval")
    await done(database, wall, monitor_claim, watch)
    await received(database, claim, open_minor - 10_000)
    assert (await office.details(claim.claim_no))["invoice"]["statusCode"] == "Paid"


async def test_a_watched_claim_waits_for_a_person_when_its_limitation_is_near_and_ends_by_it(
    database: Database, office: Office, wall: Wall
) -> None:
    claim = await delivered_claim(database, office.merchant)
    await run_until(database, office, wall, "2027-03-01")
    await done(database, wall, monitor_claim, MonitorClaim(claim.claim_no, None, "Abroad."))
    await run_until(database, office, wall, "2029-09-01")
    assert (await story(database, claim))[-1] == "person_wanted"
    await stands(office, claim, "Monitored")
    codes = [reason["code"] for reason in (await next_step(office, claim))["reasons"]]
    assert codes == ["monitored", "barred_after"]
    await run_until(database, office, wall, "2029-12-01")
    assert (await office.details(claim.claim_no))["invoice"]["statusCode"] == "TimeBarred"
