"""Settlement reports as the tests of their files want them. Invented shops and numbers."""

from datetime import date, timedelta
from typing import Any

from fordring.domain.money import Money
from fordring.domain.payment.fees import fee_shares
from fordring.formats.documents.model import Language
from fordring.formats.settlements.model import Payee, ReportLine, SettlementReport

PAYEE = Payee("Fjord Sykkel AS", "923609016", "T11112222", "97101234561", "NO")
DAY = date(2026, 11, 16)


def line(place: int = 0, amount_minor: int = 12_500, fee_minor: int = 0, **more: Any) -> ReportLine:
    """A payment of a transaction; VAT is a fifth of it."""
    facts: dict[str, Any] = {
        "paid_on": DAY + timedelta(days=place % 7),
        "amount_minor": amount_minor,
        "fee_minor": fee_minor,
        "vat_minor": amount_minor // 5,
        "claim_number": 10_000 + place,
        "invoice_number": f"A1B2C-{place + 1:06}",
        "transaction_id": f"T11112222.{place:022}",
        "session_id": f"T11112222.{place:021}s",
        "event_id": "4",
        "merchant_reference": f"order-{place + 1}",
    }
    return ReportLine(**facts | more)


def report_of(*lines: ReportLine, **more: Any) -> SettlementReport:
    """These lines as a report; they bear 2.5 % commission with 25 % VAT on it."""
    gross = Money(sum(each.amount_minor for each in lines), "NOK")
    commission = gross.portion(250)
    vat = commission.portion(2500)
    fees = fee_shares([each.amount_minor for each in lines], (commission + vat).minor)
    facts: dict[str, Any] = {
        "settlement_id": "01931f3a-7c1e-7d63-9a55-0d6f2a8f9c11",
        "provider_reference": "P01931f3a7c1e7d639a550d6f2a8f9c11",
        "language": "nb",
        "payee": PAYEE,
        "currency": "NOK",
        "settled_on": DAY + timedelta(days=8),
        "lines": tuple(_bearing(each, fee) for each, fee in zip(lines, fees, strict=True)),
        "commission_minor": commission.minor,
        "commission_vat_minor": vat.minor,
    }
    return SettlementReport(**facts | more)


def report(lines: int = 3, language: Language = "nb", **more: Any) -> SettlementReport:
    """A report of so many lines, the second one with a second reference, the third of costs alone."""
    made = [line(place, 12_500 + 731 * place) for place in range(lines)]
    if lines > 2:
        made[1] = line(1, 250_000, merchant_reference_2="ERP-77182")
        unsaid: dict[str, Any] = dict.fromkeys(("transaction_id", "session_id", "event_id", "merchant_reference"))
        made[2] = line(2, 3_500, vat_minor=0, **unsaid)
    return report_of(*made, language=language, **more)


def _bearing(given: ReportLine, fee_minor: int) -> ReportLine:
    facts = {name: getattr(given, name) for name in ReportLine.__slots__}
    return ReportLine(**facts | {"fee_minor": fee_minor})
