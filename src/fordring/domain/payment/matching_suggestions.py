"""What a payment without a certain reference may be for: claims by score, each with the reasons. No money moves.

The score is a sum of signs, at most 89; what books by itself has 90 or more (`matching.py`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from uuid import UUID

SCORE_MAX = 89
SCORE_MIN = 40
SHOWN_MAX = 5
CONTRADICTED_MAX = 45
TOGETHER_MAX = 4
CLAIMS_MAX = 12
CUT_MIN = 5

Claimed = tuple[UUID, UUID]


class Sign(StrEnum):
    """What speaks for a claim, in the words a person reads."""

    REFERENCE = "bears its reference"
    ELSEWHERE = "bears its reference, which is another account's"
    NUMBER = "names its number"
    NEARLY = "bears nearly its reference"
    ACCOUNT = "from an account its payer has paid from"
    NAME = "from its payer's name"
    AMOUNT = "exactly what is open"


FIRST: Mapping[Sign, int] = {
    Sign.REFERENCE: 60,
    Sign.ELSEWHERE: 58,
    Sign.NUMBER: 52,
    Sign.NEARLY: 46,
    Sign.ACCOUNT: 36,
    Sign.NAME: 30,
    Sign.AMOUNT: 0,
}
"""What the strongest sign is worth; the others of the same claim are worth FURTHER."""
FURTHER: Mapping[Sign, int] = {
    Sign.REFERENCE: 6,
    Sign.ELSEWHERE: 6,
    Sign.NUMBER: 6,
    Sign.NEARLY: 5,
    Sign.ACCOUNT: 8,
    Sign.NAME: 7,
    Sign.AMOUNT: 24,
}
TOGETHER = 15
"""What it is worth that several claims of one payer are open for exactly the amount together."""

COMPANY_FORMS = frozenset({"as", "asa", "ans", "da", "enk", "sa", "ab", "hb", "kb", "oy", "oyj", "ky", "tmi", "ltd"})


@dataclass(frozen=True, slots=True)
class Hints:
    """What a payment says of itself: minor units, references and words in capitals without blanks, who paid.

    `bears` are the claims whose valid reference it bears on its account: nothing else is put before them.
    """

    amount_minor: int
    references: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    payer_name: str = ""
    bears: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open claim that something led to, with its `payer`; `elsewhere` where its reference is of another account."""

    claimed: Claimed
    payer: tuple[UUID, str]
    open_minor: int
    reference: str = ""
    numbers: frozenset[str] = frozenset()
    payer_name: str = ""
    known_account: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Whose the payment may be, with what each claim would get of it, how sure that is, and why."""

    shares: Mapping[Claimed, int]
    score: int
    reason: str


def suggestions(hints: Hints, candidates: Sequence[Candidate]) -> list[Suggestion]:
    """The best few, the best first. A claim whose reference is not borne stands behind all whose is."""
    found = [*_alone(hints, candidates), *_together(hints, candidates)]
    found.sort(key=lambda each: (-each.score, sorted(str(claim) for _, claim in each.shares)))
    return found[:SHOWN_MAX]


def slip_of(hints: Hints, candidates: Sequence[Candidate], matched: UUID) -> Candidate | None:
    """The claim that was meant, where the reference of another is borne by a slip: its payer's, and its amount."""
    for candidate in candidates:
        signs = signs_of(hints, candidate)
        same_payer = Sign.NAME in signs or Sign.ACCOUNT in signs
        if candidate.claimed[1] != matched and Sign.NEARLY in signs and Sign.AMOUNT in signs and same_payer:
            return candidate
    return None


def signs_of(hints: Hints, candidate: Candidate) -> list[Sign]:
    """What speaks for one claim, the strongest first."""
    said_so = hints.references | hints.words
    borne = candidate.claimed[1] in hints.bears
    elsewhere = candidate.elsewhere and candidate.reference in said_so
    said = {
        Sign.REFERENCE: borne,
        Sign.ELSEWHERE: elsewhere,
        Sign.NUMBER: bool(candidate.numbers & hints.words),
        Sign.NEARLY: not (borne or elsewhere) and any(slipped(candidate.reference, word) for word in said_so),
        Sign.ACCOUNT: candidate.known_account,
        Sign.NAME: same_name(hints.payer_name, candidate.payer_name),
        Sign.AMOUNT: candidate.open_minor == hints.amount_minor,
    }
    return [sign for sign, holds in said.items() if holds]


