"""A payer's dispute as the accounting system sees it: on hold with its reason, told once, resumed by the answer."""

from faces.kravia.stage import Office
from fordring.domain.claim.page_link import PageToken
from fordring.domain.claim.payer_request import Answer
from fordring.services.hooks.watch_claims import WatchClaims, watch_claims
from fordring.services.invoicing.show_claim import ShowClaim, show_claim
from fordring.services.payers.answer_request import AnswerRequest, answer_request
from fordring.services.payers.dispute_claim import DisputeClaim, dispute_claim
from fordring.storage.transaction import Database
from support import make
from support.registrations import issued


async def test_a_disputed_invoice_is_on_hold_and_its_actions_are_true(database: Database, office: Office) -> None:
    claim_no = (await office.registered())["id"]
    await office.act(claim_no)
    command = ShowClaim(claim_no, {office.merchant.merchant_id})
    claim = (await database.run(lambda connection: show_claim(command, make.work(connection)))).claim
    await issued(database, claim)
    assert claim.page_key is not None
    watch = WatchClaims(office.merchant.merchant_id, "https://ledger.example/hook", "a secret")
    await database.run(lambda connection: watch_claims(watch, make.work(connection)))
    dispute = DisputeClaim(PageToken(claim_no, claim.page_key), "Never ordered")
    said = await database.run(lambda connection: dispute_claim(dispute, make.work(connection)))

    told = await office.details(claim_no)
    assert told["invoice"]["statusCode"] == "OnHold"
    assert told["statusCodeHistory"][-1]["reason"] == "Disputed by the payer: Never ordered"
    assert (told["availableActions"]["Pause"], told["availableActions"]["Resume"]) == (False, True)
    assert [each["type"] for each in told["activities"]][-2:] == ["paused", "disputed"]
    async with database.reading() as connection:
        assert await connection.fetchval("SELECT count(*) FROM outgoing_call") == 1

    answer = AnswerRequest(said.request_id, None, Answer.REFUSED, "Ordered on 2 November.")
    await database.run(lambda connection: answer_request(answer, make.work(connection)))
    told = await office.details(claim_no)
    assert (told["invoice"]["statusCode"], told["availableActions"]["Resume"]) == ("Overdue", False)
    assert [each["type"] for each in told["activities"]][-2:] == ["resumed", "payer_answered"]
