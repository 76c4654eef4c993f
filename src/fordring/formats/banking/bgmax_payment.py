"""One payment or deduction of a BgMax file with what follows it: extra references, information, the payer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from fordring.domain.money import Money
from fordring.formats.banking import bgmax_layout as layout
from fordring.formats.banking.camt_references import text_candidates
from fordring.formats.banking.model import BankAccountRef, BankLine, Direction, Reference, ReferenceKind

_PAYER, _REFERENCE, _AMOUNT, _CODE, _SERIAL = (
    layout.PAYMENT.place(name) for name in ("payer_bankgiro", "reference", "amount", "code", "serial")
)
_TEXT = layout.INFORMATION.place("text")
_NAME, _MORE_NAME = layout.NAME.place("name"), layout.NAME.place("more")
_STREET, _POSTAL_CODE = layout.ADDRESS.place("street"), layout.ADDRESS.place("postal_code")
_CITY, _COUNTRY, _COUNTRY_CODE = (layout.CITY.place(name) for name in ("city", "country", "country_code"))
_NUMBER = layout.ORGANISATION.place("number")


@dataclass(frozen=True, slots=True)
class Deposit:
    """What the payments of one deposit share; `place` counts the deposits of the file from 1."""

    account: BankAccountRef
    currency: str
    day: date | None
    number: str
    place: int


@dataclass(slots=True)
class Payment:
    """The lines of one payment so far: its own, its extra references, and what is said about it."""

    row: int
    kind: str
    line: str
    extras: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _About:
    """What is said of a payment and its payer."""

    texts: list[str] = field(default_factory=list)
    name: str = ""
    address: str = ""
    number: str = ""


_NOTHING = _About()


def line_of(payment: Payment, deposit: Deposit, place: int) -> BankLine:
    """The payment, in its place in the deposit, as a line; its digits were checked. A deduction takes money back.

    The bank's number of it is its deposit's day and number with its serial, which is not unique in a deposit.
    """
    own = payment.line
    minor = int(own[_AMOUNT])
    credit = payment.kind == "20"
    bankgiro = own[_PAYER].strip().lstrip("0")
    about = _about(payment.about) if payment.about else _NOTHING
    if own[_CODE] in layout.CORRECT and not payment.extras:
        texts = about.texts
        references = [_correct(own[_REFERENCE].strip(), None)]
    else:
        texts = [*_free_references(payment), *about.texts]
        references = _references(payment, minor, deposit.currency)
    if texts:
        references += [Reference(ReferenceKind.TEXT, value) for value in text_candidates(texts)]
    return BankLine(
        account=deposit.account,
        amount=Money(minor, deposit.currency),
        direction=Direction.CREDIT if credit else Direction.DEBIT,
        booked_on=deposit.day,
        value_on=deposit.day,
        entry_reference=f"{deposit.day}-{deposit.number}-{own[_SERIAL]}",
        record_id=own[_SERIAL],
        references=tuple(references),
        text="\n".join(text for text in texts if text),
        party_name=about.name,
        party_account=BankAccountRef(bankgiro, "BGNR") if bankgiro else None,
        party_address=about.address,
        party_number=about.number,
        reversal=not credit,
        statement_no=deposit.place,
        entry_no=place,
        row=payment.row,
    )


def _references(payment: Payment, minor: int, currency: str) -> list[Reference]:
    """Correct references, the payment's own first.

    What each is paid is known when every extra reference says so: the rest is for the payment's own.
    """
    extras = [(line, _part(line, currency)) for line in payment.extras]
    rest = minor - sum(part.minor for _, part in extras)
    told = bool(extras) and all(part for _, part in extras)
    spelt = {line[_REFERENCE].strip() for line in payment.extras}
    found = []
    if payment.line[_CODE] in layout.CORRECT:
        own = payment.line[_REFERENCE].strip()
        if not (told and not rest and own in spelt):
            found.append(_correct(own, Money(rest, currency) if told and rest > 0 else None))
    for line, part in extras:
        if line[_CODE] in layout.CORRECT:
            found.append(_correct(line[_REFERENCE].strip(), part or None))
    return found


def _correct(value: str, amount: Money | None) -> Reference:
    return Reference(ReferenceKind.SCOR, value, "OCR", amount=amount)


def _part(line: str, currency: str) -> Money:
    """What an extra reference is paid, negative for a credit (23); zero says that it is not told."""
    minor = int(line[_AMOUNT])
    return Money(-minor if line[:2] == "23" else minor, currency)


def _free_references(payment: Payment) -> Iterator[str]:
    """References that are text: of another form than the agreement's, or without one."""
    for line in (payment.line, *payment.extras):
        if line[_CODE] not in layout.CORRECT:
            yield line[_REFERENCE].strip()


def _about(lines: list[str]) -> _About:
    about = _About()
    streets, cities = [], []
    for line in lines:
        kind = line[:2]
        if kind == "26":
            about.name = " ".join(filter(None, (about.name, line[_NAME].strip(), line[_MORE_NAME].strip())))
        elif kind == "25":
            about.texts.append(line[_TEXT].strip())
        elif kind == "27":
            streets += [line[_STREET].strip(), line[_POSTAL_CODE].strip()]
        elif kind == "28":
            cities += [line[_CITY].strip(), line[_COUNTRY].strip() or line[_COUNTRY_CODE].strip()]
        else:
            about.number = line[_NUMBER].strip().lstrip("0")
    about.address = ", ".join(part for part in (*streets, *cities) if part)
    return about
