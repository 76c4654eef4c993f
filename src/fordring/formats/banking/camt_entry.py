"""One entry (`Ntry`) and what its payments make of it: lines when the split is certain, else one line and a question.

The entry's amount is what arrived and its direction is the direction of the money, whatever its details say.
"""

from dataclasses import dataclass
from datetime import date

from fordring.domain.money import Money
from fordring.formats.banking.camt_details import DIRECTIONS, Detail, money_of, read_charges
from fordring.formats.banking.camt_references import REFERENCES_MAX, TEXT_LENGTH_MAX, Remittance
from fordring.formats.banking.figures import read_date, read_money
from fordring.formats.banking.model import BankAccountRef, BankLine, Batch, Direction, LineStatus
from fordring.formats.banking.secure_xml import Element, by_name, each, text_at, text_of

STATUSES = {
    "BOOK": LineStatus.BOOKED,
    "PDNG": LineStatus.PENDING,
    "FUTR": LineStatus.PENDING,
    "INFO": LineStatus.INFORMATION,
}
SUB_FAMILY = ("Domn", "Fmly", "SubFmlyCd")
BANKS_CODE = ("Prtry", "Cd")
OTHER = "OTHR"


@dataclass(frozen=True, slots=True)
class Entry:
    """The facts of an `Ntry` itself; `announced` and `total` are those of its `Btch` elements together."""

    amount: Money
    direction: Direction
    status: LineStatus
    booked_on: date | None
    value_on: date | None
    day_unread: bool
    reference: str
    record_id: str
    reversal: bool
    codes: tuple[str, ...]
    charges: Money | None
    announced: int | None
    total: Money | None
    payment_information_id: str
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: its account, statement and entry counted from 1, the line of the file.

    `statement_id` is the bank's own of the statement, `page` which of several of it or of its message, `made_on` when
    the message was made.
    """

    account: BankAccountRef
    statement_no: int
    entry_no: int
    row: int
    statement_id: str = ""
    page: str = ""
    made_on: date | None = None


def read_entry(element: Element, problems: list[str]) -> Entry:
    """The entry's own facts. Raises ValueError when amount, currency or direction cannot be read: it is no line then.

    An unknown or missing status is INFORMATION and a problem: what is not surely booked is not money.
    """
    parts = by_name(element)
    amount = read_money(text_of(parts.get("Amt")), parts["Amt"].get("Ccy", "") if "Amt" in parts else "")
    mark = text_of(parts.get("CdtDbtInd"))
    if mark not in DIRECTIONS:
        raise ValueError(f"{mark[:10]!r} is neither CRDT nor DBIT")
    batches = _batches(element, parts)
    announced, total, payment_information_id = _batch_facts(batches, problems) if batches else (None, None, "")
    status = _status(parts.get("Sts"), problems)
    said = len(problems)
    booked_on = _day("booking day", parts.get("BookgDt"), problems)
    value_on = _day("value day", parts.get("ValDt"), problems)
    return Entry(
        amount=amount,
        direction=DIRECTIONS[mark],
        status=status,
        booked_on=booked_on,
        value_on=value_on,
        day_unread=len(problems) > said,
        reference=text_of(parts.get("AcctSvcrRef")),
        record_id=text_of(parts.get("NtryRef")),
        reversal=text_of(parts.get("RvslInd")) in {"true", "1"},
        codes=_codes(parts.get("BkTxCd")) if mark == "DBIT" else (),
        charges=read_charges(element, problems) if "Chrgs" in parts else None,
        announced=announced,
        total=total,
        payment_information_id=payment_information_id,
        note=text_of(parts.get("AddtlNtryInf"), 500),
    )


def said_codes(sub_family: str, banks_code: str) -> tuple[str, ...]:
    """What the codes of a transaction say: the sub-family of ISO 20022, unless it is "other", and the bank's own."""
    return tuple(code for code in (sub_family if sub_family != OTHER else "", banks_code) if code)


def _codes(element: Element | None) -> tuple[str, ...]:
    return said_codes(text_at(element, *SUB_FAMILY), text_at(element, *BANKS_CODE))


def entry_lines(entry: Entry, details: list[Detail], place: Place) -> list[BankLine]:
    """The lines of an entry; their amounts always sum to the entry's.

    Several payments make several lines only if all that is said of them agrees: count, amounts, directions, total
    (traps 10 to 12). Otherwise the entry is one line with all references and a `question`.
    """
    batch = None
    if entry.announced is not None or len(details) > 1:
        batch = Batch(entry.announced, entry.total, len(details))
    shares = None
    if len(details) > 1:
        shares, question = _split(entry, details)
    else:
        question = _doubt(entry, details[0]) if details else ""
    question = question or _batch_doubt(entry, len(details))
    if shares is None or question:
        only = details[0] if len(details) == 1 else _merged(details)
        return [_line(entry, only, place, amount=entry.amount, batch=batch, question=question)]
    return [
        _line(entry, detail, place, amount=share, batch=batch, position=position)
        for position, (detail, share) in enumerate(zip(details, shares, strict=True))
    ]


def contradictions(entry: Entry, details: list[Detail]) -> list[str]:
    """A payment whose direction is not that of its entry (trap 12); the entry decides, and a person should know."""
    if any(detail.direction not in {None, entry.direction} for detail in details):
        return [f"a payment is marked against its entry, which is a {entry.direction}"]
    return []


