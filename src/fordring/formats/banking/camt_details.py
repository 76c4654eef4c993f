"""One payment inside an entry (`TxDtls`), read by local names in all versions. What it means its entry decides."""

from dataclasses import dataclass, field

from fordring.domain.money import Money
from fordring.formats.banking.camt_references import Remittance, read_remittance
from fordring.formats.banking.figures import read_money
from fordring.formats.banking.model import BankAccountRef, Direction
from fordring.formats.banking.secure_xml import Element, by_name, each, text_at, text_of

DIRECTIONS = {"CRDT": Direction.CREDIT, "DBIT": Direction.DEBIT}
NOT_PROVIDED = "NOTPROVIDED"


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a payment: its name and its account, as far as the bank tells."""

    name: str = ""
    account: BankAccountRef | None = None


NOBODY = Party()


@dataclass(frozen=True, slots=True)
class Detail:
    """One `TxDtls`. `amounts` are all it gives for itself, the most specific first; they may differ in currency."""

    amounts: tuple[Money, ...] = ()
    instructed: Money | None = None
    charges: Money | None = None
    direction: Direction | None = None
    transaction_reference: str = ""
    end_to_end_id: str = ""
    payment_information_id: str = ""
    debtor: Party = NOBODY
    creditor: Party = NOBODY
    remittance: Remittance = field(default_factory=Remittance)
    note: str = ""
    return_reason: str = ""
    problems: tuple[str, ...] = ()

    def amount_in(self, currency: str) -> Money | None:
        """The first amount in `currency`, or None."""
        return next((amount for amount in self.amounts if amount.currency == currency), None)


def read_detail(element: Element) -> Detail:
    """The payment in a `TxDtls`; nothing of it may be missing or wrong so badly that this fails."""
    parts = by_name(element)
    references = by_name(parts.get("Refs"))
    details = by_name(parts.get("AmtDtls"))
    related = by_name(parts.get("RltdPties"))
    problems: list[str] = []
    own = [parts.get("Amt"), by_name(details.get("TxAmt")).get("Amt")]
    end_to_end = text_of(references.get("EndToEndId"))
    return Detail(
        amounts=tuple(amount for amount in (money_of(given, problems) for given in own) if amount is not None),
        instructed=money_of(by_name(details.get("InstdAmt")).get("Amt"), problems),
        charges=read_charges(element, problems) if "Chrgs" in parts else None,
        direction=DIRECTIONS.get(text_of(parts.get("CdtDbtInd"))),
        transaction_reference=text_of(references.get("AcctSvcrRef")),
        end_to_end_id="" if end_to_end == NOT_PROVIDED else end_to_end,
        payment_information_id=text_of(references.get("PmtInfId")),
        debtor=_party(related, "Dbtr"),
        creditor=_party(related, "Cdtr"),
        remittance=read_remittance(parts.get("RmtInf")),
        note=text_of(parts.get("AddtlTxInf"), 500),
        return_reason=_return_reason(parts["RtrInf"]) if "RtrInf" in parts else "",
        problems=tuple(problems),
    )


def money_of(element: Element | None, problems: list[str]) -> Money | None:
    """The amount of an element with `Ccy`; what cannot be read is added to `problems` and is None."""
    if element is None:
        return None
    try:
        return read_money(text_of(element), element.get("Ccy", ""))
    except ValueError as error:
        problems.append(str(error))
        return None


def read_charges(element: Element, problems: list[str]) -> Money | None:
    """What the bank kept: `Chrgs/Amt` up to version 3, the sum of `Chrgs/Rcrd/Amt` from 4, else the stated total.

    A record marked CRDT is given back and counts the other way; records in several currencies have no sum: None.
    """
    records = [record for charges in each(element, "Chrgs") for record in each(charges, "Rcrd")]
    total: Money | None = None
    for record in [by_name(found) for found in records or each(element, "Chrgs")]:
        amount = money_of(record.get("Amt", record.get("TtlChrgsAndTaxAmt")), problems)
        if amount is None:
            continue
        if total is not None and total.currency != amount.currency:
            return None
        signed = -amount if text_of(record.get("CdtDbtInd")) == "CRDT" else amount
        total = signed if total is None else total + signed
    return total


def account_of(element: Element | None) -> BankAccountRef | None:
    """The account in an `Acct`, `DbtrAcct` ...: IBAN, or another id with its scheme; version 1 has `PrtryAcct`."""
    parts = by_name(by_name(element).get("Id"))
    for scheme in ("IBAN", "BBAN", "UPIC"):
        if scheme in parts:
            return BankAccountRef(text_of(parts[scheme]), scheme)
    other = by_name(parts.get("Othr", parts.get("PrtryAcct")))
    identifier = text_of(other.get("Id"))
    if not identifier:
        return None
    return BankAccountRef(identifier, text_at(other.get("SchmeNm"), "Cd") or text_at(other.get("SchmeNm"), "Prtry"))


def _party(related: dict[str, Element], role: str) -> Party:
    """Name and account of one side; the name of the ultimate party or of an agent where its own is missing."""
    name = _name(related.get(role)) or _name(related.get(f"Ultmt{role}"))
    account = f"{role}Acct"
    return Party(name, account_of(related[account]) if account in related else None)


def _name(element: Element | None) -> str:
    """`Nm` up to version 6, `Pty/Nm` or `Agt/FinInstnId/Nm` from 7; a party may have none."""
    if element is None:
        return ""
    parts = by_name(element)
    if "Nm" in parts:
        return text_of(parts["Nm"])
    return text_at(parts.get("Pty"), "Nm") or text_at(parts.get("Agt"), "FinInstnId", "Nm")


def _return_reason(element: Element) -> str:
    """Why a payment came back: the code (`AC04`), else the bank's own word; version 1 calls it `RtrRsn`."""
    parts = by_name(element)
    reason = parts.get("Rsn", parts.get("RtrRsn"))
    return text_at(reason, "Cd") or text_at(reason, "Prtry")
