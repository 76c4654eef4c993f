"""Letters of follow-up on their way: e-mail or post as their delivery says; mail, paper and page say the same."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.distribution import Way
from fordring.domain.claim.page_link import read_token
from fordring.domain.claim.parts import Parts
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.letter import Letter
from fordring.domain.merchant import Merchant
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.papers.kinds import PDF
from fordring.jobs.covering.cover import cover_note
from fordring.jobs.printing import printed_document
from fordring.jobs.render import document_bytes
from fordring.pages.payer.view import Reader
from fordring.pages.render import page
from fordring.services.invoicing.find_document import find_document
from fordring.services.payers.show_page import PayerPage, ShowPage, show_page
from fordring.services.views import PurchaseView
from fordring.storage import mailbox
from fordring.storage.ids import new_id
from fordring.storage.queue import Job
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import Unit
from formats.documents.letters import claim as written
from jobs.outgoing import Installation
from pages.payer_stage import link_of
from support import make

LETTER_DAY, PAY_BY = date(2026, 12, 15), date(2026, 12, 29)


def letter_about(claim: Claim, open_: Parts) -> Letter:
    """A payment demand about the claim, with this open."""
    assert claim.due_on is not None
    line = replace(written().interest[0], base_minor=claim.principal_minor, interest_minor=open_.interest)
    about = replace(
        written(),
        claim_id=claim.claim_id,
        claim_no=claim.claim_no,
        number=claim.number,
        reference=claim.reference,
        issued_on=claim.issued_on,
        due_on=claim.due_on,
        principal_minor=claim.principal_minor,
        open=open_,
        fee_minor=open_.fees,
        interest=(line,) if open_.interest else (),
    )
    return Letter(StepKind.PAYMENT_DEMAND, LETTER_DAY, PAY_BY, claim.currency, (about,))


async def add_letter(connection: Connection, claim: Claim, letter: Letter, way: Way) -> UUID:
    """The rows of a letter's document and of its delivery, and the job that sends it."""
    unit, document_id, delivery_id = Unit(connection), new_id(), new_id()
    key = {"merchant_id": claim.merchant_id, "claim_id": claim.claim_id, "document_id": document_id}
    own = {name: value for name, value in key.items() if name != "claim_id"}
    unit.add("document", {**key, "kind": letter.kind, "media_type": PDF, "created_at": make.WALL})
    unit.add("letter", {**own, "kind": letter.kind, "sent_on": letter.sent_on, "content": letter.kept()})
    address = claim.billing
    state: dict[str, Any] = {"channel": way, "address": address, "state": "waiting", "attempts": 0}
    unit.add(
        "delivery", {**key, "delivery_id": delivery_id, **state, "next_try_at": make.WALL, "created_at": make.WALL}
    )
    unit.add_job(Job("deliver", str(delivery_id), {"delivery_id": str(delivery_id)}, claim.merchant_id))
    await unit.flush()
    return document_id


async def sent(
    house: Installation, merchant: Merchant, way: Way, open_: Parts | None = None
) -> tuple[PurchaseView, UUID]:
    """An invoice and a demand about it, both delivered."""
    view = await house.pay(merchant)
    claim = view.claim
    letter = letter_about(claim, open_ or claim.open)
    document_id = await house.database.run(lambda connection: add_letter(connection, claim, letter, way))
    await house.run(merchant)
    return view, document_id


@pytest.mark.parametrize("way", Way)
async def test_a_letter_goes_the_way_its_delivery_says_and_lies_in_the_sandbox_s_mailbox(
    database: Database, merchant: Merchant, tmp_path: Path, way: Way
) -> None:
    house = Installation(database, tmp_path)
    _, document_id = await sent(house, merchant, way)
    async with database.reading() as connection:
        found = {kept.message.document_id: kept.message for kept in await mailbox.newest(connection, None, 10)}
    message = found[document_id]
    assert (message.channel, message.subject) == (way, "Betalingsoppfordring A1B2C-000001 fra Fjord Sykkel AS")
    assert ("29.12.2026" in (message.body_text or "")) == (way is Way.EMAIL)


async def test_mail_paper_and_page_say_the_same_sums_day_and_reference(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    open_ = Parts(125_00, 113_00, 1_37)
    view, document_id = await sent(house, merchant, Way.EMAIL, open_)
    token = read_token((await link_of(house, view)).rpartition("/")[2])
    assert token is not None
    async with database.reading() as connection:
        source = await find_document(connection, merchant.merchant_id, document_id)
        seen = await show_page(ShowPage(token), make.work(connection))
    shown = printed_document(source, public_url="https://pay.example")
    assert isinstance(shown, TableLetter)
    said = {
        "mail": cover_note(shown).text,
        "paper": await paper(house, merchant, document_id),
        "page": html(seen, open_),
    }
    wanted = ("239,37", "29.12.2026", view.claim.reference or "?", "1,37", "113,00", "125,00")
    missing = [(name, each) for name, text in said.items() for each in wanted if each not in text]
    assert missing == []
    assert [kept.kind for kept in seen.papers] == ["invoice", "payment_demand"]


async def paper(house: Installation, merchant: Merchant, document_id: UUID) -> str:
    """The text of the PDF that was kept."""
    ids = (merchant.merchant_id, document_id)
    _, pdf = await document_bytes(house.database, house.jobs.blobs, *ids, house.wall, house.jobs.public_url)
    return " ".join(" ".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf)).pages).split())


def html(seen: PayerPage, open_: Parts) -> str:
    """The payer's page with this open, which its ledger does not know of."""
    owed = replace(seen.dossier.claim, open=open_, due_on=PAY_BY)
    told = Reader(replace(seen, dossier=replace(seen.dossier, claim=owed)), "nb").facts()
    return bytes(page("payer/page.html", 200, {}, **told).body).decode()