def _line(
    entry: Entry,
    detail: Detail,
    place: Place,
    *,
    amount: Money,
    batch: Batch | None,
    position: int | None = None,
    question: str = "",
) -> BankLine:
    party = detail.debtor if entry.direction is Direction.CREDIT else detail.creditor
    texts = (detail.remittance.text, detail.note, entry.note)
    return BankLine(
        account=place.account,
        amount=amount,
        direction=entry.direction,
        status=entry.status,
        booked_on=entry.booked_on,
        value_on=entry.value_on,
        entry_reference=entry.reference,
        record_id=entry.record_id,
        transaction_reference=detail.transaction_reference,
        end_to_end_id=detail.end_to_end_id,
        payment_information_id=detail.payment_information_id or entry.payment_information_id,
        references=detail.remittance.references,
        text="\n".join(text for text in texts if text),
        party_name=party.name,
        party_account=party.account,
        reversal=entry.reversal,
        return_reason=detail.return_reason,
        codes=entry.codes,
        instructed=detail.instructed if detail.instructed != amount else None,
        charges=detail.charges or entry.charges,
        batch=batch,
        split=position is not None,
        position=position or 0,
        question=question,
        statement_id=place.statement_id,
        page=place.page,
        made_on=place.made_on,
        day_unread=entry.day_unread,
        statement_no=place.statement_no,
        entry_no=place.entry_no,
        row=place.row,
    )


def _split(entry: Entry, details: list[Detail]) -> tuple[list[Money] | None, str]:
    """Each payment's share of the entry, or why there is none: gross amounts, else amounts after their charges."""
    currency = entry.amount.currency
    if contradictions(entry, details):
        return None, "a payment's direction is not its entry's"
    found = [detail.amount_in(currency) for detail in details]
    gross = [amount for amount in found if amount]
    if len(gross) < len(found):
        return None, f"a payment has no amount in {currency}, or a zero"
    for shares in (gross, [_after_charges(entry, detail, own) for detail, own in zip(details, gross, strict=True)]):
        if sum(share.minor for share in shares) == entry.amount.minor and all(share.minor > 0 for share in shares):
            return shares, ""
    return None, "the payments do not sum to their entry"


def _doubt(entry: Entry, detail: Detail) -> str:
    """Why the only payment of an entry does not fit it, or nothing. No amount, or a foreign one, is no doubt."""
    nothing = next((amount for amount in detail.amounts if not amount), None)
    if nothing is not None:
        return f"the payment says {nothing}, its entry {entry.amount}"
    own = detail.amount_in(entry.amount.currency)
    if own is None or own == entry.amount or _after_charges(entry, detail, own) == entry.amount:
        return ""
    return f"the payment says {own}, its entry {entry.amount}"


def _batch_doubt(entry: Entry, listed: int) -> str:
    """Why count and total of the batch do not fit what is listed, or nothing."""
    if entry.announced is not None and entry.announced != listed and (entry.announced, listed) != (1, 0):
        return f"a batch of {entry.announced} payments lists {listed}"
    if entry.total is not None and entry.total != entry.amount:
        return "the batch's total is not its entry's amount"
    return ""


def _after_charges(entry: Entry, detail: Detail, own: Money) -> Money:
    """What a payment moved on the account: charges make a credit smaller and a debit larger."""
    charges = detail.charges
    if charges is None or charges.currency != own.currency:
        return own
    return own - charges if entry.direction is Direction.CREDIT else own + charges


def _merged(details: list[Detail]) -> Detail:
    """What several payments name together, for the person who must split them."""
    if not details:
        return Detail()
    references = tuple(reference for detail in details for reference in detail.remittance.references)
    text = "\n".join(detail.remittance.text for detail in details if detail.remittance.text)
    remittance = Remittance(references[:REFERENCES_MAX], text[:TEXT_LENGTH_MAX])
    return Detail(remittance=remittance)


def _batches(element: Element, parts: dict[str, Element]) -> list[dict[str, Element]]:
    """All `Btch` of an entry: inside `NtryDtls`, in version 1 directly."""
    found: list[dict[str, Element]] = []
    if "Btch" in parts:
        found.append(by_name(parts["Btch"]))
    if "NtryDtls" in parts:
        found += [by_name(batch) for inner in each(element, "NtryDtls") for batch in each(inner, "Btch")]
    return found


def _batch_facts(batches: list[dict[str, Element]], problems: list[str]) -> tuple[int | None, Money | None, str]:
    """Announced count and total over all batches (none where one does not say or currencies differ), and PmtInfId."""
    counts = [text_of(batch.get("NbOfTxs")) for batch in batches]
    known = all(count.isascii() and count.isdigit() and len(count) <= 15 for count in counts)
    totals = [money_of(batch.get("TtlAmt"), problems) for batch in batches]
    given = [total for total in totals if total is not None]
    same = len(given) == len(totals) and len({total.currency for total in given}) == 1
    total = Money(sum(amount.minor for amount in given), given[0].currency) if same else None
    return sum(map(int, counts)) if known else None, total, text_of(batches[0].get("PmtInfId"))


def _status(element: Element | None, problems: list[str]) -> LineStatus:
    """`Sts` as a code up to version 6, as `Sts/Cd` (or a bank's own `Prtry`) from 7."""
    parts = by_name(element)
    code = text_of(parts.get("Cd", parts.get("Prtry", element)))
    if code not in STATUSES:
        problems.append(f"status {code[:10]!r} is not known, so the entry is not taken for money")
    return STATUSES.get(code, LineStatus.INFORMATION)


def _day(name: str, element: Element | None, problems: list[str]) -> date | None:
    """The local bank day of a `Dt` or `DtTm`, or None."""
    parts = by_name(element)
    text = text_of(parts.get("Dt", parts.get("DtTm")))
    try:
        return read_date(text) if text else None
    except ValueError:
        problems.append(f"the {name} {text[:40]!r} is not a date")
        return None
