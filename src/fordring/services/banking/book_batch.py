"""A batch of a bank file's lines becomes payments, unidentified money, confirmed transfers and questions, all at once.

One transaction with its mark: a worker that is killed goes on after the last mark, and nothing is booked twice.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from uuid import UUID

from fordring.domain.errors import BusyError
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import unidentified
from fordring.domain.merchant import HOUSE
from fordring.domain.money import Money
from fordring.domain.payment.receipt import LineState, Receipt
from fordring.formats.banking.model import BankLine, Direction
from fordring.services.bank_accounts import accounts_by_name
from fordring.services.bank_lines import NOWHERE, Named, Purpose, fault_of, named_in, purpose_of, stored_line
from fordring.services.correcting import correct_bearers
from fordring.services.deciding import Judged, decided
from fordring.services.equal_lines import told_apart
from fordring.services.fresh_lines import Arrival, fresh_of, opening
from fordring.services.opened import OpenClaims, open_claims, save_claims
from fordring.services.other_tellings import without_told
from fordring.services.receipts import receive
from fordring.services.suggesting import Waiting, suggest
from fordring.services.taking_back import (
    Debit,
    credits_locked,
    credits_named,
    debit_of,
    is_marked,
    noted,
    sorted_out,
    take_back,
)
from fordring.services.transfers import Transfer, settle, transfers_named
from fordring.storage import ledger, payouts
from fordring.storage.house import files, lines
from fordring.storage.house.files import BankFile
from fordring.storage.house.lines import Line
from fordring.storage.ids import new_id
from fordring.storage.work import Work
from fordring.storage.write_behind import WriteBehind

PROBLEMS_MAX = 200
LINES_TOGETHER = 300
"""So many lines are written while the next are decided; fewer would not be worth a COPY a table."""
LINES_FIRST = 100
"""So many are decided before anything is written: the database waits no longer."""


@dataclass(frozen=True, slots=True)
class BookBatch:
    """Lines of a file that were read after the first `first` of it; `last` when there are no more.

    `alone` keeps other files off its accounts meanwhile: for a batch that has met the same lines in another one.
    """

    bank_file_id: UUID
    first: int
    lines: Sequence[BankLine]
    last: bool = False
    alone: bool = False


@dataclass(slots=True)
class _Batch:
    """What is known of the batch so far. `sent` are the transfers that debits name, `confirmed` those they confirm.

    `waiting` is money that no claim was certain for.
    """

    file: BankFile
    counts: Counter[str]
    problems: list[Mapping[str, Any]]
    sent: dict[str, Transfer] = field(default_factory=dict)
    confirmed: list[tuple[Transfer, Line]] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)


async def book_batch(command: BookBatch, work: Work) -> BankFile:
    """Book what of the batch is not booked yet, and move the mark. The file, as it stands afterwards.

    A file that is refused or booked is answered unchanged. Raises BusyError where the mark is before the batch:
    somebody has begun the file anew.
    """
    file = await files.get(work.connection, command.bank_file_id, lock=True)
    if file.state != files.BOOKING:
        return file
    if file.booked_lines < command.first:
        raise BusyError("this file is being booked from its beginning")
    batch = _Batch(file, Counter(file.counts), list(file.problems))
    rest = command.lines[file.booked_lines - command.first :]
    arrivals = await _arrivals(rest, batch, work, alone=command.alone)
    await _judge(arrivals, batch, work)
    mark = file.booked_lines + len(rest)
    after = replace(file, booked_lines=mark, counts=dict(batch.counts), problems=batch.problems[:PROBLEMS_MAX])
    if command.last:
        after = replace(after, state=files.BOOKED, finished_at=work.wall)
    await files.save(work.connection, after)
    return after


async def _arrivals(rest: Sequence[BankLine], batch: _Batch, work: Work, *, alone: bool) -> list[Arrival]:
    """The lines that are money on an account of ours and are not known from this or another file; accounts locked.

    Accounts are shared with other files. The same line in two of them meets a key when it is written, and the second
    is run again.
    """
    ours = await accounts_by_name(work.connection) if rest else {}
    arrivals = []
    for place, line in enumerate(rest, start=batch.file.booked_lines + 1):
        account = ours.get(line.account.comparable)
        if not line.is_money:
            batch.counts["not booked by the bank"] += 1
        elif account is None:
            batch.counts["account unknown"] += 1
        else:
            arrivals.append(Arrival.of(place, line, account))
    lock = lines.lock_accounts if alone else lines.share_accounts
    await lock(work.connection, {arrival.account.bank_account_id for arrival in arrivals})
    arrivals = await told_apart(work.connection, arrivals, batch.file.kind)
    entries = {arrival.entry_key for arrival in arrivals if arrival.entry}
    opened = await lines.opened_entries(work.connection, entries) if entries else {}
    fresh, conflicts = await fresh_of(work.connection, arrivals, opened, batch.file.bank_file_id)
    fresh = opening(await without_told(work.connection, fresh, batch.file.bank_file_id), opened)
    if known := len(arrivals) - len(fresh) - len(conflicts):
        batch.counts["known before"] += known
    if conflicts:
        batch.counts["in conflict"] += len(conflicts)
    batch.problems += conflicts
    return fresh


async def _judge(arrivals: Sequence[Arrival], batch: _Batch, work: Work) -> None:
    """Say what each line is for, and book it. Claims and purchases are locked first, transfers of ours come last.

    What takes a credit back comes behind all credits, for its credit may stand in the same file.
    """
    named = [named_in(arrival.line, arrival.account.agreement) for arrival in arrivals]
    known = await _claims_named(arrivals, named, work)
    batch.sent = await _transfers_named(arrivals, work)
    judged: list[Judged] = []
    debits: list[Debit] = []
    elsewhere = await _claims_elsewhere(arrivals, named, known, work)
    for arrival, names in zip(arrivals, named, strict=True):
        claims: Mapping[str, lines.Claimed] = known[arrival.account.bank_account_id]
        if arrival.doubt:
            judged.append((arrival, Purpose(LineState.QUESTION, arrival.doubt)))
        elif fault := fault_of(arrival.line):
            judged.append((arrival, Purpose(LineState.QUESTION, f"{fault}: say the day of it")))
        elif _may_take_back(arrival, batch):
            debits.append(debit_of(arrival, names.all, claims))
        else:
            others = elsewhere.get(arrival.line.amount.currency, NOWHERE)
            judged.append((arrival, purpose_of(arrival.line, arrival.account, names, claims, others)))
    backs, charges = await sorted_out(work, debits, arrivals)
    for debit in charges:
        _keep(_seeking(debit, batch, work), batch, work)
    before = [each for debit in backs for each in await credits_named(work, debit)]
    shared = [claimed for _, purpose in judged for claimed in (*purpose.shares, *purpose.wanted)]
    opened = await open_claims(work, [*shared, *(claimed for credit in before for claimed in credit.claims)])
    await _book_all(await decided(work, judged, opened, batch.file.bank_file_id), opened, batch, work)
    await suggest(work, batch.waiting)
    await work.unit.flush()
    for debit in backs:
        await _take_back(debit, opened, batch, work)
    await correct_bearers(work, opened.followed_keys)
    for ours, line in batch.confirmed:
        await settle(work, ours, line.value_on)


async def _book_all(judged: Sequence[Judged], opened: OpenClaims, batch: _Batch, work: Work) -> None:
    """In the order of the file, one part written while the next is decided."""
    async with WriteBehind() as behind:
        for together in _parts(judged):
            part = replace(work, unit=work.unit.beside())
            paid: set[UUID] = set()
            for arrival, purpose in together:
                paid |= _book(arrival, purpose, opened, batch, part)
                await behind.decided()
            part.unit.pack()
            await behind.begin(partial(_write, part, opened.as_they_stand(paid)))


def _parts(judged: Sequence[Judged]) -> Iterator[Sequence[Judged]]:
    if judged:
        yield judged[:LINES_FIRST]
    for first in range(LINES_FIRST, len(judged), LINES_TOGETHER):
        yield judged[first : first + LINES_TOGETHER]


def _may_take_back(arrival: Arrival, batch: _Batch) -> bool:
    """A debit of money that is no transfer of ours."""
    line = arrival.line
    return line.direction is Direction.DEBIT and bool(line.amount) and line.end_to_end_id not in batch.sent


async def _take_back(debit: Debit, opened: OpenClaims, batch: _Batch, work: Work) -> None:
    account = debit.arrival.account
    found = await credits_locked(work, account.bank_account_id, debit.names, opened)
    line = _seeking(debit, batch, work)
    kept = await take_back(work, opened, debit.taking, found, line, account.currency)
    _keep(replace(kept, seeks=None) if kept.reverses else kept, batch, work)
    await work.unit.flush()
    if kept.reverses is not None:
        await lines.save(work.connection, kept)
        touched = {claim_id for credit in found for _, claim_id in credit.claims}
        await save_claims(work, opened.as_they_stand(touched))


def _seeking(debit: Debit, batch: _Batch, work: Work) -> Line:
    """The debit as long as it has found no credit: it may come in a file behind this one."""
    arrival = debit.arrival
    line = stored_line(arrival, noted(arrival), batch.file.bank_file_id, work.wall.date())
    return replace(line, seeks=debit.seeks)


def _keep(line: Line, batch: _Batch, work: Work) -> None:
    lines.add(work.unit, line, work.wall)
    batch.counts[line.state] += 1


async def _write(part: Work, opened: OpenClaims) -> None:
    await save_claims(part, opened)
    await part.unit.flush()


def _book(arrival: Arrival, purpose: Purpose, opened: OpenClaims, batch: _Batch, work: Work) -> set[UUID]:
    """Keep the line, and book what it is for; the claims it pays."""
    ours = batch.sent.get(arrival.line.end_to_end_id) if arrival.line.direction is Direction.DEBIT else None
    final = _confirmed(arrival, purpose, ours) if ours else purpose
    line = stored_line(arrival, final, batch.file.bank_file_id, work.wall.date())
    lines.add(work.unit, line, work.wall)
    batch.counts[final.state] += 1
    if ours and final.state is LineState.CONFIRMED:
        batch.confirmed.append((ours, line))
        batch.sent[arrival.line.end_to_end_id] = replace(ours, state=payouts.CONFIRMED)
    if final.state is LineState.UNIDENTIFIED:
        _post_unidentified(line, work)
        batch.waiting.append(Waiting(line, arrival.account))
    if final.state is not LineState.MATCHED:
        return set()
    for (_, claim_id), money in final.shares.items():
        receive(work, opened, claim_id, _receipt(line, money))
    return {claim_id for _, claim_id in final.shares}


async def _claims_named(
    arrivals: Sequence[Arrival], named: Sequence[Named], work: Work
) -> dict[UUID, dict[str, lines.Claimed]]:
    """Per account the claims behind everything the lines name, in one statement."""
    asked: dict[UUID, set[str]] = {arrival.account.bank_account_id: set() for arrival in arrivals}
    for arrival, names in zip(arrivals, named, strict=True):
        if arrival.line.direction is Direction.CREDIT or is_marked(arrival.line):
            asked[arrival.account.bank_account_id] |= names.all
    return await lines.claims_of_references(work.connection, asked)


async def _claims_elsewhere(
    arrivals: Sequence[Arrival],
    named: Sequence[Named],
    known: Mapping[UUID, Mapping[str, lines.Claimed]],
    work: Work,
) -> dict[str, dict[str, lines.Claimed]]:
    """Per currency the claims of other accounts behind references that no claim of the payment's account has."""
    asked: dict[str, set[str]] = {}
    for arrival, names in zip(arrivals, named, strict=True):
        claims = known[arrival.account.bank_account_id]
        unknown = {name for name, _ in names.structured if name not in claims}
        if unknown and arrival.line.direction is Direction.CREDIT:
            asked.setdefault(arrival.line.amount.currency, set()).update(unknown)
    return await lines.claims_elsewhere(work.connection, asked) if asked else {}


