"""`/accounts/{aid}/reports`: every report's files with signed addresses; and test reports of a sandbox account."""

from urllib.parse import urlencode

from starlette.responses import Response

from fordring.domain.merchant import Merchant
from fordring.faces.common.requests import NotAuthenticatedError
from fordring.faces.dintero.routes.route import ACCOUNT, Route
from fordring.faces.dintero.routes.settlements import BEARER, FILES, file_answer
from fordring.faces.dintero.routes.visit import Call, Visit, shaped
from fordring.faces.dintero.translate.ids import plain_id
from fordring.faces.dintero.translate.settlement_filters import reports_asked
from fordring.faces.dintero.translate.settlements import report_metadata
from fordring.faces.dintero.translate.trial_reports import trial_report_command
from fordring.faces.dintero.wire import settlements as wire
from fordring.faces.dintero.wire.parameters import PAGES
from fordring.services.reporting.make_test_report import make_test_report
from fordring.storage import merchants, reports
from fordring.storage.reports import Report, ReportFile

READ = frozenset(["admin:reports", "read:reports"])
GENERATE = frozenset(["admin:billing", "admin:reports"])
CREATED, NOTHING = 201, 200


async def list_metadata(call: Call) -> Response:
    """The account's report files, those of the newest report first. Settlement reports and test reports."""
    asked = reports_asked(call.visit.request.query_params.multi_items())
    merchant_id = call.bearer.merchant_id
    async with call.context.database.reading() as connection:
        merchant = await merchants.get(connection, merchant_id)
        after = None
        if asked.after is not None:
            after = (await reports.of_file(connection, merchant_id, asked.after)).file(asked.after)
        found = await reports.newest_files(connection, merchant_id, after, asked.limit + 1)
    shown, more = found[: asked.limit], len(found) > asked.limit
    items = [report_metadata(merchant, *each, _signed_url(call.visit, merchant, each[1])) for each in shown]
    return call.visit.answer({"reports": items, "starting_after": items[-1]["id"] if more else None})


async def show_report(visit: Visit) -> Response:
    """A report's file by the `signed_url` of the list of reports, for ten minutes."""
    in_path, query = visit.request.path_params, visit.request.query_params
    signed = _signed_path(in_path["aid"], in_path["report"])
    if not visit.context.links.is_good(signed, query.get("expires", ""), query.get("signature", ""), visit.wall):
        raise NotAuthenticatedError("the link is not valid, or no longer")
    async with visit.context.database.reading() as connection:
        merchant = await merchants.by_account_id(connection, in_path["aid"])
        file_id = plain_id("report", in_path["report"])
        report = await reports.of_file(connection, merchant.merchant_id, file_id)
    return await file_answer(visit, report, report.file(file_id))


async def generate_test_report(call: Call) -> Response:
    """Make a report of chosen transactions as if they were settled now. It is marked as a test and moves no money.

    For sandbox accounts only: the newest transactions, those of some days, or those named.
    """
    body = shaped(wire.TrialReportBody, await call.visit.body())
    async with call.context.database.reading() as connection:
        merchant = await merchants.get(connection, call.bearer.merchant_id)
    command = trial_report_command(body, merchant)
    return await call.once(lambda work: make_test_report(command, work), lambda made: _made(call.visit, made))


def _made(visit: Visit, made: Report | None) -> Response:
    if made is None:
        return visit.answer({"message": "there are no such transactions: nothing was created"}, status=NOTHING)
    return visit.answer({"message": f"test report {made.report_id} was created"}, status=CREATED)


def _signed_url(visit: Visit, merchant: Merchant, file: ReportFile) -> str:
    links, path = visit.context.links, _signed_path(merchant.account_id, str(file.file_id))
    expires = links.last_second(visit.wall)
    query = urlencode({"expires": expires, "signature": links.signature(path, expires)})
    return f"{visit.context.base_url}/v1{path}?{query}"


def _signed_path(account_id: str, file_id: str) -> str:
    return f"/accounts/{account_id}/reports/files/{file_id}"


ROUTES = (
    Route(
        "GET",
        "/reports/metadata",
        list_metadata,
        wire.ReportMetadataList,
        READ,
        query=PAGES,
        bases=ACCOUNT,
        credentials=BEARER,
    ),
    Route(
        "GET",
        "/reports/files/{report}",
        show_report,
        wire.ReportContent,
        query={"expires": "Unix seconds", "signature": "of the address and its last second"},
        bases=ACCOUNT,
        credentials=(),
        media_types=FILES,
    ),
    Route(
        "POST",
        "/settlements/reports/generate-test-report",
        generate_test_report,
        wire.Message,
        GENERATE,
        wire.TrialReportBody,
        good_statuses=(NOTHING, CREATED),
        bases=ACCOUNT,
        credentials=BEARER,
    ),
)
