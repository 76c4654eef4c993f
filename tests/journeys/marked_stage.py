"""Two invoices that are followed up by the daily run, and every place where what they owe on top is shown, as text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

from faces.own.stage import Desk, desk_of
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.page_link import page_path, read_token
from fordring.domain.followup.instalments import PlanWish
from fordring.domain.merchant import Merchant
from fordring.faces.kravia.translate.claims import claim_answer, details_answer
from fordring.formats.documents.court.cover import cover_of, ledger_of
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.model import Language
from fordring.jobs.covering.cover import cover_note
from fordring.jobs.printing import printed_document
from fordring.pages.payer.view import Reader
from fordring.pages.render import page
from fordring.services.court_bundle import court_file
from fordring.services.following_up.agree_plan import AgreePlan, agree_plan
from fordring.services.following_up.choose_follow_up import ChooseFollowUp, choose_follow_up
from fordring.services.following_up.show_interest import ShowInterest, show_interest
from fordring.services.following_up.show_summary import ShowSummary, show_summary
from fordring.services.invoicing.find_document import find_document
from fordring.services.invoicing.show_claim import ShowClaim, show_claim
from fordring.services.payers.show_page import ShowPage, show_page
from fordring.services.printed_statements import interest_paper, summary_paper
from fordring.storage.transaction import Database
from formats.documents.test_letter_texts import text_of
from support.followed import delivered_claim, jobs_at, looked_until, stored

LOOKED_AHEAD, ON = date(2027, 1, 5), date(2027, 2, 10)
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass
class Marked:
    """`claim` was reminded of and more, `planned` is paid by a plan; `ahead` is what was to come on 5 January."""

    desk: Desk
    owner: Merchant
    claim: Claim
    planned: Claim
    ahead: str

    async def own(self, path: str) -> str:
        """What our own face answers the merchant."""
        return await asked(self.desk, self.owner, path)

    async def creditor(self, shown: Callable[[Any], Any]) -> str:
        """A part of the details at the creditor face."""
        async with self.desk.house.database.reading() as connection:
            command = ShowClaim(self.claim.claim_no, [self.owner.merchant_id], planned=True)
            found = await show_claim(command, jobs_at(self.desk.house.database, ON).work(connection))
        part = shown((claim_answer(found, ""), details_answer(found, "", "en").value))
        return str(part.model_dump_json())

    async def letter(self, kind: str) -> TableLetter:
        """The newest letter of a kind."""
        async with self.desk.house.database.reading() as connection:
            document_id: UUID = await connection.fetchval(
                "SELECT document_id FROM letter WHERE kind = $1 ORDER BY document_id DESC LIMIT 1", kind
            )
            source = await find_document(connection, self.owner.merchant_id, document_id)
        shown = printed_document(source)
        assert isinstance(shown, TableLetter)
        return shown

    async def paper(self, kind: str) -> str:
        """What such a letter prints."""
        return text_of(await self.letter(kind))

    async def mail(self, kind: str) -> str:
        """What its e-mail says."""
        return cover_note(await self.letter(kind)).text

    async def statement(self, name: str) -> str:
        """What a paper prints that is made when it is asked for."""
        async with self.desk.house.database.reading() as connection:
            work = jobs_at(self.desk.house.database, ON).work(connection)
            if name == "interest":
                interest = await show_interest(ShowInterest(self.claim.claim_no, None), work)
                return text_of(interest_paper(interest.statement, self.owner, self.claim))
            if name == "summary":
                summary = await show_summary(ShowSummary(self.claim.claim_no, None), work)
                return text_of(summary_paper(summary.summary, self.owner, self.claim))
            case = (await court_file(work, self.owner, await stored(self.desk.house.database, self.claim))).case
            return text_of(cover_of(case) if name == "cover" else ledger_of(case))

    async def page(self, language: Language) -> str:
        """The payer's page."""
        token = read_token((page_path(self.claim) or "").rpartition("/")[2])
        assert token is not None
        async with self.desk.house.database.reading() as connection:
            seen = await show_page(ShowPage(token), jobs_at(self.desk.house.database, ON).work(connection))
        return bytes(page("payer/page.html", 200, {}, **Reader(seen, language).facts()).body).decode()


async def asked(desk: Desk, owner: Merchant, path: str) -> str:
    """What our own face answers the merchant, in JSON."""
    headers = await desk.bearer(owner)
    answer = await desk.http.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


async def marked_stage(database: Database, owner: Merchant, folder: Path, wishes: Mapping[str, Any]) -> Marked:
    """Both are followed up until 10 February 2027, when the second is agreed to be paid in two instalments."""
    desk = await desk_of(database, folder)

    async def choose(connection: Any) -> None:
        command = ChooseFollowUp(owner.merchant_id, False, wishes)
        await choose_follow_up(command, jobs_at(database, "2026-11-16").work(connection))

    await database.run(choose)
    claim, planned = [await delivered_claim(database, owner, 900_000, **other) for other in ({}, {"customer_id": "2"})]
    await looked_until(database, owner, LOOKED_AHEAD)
    desk.house.wall.now = datetime.combine(LOOKED_AHEAD, time(12), UTC)
    ahead = await asked(desk, owner, "/follow-up/preview?days=40")
    await looked_until(database, owner, ON)
    desk.house.wall.now = datetime.combine(ON, time(12), UTC)
    wish = PlanWish(date(2027, 3, 15), 2, None)
    agreed = AgreePlan(planned.claim_no, None, wish, "Ola Nordmann", "by telephone")
    await database.run(lambda connection: agree_plan(agreed, jobs_at(database, ON).work(connection)))
    return Marked(desk, owner, await stored(database, claim), planned, ahead)
