"""Every reachable state by every action: `availableActions` says beforehand whether the action does something."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from faces.kravia.stage import Office, Wall, handed_over, printed, problem_of
from fordring.services.invoicing.issue_due import IssueDue, issue_due
from fordring.services.invoicing.show_claim import ShowClaim, show_claim
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from support import make
from support.lives import received
from support.registrations import issued, queued

# How each state is come to, and which actions do something in it (`+`), repeat what was done (`=`), or are refused.
EXPECTED = """
state                     way                                start  pause  resume  withdraw  transfer
draft                     -                                  +      -      -       +         -
scheduled                 start                              =      +      =       +         -
scheduled_paused          start,pause                        =      =      +       +         -
issued                    start,issue                        =      +      =       +         +
issued_paused             start,issue,pause                  =      =      +       +         +
resumed                   start,issue,pause,resume           =      +      =       +         +
part_paid                 start,issue,pay:100                =      +      =       +         +
part_paid_paused          start,issue,pay:100,pause          =      =      +       +         +
paid                      start,issue,pay:250000             =      -      -       -         -
paid_paused               start,issue,pause,pay:250000       =      -      -       -         -
paid_directly             start,issue,payment:2500           =      -      -       -         -
reopened                  start,issue,payment:2500,payment:-1  =  +      =       +         +
part_credited             start,issue,creditnote:100         =      +      =       +         +
credited                  start,issue,creditnote:2500        =      -      -       -         -
withdrawn_draft           withdraw                           -      -      -       =         -
withdrawn_scheduled       start,pause,withdraw               -      -      -       =         -
withdrawn_issued          start,issue,withdraw               -      -      -       =         -
withdrawn_part_paid       start,issue,pay:100,withdraw       -      -      -       =         -
case_draft                -                                  +      -      -       +         -
case_started              start                              =      +      =       +         =
case_paused               start,pause                        =      =      +       +         =
case_part_paid            start,pay:100                      =      +      =       +         =
case_paid                 start,pay:225000                   =      -      -       -         -
case_reopened             start,payment:2250,payment:-1      =      +      =       +         =
case_credited             start,creditnote:2250              =      -      -       -         -
case_withdrawn            start,creditnote:1,withdraw        -      -      -       =         -
reminder_started          start                              =      +      =       +         +
note_scheduled            start                              =      +      =       +         -
note_withdrawn            start,withdraw                     -      -      -       =         -
note_issued               start,issue                        =      -      -       -         -
"""
BODIES = {"case": handed_over(), "reminder": handed_over("Reminder"), "note": printed(claimType="CreditNote")}
"""What is registered for a state, by the first word of its name; else the printed invoice."""
SYNONYMS = {
    "start": ["sTart"],
    "pause": ["Pause"],
    "resume": ["RESUME"],
    "withdraw": ["Withdraw", "cancel"],
    "transfer": ["Transfer"],
}
ROWS = [line.split() for line in EXPECTED.strip().splitlines()[1:]]


async def come_to(database: Database, office: Office, way: str, body: Mapping[str, Any] | None = None) -> int:
    """A fresh invoice, or what the body says, led that way; its id."""
    fresh = body or printed(invoiceNo=None)
    answer = await office.register({**fresh, "accountingInvoiceId": str(new_id()), "description": way})
    assert answer.status_code == 200, answer.text
    claim_no: int = answer.json()["id"]
    command = ShowClaim(claim_no, {office.merchant.merchant_id})
    for step in () if way == "-" else way.split(","):
        claim = (await database.run(lambda connection: show_claim(command, make.work(connection)))).claim
        verb, _, minor = step.partition(":")
        if verb == "issue":
            await issued(database, claim)
        elif verb == "pay":
            await received(database, claim, int(minor))
        elif minor:
            report = {"invoices": [{"invoiceId": claim_no, "amount": minor}]}
            assert (await office.ask("POST", f"/api/v2/invoice/{verb}", json=report)).status_code == 200
        else:
            assert (await office.act(claim_no, verb)).status_code == 200
    return claim_no


def outcome(answer: httpx2.Response, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What an action did: `+` changed the invoice, `=` nothing, `-` it was refused."""
    if answer.status_code != 200:
        assert problem_of(answer, 409)["availableActions"] == before["availableActions"]
        assert after == before
        return "-"
    assert answer.json()["availableActions"] == after["availableActions"]
    return "=" if after["activities"] == before["activities"] else "+"


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
async def test_what_is_available_is_what_does_something(database: Database, office: Office, row: list[str]) -> None:
    state, way, *expected = row
    for action, sign in zip(SYNONYMS, expected, strict=True):
        for spelling in SYNONYMS[action]:
            claim_no = await come_to(database, office, way, BODIES.get(state.split("_")[0]))
            before = await office.details(claim_no)
            answer = await office.act(claim_no, spelling, json={"Message": "Because"})
            after = await office.details(claim_no)
            assert outcome(answer, before, after) == sign, spelling
            assert before["availableActions"][spelling.capitalize()] is (sign == "+"), spelling
            if sign == "+":
                assert (await office.act(claim_no, spelling)).status_code == 200
                assert (await office.details(claim_no))["activities"] == after["activities"]


