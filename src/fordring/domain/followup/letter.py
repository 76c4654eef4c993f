"""What a letter of follow-up says in figures, frozen when its step was taken; it may be about several claims."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from fordring.domain.claim.parts import Parts
from fordring.domain.claim.whereabouts import Contact
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.interest import InterestRow
from fordring.domain.followup.settings import Regime
from fordring.domain.plentiful import plentiful


@plentiful(frozen=True, slots=True)
class InterestLine:
    """A row of interest as it is shown: days, both included, on which an amount bore a rate; minor units.

    `mark` says where its rate is not verified or was carried over, `start_mark` the same of what its first day goes by.
    """

    first: date
    last: date
    base_minor: int
    rate_bp: int
    days: int
    interest_minor: int
    mark: str = ""
    start_mark: str = ""

    @property
    def marks(self) -> tuple[str, ...]:
        """What is said beside its amount."""
        return tuple(mark for mark in (self.mark, self.start_mark) if mark)

    def kept(self) -> Mapping[str, Any]:
        """The line as it is stored, with a letter and with the ledger's entry."""
        return {
            "from_on": self.first.isoformat(),
            "to_on": self.last.isoformat(),
            "base_minor": self.base_minor,
            "rate_bp": self.rate_bp,
            "days": self.days,
            "minor": self.interest_minor,
            "mark": self.mark,
            **({"start_mark": self.start_mark} if self.start_mark else {}),
        }


@plentiful(frozen=True, slots=True)
class LetterClaim:
    """One claim in a letter: `principal_minor` is the original principal, `open` what is to be paid with this letter.

    `fee_minor` and `vat_minor` are what this letter itself adds, within `open.fees`. The lines of interest add up to
    all interest up to the letter's day; less than that is open where some was paid. `earlier_marks` are said beside
    the fees that were open before.
    """

    claim_id: UUID
    claim_no: int
    number: str | None
    reference: str | None
    issued_on: date | None
    due_on: date
    principal_minor: int
    open: Parts
    fee_minor: int = 0
    vat_minor: int = 0
    interest: tuple[InterestLine, ...] = ()
    earlier_marks: tuple[str, ...] = ()


@plentiful(frozen=True, slots=True)
class Letter:
    """One letter to one payer. `pay_by` is None where it gives no time; `marks` are said beside its amounts.

    A letter of an older release has no `collector`: it named its licence alone. `contact` is where its payer lived and
    was mailed that day, where that was not as its claim was made with.
    """

    kind: StepKind
    sent_on: date
    pay_by: date | None
    currency: str
    claims: tuple[LetterClaim, ...]
    regime: Regime = Regime.OWN
    licence: str = ""
    marks: tuple[str, ...] = ()
    collector: str = ""
    contact: Contact | None = None

    @property
    def total_minor(self) -> int:
        """What is to be paid in all."""
        return sum(claim.open.total for claim in self.claims)

    def kept(self) -> Mapping[str, Any]:
        """The letter as it is stored; `letter_of` reads it."""
        return {
            "kind": self.kind,
            "sent_on": self.sent_on.isoformat(),
            "pay_by": self.pay_by.isoformat() if self.pay_by else None,
            "currency": self.currency,
            "regime": self.regime,
            "licence": self.licence,
            "collector": self.collector,
            "marks": list(self.marks),
            "claims": [_kept(claim) for claim in self.claims],
            **({"contact": self.contact} if self.contact else {}),
        }


def lines_of(rows: tuple[InterestRow, ...]) -> tuple[InterestLine, ...]:
    """The rows that the engine reckoned, as they are shown."""
    return tuple(
        InterestLine(
            row.first,
            row.last,
            row.base_minor,
            row.rate_bp,
            row.days,
            row.interest_minor,
            row.figure.mark or "",
            (row.started_by and row.started_by.mark) or "",
        )
        for row in rows
    )


def letter_of(kept: Mapping[str, Any]) -> Letter:
    """The letter that was stored."""
    return Letter(
        StepKind(kept["kind"]),
        date.fromisoformat(kept["sent_on"]),
        _day(kept["pay_by"]),
        kept["currency"],
        tuple(_claims(kept["claims"])),
        Regime(kept["regime"]),
        kept["licence"],
        tuple(kept["marks"]),
        kept.get("collector", ""),
        kept.get("contact"),
    )


def line_of(kept: Mapping[str, Any]) -> InterestLine:
    """The line of interest that was stored."""
    return InterestLine(
        date.fromisoformat(kept["from_on"]),
        date.fromisoformat(kept["to_on"]),
        kept["base_minor"],
        kept["rate_bp"],
        kept["days"],
        kept["minor"],
        kept["mark"],
        kept.get("start_mark", ""),
    )


def _kept(claim: LetterClaim) -> Mapping[str, Any]:
    return {
        "claim_id": str(claim.claim_id),
        "claim_no": claim.claim_no,
        "number": claim.number,
        "reference": claim.reference,
        "issued_on": claim.issued_on.isoformat() if claim.issued_on else None,
        "due_on": claim.due_on.isoformat(),
        "principal_minor": claim.principal_minor,
        "open": {part.value: minor for part, minor in claim.open},
        "fee_minor": claim.fee_minor,
        "vat_minor": claim.vat_minor,
        "interest": [line.kept() for line in claim.interest],
        "earlier_marks": list(claim.earlier_marks),
    }


def _claims(kept: list[Mapping[str, Any]]) -> Iterator[LetterClaim]:
    for claim in kept:
        yield LetterClaim(
            UUID(claim["claim_id"]),
            claim["claim_no"],
            claim["number"],
            claim["reference"],
            _day(claim["issued_on"]),
            date.fromisoformat(claim["due_on"]),
            claim["principal_minor"],
            Parts(**claim["open"]),
            claim["fee_minor"],
            claim["vat_minor"],
            tuple(line_of(line) for line in claim["interest"]),
            tuple(claim.get("earlier_marks", ())),
        )


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
