"""A bank file was read through: it may be booked, or is refused whole, with the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fordring.domain.money import MINOR_DIGITS
from fordring.formats.banking.figures import write_amount
from fordring.formats.banking.model import AccountTotals, Problem
from fordring.services.bank_accounts import accounts_by_name
from fordring.storage.house import files
from fordring.storage.house.files import BankFile
from fordring.storage.work import Work

PROBLEMS_MAX = 100


@dataclass(frozen=True, slots=True)
class BeginBooking:
    """What reading the whole file said: its problems (the first hundred, `problem_count` in all) and its statements."""

    bank_file_id: UUID
    statements: Sequence[AccountTotals]
    problems: Sequence[Problem]
    problem_count: int
    fatal: bool


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
    return begun


def _wrong_account(totals: AccountTotals) -> dict[str, Any]:
    came = totals.credits
    money = f", {write_amount(came)} {came.currency} came in" if came.currency in MINOR_DIGITS else ""
    entries = "one entry" if totals.entries == 1 else f"{totals.entries} entries"
    message = f"account {totals.account.identifier} is none of ours: {entries}{money}"
    return {"kind": "wrong_account", "message": message, "source": totals.statement_id}
