"""Debits by which the bank takes earlier credits back: which credit it is, and the booking of that undone."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import mirrored, unidentified
from fordring.domain.merchant import HOUSE
from fordring.domain.money import Money
from fordring.domain.payment.matching import Unfound
from fordring.domain.payment.receipt import LineState
from fordring.domain.payment.reversal import Credit, Kept, Taking, credit_taken, takings
from fordring.formats.banking.identity import credit_identity
from fordring.formats.banking.model import BankLine, Direction
from fordring.services.bank_lines import Purpose
from fordring.services.fresh_lines import Arrival
from fordring.services.opened import OpenClaims
from fordring.services.undoing import Undoing, undo
from fordring.storage import ledger, taken_back
from fordring.storage.house import lines
from fordring.storage.house.lines import Claimed, Line
from fordring.storage.house.seeking import sought
from fordring.storage.ids import new_id
from fordring.storage.taken_back import EarlierCredit, Names
from fordring.storage.transaction import LostRaceError
from fordring.storage.work import Work

CREDITS = frozenset({LineState.MATCHED, LineState.UNIDENTIFIED, LineState.RETURNED})
"""What may be taken back; what is left of a reversed one is nothing."""
BECAUSE = "the bank took the payment back"
WORD = re.compile(r"\S*\d\S*")
WORD_LENGTH_MIN = 6
WORDS_MAX = 40


@dataclass(frozen=True, slots=True)
class Debit:
    """A debit that names something: in its arrival, by these names; `marked` where the bank calls it a reversal.

    `references` are those of claims that it bears, whoever has them.
    """

    arrival: Arrival
    names: Names
    references: tuple[str, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether the bank says that it returns or reverses something."""
        return is_marked(self.arrival.line)

    @property
    def taking(self) -> Taking:
        """As the domain asks for it."""
        named = frozenset(claim for _, claim in self.names.claims)
        ids = frozenset(self.names.identities), self.names.end_to_end_id, named
        return Taking(self.arrival.line.amount, self.marked, *ids)

    @property
    def seeks(self) -> Mapping[str, Any]:
        """What is kept with it as long as it has found no credit."""
        return sought(self.names, self.references)


def is_marked(line: BankLine) -> bool:
    """Whether the bank says of a debit that it returns or reverses something."""
    return line.direction is Direction.DEBIT and (line.reversal or bool(line.return_reason))


def debit_of(arrival: Arrival, references: Collection[str], known: Mapping[str, Claimed]) -> Debit:
    """A debit with everything that it may name a credit by; of its references those of claims are `known`."""
    line = arrival.line
    said = [line.entry_reference, line.transaction_reference, *(reference.value for reference in line.references)]
    words = [word for word in WORD.findall(line.text) if len(word) >= WORD_LENGTH_MIN][:WORDS_MAX]
    names = dict.fromkeys(name.strip() for name in (*said, *words) if name.strip())
    pairs = [f"{first}/{second}" for first in said for second in said if first and second and first != second]
    identities = [credit_identity(line.account, name) for name in (*names, *pairs)]
    if not is_marked(line):
        return Debit(arrival, Names(identities, "", ()))
    claims = {known[reference] for reference in references if reference in known}
    return Debit(arrival, Names(identities, line.end_to_end_id, claims), tuple(sorted(references)))


async def sorted_out(
    work: Work, debits: Sequence[Debit], arrivals: Sequence[Arrival]
) -> tuple[list[Debit], list[Debit]]:
    """Those that may take a credit back, and the others: no credit has the keys they name, here or in `arrivals`."""
    if not debits:
        return [], []
    wanted = {(debit.arrival.account.bank_account_id, name) for debit in debits for name in debit.names.identities}
    there = await taken_back.credits_under(work.connection, wanted)
    there |= {key for arrival in arrivals for key in (arrival.key, arrival.entry_key)} & wanted
    found: tuple[list[Debit], list[Debit]] = ([], [])
    for debit in debits:
        account = debit.arrival.account.bank_account_id
        names = debit.marked or any((account, name) in there for name in debit.names.identities)
        found[0 if names else 1].append(debit)
    return found


async def credits_named(work: Work, debit: Debit) -> list[EarlierCredit]:
    """The credits on its account that it may mean."""
    return await taken_back.earlier_credits(work.connection, debit.arrival.account.bank_account_id, debit.names)


