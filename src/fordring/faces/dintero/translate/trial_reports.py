"""The body of a test report's request becomes a command (API reference, generate test report)."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from fordring.domain.calendar import zone
from fordring.domain.merchant import Merchant
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.translate.fields import Problem
from fordring.faces.dintero.translate.ids import own_id
from fordring.faces.dintero.wire.settlements import DateRange, TrialReportBody
from fordring.services.reporting.make_test_report import MakeTestReport

CHOICES = ("transaction_ids", "number_of_transactions", "date_range")
LAST_MOMENT = timedelta(days=1) - timedelta(microseconds=1)


def trial_report_command(body: TrialReportBody, merchant: Merchant) -> MakeTestReport:
    """The command. Raises BadRequestError unless exactly one choice is made, NotFoundError for foreign transactions."""
    chosen = [name for name in CHOICES if getattr(body, name) is not None]
    if len(chosen) != 1:
        raise BadRequestError(*(Problem((name,), f"exactly one of {', '.join(CHOICES)}") for name in chosen or CHOICES))
    return MakeTestReport(
        merchant.merchant_id,
        purchase_ids=_ids(body.transaction_ids, merchant.account_id),
        newest=body.number_of_transactions,
        between=_between(body.date_range, merchant.country) if body.date_range else None,
    )


def _ids(texts: list[str] | None, account_id: str) -> list[UUID] | None:
    if texts is None:
        return None
    return [own_id("transaction", text, account_id) for text in texts]


def _between(given: DateRange, country: str) -> tuple[datetime, datetime]:
    since, until = (_moment(getattr(given, name), name, country) for name in ("start_date", "end_date"))
    if since > until:
        raise BadRequestError(Problem(("date_range", "end_date"), "is before start_date"))
    return since, until


def _moment(text: str, name: str, country: str) -> datetime:
    """The moment; of a day the first one, and the last one where it ends the range."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return _exact(text, name)
    first = datetime.combine(day, time(), zone(country))
    return (first + LAST_MOMENT if name == "end_date" else first).astimezone(UTC)


def _exact(text: str, name: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadRequestError(Problem(("date_range", name), "is neither an ISO 8601 date nor a time")) from None
