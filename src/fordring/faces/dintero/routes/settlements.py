"""`/accounts/{aid}/settlements`: what was paid out, and the report of each as files."""

from starlette.responses import Response

from fordring.faces.dintero.routes.route import ACCOUNT, Route
from fordring.faces.dintero.routes.visit import Call, Visit
from fordring.faces.dintero.translate.ids import plain_id
from fordring.faces.dintero.translate.settlement_filters import settlements_asked
from fordring.faces.dintero.translate.settlements import last_key, settlement
from fordring.faces.dintero.wire import settlements as wire
from fordring.faces.dintero.wire.parameters import SETTLEMENTS
from fordring.services.reporting.list_settlements import ListSettlements, list_settlements
from fordring.services.settlements import settlement_view
from fordring.storage.reports import MEDIA_TYPES, FileType, Report, ReportFile

READ = frozenset(f"{right}:{what}" for right in ("admin", "read") for what in ("billing", "reports", "settlements"))
BEARER = ("merchant-token",)
FILES = tuple(media_type for filetype, media_type in MEDIA_TYPES.items() if filetype is not FileType.JSON)
"""What an attachment may be beside JSON."""


async def list_them(call: Call) -> Response:
    """The account's settlements, newest first: the payouts that the bank has confirmed."""
    asked, limit, empty = settlements_asked(call.visit.request.query_params.multi_items())
    command = ListSettlements(call.bearer.merchant_id, asked, limit)
    async with call.context.database.reading() as connection:
        found, more = await list_settlements(command, connection)
    if empty:
        found, more = [], False
    key = last_key(found[-1]) if more else None
    return call.visit.answer({"items": [settlement(view) for view in found], "last_evaluated_key": key})


async def attachment(call: Call) -> Response:
    """One file of a settlement's report: PDF, CSV, XML or JSON."""
    in_path = call.visit.request.path_params
    payout_id = plain_id("settlement", in_path["settlementid"])
    file_id = plain_id("attachment", in_path["attachmentid"])
    async with call.context.database.reading() as connection:
        view = await settlement_view(connection, call.bearer.merchant_id, payout_id)
    return await file_answer(call.visit, view.report, view.report.file(file_id))


async def file_answer(visit: Visit, report: Report, file: ReportFile) -> Response:
    """The bytes of a report's file, to be kept under its name."""
    content = await visit.context.open_report(report.merchant_id, file.file_id)
    name = report.file_name(file)
    headers = {"content-disposition": f'attachment; filename="{name}"', "x-content-type-options": "nosniff"}
    return Response(content, 200, {**visit.headers, **headers}, MEDIA_TYPES[file.filetype])


ROUTES = (
    Route(
        "GET",
        "/settlements",
        list_them,
        wire.SettlementList,
        READ,
        query=SETTLEMENTS,
        bases=ACCOUNT,
        credentials=BEARER,
    ),
    Route(
        "GET",
        "/settlements/{settlementid}/attachments/{attachmentid}",
        attachment,
        wire.ReportContent,
        READ,
        bases=ACCOUNT,
        credentials=BEARER,
        media_types=FILES,
    ),
)
