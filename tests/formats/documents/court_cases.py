"""A claim as it goes to court, for tests of its summary: with everything that a cover can tell."""

from datetime import date

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.letter import InterestLine
from fordring.formats.documents.court.model import CourtCase, CourtEntry, CourtPaper, CourtPayment, CourtStep
from fordring.formats.documents.model import Buyer, Country, Language, Seller

SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
SELLER = Seller(
    name="Fjellheim Bygg AS",
    address=("Storgata 12", "0155 Oslo"),
    organization_number="923609016",
    vat_registered=True,
    in_foretaksregisteret=True,
)
BUYER = Buyer("Kari Nordmann", ("Karl Johans gate 22", "0026 Oslo"))
STEPS = (
    CourtStep(StepKind.REMINDER, date(2026, 2, 16), date(2026, 3, 2), 38_00, ours=False),
    CourtStep(StepKind.REMINDER, date(2026, 2, 20), date(2026, 3, 6), 38_00, cancelled=True),
    CourtStep(StepKind.COLLECTION_NOTICE, date(2026, 3, 10), date(2026, 3, 24), 38_00, paper=2),
    CourtStep(StepKind.PAYMENT_DEMAND, date(2026, 4, 1), date(2026, 4, 15), 113_00, paper=3),
    CourtStep(StepKind.LEGAL_ACTION, date(2026, 5, 4), None, 0),
)
ENTRIES = (
    CourtEntry("1", "issued", date(2026, 1, 16), Parts(12_500_00), (("receivable.principal", 12_500_00),)),
    CourtEntry("2", "demanded", date(2026, 3, 10), Parts(0, 38_00, 117_12)),
    CourtEntry(
        "3",
        "paid",
        date(2026, 3, 20),
        Parts(-2_000_00),
        (
            ("client_funds", 2_000_00),
            ("owed.merchant", -2_000_00),
            ("receivable.principal", -2_000_00),
            ("expected.merchant", 2_000_00),
        ),
    ),
    CourtEntry("4", "demanded", date(2026, 4, 1), Parts(0, 113_00, 76_90)),
    CourtEntry("5", "sandbox_play", date(2026, 4, 2), Parts()),
)


def court_case(language: Language = "nb", country: Country = "NO", **more: object) -> CourtCase:
    """A Norwegian claim with steps, a payment, papers and entries."""
    currency = {"NO": "NOK", "SE": "SEK", "FI": "EUR"}[country]
    told = {
        "interest": (
            InterestLine(date(2026, 1, 31), date(2026, 3, 20), 12_500_00, 1200, 49, 201_37, "not verified: R1, R2, R3"),
            InterestLine(date(2026, 3, 21), date(2026, 5, 4), 10_500_00, 1200, 45, 155_34),
        ),
        "last_day": date(2029, 1, 30),
        "steps": STEPS,
        "payments": (
            CourtPayment(date(2026, 3, 20), Parts(2_000_00)),
            CourtPayment(date(2026, 3, 22), Parts(500_00), direct=True),
            CourtPayment(date(2026, 3, 23), Parts(-500_00), direct=True),
        ),
        "papers": (
            CourtPaper("Faktura", date(2026, 1, 16), SHA, 41_200),
            CourtPaper("inkassovarsel", date(2026, 3, 10), SHA, 38_001),
            CourtPaper("betalingsoppfordring", date(2026, 4, 1), SHA, 39_000),
            CourtPaper("Vedlegg: timeliste.xlsx", date(2026, 1, 15), SHA, 9_100_000, bound=False),
        ),
        "entries": ENTRIES,
    }
    return CourtCase(
        language=language,
        country=country,
        seller=SELLER,
        buyer=BUYER,
        on=date(2026, 5, 4),
        currency=currency,
        claim_no=1001,
        number="A1B2C-000001",
        reference="10010004",
        issued_on=date(2026, 1, 16),
        due_on=date(2026, 1, 30),
        description="Snekkerarbeid i januar",
        principal_minor=12_500_00,
        open=Parts(10_500_00, 151_00, 194_02),
        **(told | more),  # type: ignore[arg-type] # a test's changes
    )
