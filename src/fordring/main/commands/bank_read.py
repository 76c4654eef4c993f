"""What `fordring bank read` prints: a JSON line for each credit and debit, each problem, each account's totals."""

import json
import sys
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from fordring.domain.money import Money
from fordring.formats.banking.model import AccountTotals, BankLine, Problem, Reference
from fordring.formats.banking.read_bank_file import read_bank_file

SOUND, REFUSED, WITH_PROBLEMS = 0, 1, 3
PROBLEMS_MAX = 10_000


def print_bank_file(stream: BinaryIO) -> int:
    """Print the file's lines as they are read, then its problems, then the totals per account. The exit code.

    Raises NotABankFileError for what is no bank file.
    """
    ending = _Ending()
    for item in read_bank_file(stream):
        if isinstance(item, BankLine):
            _print(_line(item))
        else:
            ending.add(item)
    for each in ending.told():
        _print(each)
    return ending.code


@dataclass(slots=True)
class _Ending:
    """What is printed after the lines."""

    problems: list[Problem] = field(default_factory=list)
    unsaid: int = 0
    fatal: bool = False
    totals: dict[tuple[str, str], list[AccountTotals]] = field(default_factory=dict)

    @property
    def code(self) -> int:
        if self.fatal:
            return REFUSED
        return WITH_PROBLEMS if self.problems else SOUND

    def add(self, item: Problem | AccountTotals) -> None:
        """Keep it; of problems the first ten thousand, the others are counted."""
        if isinstance(item, AccountTotals):
            self.totals.setdefault((item.account.comparable, item.currency), []).append(item)
            return
        self.fatal = self.fatal or item.fatal
        if len(self.problems) < PROBLEMS_MAX:
            self.problems.append(item)
        else:
            self.unsaid += 1

    def told(self) -> list[dict[str, Any]]:
        """The objects to print."""
        told = [_problem(problem) for problem in self.problems]
        if self.unsaid:
            told.append(_problem(Problem(f"and {self.unsaid} problems more", fatal=self.fatal)))
        return told + [_totals(statements) for statements in self.totals.values()]


def _print(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, separators=(", ", ": ")) + "\n")


def _line(line: BankLine) -> dict[str, Any]:
    account = line.party_account.identifier if line.party_account else ""
    return {
        "kind": "line",
        "booked_on": _text(line.booked_on),
        "value_on": _text(line.value_on),
        "direction": line.direction,
        "amount_minor": line.amount.minor,
        "currency": line.amount.currency,
        "status": line.status,
        "reversal": line.reversal,
        "references": [_reference(reference) for reference in line.references],
        "text": line.text,
        "debtor": {"name": line.debtor_name, "account": account if line.debtor_account else ""},
        "account": line.account.identifier,
        "bank_reference": line.entry_reference or line.transaction_reference,
        "question": line.question,
        "source": line.source,
        **({"codes": list(line.codes)} if line.codes else {}),
    }


def _reference(reference: Reference) -> dict[str, Any]:
    amount = {} if reference.amount is None else {"amount_minor": reference.amount.minor}
    return {"kind": reference.kind, "value": reference.value, "code": reference.code} | amount


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "kind": "problem",
        "message": problem.message,
        "fatal": problem.fatal,
        "source": problem.source,
        "row": problem.row,
    }


def _totals(statements: list[AccountTotals]) -> dict[str, Any]:
    """The sums of all statements of one account, the first opening and the last closing balance."""
    first, last = statements[0], statements[-1]
    return {
        "kind": "totals",
        "account": first.account.identifier,
        "currency": first.currency,
        "statements": len(statements),
        "entries": sum(each.entries for each in statements),
        "pending": sum(each.pending for each in statements),
        "credits_minor": sum(each.credits.minor for each in statements),
        "debits_minor": sum(each.debits.minor for each in statements),
        "opening_minor": _minor_in(first.currency, first.opening),
        "closing_minor": _minor_in(first.currency, last.closing),
    }


def _minor_in(currency: str, balance: Money | None) -> int | None:
    """None for a balance in another currency too: it is told of as a problem."""
    return balance.minor if balance is not None and balance.currency == currency else None


def _text(day: object) -> str | None:
    return None if day is None else str(day)
