"""What a payer says on the page: each is one row however often it is sent, and a dispute stops all automatic steps."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from fordring.domain.claim.payer_request import Answer, Kind
from fordring.domain.merchant import Merchant
from fordring.storage import refunds
from fordring.storage.transaction import Database
from pages.payer_stage import WRITTEN, Case, case
from pages.stage import newest
from support import make
from support.lives import received


@pytest.mark.parametrize(
    ("path", "kind"),
    [("paid", Kind.PAID), ("dispute", Kind.DISPUTE), ("more-time", Kind.MORE_TIME), ("plan", Kind.PLAN)],
)
async def test_what_is_said_twice_is_one_row_and_the_page_thanks(
    database: Database, merchant: Merchant, tmp_path: Path, path: str, kind: Kind
) -> None:
    async with case(database, merchant, tmp_path) as it:
        for _ in range(2):
            answer = await it.post(path, **WRITTEN[path])
            assert answer.status_code == 303
            assert answer.headers["location"] == f"{it.link}?done={path}#replies"
        assert [request.kind for request in await it.requests()] == [kind]
        told = (await it.payer.get(answer.headers["location"])).text
        assert "Takk." in told
        assert "Venter på svar" in told
        assert f'action="{it.link}/{path}?' not in told


async def test_a_dispute_pauses_the_claim_and_its_answer_lets_it_go_on(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with case(database, merchant, tmp_path) as it:
        await it.post("dispute", reason="Varen kom aldri fram")
        pause = (await it.claim()).pause
        assert pause is not None
        assert (pause.because, pause.until) == ("Disputed by the payer: Varen kom aldri fram", None)
        assert "Satt på vent" in await it.page()
        assert (await it.story())[-2:] == ["paused", "disputed"]
        assert '<p class="answer waiting">' in await it.page()
        await it.answer(Answer.REFUSED, "Sporingen viser at den er levert.")
        assert '<p class="answer refused">' in await it.page()
        assert (await it.claim()).pause is None
        assert (await it.story())[-2:] == ["resumed", "payer_answered"]
        told = await it.page()
        assert "Sporingen viser at den er levert." in told
        assert "Satt på vent" not in told


async def test_more_time_is_a_pause_up_to_the_day_and_the_due_day_stays(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with case(database, merchant, tmp_path) as it:
        await it.post("more-time", day="2026-12-20", note="Lønn kommer den 20.")
        assert (await it.claim()).pause is None, "asking changes nothing"
        await it.answer(Answer.GRANTED, until=date(2026, 12, 22))
        assert (await it.until(), (await it.claim()).due_on) == (date(2026, 12, 22), date(2026, 11, 30))
        assert "Ja, til 22.12.2026" in await it.page()


async def test_time_that_was_given_during_a_dispute_outlives_it(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with case(database, merchant, tmp_path) as it:
        await it.post("more-time", day="2026-12-20")
        await it.answer(Answer.GRANTED)
        await it.post("dispute", reason="Feil beløp")
        assert await it.until() is None
        await it.answer(Answer.GRANTED, "Vi krediterer.")
        assert await it.until() == date(2026, 12, 20)


@pytest.mark.parametrize(
    ("path", "fields", "field", "told"),
    [
        ("dispute", {"reason": " \n\x07 "}, "dispute-words", "Skriv noe her."),
        ("dispute", {"reason": "x" * 10_000}, "dispute-words", "høyst 2000 tegn"),
        ("dispute", {}, "dispute-words", "Skriv noe her."),
        ("paid", {"day": "2026-11-17"}, "paid-day", "framtiden"),
        ("paid", {"day": "2025-01-01"}, "paid-day", "mer enn et år"),
        ("paid", {"day": "i går"}, "paid-day", "Velg en dag."),
        ("paid", {"day": "2026-11-16", "note": "å" * 10_000}, "paid-words", "høyst 2000 tegn"),
        ("more-time", {"day": "2026-11-30"}, "more-time-day", "etter forfall"),
        ("more-time", {"day": "2027-11-30"}, "more-time-day", "180 dager"),
        ("more-time", {}, "more-time-day", "Velg en dag."),
    ],
)
async def test_what_cannot_be_taken_is_told_beside_its_field(
    database: Database, merchant: Merchant, tmp_path: Path, path: str, fields: dict[str, str], field: str, told: str
) -> None:
    async with case(database, merchant, tmp_path) as it:
        answer = await it.post(path, **fields)
        assert answer.status_code == 422
        fault = re.search(rf'id="{field}-fault">([^<]+)<', answer.text)
        assert fault, answer.text
        assert told in fault[1]
        assert f'aria-describedby="{field}-fault"' in answer.text
        assert await it.requests() == []


async def test_a_paid_invoice_offers_nothing_and_takes_nothing(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with case(database, merchant, tmp_path) as it:
        await received(database, it.view.claim, 12_500)
        assert "<form" not in await it.page()
        for path, fields in WRITTEN.items():
            answer = await it.post(path, **fields)
            assert (answer.status_code, "saken har endret seg" in answer.text) == (409, True)
        assert await it.requests() == []


async def code_in_mailbox(it: Case) -> str:
    await it.house.run(it.view.merchant)
    found = re.search(r"Kode: (\d{6})\n", (await newest(it.house)).message.body_text)
    assert found
    return found[1]


async def test_an_account_counts_once_its_code_comes_back(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with case(database, merchant, tmp_path) as it:
        await received(database, it.view.claim, 15_000)
        assert "Oppgi et kontonummer" in await it.page()
        assert (await it.post("account", account="1503.20.80119")).status_code == 303
        code = await code_in_mailbox(it)
        assert (await newest(it.house)).message.recipient == "ola@example.com"
        told = await it.page()
        assert ("o…a@example.com" in told, "NO50 … 0119" in told, code in told) == (True, True, False)
        assert (await it.post("account/code", code=f" {code[:3]} {code[3:]}")).status_code == 303
        async with database.reading() as connection:
            (refund,) = [each.refund for each in await refunds.open_refunds(connection)]
        assert refund.to_account == "NO5015032080119"
        assert "betales tilbake til NO50 … 0119" in await it.page()
        assert (await it.story())[-1] == "refund_account_given"
        assert (await it.post("account/code", code=code)).status_code == 422, "it counts once"
        assert (await it.post("account", account="NO5015032080119")).status_code == 409, "nothing waits any more"


async def test_a_wrong_code_is_counted_and_the_fifth_ends_it(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with case(database, merchant, tmp_path) as it:
        await received(database, it.view.claim, 15_000)
        await it.post("account", account="NO5015032080119")
        code = await code_in_mailbox(it)
        wrong = "000000" if code != "000000" else "111111"
        for told in ("Koden er feil.", "Koden er feil.", "Koden er feil.", "Koden er feil.", "gjelder ikke lenger"):
            answer = await it.post("account/code", code=wrong)
            assert (answer.status_code, told in answer.text) == (422, True)
        assert (await it.post("account/code", code=code)).status_code == 422
        async with database.reading() as connection:
            (refund,) = [each.refund for each in await refunds.open_refunds(connection)]
        assert refund.to_account == ""


async def test_codes_run_out_in_time_and_in_number(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    async with case(database, merchant, tmp_path) as it:
        await received(database, it.view.claim, 15_000)
        await it.post("account", account="NO5015032080119")
        first = await code_in_mailbox(it)
        for _ in range(2):
            assert (await it.post("account/resend")).status_code == 303
        assert "sendt tre ganger" in (await it.post("account/resend")).text
        last = await code_in_mailbox(it)
        assert first == last or (await it.post("account/code", code=first)).status_code == 422
        it.house.wall.now += timedelta(minutes=31)
        assert "gjelder ikke lenger" in (await it.post("account/code", code=last)).text
        for account in ("NO5015032080119", "97101234561", "15032080119", "97101234561"):
            it.house.wall.now += timedelta(minutes=31)
            assert (await it.post("account", account=account)).status_code == 303
        it.house.wall.now += timedelta(minutes=31)
        assert "for mange ganger" in (await it.post("account", account="15032080119")).text


@pytest.mark.parametrize(
    ("country", "account", "taken"),
    [
        *(("NO", "8601 11 17948", False), ("NO", "", False), ("NO", "SE4550000000058398257466", True)),
        *(("SE", "991-2346", False), ("SE", "SE35 5000 0000 0549 1000 0003", True), ("FI", "86011117947", False)),
        *(("FI", "x" * 10_000, False), ("NO", "8601 11 17947", False), ("NO", "NO93 8601 1117 947", False)),
    ],
)
async def test_an_account_is_one_by_the_rules_of_its_country(
    database: Database, tmp_path: Path, country: str, account: str, *, taken: bool
) -> None:
    async with case(database, await make.merchant(database, country), tmp_path) as it:
        await received(database, it.view.claim, 15_000)
        answer = await it.post("account", account=account)
        told = (answer.status_code, 'id="account-number-fault"' in answer.text)
        assert told == ((303, False) if taken else (422, True))
