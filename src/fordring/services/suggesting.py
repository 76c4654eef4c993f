"""What is suggested for money that no claim was certain for: the payment's hints, and the best claims for them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.merchant import BankAccount
from fordring.domain.payment.matching_suggestions import Candidate, Hints, suggestions
from fordring.domain.references import candidates_in, normalise
from fordring.storage.house import candidates
from fordring.storage.house import suggestions as stored
from fordring.storage.house.candidates import Asked, NamedClaim
from fordring.storage.house.lines import Line
from fordring.storage.house.suggestions import Share, StoredSuggestion
from fordring.storage.work import Work

NUMBER = re.compile(r"\b([A-Z0-9]{5})[\s-]?([0-9]{6,})\b")
WORD = re.compile(r"[A-Z0-9][A-Z0-9/-]*[A-Z0-9]")
WORD_LENGTH_MIN = 3
WORDS_MAX = 60
NO_CREDIT_NOTE = "CREN"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that waits, with the account that it is on."""

    line: Line
    account: BankAccount


async def suggest(work: Work, waiting: Sequence[Waiting]) -> None:
    """Add what is suggested for these lines to the unit; the claims are read, not locked."""
    for made in (await suggested(work, waiting)).values():
        for each in made:
            stored.add(work.unit, each, work.wall)


async def suggested(work: Work, waiting: Sequence[Waiting]) -> dict[UUID, list[StoredSuggestion]]:
    """What is suggested for these lines as claims stand now, the best first, by line; the claims are not locked."""
    found = await _found(work, waiting)
    return {each.line.bank_line_id: _made(each.line, *found[each.line.bank_line_id]) for each in waiting}


async def looked_up(work: Work, waiting: Sequence[Waiting]) -> dict[UUID, tuple[Hints, list[Candidate]]]:
    """What each line says of itself and the claims that it may be for and that are open for its amount, by line."""
    found = await _found(work, waiting, exactly=True)
    return {line: (hints, [named.candidate for named in claims]) for line, (hints, claims) in found.items()}


async def _found(
    work: Work, waiting: Sequence[Waiting], *, exactly: bool = False
) -> dict[UUID, tuple[Hints, list[NamedClaim]]]:
    if not waiting:
        return {}
    asked = [_asked(each, exactly=exactly) for each in waiting]
    found = await candidates.found(work.connection, asked)
    return {
        each.line.bank_line_id: (_hints(each.line, ask, found[ask.bank_line_id]), found[ask.bank_line_id])
        for each, ask in zip(waiting, asked, strict=True)
    }


def _hints(line: Line, ask: Asked, found: Sequence[NamedClaim]) -> Hints:
    known = [named.candidate for named in found]
    bears = frozenset(each.claimed[1] for each in known if each.reference in ask.words and not each.elsewhere)
    return Hints(line.left.minor, references_of(line), frozenset(ask.words), line.debtor_name, bears)


def _made(line: Line, hints: Hints, found: Sequence[NamedClaim]) -> list[StoredSuggestion]:
    numbers = {named.candidate.claimed: named.claim_no for named in found}
    known = [named.candidate for named in found]
    return [
        StoredSuggestion(
            line.bank_line_id,
            place,
            each.score,
            each.reason,
            tuple(Share(*claimed, numbers[claimed], minor) for claimed, minor in each.shares.items()),
        )
        for place, each in enumerate(suggestions(hints, known), start=1)
    ]


def _asked(each: Waiting, *, exactly: bool) -> Asked:
    line = each.line
    words = words_of(line, each.account)
    where = line.bank_line_id, line.bank_account_id, line.amount.currency
    return Asked(*where, words, line.debtor_name, line.debtor_account, line.left.minor if exactly else None)


def references_of(line: Line) -> frozenset[str]:
    """The references that the payer named as such, without blanks and zeros before them, and as they came."""
    said = [str(each["value"]) for each in _references(line)]
    return frozenset(spelt for value in said for spelt in (normalise(value), normalise(value).lstrip("0")) if spelt)


def words_of(line: Line, account: BankAccount) -> list[str]:
    """All that a claim could be found by: references, those in free text, numbers of invoices, words with a digit."""
    text = f"{line.remittance.get('text', '')}\n" + "\n".join(str(each["value"]) for each in _references(line))
    capitals = text.upper()
    numbers = [f"{prefix}-{number}" for prefix, number in NUMBER.findall(capitals)]
    words = [word for word in WORD.findall(capitals) if len(word) >= WORD_LENGTH_MIN and any(map(str.isdigit, word))]
    checked = (*candidates_in(text, account.agreement), *candidates_in(text))
    found = dict.fromkeys((*sorted(references_of(line)), *checked, *numbers, *words, *(w.lstrip("0") for w in words)))
    return [word for word in found if word][:WORDS_MAX]


def _references(line: Line) -> Sequence[Mapping[str, str]]:
    return [each for each in line.remittance.get("references", ()) if each.get("code") != NO_CREDIT_NOTE]
