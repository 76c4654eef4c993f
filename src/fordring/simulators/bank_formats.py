"""The sandbox's bank writes what it received in the file format of its country, as the real ones do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.merchant import BankAccount
from fordring.formats.banking.bgmax_writer import Section, write_bgmax
from fordring.formats.banking.ktl_writer import write_ktl
from fordring.formats.banking.model import BankAccountRef, BankLine, Direction, Reference, ReferenceKind
from fordring.formats.banking.ocr_giro_writer import Assignment, Transmission, write_ocr_giro
from fordring.simulators.bank import Deposit, credits_file

AGREEMENT = "1008566"
BANKGIRO_DIGITS_MAX = 8


class FileFormat(StrEnum):
    """A format in which a bank tells what came in."""

    CAMT_054 = "camt.054"
    OCR_GIRO = "ocr_giro"
    BGMAX = "bgmax"
    KTL = "ktl"


@dataclass(frozen=True, slots=True)
class _Message:
    """What a file is made of. `number` is drawn from the message id, so that another id is other money."""

    account: BankAccount
    deposits: Sequence[Deposit]
    written_at: datetime
    number: int


def deposits_file(
    account: BankAccount,
    deposits: Sequence[Deposit],
    message_id: str,
    created_at: datetime,
    file_format: FileFormat = FileFormat.CAMT_054,
) -> bytes:
    """The bank's file of deposits on one account, in one currency.

    Raises InvalidCommandError for a format that no bank of the account's country and currency writes.
    """
    if file_format is FileFormat.CAMT_054:
        return credits_file(account.iban, deposits, message_id, created_at)
    country, currencies, write = _NATIONAL[file_format]
    currency = deposits[0].amount.currency
    if account.country != country or currency not in currencies or (not account.domestic and country != "FI"):
        told = f"{file_format} is not written for an account in {account.country} and {currency}"
        raise InvalidCommandError(FieldProblem("format", told))
    number = int(sha256(message_id.encode()).hexdigest(), 16)
    return write(_Message(account, deposits, created_at, number))


def format_of(account: BankAccount) -> FileFormat:
    """How a bank of the account's country tells of payments by reference: in camt.054 where it has nothing older."""
    for file_format, (country, currencies, _) in _NATIONAL.items():
        if account.country == country and account.currency in currencies and (account.domestic or country == "FI"):
            return file_format
    return FileFormat.CAMT_054


def _ocr_giro(message: _Message) -> bytes:
    number = (message.account.domestic or "").replace(".", "")
    lines = tuple(_line(deposit, "BBAN", deposit.payer_account) for deposit in message.deposits)
    assignment = Assignment(f"{message.number // 10**7 % 10**7}", AGREEMENT, number, lines)
    day = message.deposits[0].day
    return write_ocr_giro(Transmission(f"{message.number % 10**7}", "10200", day, (assignment,)))


def _bgmax(message: _Message) -> bytes:
    bankgiro = (message.account.domestic or "").replace("-", "")
    lines = tuple(
        _line(deposit, "BGNR", _bankgiro(deposit.payer_account), record_id=f"{message.number % 10**6:06}{place:06}")
        for place, deposit in enumerate(message.deposits, start=1)
    )
    day, currency = message.deposits[0].day, message.deposits[0].amount.currency
    number = f"{message.number % 10**5}"
    section = Section(bankgiro, message.account.iban[4:], currency, day, number, lines)
    return write_bgmax(message.written_at, (section,))


def _ktl(message: _Message) -> bytes:
    lines = [
        _line(deposit, "", "", entry_reference=f"{message.number % 10**10:010}{place:06}")
        for place, deposit in enumerate(message.deposits, start=1)
    ]
    return write_ktl(message.written_at, message.account.iban[4:], lines)


def _line(
    deposit: Deposit, scheme: str, payer_account: str, *, entry_reference: str = "", record_id: str = ""
) -> BankLine:
    reference = Reference(ReferenceKind.SCOR, deposit.reference)
    return BankLine(
        BankAccountRef(""),
        deposit.amount,
        Direction.CREDIT,
        booked_on=deposit.day,
        value_on=deposit.day,
        entry_reference=entry_reference,
        record_id=record_id,
        references=(reference,) if deposit.reference else (),
        text=deposit.text,
        party_name=deposit.payer,
        party_account=BankAccountRef(payer_account, scheme) if payer_account else None,
    )


def _bankgiro(account: str) -> str:
    """A payer's account where it is a bankgiro; BgMax has no place for another."""
    bare = account.replace("-", "")
    return bare if bare.isdecimal() and len(bare) <= BANKGIRO_DIGITS_MAX else ""


_NATIONAL: dict[FileFormat, tuple[str, frozenset[str], Callable[[_Message], bytes]]] = {
    FileFormat.OCR_GIRO: ("NO", frozenset({"NOK"}), _ocr_giro),
    FileFormat.BGMAX: ("SE", frozenset({"SEK", "EUR"}), _bgmax),
    FileFormat.KTL: ("FI", frozenset({"EUR"}), _ktl),
}
