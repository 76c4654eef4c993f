"""Writer of camt.054 notifications in versions 08 and 02, for the bank of the sandbox: `read_camt` reads them back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from fordring.domain.money import Money
from fordring.formats.banking.figures import write_amount
from fordring.formats.banking.model import (
    BankAccountRef,
    BankLine,
    Direction,
    LineStatus,
    Reference,
    ReferenceKind,
)
from fordring.formats.banking.xml_text import document, element, leaf

VERSIONS = ("08", "02")
_MARKS = {Direction.CREDIT: "CRDT", Direction.DEBIT: "DBIT"}
_STATUSES = {LineStatus.BOOKED: "BOOK", LineStatus.PENDING: "PDNG", LineStatus.INFORMATION: "INFO"}
_FAMILIES = {Direction.CREDIT: "RCDT", Direction.DEBIT: "ICDT"}
_CODES = {"SCOR", "RADM", "RPIN", "FXDR", "DISP", "PUOR"}
_DOCUMENT_CODES = {"CINV", "CREN", "DEBN", "SOAC", "DISP", "CMCN", "CNFA", "DNFA", "HIRI", "INVS", "MSIN", "SBIN"}


@dataclass(frozen=True, slots=True)
class Notification:
    """One camt.054 about one account. Lines of one entry stand together, with the same `entry_no`."""

    message_id: str
    created_at: datetime
    account: BankAccountRef
    currency: str
    lines: tuple[BankLine, ...]


def write_camt054(notification: Notification, version: str = "08") -> bytes:
    """The notification as UTF-8 bytes, its control totals included.

    `read_camt` gives equal lines back when their texts fit the schema (names 140, references 35, text 140 a line).
    Raises ValueError for a version other than 08 and 02. Bank-files, section 6.
    """
    if version not in VERSIONS:
        raise ValueError(f"camt.054 is written in versions {' and '.join(VERSIONS)}, not {version}")
    created = notification.created_at.isoformat(timespec="seconds")
    header = element("GrpHdr", leaf("MsgId", notification.message_id), leaf("CreDtTm", created))
    entries = [list(group) for _, group in groupby(notification.lines, key=lambda line: line.entry_no)]
    body = element(
        "Ntfctn",
        leaf("Id", notification.message_id),
        leaf("CreDtTm", created),
        element("Acct", _account_id(notification.account), leaf("Ccy", notification.currency)),
        _summary(notification, len(entries)),
        *(_entry(lines, version) for lines in entries),
    )
    return document("camt.054", version, element("BkToCstmrDbtCdtNtfctn", header, body))


def _summary(notification: Notification, entries: int) -> str:
    total = sum(line.amount.minor for line in notification.lines)
    numbers = (leaf("NbOfNtries", str(entries)), leaf("Sum", write_amount(Money(total, notification.currency))))
    return element("TxsSummry", element("TtlNtries", *numbers))


def _entry(lines: list[BankLine], version: str) -> str:
    first = lines[0]
    amount = Money(sum(line.amount.minor for line in lines), first.amount.currency)
    status = _STATUSES[first.status]
    return element(
        "Ntry",
        leaf("NtryRef", first.record_id),
        _amount("Amt", amount),
        leaf("CdtDbtInd", _MARKS[first.direction]),
        leaf("RvslInd", "true" if first.reversal else ""),
        leaf("Sts", status) if version == "02" else element("Sts", leaf("Cd", status)),
        element("BookgDt", leaf("Dt", str(first.booked_on or ""))),
        element("ValDt", leaf("Dt", str(first.value_on or ""))),
        leaf("AcctSvcrRef", first.entry_reference),
        _transaction_code(first),
        element("NtryDtls", _batch(first), *(_transaction(line, version) for line in lines)),
    )


def _transaction_code(line: BankLine) -> str:
    """The first code as the sub-family of ISO 20022, a second as the bank's own."""
    sub_family = line.codes[0] if line.codes else "OTHR"
    family = element("Fmly", leaf("Cd", _FAMILIES[line.direction]), leaf("SubFmlyCd", sub_family))
    own = element("Prtry", *(leaf("Cd", code) for code in line.codes[1:2]))
    return element("BkTxCd", element("Domn", leaf("Cd", "PMNT"), family), own)


def _batch(line: BankLine) -> str:
    if line.batch is None:
        return ""
    announced = "" if line.batch.announced is None else str(line.batch.announced)
    total = "" if line.batch.total is None else _amount("TtlAmt", line.batch.total)
    return element("Btch", leaf("NbOfTxs", announced), total)


def _transaction(line: BankLine, version: str) -> str:
    own = element("TxAmt", _amount("Amt", line.amount))
    instructed = element("InstdAmt", _amount("Amt", line.instructed)) if line.instructed else ""
    return element(
        "TxDtls",
        element(
            "Refs",
            leaf("AcctSvcrRef", line.transaction_reference),
            leaf("PmtInfId", line.payment_information_id),
            leaf("EndToEndId", line.end_to_end_id),
        ),
        "" if version == "02" else _amount("Amt", line.amount) + leaf("CdtDbtInd", _MARKS[line.direction]),
        element("AmtDtls", instructed, own) if version == "02" or instructed else "",
        _charges(line, version),
        _parties(line, version),
        element("RmtInf", *_remittance(line)),
        element("RtrInf", element("Rsn", leaf("Cd", line.return_reason))),
    )


def _charges(line: BankLine, version: str) -> str:
    if line.charges is None:
        return ""
    amount = _amount("Amt", line.charges)
    return element("Chrgs", amount if version == "02" else element("Rcrd", amount))


def _parties(line: BankLine, version: str) -> str:
    role = "Dbtr" if line.direction is Direction.CREDIT else "Cdtr"
    name = leaf("Nm", line.party_name)
    account = element(f"{role}Acct", _account_id(line.party_account)) if line.party_account else ""
    return element("RltdPties", element(role, name if version == "02" else element("Pty", name)), account)


def _account_id(account: BankAccountRef) -> str:
    """`IBAN`, or another identifier with its scheme: BBAN is the standard's code, the rest are the bank's own words."""
    if account.scheme == "IBAN":
        return element("Id", leaf("IBAN", account.identifier))
    scheme = leaf("Cd" if account.scheme == "BBAN" else "Prtry", account.scheme)
    return element("Id", element("Othr", leaf("Id", account.identifier), element("SchmeNm", scheme)))


def _remittance(line: BankLine) -> Iterator[str]:
    """Free text line by line, then each reference that was not found in it."""
    yield from (leaf("Ustrd", text) for text in line.text.split("\n"))
    for reference in line.references:
        if reference.kind is ReferenceKind.SCOR:
            information = element("CdtrRefInf", _type(reference, _CODES), leaf("Ref", reference.value))
            yield element("Strd", _document_amount(reference), information)
        elif reference.kind is ReferenceKind.DOCUMENT:
            information = element("RfrdDocInf", _type(reference, _DOCUMENT_CODES), leaf("Nb", reference.value))
            yield element("Strd", information, _document_amount(reference))


def _type(reference: Reference, codes: set[str]) -> str:
    code = leaf("Cd" if reference.code in codes else "Prtry", reference.code)
    return element("Tp", element("CdOrPrtry", code), leaf("Issr", reference.issuer) if code else "")


def _document_amount(reference: Reference) -> str:
    amount = reference.amount
    if amount is None:
        return ""
    return element("RfrdDocAmt", _amount("RmtdAmt", amount) if amount.minor >= 0 else _amount("CdtNoteAmt", -amount))


def _amount(name: str, amount: Money) -> str:
    return leaf(name, write_amount(amount), Ccy=amount.currency)
