"""Settlement reports: each is a row with a file per file type, rendered together once and never redrawn."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit


class FileType(StrEnum):
    """What kinds of files a report has."""

    PDF = "pdf"
    CSV = "csv"
    XML = "xml"
    JSON = "json"


MEDIA_TYPES = {
    FileType.PDF: "application/pdf",
    FileType.CSV: "text/csv",
    FileType.XML: "application/xml",
    FileType.JSON: "application/json",
}


@dataclass(frozen=True, slots=True)
class ReportFile:
    """One file of a report. Until it is rendered, `blob_key` and what witnesses the bytes are None."""

    merchant_id: UUID
    file_id: UUID
    report_id: UUID
    filetype: FileType
    blob_key: str | None = None
    sha256: str | None = None
    size_bytes: int | None = None
    template_version: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report of a confirmed payout, or a test of chosen purchases (`kind` settlement or test), with its files.

    Sums are minor units; the first and last payment in it and its making are by the merchant's clock.
    """

    merchant_id: UUID
    report_id: UUID
    kind: str
    payout_id: UUID | None
    purchase_ids: Sequence[UUID] | None
    currency: str
    capture_minor: int
    refund_minor: int
    data_from: datetime
    data_to: datetime
    created_by: str
    created_at: datetime
    files: Sequence[ReportFile] = ()

    @property
    def is_test(self) -> bool:
        """Whether it is of no money."""
        return self.kind == TEST

    def file_name(self, file: ReportFile) -> str:
        """What a file of it is called: `settlement-2026-11-20-0198….pdf`, `test-report-…` where it is one."""
        kind = "test-report" if self.is_test else "settlement"
        return f"{kind}-{self.created_at:%Y-%m-%d}-{self.payout_id or self.report_id}.{file.filetype}"

    def file(self, file_id: UUID) -> ReportFile:
        """One of its files. Raises NotFoundError."""
        for file in self.files:
            if file.file_id == file_id:
                return file
        raise NotFoundError("attachment", file_id)


SETTLEMENT, TEST = "settlement", "test"
_COLUMNS = tuple(name for name in Report.__slots__ if name != "files")
_FILE_COLUMNS = tuple(ReportFile.__slots__)


def _file_of(row: asyncpg.Record) -> ReportFile:
    facts = {name: row[name] for name in _FILE_COLUMNS}
    return ReportFile(**facts | {"filetype": FileType(row["filetype"])})


def add(unit: Unit, report: Report) -> None:
    """A new report and its files."""
    unit.add("settlement_report", {name: getattr(report, name) for name in _COLUMNS})
    keys = ("merchant_id", "file_id", "report_id", "filetype")
    unit.add("report_file", *({name: getattr(file, name) for name in keys} for file in report.files))


async def get(connection: Connection, merchant_id: UUID, report_id: UUID) -> Report:
    """One report of the merchant. Raises NotFoundError, also for another merchant's."""
    row = await connection.fetchrow(
        "SELECT * FROM settlement_report WHERE merchant_id = $1 AND report_id = $2", merchant_id, report_id
    )
    if row is None:
        raise NotFoundError("report", report_id)
    return (await _with_files(connection, merchant_id, [row]))[0]


async def of_file(connection: Connection, merchant_id: UUID, file_id: UUID) -> Report:
    """The report that a file is of. Raises NotFoundError, also for another merchant's."""
    report_id = await connection.fetchval(
        "SELECT report_id FROM report_file WHERE merchant_id = $1 AND file_id = $2", merchant_id, file_id
    )
    if report_id is None:
        raise NotFoundError("report", file_id)
    return await get(connection, merchant_id, report_id)


async def of_payouts(connection: Connection, merchant_id: UUID, payout_ids: Collection[UUID]) -> dict[UUID, Report]:
    """The reports of confirmed payouts, by payout."""
    rows = await connection.fetch(
        "SELECT * FROM settlement_report WHERE merchant_id = $1 AND payout_id = ANY($2)", merchant_id, list(payout_ids)
    )
    found = await _with_files(connection, merchant_id, rows)
    return {report.payout_id: report for report in found if report.payout_id is not None}


async def newest_files(
    connection: Connection, merchant_id: UUID, after: ReportFile | None, limit: int
) -> list[tuple[Report, ReportFile]]:
    """Files with their reports, those of the newest report first; after `after` where it is given."""
    rows = await connection.fetch(
        """SELECT r.report_id, f.file_id FROM settlement_report r JOIN report_file f USING (merchant_id, report_id)
            WHERE r.merchant_id = $1 AND ($2::uuid IS NULL OR (r.created_at, r.report_id, f.file_id) <
                  (SELECT b.created_at, b.report_id, $3::uuid FROM settlement_report b
                    WHERE b.merchant_id = $1 AND b.report_id = $2))
            ORDER BY r.created_at DESC, r.report_id DESC, f.file_id DESC LIMIT $4""",
        merchant_id,
        after.report_id if after else None,
        after.file_id if after else None,
        limit,
    )
    whole = await connection.fetch(
        "SELECT * FROM settlement_report WHERE merchant_id = $1 AND report_id = ANY($2)",
        merchant_id,
        [row["report_id"] for row in rows],
    )
    known = {report.report_id: report for report in await _with_files(connection, merchant_id, whole)}
    return [(known[row["report_id"]], known[row["report_id"]].file(row["file_id"])) for row in rows]


async def rendered(connection: Connection, report: Report, files: Sequence[ReportFile], at: datetime) -> Report:
    """Store the one rendering of all files; whoever rendered first wins, and that rendering is answered."""
    won = await connection.fetchval(
        """UPDATE settlement_report SET rendered_at = $3 WHERE merchant_id = $1 AND report_id = $2
            AND rendered_at IS NULL RETURNING true""",
        report.merchant_id,
        report.report_id,
        at,
    )
    if won:
        await connection.executemany(
            """UPDATE report_file SET blob_key = $3, sha256 = $4, size_bytes = $5, template_version = $6
                WHERE merchant_id = $1 AND file_id = $2""",
            [
                (file.merchant_id, file.file_id, file.blob_key, file.sha256, file.size_bytes, file.template_version)
                for file in files
            ],
        )
    return await get(connection, report.merchant_id, report.report_id)


async def _with_files(connection: Connection, merchant_id: UUID, rows: Sequence[asyncpg.Record]) -> list[Report]:
    reports = [Report(**{name: row[name] for name in _COLUMNS}) for row in rows]
    found = await connection.fetch(
        "SELECT * FROM report_file WHERE merchant_id = $1 AND report_id = ANY($2) ORDER BY report_id, file_id",
        merchant_id,
        [report.report_id for report in reports],
    )
    files: defaultdict[UUID, list[ReportFile]] = defaultdict(list)
    for row in found:
        files[row["report_id"]].append(_file_of(row))
    return [replace(report, files=tuple(files[report.report_id])) for report in reports]
