"""What a client hands in travels with the invoice: behind it in the e-mail, bound behind it in the letter."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from faces.kravia.papers import PNG, TERMS, good
from fordring.domain.claim.papers import Purpose
from fordring.domain.merchant import Merchant
from fordring.formats.papers.inspection import page_count
from fordring.formats.papers.kinds import PDF, TEXT
from fordring.jobs.render import document_bytes
from fordring.services.invoicing.add_document import AddDocument, Added, add_document
from fordring.services.kept_file import keep_file
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from pages.stage import browser, newest, pages_of
from support import make
from support.registrations import registered, registration, started

PAPERS = ((good(2), PDF, "terms.pdf"), (PNG, "image/png", "photo.png"), (TERMS, TEXT, "notes.txt"))


async def handed_in(house: Installation, owner: Merchant, claim_no: int) -> list[Added]:
    added = []
    for content, media_type, name in PAPERS:
        kept = await keep_file(house.jobs.blobs, owner.merchant_id, content)
        command = AddDocument(
            claim_no, {owner.merchant_id}, Purpose.ATTACHMENT, "InvoiceAttachment", name, media_type, kept
        )
        added.append(await _added(house, command))
    return added


async def _added(house: Installation, command: AddDocument) -> Added:
    return await house.database.run(lambda connection: add_document(command, house.jobs.work(connection)))


async def owner_of(database: Database) -> Merchant:
    return await make.merchant(database, "NO", "P11112222")


@pytest.mark.parametrize("by_letter", [False, True], ids=["e-mail", "letter"])
async def test_attachments_travel_with_the_invoice(database: Database, tmp_path: Path, *, by_letter: bool) -> None:
    owner, house = await owner_of(database), Installation(database, tmp_path)
    billing = make.billing(email="") if by_letter else make.billing()
    claim = (await registered(database, owner, registration(billing=billing))).claim
    added = await handed_in(house, owner, claim.claim_no)
    unprintable = [("file", "text/plain cannot be printed: it does not go with a letter")]
    assert [(w.field, w.message) for each in added for w in each.warnings] == (unprintable if by_letter else [])
    await started(database, owner, claim)
    await house.run(owner)
    claim_id, merchant_id = claim.claim_id, owner.merchant_id
    async with database.reading() as connection:
        paper = await connection.fetchrow("SELECT * FROM document WHERE claim_id = $1 AND kind = 'invoice'", claim_id)
    assert paper is not None
    _, pdf = await document_bytes(database, house.jobs.blobs, merchant_id, paper["document_id"], house.wall, "")
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    listed = "terms.pdf, photo.png" if by_letter else "terms.pdf, photo.png, notes.txt"
    assert f"Vedlegg: {listed}" in " ".join(text.split())
    assert ("notes.txt" in text) is not by_letter
    if by_letter:
        [letter] = house.letters.sent
        assert letter.pages == page_count(letter.pdf) == 1 + 2 + 1
    else:
        [email] = house.email.sent
        assert [(each.filename, each.media_type) for each in email.attachments[1:]] == [
            (name, media_type) for _, media_type, name in PAPERS
        ]
        assert [each.content for each in email.attachments[1:]] == [content for content, _, _ in PAPERS]


async def test_the_sandbox_mailbox_shows_what_came_along(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    claim = (await registered(database, merchant)).claim
    added = await handed_in(house, merchant, claim.claim_no)
    await started(database, merchant, claim)
    await house.run(merchant)
    message = (await newest(house)).message
    assert message.attachment_ids == [each.document.document_id for each in added]
    async with browser(pages_of(house)) as client:
        page = (await client.get(f"/mailbox/{message.message_id}")).text
        for each, (content, _, name) in zip(added, PAPERS, strict=True):
            path = f"/mailbox/{message.message_id}/attachments/{each.document.document_id}/{name}"
            assert path in page
            read = await client.get(path)
            assert read.content == content
            assert "sandbox" in read.headers["content-security-policy"]
        assert (
            await client.get(path.replace(str(each.document.document_id), str(message.message_id)))
        ).status_code == 404
