"""What could not be decided, over HTTP: a sentence in the reader's language; the program's words to the operator."""

from typing import Any

from faces.own.stage import Desk
from fordring.domain.errors import UnsupportedCountryError
from fordring.domain.followup.failure import error_of, failed
from fordring.domain.merchant import Merchant
from fordring.services.following_up.put_aside import PutAside, put_aside
from support.desks import open_invoice
from support.followed import delivered_claim

SENTENCES = {
    "nb": "programmet kunne ikke avgjøre det: driftsansvarlig får vite hva som gikk galt",
    "sv": "programmet kunde inte avgöra det: driftsansvarig får veta vad som gick fel",
    "fi": "ohjelma ei voinut ratkaista asiaa: ylläpitäjä näkee, mikä meni vikaan",
    "en": "the program could not decide it: the operator is told what went wrong",
}


async def reasons(desk: Desk, token: str, path: str, language: str = "en") -> list[dict[str, Any]]:
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": language}
    answer = await desk.http.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    return [reason for each in told.get("waiting", told.get("coming")) for reason in each["reasons"]]


async def test_what_failed_is_told_in_the_readers_language_and_its_error_to_the_operator(
    desk: Desk, merchant: Merchant
) -> None:
    """The claim has no country, so that the run cannot plan it."""
    claim = await delivered_claim(desk.house.database, merchant)
    async with desk.house.database.transaction() as connection:
        await connection.execute("UPDATE claim SET billing = '{}' WHERE claim_id = $1", claim.claim_id)
    theirs, operators = await desk.opaque_token(merchant), await desk.opaque_token(operator=True)
    ahead = f"/follow-up/preview?days=60&account_id={merchant.account_id}"
    for token, error in ((theirs, None), (operators, "KeyError: 'country'")):
        [reason] = await reasons(desk, token, ahead, "sv")
        assert (reason["why"], reason["text"], reason["error"]) == ("failed", SENTENCES["sv"], error)
    await desk.http.post(
        "/sandbox/clock/advance", headers={"Authorization": f"Bearer {theirs}"}, json={"days": 60, "freeze": True}
    )
    for language, sentence in SENTENCES.items():
        for token, error in ((theirs, None), (operators, "KeyError: 'country'")):
            [reason] = await reasons(desk, token, "/follow-up/waiting?kind=failed", language)
            assert (reason["why"], reason["told"], reason["error"]) == ("failed", sentence, error)


async def test_a_plan_that_could_not_be_looked_after_says_so(desk: Desk, merchant: Merchant) -> None:
    claim = await open_invoice(desk.house.database, merchant)
    aside = PutAside(merchant.merchant_id, claim.claim_id, ZeroDivisionError("no"), plan=True)
    await desk.house.database.run(lambda connection: put_aside(aside, desk.house.jobs.work(connection)))
    operators = await desk.opaque_token(operator=True)
    [reason] = await reasons(desk, operators, "/follow-up/waiting", "nb")
    assert reason["told"] == "betalingsavtalen kunne ikke følges opp: driftsansvarlig får vite hva som gikk galt"
    assert (reason["why"], reason["error"], reason["names"]) == ("plan_failed", "ZeroDivisionError: no", {})


def test_a_country_without_a_law_is_named() -> None:
    kept = failed(UnsupportedCountryError("DK"))
    assert (kept["why"], kept["names"]) == ("no_law", {"country": "DK"})
    assert error_of(kept) == "UnsupportedCountryError: DK is not one of NO, SE, FI"


def test_what_an_earlier_release_kept_of_an_error_is_read() -> None:
    assert error_of({"why": "failed", "names": {"error": "KeyError: 'x'"}}) == "KeyError: 'x'"
    assert error_of({"why": "undelivered", "names": {}}) is None