async def credits_locked(work: Work, bank_account_id: UUID, names: Names, opened: OpenClaims) -> list[EarlierCredit]:
    """Those that a debit may mean, as they stand when they are locked.

    Raises LostRaceError where one came whose claims are not opened.
    """
    found = await taken_back.earlier_credits(work.connection, bank_account_id, names)
    if found:
        await lines.lock(work.connection, [each.bank_line_id for each in found])
        found = await taken_back.earlier_credits(work.connection, bank_account_id, names)
    if any(claim_id not in opened.claims for each in found for _, claim_id in each.claims):
        raise LostRaceError("another worker has booked a credit that this debit may take back")
    return found


async def take_back(
    work: Work, opened: OpenClaims, taking: Taking, found: Sequence[EarlierCredit], line: Line, currency: str
) -> Line:
    """Undo what the debit takes back, and say so on both lines; the debit as it is to be kept.

    `currency` is its account's. The credits are locked, and the claims that they paid are in `opened`. What cannot be
    said for certain is a question, and nothing is posted; a debit that names no credit is noted.
    """
    credit = credit_taken(taking, [as_credit(each) for each in found])
    if credit is None:
        return line
    if isinstance(credit, Unfound):
        return replace(line, state=LineState.QUESTION, reason=credit.reason)
    if line.amount.currency != currency:
        return replace(line, state=LineState.QUESTION, reason=f"a reversal in {line.amount.currency}")
    kept = await undo_credit(work, opened, credit.line_id, line, taking.claims)
    return replace(line, state=LineState.QUESTION, reason=kept.reason) if isinstance(kept, Unfound) else kept


async def undo_credit(
    work: Work, opened: OpenClaims, credit_id: UUID, line: Line, named: frozenset[UUID]
) -> Line | Unfound:
    """Undo so much of a credit as this debit of its account takes; the debit as it is to be kept, or why it cannot be.

    `named` are the claims whose payments it is of. The claims that the credit paid are in `opened`.
    """
    original = await lines.get(work.connection, credit_id, lock=True)
    if original.state is LineState.UNIDENTIFIED:
        _leave_house(work, original, line)
    else:
        refused = await _undo_payments(work, opened, named, original, line)
        if refused is not None:
            return refused
    taken = original.reversed_minor + line.amount.minor
    state = LineState.REVERSED if taken == original.amount.minor else original.state
    await lines.save(work.connection, replace(original, state=state, reversed_minor=taken))
    return replace(
        line,
        state=LineState.REVERSAL,
        reason=f"takes back the credit {original.bank_line_id}",
        reverses=original.bank_line_id,
        merchant_id=original.merchant_id,
        claim_id=original.claim_id,
    )


def as_credit(each: EarlierCredit) -> Credit:
    """As the domain asks for it."""
    claims = frozenset(claim for _, claim in each.claims)
    return Credit(each.bank_line_id, each.left_minor, each.identity, each.entry_identity, each.end_to_end_id, claims)


async def _undo_payments(
    work: Work, opened: OpenClaims, named: frozenset[UUID], original: Line, line: Line
) -> Unfound | None:
    left = await taken_back.payments_left(work.connection, original.bank_line_id)
    if not left:
        return Unfound("the credit was sent back to its payer before")
    kept = [Kept(payment.claim_id, payment.covered, payment.surplus) for payment in left]
    amounts = takings(line.amount.minor, kept, named)
    if isinstance(amounts, Unfound):
        return amounts
    undoing = Undoing("payment_reversed", BECAUSE, line.bank_line_id, line.bank_account_id, line.value_on)
    for payment, minor in zip(left, amounts, strict=True):
        if minor:
            await undo(work, opened, payment, minor, undoing)
    return None


def _leave_house(work: Work, original: Line, line: Line) -> None:
    """Money whose claim nobody had found yet is gone again."""
    money = Money(line.amount.minor, original.amount.currency)
    postings = mirrored(unidentified(original.bank_account_id, money))
    entry = Entry(new_id(), "unidentified_reversed", line.value_on, f"bank line {line.bank_line_id}", postings)
    ledger.post(work.unit, HOUSE, entry, work.wall)


def noted(arrival: Arrival) -> Purpose:
    """What a debit is as long as it takes nothing back."""
    if is_marked(arrival.line):
        return Purpose(LineState.QUESTION, "a reversal: no earlier credit is what it takes back")
    if code := arrival.account.calls_a_charge(arrival.line.codes):
        said = f"a charge by the bank's own code {code}: say that it is the operator's charge"
        return Purpose(LineState.QUESTION, said)
    return Purpose(LineState.NOTED, "no transfer of ours, and no credit that it takes back")
