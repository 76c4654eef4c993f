"""A payment order to a bank as values, and what must be true of it before it is written (pain.001, bank-files §7)."""

from dataclasses import dataclass
from datetime import date, datetime

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.money import Money
from fordring.formats.banking.allowed_text import ID_LENGTH_MAX, allowed_text, is_allowed_id
from fordring.formats.banking.model import BankAccountRef

NAME_LENGTH_MAX = 70
TEXT_LENGTH_MAX = 140


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payment out. `reference` is a structured creditor reference (KID, OCR, viitenumero, RF), `text` free words.

    At most one of the two is sent: the reference when there is one. Accounts: scheme `IBAN`, `BBAN` (Norwegian account
    number) or `BGNR` (Swedish bankgiro number). `creditor_bic` may be empty.
    """

    end_to_end_id: str
    amount: Money
    creditor_name: str
    creditor_account: BankAccountRef
    reference: str = ""
    text: str = ""
    creditor_bic: str = ""


@dataclass(frozen=True, slots=True)
class PaymentGroup:
    """All transfers of one day from one of our accounts: one `PmtInf`. `service_level` is `SEPA`, `NURG`, or unsaid."""

    payment_information_id: str
    execute_on: date
    debtor_name: str
    debtor_account: BankAccountRef
    transfers: tuple[Transfer, ...]
    debtor_bic: str = ""
    service_level: str = ""


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """One pain.001 file. `initiator_id` is the customer id the bank's agreement gave us, empty when there is none."""

    message_id: str
    created_at: datetime
    initiator_name: str
    groups: tuple[PaymentGroup, ...]
    initiator_id: str = ""


def check_order(order: PaymentOrder) -> None:
    """Raises InvalidCommandError naming every field that no bank would take.

    Ids are 1 to 35 allowed characters and unique in their kind, each account is debited in one group, amounts are above
    zero, every name survives the allowed characters.
    """
    groups = {f"groups.{place}": group for place, group in enumerate(order.groups)}
    transfers = {
        f"{where}.transfers.{place}": transfer
        for where, group in groups.items()
        for place, transfer in enumerate(group.transfers)
    }
    problems = [
        *_id_problems({"message_id": order.message_id}),
        *_id_problems(
            {f"{where}.payment_information_id": group.payment_information_id for where, group in groups.items()}
        ),
        *_id_problems({f"{where}.end_to_end_id": transfer.end_to_end_id for where, transfer in transfers.items()}),
        *_name_problems({"initiator_name": order.initiator_name}),
        *_name_problems({f"{where}.debtor_name": group.debtor_name for where, group in groups.items()}),
        *_name_problems({f"{where}.creditor_name": transfer.creditor_name for where, transfer in transfers.items()}),
        *_group_problems(order),
        *(problem for where, transfer in transfers.items() for problem in _transfer_problems(where, transfer)),
    ]
    if problems:
        raise InvalidCommandError(*problems)


def _id_problems(ids: dict[str, str]) -> list[FieldProblem]:
    refused = [
        FieldProblem(field, "is not an id of 1 to 35 allowed characters")
        for field in ids
        if not is_allowed_id(ids[field])
    ]
    seen: dict[str, str] = {}
    for field, value in ids.items():
        if seen.setdefault(value, field) != field:
            refused.append(FieldProblem(field, f"is the same as {seen[value]}"))
    return refused


def _name_problems(names: dict[str, str]) -> list[FieldProblem]:
    return [
        FieldProblem(field, "has no character a bank accepts") for field in names if not allowed_text(names[field], 1)
    ]


def _group_problems(order: PaymentOrder) -> list[FieldProblem]:
    problems = [] if order.groups else [FieldProblem("groups", "are none")]
    accounts: set[str] = set()
    for place, group in enumerate(order.groups):
        if not group.transfers:
            problems.append(FieldProblem(f"groups.{place}.transfers", "are none"))
        if group.debtor_account.comparable in accounts:
            problems.append(FieldProblem(f"groups.{place}.debtor_account", "has a group already"))
        accounts.add(group.debtor_account.comparable)
    return problems


def _transfer_problems(where: str, transfer: Transfer) -> list[FieldProblem]:
    problems = []
    if transfer.amount.minor <= 0:
        problems.append(FieldProblem(f"{where}.amount", "is not above zero"))
    if len(transfer.reference) > ID_LENGTH_MAX:
        problems.append(FieldProblem(f"{where}.reference", "is longer than 35 characters"))
    return problems
