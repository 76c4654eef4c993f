"""A settlement report's one rendering, all its files together, by a job or the first reader, and never again."""

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from fordring.formats.settlements.csv_writer import write_csv
from fordring.formats.settlements.json_writer import write_json
from fordring.formats.settlements.model import SettlementReport
from fordring.formats.settlements.pdf import write_pdf
from fordring.formats.settlements.xml_writer import write_xml
from fordring.gateways.blobs import Blobs
from fordring.jobs.context import JobsContext, WallClock
from fordring.jobs.registry import Handler, JobContext
from fordring.services.reporting.find_report import find_report
from fordring.services.reporting.resolve_report import resolve_report
from fordring.services.reports import ReportSource
from fordring.storage import reports
from fordring.storage.reports import FileType, Report, ReportFile
from fordring.storage.transaction import Database

TEMPLATE_VERSION = "2"
SECONDS_MAX = 300
WRITERS: Mapping[FileType, Callable[[SettlementReport], bytes]] = {
    FileType.PDF: write_pdf,
    FileType.CSV: write_csv,
    FileType.XML: write_xml,
    FileType.JSON: write_json,
}


async def report_file_bytes(
    database: Database, blobs: Blobs, merchant_id: UUID, file_id: UUID, wall: WallClock
) -> bytes:
    """The bytes of one file of a report, whose checksum was verified; the report is rendered now if it was not yet.

    Raises NotFoundError, and BlobError where the stored bytes are gone or changed.
    """
    async with database.reading() as connection:
        report = await reports.of_file(connection, merchant_id, file_id)
    file = (await rendered_report(database, blobs, report, wall)).file(file_id)
    return await blobs.get(file.blob_key or "", file.sha256 or "")


async def rendered_report(database: Database, blobs: Blobs, report: Report, wall: WallClock) -> Report:
    """The report with its files rendered; nothing is open in the database meanwhile, the first to record wins."""
    if all(file.blob_key for file in report.files):
        return report
    async with database.reading() as connection:
        source = await find_report(connection, report.merchant_id, report.report_id)
    written = await asyncio.to_thread(_write, source)
    files = [await _kept(blobs, file, written[file.filetype]) for file in source.report.files]
    return await database.run(lambda connection: reports.rendered(connection, source.report, files, wall()))


def render_report_task(jobs: JobsContext) -> Handler:
    """The job `render_report`: payload `report_id`."""

    async def render(payload: dict[str, Any], context: JobContext) -> None:
        if context.merchant_id is None:
            raise ValueError("a report belongs to a merchant")
        async with jobs.database.reading() as connection:
            report = await reports.get(connection, context.merchant_id, UUID(payload["report_id"]))
        await rendered_report(jobs.database, jobs.blobs, report, jobs.wall)

    return render


def _write(source: ReportSource) -> Mapping[FileType, bytes]:
    report = resolve_report(source)
    return {filetype: write(report) for filetype, write in WRITERS.items()}


async def _kept(blobs: Blobs, file: ReportFile, data: bytes) -> ReportFile:
    sha256 = hashlib.sha256(data).hexdigest()
    # Bytes of another template or brand get another key, so that a race between two of them ends well too.
    key = f"reports/{file.merchant_id}/{file.file_id}-{sha256[:16]}.{file.filetype}"
    await blobs.put_once(key, data)
    return replace(file, blob_key=key, sha256=sha256, size_bytes=len(data), template_version=TEMPLATE_VERSION)
