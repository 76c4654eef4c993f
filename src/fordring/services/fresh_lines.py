"""Which lines of a bank file are new money: each movement is booked once, whatever files it comes in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fordring.domain.merchant import BankAccount
from fordring.formats.banking.identity import entry_identity, line_identity, said_identity
from fordring.formats.banking.model import BankAccountRef, BankLine, Direction
from fordring.storage.house import lines
from fordring.storage.house.lines import Line
from fordring.storage.transaction import Connection

Key = tuple[UUID, str]
Facts = tuple[UUID, date, int]
"""Account, booking day and amount in minor units."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A line in its place in the file, counted from 1, on an account of ours; its key and its whole entry's.

    `spelt` is the key with the account as the file spells it, which was a line's key before files of fixed width came.
    `facts` and `said` are what every kind of file says of a credit, None where it says nothing; `said_no` tells which
    of several alike it is, and `opens_entry` whether it is the first line that there is of its entry. `told_by` says
    which statement tells of a line known by its facts alone, `doubt` why it may be another's equal (`equal_lines.py`).
    """

    place: int
    line: BankLine
    account: BankAccount
    identity: str
    entry: str
    spelt: str
    facts: Facts | None
    said: UUID | None
    said_no: int = 1
    opens_entry: bool = False
    told_by: Mapping[str, str] | None = None
    doubt: str = ""

    @classmethod
    def of(cls, place: int, line: BankLine, account: BankAccount) -> "Arrival":
        """The line with its keys, its account spelt as ours is: one file has its IBAN, another its number."""
        spelt = line_identity(line)
        facts = _facts(line, account)
        said = said_identity(line) if facts else None
        ours = line
        if line.account.comparable != account.iban:
            ours = replace(line, account=BankAccountRef(account.iban))
        identity = spelt if ours is line else line_identity(ours)
        entry = entry_identity(ours)
        return cls(
            place, ours, account, identity, entry, spelt, facts, said, opens_entry=bool(entry) and not line.split
        )

    @property
    def key(self) -> Key:
        """Account and identity."""
        return self.account.bank_account_id, self.identity

    @property
    def spelt_key(self) -> Key:
        """Account and identity as the file spells them."""
        return self.account.bank_account_id, self.spelt

    @property
    def entry_key(self) -> Key:
        """Account and identity of the whole entry."""
        return self.account.bank_account_id, self.entry


def _facts(line: BankLine, account: BankAccount) -> Facts | None:
    """What every kind of file says of a credit; None for what is none, or has no day."""
    if line.direction is not Direction.CREDIT or line.reversal or line.booked_on is None:
        return None
    if line.amount.currency != account.currency:
        return None
    return account.bank_account_id, line.booked_on, line.amount.minor


async def fresh_of(
    connection: Connection, arrivals: Sequence[Arrival], opened: Mapping[Key, bool], bank_file_id: UUID
) -> tuple[list[Arrival], list[dict[str, str]]]:
    """The arrivals that are new, and the conflicts: a known key with other content is shown, never booked or skipped.

    An entry that came as one line in one file and payment by payment in another is the same money: `opened` are those
    that there are lines of, true where they came by payment. What another worker writes meanwhile is not seen here; who
    writes the same key later is told so by the database, and looks again.
    """
    wanted = {key for arrival in arrivals for key in (arrival.key, arrival.spelt_key)}
    wanted |= {arrival.entry_key for arrival in arrivals if arrival.line.split and arrival.entry}
    known = await lines.known(connection, wanted)
    whole = {arrival.entry_key for arrival in arrivals if not arrival.line.split and opened.get(arrival.entry_key)}
    split = await lines.split_entries(connection, whole, bank_file_id) if whole else {}
    fresh: dict[Key, Arrival] = {}
    conflicts: list[dict[str, str]] = []
    for arrival in arrivals:
        before = known.get(arrival.key) or known.get(arrival.spelt_key) or _whole_entry(arrival, known, bank_file_id)
        if before is not None:
            doubt = "" if arrival.line.split and not before.split else _difference(arrival, before)
        elif arrival.entry_key in split and not arrival.line.split:
            same = split[arrival.entry_key] == arrival.line.amount.minor
            doubt = "" if same else "its payments summed to another amount"
        elif arrival.key in fresh:
            doubt = "" if fresh[arrival.key].line.amount == arrival.line.amount else "it stands in the file twice"
        else:
            fresh[arrival.key] = arrival
            continue
        if doubt:
            message = f"a line was booked before under this bank reference, but {doubt}"
            conflicts.append({"kind": "conflict", "message": message, "source": arrival.line.source})
    return list(fresh.values()), conflicts


def opening(kept: Sequence[Arrival], opened: Collection[Key]) -> list[Arrival]:
    """These, the first of each entry that is not opened yet marked as opening it."""
    before = set(opened)
    marked = []
    for arrival in kept:
        opens = bool(arrival.entry) and arrival.entry_key not in before
        before.add(arrival.entry_key)
        marked.append(arrival if arrival.opens_entry == opens else replace(arrival, opens_entry=opens))
    return marked


def _whole_entry(arrival: Arrival, known: dict[Key, Line], bank_file_id: UUID) -> Line | None:
    """The line of another file that was the whole entry of which this is one payment."""
    found = known.get(arrival.entry_key) if arrival.line.split and arrival.entry else None
    return found if found and not found.split and found.bank_file_id != bank_file_id else None


def _difference(arrival: Arrival, before: Line) -> str:
    line = arrival.line
    if before.amount == line.amount and before.reversal == line.reversal:
        return ""
    return f"with {before.amount} instead of {line.amount}"