async def _transfers_named(arrivals: Sequence[Arrival], work: Work) -> dict[str, Transfer]:
    """The payouts and refunds that debits name by their end-to-end id."""
    debits = [arrival.line for arrival in arrivals if arrival.line.direction is Direction.DEBIT]
    return await transfers_named(work.connection, {line.end_to_end_id for line in debits if line.end_to_end_id})


def _confirmed(arrival: Arrival, purpose: Purpose, ours: Transfer) -> Purpose:
    """A debit that names a transfer of ours: it confirms it where account, amount and state agree, else asks."""
    if purpose.state is LineState.QUESTION:
        return purpose
    if ours.bank_account_id != arrival.account.bank_account_id or ours.amount != arrival.line.amount:
        return Purpose(LineState.QUESTION, f"{ours.name} is of {ours.amount} from its own account")
    if ours.state == payouts.CONFIRMED:
        return Purpose(LineState.NOTED, f"{ours.name} was confirmed before")
    if ours.state != payouts.SENT:
        return Purpose(LineState.QUESTION, f"{ours.name} was {ours.state} before")
    return Purpose(LineState.CONFIRMED, ours.name)


def _receipt(line: Line, money: Money) -> Receipt:
    where = line.bank_line_id, line.bank_account_id
    return Receipt(*where, money, line.value_on, line.debtor_account, line.reason, line.debtor_name)


def _post_unidentified(line: Line, work: Work) -> None:
    postings = unidentified(line.bank_account_id, line.amount)
    entry = Entry(new_id(), "unidentified", line.value_on, f"bank line {line.bank_line_id}", postings)
    ledger.post(work.unit, HOUSE, entry, work.wall)
