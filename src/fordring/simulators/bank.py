"""The sandbox's bank, seen from outside: payers' money comes in its camt.054, our orders go out and are confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fordring.domain.money import Money
from fordring.formats.banking.camt054_writer import Notification, write_camt054
from fordring.formats.banking.model import BankAccountRef, BankLine, Batch, Direction, Reference, ReferenceKind
from fordring.formats.banking.pain001_reader import read_pain001


@dataclass(frozen=True, slots=True)
class Deposit:
    """A payment on its way to an account. `reference` as structured creditor reference, `text` free, either empty.

    `batch` names the collective entry that the bank books it in, with others of the same name. `takes_back`: it goes
    the other way, for the bank reverses a credit of that amount and reference.
    """

    amount: Money
    day: date
    reference: str = ""
    text: str = ""
    payer: str = "Ola Nordmann"
    payer_account: str = "97101234561"
    batch: str = ""
    bank_reference: str = ""
    takes_back: bool = False


def credits_file(
    account: str, deposits: Sequence[Deposit], message_id: str, created_at: datetime, version: str = "08"
) -> bytes:
    """The camt.054 of credits on `account` (an IBAN or a national number), all in one currency.

    A deposit without a bank reference of its own gets one of `message_id` and its place, so another message id is other
    money. Raises ValueError without deposits.
    """
    if not deposits:
        raise ValueError("a bank does not send an empty notification")
    ours = _account(account)
    lines = tuple(_credit(ours, deposits, place, message_id) for place in range(len(deposits)))
    currency = deposits[0].amount.currency
    return write_camt054(Notification(message_id, created_at, ours, currency, lines), version)


def confirmations(order: bytes, created_at: datetime) -> list[bytes]:
    """The camt.054 of debits by which the bank says that it has made the transfers of a pain.001, one per account.

    Raises NotABankFileError for anything else.
    """
    read = read_pain001(order)
    files = []
    for group in read.groups:
        lines = tuple(
            BankLine(
                group.debtor_account,
                transfer.amount,
                Direction.DEBIT,
                booked_on=group.execute_on,
                value_on=group.execute_on,
                entry_reference=f"{transfer.end_to_end_id[-30:]}-D",
                end_to_end_id=transfer.end_to_end_id,
                payment_information_id=group.payment_information_id,
                party_name=transfer.creditor_name,
                party_account=transfer.creditor_account,
                entry_no=place,
            )
            for place, transfer in enumerate(group.transfers, start=1)
        )
        message_id = f"C{group.payment_information_id[-30:]}"
        currency = group.transfers[0].amount.currency
        files.append(write_camt054(Notification(message_id, created_at, group.debtor_account, currency, lines)))
    return files


def _credit(ours: BankAccountRef, deposits: Sequence[Deposit], place: int, message_id: str) -> BankLine:
    deposit = deposits[place]
    together = [place] if not deposit.batch else [n for n, one in enumerate(deposits) if one.batch == deposit.batch]
    batched = len(together) > 1
    reference = deposit.bank_reference or f"{message_id}-{together[0] + 1:06}"
    return BankLine(
        ours,
        deposit.amount,
        Direction.DEBIT if deposit.takes_back else Direction.CREDIT,
        booked_on=deposit.day,
        value_on=deposit.day,
        entry_reference=reference,
        transaction_reference=f"{reference}-{place + 1}" if batched else "",
        references=tuple(_references(deposit)),
        text=deposit.text,
        party_name=deposit.payer,
        party_account=_account(deposit.payer_account) if deposit.payer_account else None,
        batch=Batch(len(together), None, len(together)) if batched else None,
        split=batched,
        position=together.index(place),
        reversal=deposit.takes_back,
        entry_no=together[0] + 1,
    )


def _references(deposit: Deposit) -> Iterable[Reference]:
    if deposit.reference:
        yield Reference(ReferenceKind.SCOR, deposit.reference, "SCOR")


def _account(number: str) -> BankAccountRef:
    return BankAccountRef(number, "IBAN" if number[:2].isalpha() else "BBAN")
