"""One rendering per document: whoever comes first makes it, everybody reads the same bytes, and a change is noticed."""

import asyncio
from pathlib import Path
from uuid import UUID

import pytest

from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Channel
from fordring.formats.documents.pdf.render import TEMPLATE_VERSION
from fordring.gateways.blobs import BlobCorruptedError
from fordring.jobs.render import document_bytes
from fordring.storage.documents import Document
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from support import make


async def read(house: Installation, merchant: Merchant, document_id: UUID) -> tuple[Document, bytes]:
    jobs = house.jobs
    return await document_bytes(
        jobs.database, jobs.blobs, merchant.merchant_id, document_id, jobs.wall, jobs.public_url
    )


async def test_a_document_is_rendered_by_its_first_reader_and_read_by_the_others(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(merchant, channel=Channel.MERCHANT)
    first, pdf = await read(house, merchant, view.document_id)
    assert pdf.startswith(b"%PDF-")
    assert (first.size_bytes, first.template_version) == (len(pdf), TEMPLATE_VERSION)
    assert await read(house, merchant, view.document_id) == (first, pdf)
    assert (await house.run(merchant)).done == ["render_document"]
    assert await read(house, merchant, view.document_id) == (first, pdf)


async def test_many_first_readers_at_once_read_the_same_rendering(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(merchant)
    readings = await asyncio.gather(*(read(house, merchant, view.document_id) for _ in range(6)))
    assert all(reading == readings[0] for reading in readings)
    assert len(list((tmp_path / "blobs" / "documents").rglob("*.pdf"))) == 1


async def test_a_rendering_that_lost_the_race_gives_way_to_the_one_recorded(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house, other = Installation(database, tmp_path), Installation(database, tmp_path)
    view = await house.pay(merchant)

    async def recolour() -> None:
        async with database.transaction() as connection:
            await connection.execute("""UPDATE merchant SET settings = '{"brand": {"colour": "#aa0000"}}'""")

    began = asyncio.create_task(read(house, merchant, view.document_id))
    await recolour()
    one, two = await began, await read(other, merchant, view.document_id)
    assert one == two


async def test_a_document_whose_bytes_were_changed_is_never_shown(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(merchant)
    await read(house, merchant, view.document_id)
    [blob] = (tmp_path / "blobs" / "documents").rglob("*.pdf")
    blob.write_bytes(blob.read_bytes().replace(b"%PDF-1", b"%PDF-2"))
    with pytest.raises(BlobCorruptedError):
        await read(house, merchant, view.document_id)


async def test_another_merchants_document_is_not_there(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(merchant)
    other = await make.merchant(database, "SE", "T99998888", number_prefix="B2C3D")
    with pytest.raises(NotFoundError):
        await read(house, other, view.document_id)
