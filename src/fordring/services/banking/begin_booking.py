"""A bank file was read through: it may be booked, or is refused whole, with the reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fordring.domain.merchant import BankAccount
from fordring.domain.money import MINOR_DIGITS
from fordring.formats.banking.figures import write_amount
from fordring.formats.banking.model import AccountTotals, Problem
from fordring.services.bank_accounts import accounts_by_name
from fordring.storage.house import balances, files
from fordring.storage.house.balances import Balance
from fordring.storage.house.files import BankFile
from fordring.storage.work import Work

PROBLEMS_MAX = 100


@dataclass(frozen=True, slots=True)
class BeginBooking:
    """What reading the whole file said: its problems (the first hundred, `problem_count` in all) and its statements.

    `balances` are the statements that say what was on the account when a day ended, each by itself.
    """

    bank_file_id: UUID
    statements: Sequence[AccountTotals]
    problems: Sequence[Problem]
    problem_count: int
    fatal: bool
    balances: Sequence[AccountTotals] = ()


async def begin_booking(command: BeginBooking, work: Work) -> BankFile:
    """Let the file be booked. A fatal problem, or no account of ours in it, refuses it: nothing of it is booked.

    A file whose booking has begun, or ended, is answered as it is.
    """
    file = await files.get(work.connection, command.bank_file_id, lock=True)
    if file.state != files.RECEIVED:
        return file
    ours = await accounts_by_name(work.connection)
    strangers = [totals for totals in command.statements if totals.account.comparable not in ours]
    refused = command.fatal or (bool(strangers) and len(strangers) == len(command.statements))
    problems = [
        *({"kind": "file", "message": problem.message, "source": problem.source} for problem in command.problems),
        *(_wrong_account(totals) for totals in strangers[:PROBLEMS_MAX]),
    ]
    if command.problem_count > len(command.problems):
        problems.append({"kind": "file", "message": f"{command.problem_count} problems in all", "source": ""})
    state = files.REFUSED if refused else files.BOOKING
    begun = replace(file, state=state, problems=problems, finished_at=work.wall if refused else None)
    await files.save(work.connection, begun)
    if not refused:
        told = [_balance(ours[each.account.comparable], each, file) for each in command.balances if _is_of(each, ours)]
        await balances.put(work.connection, told, work.wall)
    return begun


def _is_of(totals: AccountTotals, ours: Mapping[str, BankAccount]) -> bool:
    """Whether it is the balance of an account of ours, in its currency."""
    account = ours.get(totals.account.comparable)
    return account is not None and totals.closing is not None and totals.closing.currency == account.currency


def _balance(account: BankAccount, totals: AccountTotals, file: BankFile) -> Balance:
    closing, day = totals.closing, totals.closing_on
    assert closing is not None
    assert day is not None
    return Balance(
        account.bank_account_id, day, closing.minor, closing.currency, file.bank_file_id, totals.statement_id
    )


def _wrong_account(totals: AccountTotals) -> dict[str, Any]:
    came = totals.credits
    money = f", {write_amount(came)} {came.currency} came in" if came.currency in MINOR_DIGITS else ""
    entries = "one entry" if totals.entries == 1 else f"{totals.entries} entries"
    message = f"account {totals.account.identifier} is none of ours: {entries}{money}"
    return {"kind": "wrong_account", "message": message, "source": totals.statement_id}