def _alone(hints: Hints, candidates: Sequence[Candidate]) -> Iterator[Suggestion]:
    for candidate in candidates:
        signs = signs_of(hints, candidate)
        score = _score(hints, candidate, signs)
        if score >= SCORE_MIN:
            yield Suggestion({candidate.claimed: hints.amount_minor}, score, ", ".join(signs))


def _score(hints: Hints, candidate: Candidate, signs: Sequence[Sign]) -> int:
    if not signs:
        return 0
    whole = FIRST[signs[0]] + sum(FURTHER[sign] for sign in signs[1:])
    against = bool(hints.bears) and candidate.claimed[1] not in hints.bears
    return min(whole, CONTRADICTED_MAX if against else SCORE_MAX)


def _together(hints: Hints, candidates: Sequence[Candidate]) -> Iterator[Suggestion]:
    """Several claims of one payer that are open for exactly the amount together: all of them, or the only few."""
    payers: dict[tuple[UUID, str], list[Candidate]] = {}
    for candidate in candidates:
        payers.setdefault(candidate.payer, []).append(candidate)
    for claims in payers.values():
        chosen = _sum_of(claims, hints.amount_minor)
        signs = [sign for sign in signs_of(hints, claims[0]) if sign in {Sign.ACCOUNT, Sign.NAME}]
        borne = sum(claim.claimed[1] in hints.bears for claim in chosen)
        if not chosen or not (signs or borne):
            continue
        first = Sign.REFERENCE if borne else signs[0]
        further = sum(FURTHER[sign] for sign in signs if sign is not first)
        against = bool(hints.bears) and not borne
        score = min(FIRST[first] + further + TOGETHER, CONTRADICTED_MAX - 1 if against else SCORE_MAX)
        reason = ", ".join([*signs, f"exactly what is open of {len(chosen)} claims together"])
        yield Suggestion({claim.claimed: claim.open_minor for claim in chosen}, score, reason)


def _sum_of(claims: Sequence[Candidate], amount: int) -> Sequence[Candidate]:
    """All of a payer's claims, or the only few of them, that sum to the amount; none where that is not certain."""
    if len(claims) < 2:
        return ()
    if sum(claim.open_minor for claim in claims) == amount:
        return claims
    if len(claims) > CLAIMS_MAX:
        return ()
    fitting = [
        chosen
        for size in range(2, min(TOGETHER_MAX, len(claims) - 1) + 1)
        for chosen in combinations(claims, size)
        if sum(claim.open_minor for claim in chosen) == amount
    ]
    return fitting[0] if len(fitting) == 1 else ()


def slipped(right: str, given: str) -> bool:
    """Whether `given` is `right` with one slip: a digit wrong, missing or too many, two exchanged, an end cut off."""
    if right == given or not right or not given:
        return False
    if len(right) == len(given):
        wrong = [place for place, pair in enumerate(zip(right, given, strict=True)) if pair[0] != pair[1]]
        return len(wrong) == 1 or (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and right[wrong[0]] == given[wrong[1]]
            and right[wrong[1]] == given[wrong[0]]
        )
    longer, shorter = sorted((right, given), key=len, reverse=True)
    if len(longer) == len(shorter) + 1:
        return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
    return (
        len(given) < len(right)
        and len(given) >= max(CUT_MIN, len(right) // 2)
        and (right.startswith(given) or right.endswith(given))
    )


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: the same words in any order, or two at least of them within the other's."""
    first, second = _words_of(one), _words_of(other)
    fewer, more = sorted((first, second), key=len)
    return bool(fewer) and fewer <= more and (len(fewer) > 1 or first == second)


def _words_of(name: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", name.casefold())
    return frozenset(word for word in words if word not in COMPANY_FORMS)
