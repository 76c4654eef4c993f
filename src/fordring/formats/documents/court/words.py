"""What the summary for a court says, apart from figures: one value per language."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CourtWords:
    """Headings and labels; `{…}` are filled in. Rows of `columns` are the heads of a table."""

    title: str
    ledger_title: str
    lead: str
    ledger_lead: str
    as_of: str
    claim: str
    reference: str
    last_day: str
    parties: str
    party_columns: tuple[str, str]
    creditor: str
    debtor: str
    basis: str
    basis_columns: tuple[str, str]
    invoice: str
    issued: str
    due: str
    describes: str
    amounts: str
    amount_columns: tuple[str, str]
    principal: str
    fallen: str
    open_principal: str
    fees: str
    interest: str
    accrued: str
    total: str
    interest_rows: str
    interest_columns: tuple[str, ...]
    interest_wanted: str
    steps: str
    step_columns: tuple[str, ...]
    by_creditor: str
    cancelled: str
    paper: str
    payments: str
    payment_columns: tuple[str, ...]
    direct: str
    papers: str
    paper_columns: tuple[str, ...]
    not_bound: str
    statement: str
    statement_columns: tuple[str, ...]
    postings: str
    posting_columns: tuple[str, ...]
    accounts: Mapping[str, str]
    entries: Mapping[str, str]
    kinds: Mapping[str, str]
