"""What a usual entry or payment says, made of the texts of its shape: the line or the detail the tolerant reader gives.

Whatever would be a problem, a question or a doubt is None here, and the tolerant reader says what it is.
"""

from fordring.formats.banking.camt_details import DIRECTIONS, NOT_PROVIDED, Detail, Party
from fordring.formats.banking.camt_entry import STATUSES, Place, said_codes
from fordring.formats.banking.camt_references import REFERENCES_MAX, TEXT_LENGTH_MAX, Remittance, text_candidates
from fordring.formats.banking.camt_shapes import Texts
from fordring.formats.banking.figures import read_date, read_money
from fordring.formats.banking.model import BankAccountRef, BankLine, Direction, Reference, ReferenceKind


def usual_line(texts: Texts, free: list[str], place: Place) -> BankLine | None:
    """The line of an entry that is one payment, or that has no details."""
    direction, status = DIRECTIONS.get(texts.mark), STATUSES.get(texts.status)
    references, text = _references(texts, free), "\n".join(free)
    if direction is None or status is None or _contradicts(texts) or _is_too_much(references, text):
        return None
    try:
        amount = read_money(texts.amount, texts.currency)
        booked_on = read_date(texts.booked_on) if texts.booked_on else None
        value_on = read_date(texts.value_on) if texts.value_on else None
    except ValueError:
        return None
    if not amount.minor:
        return None
    credited = direction is Direction.CREDIT
    return BankLine(
        account=place.account,
        amount=amount,
        direction=direction,
        status=status,
        booked_on=booked_on,
        value_on=value_on,
        entry_reference=texts.entry_reference,
        record_id=texts.record_id,
        transaction_reference=texts.transaction_reference,
        end_to_end_id=_provided(texts.end_to_end_id),
        payment_information_id=texts.payment_information_id,
        references=references,
        text=text,
        party_name=texts.debtor_name if credited else texts.creditor_name,
        party_account=_debtor_account(texts) if credited else _creditor_account(texts),
        codes=() if credited else said_codes(texts.sub_family, texts.banks_code),
        statement_id=place.statement_id,
        page=place.page,
        made_on=place.made_on,
        statement_no=place.statement_no,
        entry_no=place.entry_no,
        row=place.row,
    )


def usual_payment(texts: Texts, free: list[str]) -> Detail | None:
    """The detail of one payment among several of an entry."""
    references, text = _references(texts, free), "\n".join(free)
    if _is_too_much(references, text):
        return None
    try:
        amounts = (read_money(texts.own_amount, texts.own_currency),) if texts.own_amount else ()
    except ValueError:
        return None
    return Detail(
        amounts=amounts,
        direction=DIRECTIONS.get(texts.own_mark),
        transaction_reference=texts.transaction_reference,
        end_to_end_id=_provided(texts.end_to_end_id),
        payment_information_id=texts.payment_information_id,
        debtor=Party(texts.debtor_name, _debtor_account(texts)),
        creditor=Party(texts.creditor_name, _creditor_account(texts)),
        remittance=Remittance(references, text),
    )


def _contradicts(texts: Texts) -> bool:
    """True when the payment's own amount or direction is not spelt as its entry's."""
    if texts.own_mark and texts.own_mark != texts.mark:
        return True
    return bool(texts.own_amount) and (texts.own_amount, texts.own_currency) != (texts.amount, texts.currency)


def _references(texts: Texts, free: list[str]) -> tuple[Reference, ...]:
    """The structured reference, then what may be one in free text."""
    found: tuple[Reference, ...] = ()
    if texts.reference:
        found = (Reference(ReferenceKind.SCOR, texts.reference, texts.reference_code, texts.reference_issuer),)
    return (*found, *(Reference(ReferenceKind.TEXT, value) for value in text_candidates(free))) if free else found


def _is_too_much(references: tuple[Reference, ...], text: str) -> bool:
    return len(references) > REFERENCES_MAX or len(text) > TEXT_LENGTH_MAX


def _debtor_account(texts: Texts) -> BankAccountRef | None:
    return _account(texts.debtor_iban, texts.debtor_number, texts.debtor_scheme)


def _creditor_account(texts: Texts) -> BankAccountRef | None:
    return _account(texts.creditor_iban, texts.creditor_number, texts.creditor_scheme)


def _account(iban: str, number: str, scheme: str) -> BankAccountRef | None:
    """An IBAN stands before another number, as there."""
    if iban:
        return BankAccountRef(iban)
    return BankAccountRef(number, scheme) if number else None


def _provided(end_to_end_id: str) -> str:
    return "" if end_to_end_id == NOT_PROVIDED else end_to_end_id
