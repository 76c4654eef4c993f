"""A letter of the daily run in Sweden and in Finland: its paper, its e-mail and the payer's page say the same."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from fordring.domain.claim.page_link import read_token
from fordring.domain.followup.letter import letter_of
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.model import Language
from fordring.formats.documents.texts import WORDS
from fordring.jobs.covering.cover import cover_note
from fordring.jobs.printing import printed_document
from fordring.jobs.render import document_bytes
from fordring.pages.payer.view import Reader
from fordring.pages.render import page
from fordring.services.invoicing.find_document import find_document
from fordring.services.payers.show_page import ShowPage, show_page
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from pages.payer_stage import link_of
from support import make
from support.followed import looked_until


@pytest.mark.parametrize(("country", "language"), [("SE", "sv"), ("FI", "fi")])
async def test_paper_mail_and_page_say_what_the_run_has_booked(
    database: Database, tmp_path: Path, country: str, language: Language
) -> None:
    owner = await make.merchant(database, country)
    house = Installation(database, tmp_path)
    view = await house.pay(owner, amount_minor=100_000, billing=make.billing(country))
    await house.run(owner)
    await looked_until(database, owner, "2027-02-15")
    token = read_token((await link_of(house, view)).rpartition("/")[2])
    assert token is not None
    async with database.reading() as connection:
        row = await connection.fetchrow("SELECT document_id, content FROM letter ORDER BY sent_on DESC LIMIT 1")
        assert row
        letter = letter_of(row["content"])
        source = await find_document(connection, owner.merchant_id, row["document_id"])
        wall = datetime.combine(letter.sent_on, datetime.min.time(), UTC)
        seen = await show_page(ShowPage(token), make.work(connection, wall))
    about, shown = letter.claims[0], printed_document(source, public_url="https://pay.example")
    assert isinstance(shown, TableLetter)
    ids = (owner.merchant_id, row["document_id"])
    _, pdf = await document_bytes(database, house.jobs.blobs, *ids, house.wall, house.jobs.public_url)
    said = {
        "mail": cover_note(shown).text,
        "paper": " ".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf)).pages),
        "page": bytes(page("payer/page.html", 200, {}, **Reader(seen, language).facts()).body).decode(),
    }
    figures = Figures(WORDS[language], letter.currency)
    parts = (about.open.principal, about.open.fees, about.open.interest, about.open.total)
    assert seen.dossier.claim.open == about.open, "the page shows the ledger, and the letter is its newest"
    assert all(parts)
    assert letter.pay_by
    wanted = {*map(figures.amount, parts), figures.day(letter.pay_by)}
    plain = {name: " ".join(text.split()) for name, text in said.items()}
    missing = [(name, each) for name, text in plain.items() for each in wanted if " ".join(each.split()) not in text]
    assert missing == []
