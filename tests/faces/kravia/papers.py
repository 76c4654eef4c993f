"""Papers that a client hands in: PDFs good and bad, made here, and an office that hands them in."""

import io
from collections.abc import AsyncIterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import httpx2
import pikepdf

from faces.kravia.stage import BASE, Wall, app_of
from fordring.faces.common.context import FaceContext, Uploads, open_context
from fordring.gateways.blobs import open_blobs
from fordring.jobs.render import document_bytes, preview_bytes
from fordring.services.kept_file import keep_file
from fordring.storage.transaction import Database

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
TERMS = b"Terms and conditions\n"


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id="encryption" not in how, **how)
    return out.getvalue()


def blank() -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    return pdf


@cache
def good(pages: int = 1) -> bytes:
    pdf = blank()
    for _ in range(pages - 1):
        pdf.add_blank_page()
    return saved(pdf)


def acting(**action: Any) -> bytes:
    """A PDF that does something when it is opened."""
    pdf = blank()
    pdf.Root.OpenAction = pikepdf.Dictionary(**action)
    return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def locked(password: str) -> bytes:
    return saved(blank(), encryption=pikepdf.Encryption(owner="owner", user=password))


async def papers_context(database: Database, wall: Wall, folder: Path, **limits: Any) -> FaceContext:
    """An installation with a blob store and a real renderer."""
    blobs = open_blobs(str(folder / "blobs"))

    async def open_document(merchant_id: Any, document_id: Any) -> bytes:
        return (await document_bytes(database, blobs, merchant_id, document_id, wall, ""))[1]

    async def preview(merchant_id: Any, claim_id: Any) -> bytes:
        return await preview_bytes(database, blobs, merchant_id, claim_id, wall)

    uploads = Uploads(keep=partial(keep_file, blobs), preview=preview, **limits)
    return await open_context(database, wall, BASE, open_document, open_document, uploads=uploads)


async def papers_app(database: Database, wall: Wall, folder: Path, **limits: Any) -> AsyncIterator[httpx2.AsyncClient]:
    """The app over it, called in process."""
    context = await papers_context(database, wall, folder, **limits)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app_of(context)), base_url=BASE) as client:
        yield client
