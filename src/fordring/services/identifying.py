"""Giving unidentified money to claims: it leaves the house book and becomes a payment of each, with one cause."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fordring.domain.claim.claim import ClaimKind
from fordring.domain.claim.parts import Part
from fordring.domain.errors import FieldProblem, IllegalTransitionError, InvalidCommandError, NotFoundError
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import mirrored, unidentified
from fordring.domain.merchant import HOUSE
from fordring.domain.money import Money
from fordring.domain.payment.receipt import LineState, Receipt
from fordring.services.correcting import correct_bearers
from fordring.services.opened import OpenClaims, open_claims, save_claims
from fordring.services.receipts import receive
from fordring.storage import ledger
from fordring.storage.house import lines
from fordring.storage.house.lines import Claimed, Line
from fordring.storage.ids import new_id
from fordring.storage.work import Work


async def hold_line(work: Work, line: Line, keys: Sequence[Claimed], verb: str) -> tuple[Line, OpenClaims]:
    """The line, which was read before, and these claims, all locked in order: account, claims, purchases, line.

    Raises IllegalTransitionError unless it is unidentified money.
    """
    await lines.lock_accounts(work.connection, [line.bank_account_id])
    opened = await open_claims(work, keys)
    held = await lines.get(work.connection, line.bank_line_id, lock=True)
    if held.state is not LineState.UNIDENTIFIED:
        raise IllegalTransitionError("a bank line", held.state, verb)
    return held, opened


def refuse_claim(opened: OpenClaims, claimed: Claimed, line: Line) -> None:
    """Raises NotFoundError, and InvalidCommandError for a credit note or a claim in another currency."""
    claim = opened.claims.get(claimed[1])
    if claim is None:
        raise NotFoundError("claim", claimed[1])
    if claim.kind is ClaimKind.CREDIT_NOTE:
        raise InvalidCommandError(FieldProblem("claim", "a credit note is not paid"))
    if claim.currency != line.amount.currency:
        raise InvalidCommandError(FieldProblem("claim", f"claim {claim.claim_no} is in {claim.currency}"))


def chosen_order(order: Sequence[Part], because: str) -> tuple[Part, ...]:
    """Which part of a claim one payment covers first, by a person's word; empty for the usual one.

    Raises InvalidCommandError where it does not name every part once, or nobody says why.
    """
    if order and sorted(order) != sorted(Part):
        raise InvalidCommandError(FieldProblem("order", f"must name {', '.join(Part)}, each once"))
    if order and not because.strip():
        raise InvalidCommandError(FieldProblem("because", "must say why the order is another"))
    return tuple(order)


async def give(
    work: Work,
    opened: OpenClaims,
    line: Line,
    shares: Mapping[Claimed, Money],
    reason: str,
    order: tuple[Part, ...] = (),
) -> Line:
    """The held line's money, all that is left of it, for these claims; the line as it is kept. The unit is flushed."""
    postings = mirrored(unidentified(line.bank_account_id, line.left))
    entry = Entry(new_id(), "identified", line.value_on, f"bank line {line.bank_line_id}", postings)
    ledger.post(work.unit, HOUSE, entry, work.wall)
    where = line.bank_line_id, line.bank_account_id
    for (_, claim_id), money in shares.items():
        receipt = Receipt(*where, money, line.value_on, line.debtor_account, reason, line.debtor_name, order)
        receive(work, opened, claim_id, receipt)
    await save_claims(work, opened)
    only = next(iter(shares)) if len(shares) == 1 else (None, None)
    matched = replace(line, state=LineState.MATCHED, reason=reason, merchant_id=only[0], claim_id=only[1])
    await lines.save(work.connection, matched)
    await work.unit.flush()
    await correct_bearers(work, opened.followed_keys)
    return matched
