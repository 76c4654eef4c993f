"""The same credit in two kinds of files, such as OCR giro and camt.054, which share no reference of the bank's.

One credit of one kind is one credit of the other when account, booking day, amount and creditor reference agree, or,
where neither has one, payer and text; each is taken once, so that two equal payments in both files are two payments.
"""

from collections import defaultdict, deque
from collections.abc import Sequence
from uuid import UUID

from fordring.formats.banking.model import Direction, ReferenceKind
from fordring.services.fresh_lines import Arrival, Key
from fordring.storage.house import other_tellings
from fordring.storage.house.other_tellings import Facts
from fordring.storage.transaction import Connection


async def without_told(connection: Connection, fresh: Sequence[Arrival], bank_file_id: UUID) -> list[Arrival]:
    """The arrivals that no file of another kind told of; the lines of the others are marked with their new keys.

    A credit of a camt file that names nothing and is the sum of a fixed-width file of its account and day is known too.
    """
    named = {arrival.key: facts for arrival in fresh if _said_in(arrival) and (facts := _facts(arrival))}
    told = await other_tellings.credits_with(connection, set(named.values()), bank_file_id) if named else []
    waiting: defaultdict[tuple[Facts, str], deque[UUID]] = defaultdict(deque)
    for line in told:
        waiting[line.facts, _said(line.references[:1], line.debtor_name, line.text)].append(line.bank_line_id)
    others: dict[UUID, str] = {}
    known = set()
    for arrival in fresh:
        lines = waiting.get((named[arrival.key], _said_in(arrival))) if arrival.key in named else None
        if lines:
            others[lines.popleft()] = arrival.identity
            known.add(arrival.key)
    if others:
        await other_tellings.mark(connection, others)
    sums = await _sums(connection, fresh, bank_file_id)
    return [arrival for arrival in fresh if arrival.key not in known and arrival.key not in sums]


async def _sums(connection: Connection, fresh: Sequence[Arrival], bank_file_id: UUID) -> set[Key]:
    unnamed = {
        arrival.key: facts
        for arrival in fresh
        if not arrival.line.split and not arrival.line.references and (facts := _facts(arrival))
    }
    found = await other_tellings.sums_with(connection, set(unnamed.values()), bank_file_id) if unnamed else set()
    return {key for key, facts in unnamed.items() if facts in found}


def _facts(arrival: Arrival) -> Facts | None:
    """What both kinds of files say of a credit; None for what is none, or has no day."""
    line = arrival.line
    if line.direction is not Direction.CREDIT or line.reversal or line.booked_on is None:
        return None
    if line.amount.currency != arrival.account.currency:
        return None
    return arrival.account.bank_account_id, line.booked_on, line.amount.minor


def _said_in(arrival: Arrival) -> str:
    """What a credit says of itself, as it is compared; empty where it says nothing."""
    line = arrival.line
    references = [one.value for one in line.references if one.kind is ReferenceKind.SCOR]
    return _said(references[:1], line.debtor_name, line.text)


def _said(references: Sequence[str], debtor_name: str, text: str) -> str:
    """The first creditor reference; of a credit without one its payer and text, in letters and digits alone."""
    for reference in references:
        return _spelt(reference)
    return "".join(f"/{_bare(each)}" for each in (debtor_name, text)) if debtor_name.strip() or text.strip() else ""


def _bare(text: str) -> str:
    """Files differ in capitals, and in where they break a line."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _spelt(reference: str) -> str:
    """Without blanks and leading zeros, and without the RF that some files put around a viitenumero."""
    bare = "".join(reference.split()).upper()
    return (bare[4:] if bare.startswith("RF") else bare).lstrip("0")
