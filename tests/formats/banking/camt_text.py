"""Small camt messages as text, and what reading them gives."""

import io
from pathlib import Path

import pytest

from fordring.formats.banking.camt import read_camt
from fordring.formats.banking.model import AccountTotals, BankLine, Problem

SAMPLES = Path(__file__).parents[3].parent / "shared" / "samples"
IBAN = "NO9386011117947"

MESSAGES = {
    "camt.052": ("BkToCstmrAcctRpt", "Rpt"),
    "camt.053": ("BkToCstmrStmt", "Stmt"),
    "camt.054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}


def sample(name: str) -> bytes:
    """The bytes of a published sample file; skips the test where the samples are not beside the checkout."""
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"the sample {name} is not beside this checkout")
    return path.read_bytes()


def statement(*entries: str, head: str = "", account: str = f"<IBAN>{IBAN}</IBAN>", kind: str = "camt.054") -> str:
    """One statement; `head` is what stands between the account and the entries."""
    tag = MESSAGES[kind][1]
    return f"<{tag}><Id>S1</Id><Acct><Id>{account}</Id><Ccy>NOK</Ccy></Acct>{head}{''.join(entries)}</{tag}>"


def message(*statements: str, kind: str = "camt.054", version: str = "08", header: str = "") -> bytes:
    """A whole message around statements."""
    tag = MESSAGES[kind][0] + ("V01" if version == "01" else "")
    inner = f"<{tag}><GrpHdr><MsgId>M1</MsgId>{header}</GrpHdr>{''.join(statements)}</{tag}>"
    return f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{kind}.001.{version}">{inner}</Document>'.encode()


def entry(
    *inner: str,
    amount: str = "100.00",
    currency: str = "NOK",
    mark: str = "CRDT",
    status: str = "<Sts><Cd>BOOK</Cd></Sts>",
    day: str = "<BookgDt><Dt>2026-11-20</Dt></BookgDt>",
    reference: str = "BANK1",
) -> str:
    """An entry; `inner` is what follows its bank reference."""
    own = f"<AcctSvcrRef>{reference}</AcctSvcrRef>" if reference else ""
    money = f'<Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd>'
    return f"<Ntry>{money}{status}{day}{own}{''.join(inner)}</Ntry>"


def details(*payments: str, batch: str = "") -> str:
    """The details of an entry, with its `Btch` content."""
    announced = f"<Btch>{batch}</Btch>" if batch else ""
    return f"<NtryDtls>{announced}{''.join(payments)}</NtryDtls>"


def payment(amount: str = "", *inner: str, currency: str = "NOK", refs: str = "", mark: str = "") -> str:
    """One `TxDtls`."""
    own = f'<Amt Ccy="{currency}">{amount}</Amt>' if amount else ""
    direction = f"<CdtDbtInd>{mark}</CdtDbtInd>" if mark else ""
    return f"<TxDtls><Refs>{refs}</Refs>{own}{direction}{''.join(inner)}</TxDtls>"


def scor(value: str) -> str:
    """Remittance information with one structured creditor reference."""
    kind = "<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
    return f"<RmtInf><Strd><CdtrRefInf>{kind}<Ref>{value}</Ref></CdtrRefInf></Strd></RmtInf>"


def free(*texts: str) -> str:
    """Remittance information with lines of free text."""
    return f"<RmtInf>{''.join(f'<Ustrd>{text}</Ustrd>' for text in texts)}</RmtInf>"


class Reading:
    """Everything one file gave, sorted by kind."""

    def __init__(self, data: bytes) -> None:
        items = list(read_camt(io.BytesIO(data)))
        self.lines = [item for item in items if isinstance(item, BankLine)]
        self.problems = [item for item in items if isinstance(item, Problem)]
        self.totals = [item for item in items if isinstance(item, AccountTotals)]

    @property
    def fatal(self) -> bool:
        """True when nothing of it may be booked."""
        return any(problem.fatal for problem in self.problems)

    @property
    def said(self) -> str:
        """All problems in one text."""
        return "; ".join(problem.message for problem in self.problems)


def read(*entries: str, head: str = "") -> Reading:
    """The reading of one camt.054.001.08 with one statement."""
    return Reading(message(statement(*entries, head=head)))


def only(*entries: str) -> BankLine:
    """The one line of entries that make no problem."""
    reading = read(*entries)
    assert not reading.problems
    (line,) = reading.lines
    return line
