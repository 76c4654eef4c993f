"""Bodies and answers of settlements and their reports (API reference, settlements and reports)."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from fordring.faces.dintero.wire.answers import Answer
from fordring.faces.dintero.wire.loose import Ignoring

TRANSACTIONS_MAX = 1000


class Attachment(Answer):
    """A file of a settlement's report."""

    id: UUID
    key: str
    content_type: str
    extension: str
    created_by: str


class SettledAmounts(Answer):
    """Sums of a currency in minor units: `amount` is what was paid, `capture` less `refund` and `fee`."""

    amount: int
    capture: int
    refund: int
    fee: int
    currency: str


class Settlement(Answer):
    """A payout that the bank has confirmed. `start_at` and `end_at` are the first and the last payment in it."""

    id: UUID
    start_at: datetime
    end_at: datetime
    created_at: datetime
    updated_at: datetime
    settled_at: datetime
    email_received_at: datetime | None
    provider: str
    provider_reference: str
    attachments: list[Attachment]
    amounts: list[SettledAmounts]
    payment_status: Literal["paid"]
    store_id: str | None
    payout_destination_id: str | None


class LastKey(Answer):
    """Where the next page begins: `id` and one of the times are its `starting_after_id` and `starting_after_date`."""

    id: UUID
    account_id: str
    settled_at: datetime
    created_at: datetime


class SettlementList(Answer):
    """A page of settlements; without a `last_evaluated_key` it is the last one."""

    items: list[Settlement]
    last_evaluated_key: LastKey | None


class ReportedSettlement(Answer):
    """What a report is about; days are the account's own."""

    id: UUID
    provider_reference: str
    account_id: str
    merchant_name: str
    organization_number: str
    payout_account: str
    currency: str
    data_from: date
    data_to: date
    settled_on: date


class ReportedTotals(Answer):
    """The sums of a report's lines, in minor units."""

    lines: int
    capture: int
    refund: int
    fee: int
    fee_commission: int
    fee_vat: int
    net: int
    vat: int


class ReportedLine(Answer):
    """One amount that was paid out, in minor units; without a transaction it is costs, or of a claim from elsewhere."""

    paid_on: date
    transaction_id: str | None
    session_id: str | None
    event_id: str | None
    merchant_reference: str | None
    merchant_reference_2: str | None
    invoice_number: str | None
    claim_number: int | None
    capture: int
    refund: int
    fee: int
    net: int
    vat: int


class ReportContent(Answer):
    """A settlement report as JSON."""

    version: int
    test: bool
    sandbox: bool
    settlement: ReportedSettlement
    totals: ReportedTotals
    lines: list[ReportedLine]


class DateRange(Ignoring):
    """From one day of the account's country to another, both included; or from one moment to another."""

    start_date: str
    end_date: str


class TrialReportBody(Ignoring):
    """Which transactions the test report is of: exactly one of the three."""

    transaction_ids: Annotated[list[str], Field(max_length=TRANSACTIONS_MAX)] | None = None
    number_of_transactions: Annotated[int, Field(ge=1, le=TRANSACTIONS_MAX)] | None = None
    date_range: DateRange | None = None


class Message(Answer):
    """What was done."""

    message: str


class ReportMetadata(Answer):
    """A file of a report; `signed_url` answers its bytes without a token for ten minutes."""

    id: UUID
    report_job_id: UUID
    account_id: str
    template_id: str
    content_type: str
    content_language: str
    created_by: str
    created_at: datetime
    data_from: datetime
    data_to: datetime
    schedule: str | None
    report_file_name: str
    custom_report_name: str | None
    report_config_id: UUID | None
    data_type: str
    signed_url: str
    report_filters: list[dict[str, str]]


class ReportMetadataList(Answer):
    """A page of report files, the newest report's first; without a `starting_after` it is the last one."""

    reports: list[ReportMetadata]
    starting_after: UUID | None
