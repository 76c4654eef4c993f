"""Noisy payments whose truth is known: each pays claims by what payers and banks write, and slip on. By seed.

A payment is to be booked where it bears its claims' own references unharmed, however they are written and wherever they
stand; what only hints at them is to wait. A slip that makes another claim's reference of the same amount is not made:
nobody could tell it from a payment of that claim.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

OURS, OTHER = "ours", "other"
"""The account that the claims' references were issued on, and another one of the operator's."""


@dataclass(frozen=True, slots=True)
class Owed:
    """An open claim as its payer knows it. `claim` is whatever names it to who asks."""

    claim: str
    reference: str
    number: str
    amount_minor: int
    payer: str


@dataclass(frozen=True, slots=True)
class Noisy:
    """A payment: what stands in the file, and the truth. `booked` says that it is to book itself."""

    kind: str
    truth: frozenset[str]
    booked: bool
    amount_minor: int
    payer: str
    references: tuple[tuple[str, int | None], ...] = ()
    text: str = ""
    account: str = OURS


Make = Callable[[Random, Sequence[Owed]], Noisy]


def corpus(owed: Sequence[Owed], many: int, seed: int, slips: float = 1.0) -> list[Noisy]:
    """So many payments, of every kind by its weight, each for claims that no other of them pays.

    The kinds that bear no reference unharmed come `slips` times as often as their weight says. Raises ValueError when
    there are not four times as many claims.
    """
    if len(owed) < 4 * many:
        raise ValueError("a payment may be for two claims, and be made twice")
    random = Random(seed)  # noqa: S311 - a game, not a secret
    by_reference = {claim.reference: claim for claim in owed}
    rest = iter(random.sample(list(owed), len(owed)))
    weights = [weight * (slips if make in SLIPS else 1) for weight, make in KINDS.values()]
    kinds = random.choices([*KINDS], weights, k=many)
    made = []
    for kind in kinds:
        paid = replace_kind(KINDS[kind][1](random, [next(rest), next(rest)]), kind)
        while _is_anothers(paid, by_reference):
            paid = replace_kind(KINDS[kind][1](random, [next(rest), next(rest)]), kind)
        made.append(paid)
    return made


def replace_kind(paid: Noisy, kind: str) -> Noisy:
    """The payment under the name of its kind."""
    return replace(paid, kind=kind)


def _is_anothers(paid: Noisy, by_reference: Mapping[str, Owed]) -> bool:
    """Whether it bears the reference of a claim that it is not for and that is open for its amount."""
    borne = [by_reference[reference] for reference, _ in paid.references if reference in by_reference]
    return any(each.claim not in paid.truth and each.amount_minor == paid.amount_minor for each in borne)


def _of(claims: Sequence[Owed], *, booked: bool = True, name: str | None = None, **more: Any) -> Noisy:
    facts: dict[str, Any] = {
        "kind": "",
        "truth": frozenset(claim.claim for claim in claims),
        "booked": booked,
        "amount_minor": sum(claim.amount_minor for claim in claims),
        "payer": claims[0].payer if name is None else name,
    }
    return Noisy(**facts | more)


def _exact(_: Random, owed: Sequence[Owed]) -> Noisy:
    return _of(owed[:1], references=((owed[0].reference, None),))


def _by_somebody(random: Random, owed: Sequence[Owed]) -> Noisy:
    return replace(_exact(random, owed), payer="Regnskap og Lønn AS")


def _part(random: Random, owed: Sequence[Owed]) -> Noisy:
    minor = max(1, owed[0].amount_minor * random.randint(1, 9) // 10)
    return replace(_exact(random, owed), amount_minor=minor)


def _too_much(random: Random, owed: Sequence[Owed]) -> Noisy:
    return replace(_exact(random, owed), amount_minor=owed[0].amount_minor + random.randint(1, 50_000))


def _padded(_: Random, owed: Sequence[Owed]) -> Noisy:
    return _of(owed[:1], references=((owed[0].reference.zfill(20), None),))


def _spaced(_: Random, owed: Sequence[Owed]) -> Noisy:
    return _of(owed[:1], references=((" ".join(_groups(owed[0].reference)), None),))


def _in_text(random: Random, owed: Sequence[Owed]) -> Noisy:
    words = random.choice(["KID {0}", "Faktura, kid {0} takk!", "betaling {0}", "{0}", "KID:{0}/Hilsen {1}"])
    return _of(owed[:1], text=words.format(owed[0].reference, owed[0].payer))


def _spaced_in_text(_: Random, owed: Sequence[Owed]) -> Noisy:
    return _of(owed[:1], text=f"kid {' '.join(_groups(owed[0].reference))}")


def _two_with_amounts(_: Random, owed: Sequence[Owed]) -> Noisy:
    return _of(owed, references=tuple((claim.reference, claim.amount_minor) for claim in owed))


def _two(_: Random, owed: Sequence[Owed]) -> Noisy:
    return _of(owed, references=tuple((claim.reference, None) for claim in owed))


def _two_in_text(_: Random, owed: Sequence[Owed]) -> Noisy:
    return _of(owed, text=" og ".join(claim.reference for claim in owed))


def _wrong_account(random: Random, owed: Sequence[Owed]) -> Noisy:
    return replace(_exact(random, owed), account=OTHER)


def _wrong_digit(random: Random, owed: Sequence[Owed]) -> Noisy:
    place = random.randrange(len(owed[0].reference))
    digit = str((int(owed[0].reference[place]) + random.randint(1, 9)) % 10)
    given = owed[0].reference[:place] + digit + owed[0].reference[place + 1 :]
    return _of(owed[:1], booked=False, references=((given, None),))


def _exchanged(random: Random, owed: Sequence[Owed]) -> Noisy:
    right = owed[0].reference
    places = [place for place in range(len(right) - 1) if right[place] != right[place + 1]]
    place = random.choice(places)
    given = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    return _of(owed[:1], booked=False, references=((given, None),))


def _cut(random: Random, owed: Sequence[Owed]) -> Noisy:
    lost = random.randint(1, 4)
    given = random.choice([owed[0].reference[lost:], owed[0].reference[:-lost]])
    return _of(owed[:1], booked=False, text=f"KID {given}")


def _number(random: Random, owed: Sequence[Owed]) -> Noisy:
    words = random.choice(["Faktura {0}", "faktura nr {0}", "{0}"])
    return _of(owed[:1], booked=False, text=words.format(random.choice([owed[0].number, owed[0].number.lower()])))


def _name_only(random: Random, owed: Sequence[Owed]) -> Noisy:
    words = owed[0].payer.split()
    return _of(
        owed[:1], booked=False, name=" ".join(reversed(words)).upper(), text=random.choice(["", "takk for sist"])
    )


def _talk(random: Random, owed: Sequence[Owed]) -> Noisy:
    telephone = f"9{random.randrange(10**7):07}"
    text = f"ring {telephone} den {random.randint(1, 28):02}.11.2026"
    return _of(owed[:1], booked=False, name="", text=text)


def _groups(reference: str) -> list[str]:
    return [reference[start : start + 4] for start in range(0, len(reference), 4)]


KINDS: Mapping[str, tuple[float, Make]] = {
    "exact": (62, _exact),
    "exact, by somebody else": (4, _by_somebody),
    "a part": (5, _part),
    "too much": (2, _too_much),
    "padded by the bank": (3, _padded),
    "with spaces": (2, _spaced),
    "in free text": (4, _in_text),
    "in free text with spaces": (2, _spaced_in_text),
    "two with amounts": (2, _two_with_amounts),
    "two without": (1.5, _two),
    "two in free text": (1, _two_in_text),
    "on another account": (1.5, _wrong_account),
    "a digit wrong": (2, _wrong_digit),
    "two digits exchanged": (2, _exchanged),
    "cut off": (1.5, _cut),
    "the invoice's number": (2, _number),
    "the payer's name": (2, _name_only),
    "nothing but talk": (0.5, _talk),
}
"""How many of a hundred payments are of each kind."""
SLIPS = {_wrong_digit, _exchanged, _cut, _number, _name_only, _talk}
"""Those of which nothing is to book itself: a tenth of all by these weights."""
