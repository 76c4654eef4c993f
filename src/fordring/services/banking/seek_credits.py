"""Debits that came before the credit they take back, in a file of their own, find it once that is booked."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from fordring.domain.payment.matching import Unfound
from fordring.domain.payment.receipt import LineState
from fordring.domain.payment.reversal import Taking, credit_taken
from fordring.formats.banking.model import BankAccountRef
from fordring.services.bank_accounts import accounts_by_id, accounts_by_name
from fordring.services.opened import open_claims, save_claims
from fordring.services.taking_back import as_credit, credits_locked, take_back
from fordring.storage import taken_back
from fordring.storage.house import files, lines, seeking
from fordring.storage.house.files import BankFile
from fordring.storage.house.lines import Line
from fordring.storage.house.seeking import Seeking
from fordring.storage.taken_back import EarlierCredit
from fordring.storage.work import Work

YOUNGER_THAN = timedelta(days=60)
"""A bank tells of a credit and of what took it back within days of each other."""


@dataclass(frozen=True, slots=True)
class SeekCredits:
    """The file that was booked, on which accounts, as it spells them; where they are not known, it is all of ours."""

    bank_file_id: UUID
    accounts: Collection[BankAccountRef] | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A debit with the credits that it may mean."""

    seeking: Seeking
    line: Line
    credits: Sequence[EarlierCredit]

    @property
    def taking(self) -> Taking:
        names = self.seeking.names
        marked = self.line.reversal or bool(self.line.remittance.get("return_reason"))
        claims = frozenset(claim for _, claim in names.claims)
        return Taking(self.line.amount, marked, frozenset(names.identities), names.end_to_end_id, claims)

    @property
    def says_more(self) -> bool:
        """Whether there is more to be said of the debit than was when it came."""
        taken = credit_taken(self.taking, [as_credit(each) for each in self.credits])
        return taken is not None and not (isinstance(taken, Unfound) and taken.reason == self.line.reason)


async def seek_credits(command: SeekCredits, work: Work) -> BankFile:
    """Undo what such debits take back, as if they had come behind their credits; the file, its own of them counted.

    Whoever books a file does this afterwards, so of two files at once the one that is booked last finds what the other
    brought. A debit of which no more can be said than before is left as it is.
    """
    wanted = await _account_ids(work, command.accounts)
    if not await _found(work, wanted):
        return await files.get(work.connection, command.bank_file_id)
    known = await accounts_by_id(work.connection)
    await lines.lock_accounts(work.connection, known if wanted is None else wanted)
    found = await _found(work, wanted)
    paid = [claimed for each in found for credit in each.credits for claimed in credit.claims]
    opened = await open_claims(work, paid)
    moved: Counter[str] = Counter()
    for each in found:
        account = known[each.line.bank_account_id]
        locked = await credits_locked(work, account.bank_account_id, each.seeking.names, opened)
        kept = await take_back(work, opened, each.taking, locked, each.line, account.currency)
        if kept.state is LineState.REVERSAL or kept.reason != each.line.reason:
            await lines.save(work.connection, kept)
            if kept.bank_file_id == command.bank_file_id:
                moved.subtract([each.line.state])
                moved.update([kept.state])
        await work.unit.flush()
    await save_claims(work, opened)
    return await _counted(work, command.bank_file_id, moved)


async def _counted(work: Work, bank_file_id: UUID, moved: Counter[str]) -> BankFile:
    file = await files.get(work.connection, bank_file_id, lock=True)
    counts = Counter(file.counts)
    counts.update(moved)
    counted = replace(file, counts={what: many for what, many in counts.items() if many})
    await files.save(work.connection, counted)
    return counted


async def _account_ids(work: Work, accounts: Collection[BankAccountRef] | None) -> set[UUID] | None:
    if accounts is None:
        return None
    ours = await accounts_by_name(work.connection)
    return {ours[each.comparable].bank_account_id for each in accounts if each.comparable in ours}


async def _found(work: Work, wanted: Collection[UUID] | None) -> list[_Found]:
    """The debits of which something more can be said now, oldest first."""
    waiting = await seeking.waiting(work.connection, wanted, work.wall - YOUNGER_THAN)
    keys = {(each.bank_account_id, key) for each in waiting for key in each.names.identities}
    there = await taken_back.credits_under(work.connection, keys) if keys else set()
    found = []
    for each in waiting:
        named = any((each.bank_account_id, key) in there for key in each.names.identities)
        if not (named or each.names.end_to_end_id or each.names.claims):
            continue
        credits_ = await taken_back.earlier_credits(work.connection, each.bank_account_id, each.names)
        seen = _Found(each, await lines.get(work.connection, each.bank_line_id), credits_)
        if credits_ and seen.says_more:
            found.append(seen)
    return found
