# data table: what interest statements and summaries of a payer's claims say, in four languages
"""The words of statements that ask for nothing: a claim's interest row by row, and all of a payer's open claims."""

from collections.abc import Mapping
from dataclasses import dataclass

from fordring.formats.documents.model import Language


@dataclass(frozen=True, slots=True)
class StatementWords:
    """One language. Fields that may be named: number, day."""

    interest_lead: str
    no_interest: str
    total: str
    summary_lead: str
    nothing_open: str
    columns: tuple[str, str, str, str, str, str]
    last: str
    next: str


STATEMENTS: Mapping[Language, StatementWords] = {
    "nb": StatementWords(
        interest_lead="Forsinkelsesrente på faktura {number} til og med {day}, regnet dag for dag av hovedstolen.",
        no_interest="Det er ikke regnet forsinkelsesrente på faktura {number} til og med {day}.",
        total="Sum",
        summary_lead="Dette er det som gjenstår å betale per {day}.",
        nothing_open="Ingenting er ubetalt per {day}.",
        columns=("Faktura", "Forfall", "Hovedstol", "Gebyrer", "Rente", "Sum"),
        last="Sist: {step} {day}",
        next="Neste: {step}, tidligst {day}",
    ),
    "sv": StatementWords(
        interest_lead="Dröjsmålsränta på faktura {number} till och med {day}, räknad dag för dag på kapitalet.",
        no_interest="Ingen dröjsmålsränta har räknats på faktura {number} till och med {day}.",
        total="Summa",
        summary_lead="Detta återstår att betala per {day}.",
        nothing_open="Inget är obetalt per {day}.",
        columns=("Faktura", "Förfaller", "Kapital", "Avgifter", "Ränta", "Summa"),
        last="Senast: {step} {day}",
        next="Nästa: {step}, tidigast {day}",
    ),
    "fi": StatementWords(
        interest_lead="Laskun {number} viivästyskorko {day} saakka, laskettuna pääomalle päivittäin.",
        no_interest="Laskulle {number} ei ole laskettu viivästyskorkoa {day} saakka.",
        total="Yhteensä",
        summary_lead="Nämä saatavat ovat maksamatta {day}.",
        nothing_open="Mitään ei ole maksamatta {day}.",
        columns=("Lasku", "Eräpäivä", "Pääoma", "Kulut", "Korko", "Yhteensä"),
        last="Viimeksi: {step} {day}",
        next="Seuraavaksi: {step}, aikaisintaan {day}",
    ),
    "en": StatementWords(
        interest_lead="Late-payment interest on invoice {number} up to and including {day}, reckoned day by day on the "
        "principal.",
        no_interest="No late-payment interest was reckoned on invoice {number} up to and including {day}.",
        total="Total",
        summary_lead="This is left to pay as of {day}.",
        nothing_open="Nothing is unpaid as of {day}.",
        columns=("Invoice", "Due", "Principal", "Fees", "Interest", "Total"),
        last="Last: {step} {day}",
        next="Next: {step}, not before {day}",
    ),
}