async def due(database: Database, office: Office, wall: datetime) -> int:
    """How many issues the day's schedule owes."""
    command = IssueDue(office.merchant.merchant_id)
    return await database.run(lambda connection: issue_due(command, make.work(connection, wall)))


async def test_a_paused_invoice_waits_for_its_issue_up_to_the_end_of_the_pause(
    database: Database, office: Office, wall: Wall
) -> None:
    claim_no = await come_to(database, office, "start")
    answer = await office.act(claim_no, "Pause", json={"Message": "A typo", "Until": "2026-11-20"})
    assert answer.json()["statusCode"] == "OnHold"
    claim = (
        await database.run(lambda c: show_claim(ShowClaim(claim_no, {office.merchant.merchant_id}), make.work(c)))
    ).claim
    assert (await issued(database, claim)).number is None
    assert await due(database, office, make.WALL) == 0
    repeated = (await office.act(claim_no, "Pause", json={"until": "2026-12-24"})).json()
    assert [warning["field"] for warning in repeated["warnings"] if "paused already" in warning["message"]] == ["until"]
    assert [(each["code"], each["reason"]) for each in (await office.details(claim_no))["statusCodeHistory"]] == [
        ("Registered", None),
        ("Scheduled", None),
        ("OnHold", "A typo"),
    ]
    wall.now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert await due(database, office, wall.now) == 1
    assert (await issued(database, claim, wall.now)).number == "A1B2C-000001"
    assert [each["code"] for each in (await office.details(claim_no))["statusCodeHistory"]][-2:] == ["OnHold", "Sent"]


async def test_an_issue_that_waited_is_owed_by_the_resumption(database: Database, office: Office) -> None:
    claim_no = await come_to(database, office, "start,pause")
    async with database.transaction() as connection:
        await connection.execute("DELETE FROM house.pgqueuer")
    assert (await office.act(claim_no, "Resume")).json()["statusCode"] == "Scheduled"
    assert await queued(database) == ["issue_claim"]


@pytest.mark.parametrize("until", ["2026-11-16", "1900-01-01", "soon", "2026-02-30"])
async def test_a_pause_without_a_usable_end_is_refused(database: Database, office: Office, until: str) -> None:
    claim_no = await come_to(database, office, "start")
    problem = problem_of(await office.act(claim_no, "Pause", json={"until": until}), 400)
    assert list(problem["errors"]) == ["until"]
    assert (await office.details(claim_no))["invoice"]["statusCode"] == "Scheduled"


async def test_a_credit_note_takes_no_action(database: Database, office: Office) -> None:
    claim_no = await come_to(database, office, "start,issue,withdraw")
    note = claim_no + 1
    details = await office.details(note)
    assert (details["invoice"]["claimType"], any(details["availableActions"].values())) == ("CreditNote", False)
    assert (await office.act(note, "Start")).status_code == 200
    for action in ("Pause", "Resume", "Withdraw"):
        problem_of(await office.act(note, action), 409)
    assert (await office.details(note))["activities"] == details["activities"]
