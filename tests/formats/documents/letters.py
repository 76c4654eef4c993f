"""Invented letters of follow-up of the three countries, for the tests of documents and of what is said about them."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.facts import SILENT, StepKind
from fordring.domain.followup.letter import InterestLine, Letter, LetterClaim
from fordring.domain.followup.settings import Regime
from fordring.formats.documents.letters.compose import Correspondence, letter_document
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.model import Country, Language
from formats.documents.invoices import invoice

CURRENCIES: dict[Country, str] = {"NO": "NOK", "SE": "SEK", "FI": "EUR"}
NUMBERED = UUID(int=1)
KINDS = tuple(kind for kind in StepKind if kind not in SILENT)
UNVERIFIED = "NO late_interest from 2026-07-01: not verified (R1, R2; C x2)"


def lines(*, marked: bool = True) -> tuple[InterestLine, ...]:
    """Two rows of interest, the second by a rate that nobody read at its source: 51,37 + 25,17."""
    return (
        InterestLine(date(2026, 6, 16), date(2026, 6, 30), 1_000_000, 1250, 15, 51_37),
        InterestLine(date(2026, 7, 1), date(2026, 7, 15), 500_000, 1225, 15, 25_17, UNVERIFIED if marked else ""),
    )


def claim(number: str = "1001", *, fee: int = 38_00, interest: bool = True, **changes: object) -> LetterClaim:
    """10 000 of which half is paid, with an earlier fee of 38 and the letter's own."""
    whole = LetterClaim(
        claim_id=NUMBERED,
        claim_no=int(number),
        number=number,
        reference="33000083672049",
        issued_on=date(2026, 6, 1),
        due_on=date(2026, 6, 15),
        principal_minor=1_000_000,
        open=Parts(500_000, fee + 38_00, 76_54 if interest else 0),
        fee_minor=fee,
        interest=lines() if interest else (),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # whatever a test wants different


def letter(country: Country, kind: StepKind, *claims: LetterClaim, regime: Regime = Regime.OWN) -> Letter:
    """A letter of 15 July with fourteen days to pay; one before the due date has nothing on top of its principal."""
    before = kind is StepKind.ADVANCE_NOTICE
    bare = claim(fee=0, interest=False, open=Parts(1_000_000), due_on=date(2026, 7, 29))
    return Letter(
        kind,
        date(2026, 7, 15),
        date(2026, 7, 29),
        CURRENCIES[country],
        claims or ((bare,) if before else (claim(),)),
        regime,
        "2024/117" if regime is Regime.COLLECTOR else "",
        () if before else (UNVERIFIED.replace("late_interest", "reminder_fee"),),
        "Fjellinkasso AS" if regime is Regime.COLLECTOR else "",
    )


def document(
    country: Country, said: Letter, language: Language | None = None, *, business: bool = False, sandbox: bool = True
) -> TableLetter:
    """The letter as it is printed, between the parties of the country's invented invoice."""
    paper = invoice(country)
    payment = paper.payment
    assert payment is not None
    return letter_document(
        said,
        Correspondence(
            seller=paper.seller,
            buyer=paper.buyer,
            language=language or paper.language,
            country=country,
            business=business,
            payments=(payment,) * len(said.claims),
            sandbox=sandbox,
            page_url="https://pay.example/p/8f1k2m3n4p5q6r7s8t9u0v",
        ),
    )
