"""A day at the sandbox's bank: what each payer of an open claim does, drawn by a seed, and the bank's files of it.

The same seed on the same day with the same claims is the same files to the byte, which are booked once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from hashlib import sha256
from itertools import groupby

from fordring.domain.merchant import BankAccount
from fordring.domain.money import Money
from fordring.simulators.bank import Deposit
from fordring.simulators.bank_formats import FileFormat, deposits_file, format_of
from fordring.storage.house.files import BankFile

MUCH_MINOR = 5_000


class Deed(StrEnum):
    """What a payer does with a bill on one day."""

    PAYS = "pays"
    SHORT = "short"
    TOO_MUCH = "too_much"
    TWICE = "twice"
    WRONG_REFERENCE = "wrong_reference"
    NO_REFERENCE = "no_reference"
    TAKEN_BACK = "taken_back"
    WAITS = "waits"


@dataclass(frozen=True, slots=True)
class OpenBill:
    """What a payer has on the table: the claim's number and reference, what is open of it, and who pays to where."""

    claim_no: int
    reference: str
    open: Money
    payer: str
    account: BankAccount


@dataclass(frozen=True, slots=True)
class Dealt:
    """One payer's day: what was drawn, and the movements on the account that came of it."""

    bill: OpenBill
    deed: Deed
    deposits: tuple[Deposit, ...]

    @property
    def amounts_minor(self) -> tuple[int, ...]:
        """What moved on the account, below zero what the bank took back."""
        return tuple(-one.amount.minor if one.takes_back else one.amount.minor for one in self.deposits)


@dataclass(frozen=True, slots=True)
class PlayDay:
    """Which seed, which of the deeds may be drawn (all without any), of which claims (all that are open without any).

    `file_format` is that of payments by reference; without one the country's own.
    """

    seed: int
    deeds: tuple[Deed, ...] = ()
    claim_nos: tuple[int, ...] = ()
    file_format: FileFormat | None = None


@dataclass(frozen=True, slots=True)
class DayPlayed:
    """The merchant's day that was played, what each payer did, and the bank's files of it, as they are booked."""

    day: date
    dealt: Sequence[Dealt]
    files: Sequence[BankFile]


def deal(asked: PlayDay, bills: Sequence[OpenBill], day: date) -> list[Dealt]:
    """What every payer does on that day. A seed means the same for a bill whatever other bills there are."""
    allowed = asked.deeds or tuple(Deed)
    drawn = [(bill, allowed[_drawn(asked.seed, bill, day) % len(allowed)]) for bill in bills]
    return [Dealt(bill, deed, _deposits(bill, deed, day)) for bill, deed in drawn]


def files_of(asked: PlayDay, dealt: Sequence[Dealt], day: date) -> list[tuple[FileFormat, bytes]]:
    """The bank's files of the day: payments by reference in one, and a camt.054 of what its format has no place for.

    Raises InvalidCommandError for a format that no bank of an account's country and currency writes.
    """
    files = []
    by_account = sorted((each for each in dealt if each.deposits), key=lambda each: each.bill.account.iban)
    for _, together in groupby(by_account, key=lambda each: each.bill.account.iban):
        group = list(together)
        account = group[0].bill.account
        usual = asked.file_format or format_of(account)
        split: dict[FileFormat, list[Deposit]] = {}
        for each in group:
            plain = each.deed in {Deed.PAYS, Deed.SHORT, Deed.TOO_MUCH, Deed.TWICE}
            split.setdefault(usual if plain else FileFormat.CAMT_054, []).extend(each.deposits)
        at = datetime.combine(day, time(12), UTC)
        files += [
            (file_format, deposits_file(account, deposits, _message_id(asked.seed, deposits), at, file_format))
            for file_format, deposits in split.items()
        ]
    return files


def _deposits(bill: OpenBill, deed: Deed, day: date) -> tuple[Deposit, ...]:
    whole = Deposit(bill.open, day, bill.reference, payer=bill.payer)
    most, _ = bill.open.split([9, 1])
    made: dict[Deed, tuple[Deposit, ...]] = {
        Deed.PAYS: (whole,),
        Deed.SHORT: (replace(whole, amount=most),),
        Deed.TOO_MUCH: (replace(whole, amount=bill.open + Money(MUCH_MINOR, bill.open.currency)),),
        Deed.TWICE: (whole, whole),
        Deed.WRONG_REFERENCE: (replace(whole, reference=_misread(bill.reference)),),
        Deed.NO_REFERENCE: (replace(whole, reference="", text="Thank you"),),
        Deed.TAKEN_BACK: (whole, replace(whole, takes_back=True)),
        Deed.WAITS: (),
    }
    return made[deed]


def _misread(reference: str) -> str:
    """The reference with its last digit wrong, so that its check digit is."""
    last = reference[-1]
    return reference[:-1] + (str((int(last) + 1) % 10) if last.isdecimal() else "0")


def _drawn(seed: int, bill: OpenBill, day: date) -> int:
    return int(sha256(f"{seed}:{day}:{bill.reference}".encode()).hexdigest(), 16)


def _message_id(seed: int, deposits: Sequence[Deposit]) -> str:
    """Another seed or other payments are other money."""
    return f"D{sha256(f'{seed}:{deposits!r}'.encode()).hexdigest()[:24]}"
