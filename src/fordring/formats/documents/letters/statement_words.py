# data table: what interest statements and summaries of a payer's claims say, in four languages
"""The words of statements that ask for nothing: a claim's interest row by row, and all of a payer's open claims."""

from collections.abc import Mapping
from dataclasses import dataclass

from fordring.formats.documents.model import Language


@dataclass(frozen=True, slots=True)
class StatementWords:
    """One language. Fields that may be named: number, day."""

    interest: str
    interest_lead: str
    no_interest: str
    total: str
    summary: str
    summary_lead: str
    nothing_open: str
    columns: tuple[str, str, str, str, str, str]
    last: str
    next: str


STATEMENTS: Mapping[Language, StatementWords] = {
    "nb": StatementWords(
        interest="Renteoppgave",
        interest_lead="Forsinkelsesrente på faktura {number} til og med {day}, regnet dag for dag av hovedstolen.",
        no_interest="Det er ikke regnet forsinkelsesrente på faktura {number} til og med {day}.",
        total="Sum",
        summary="Oversikt over ubetalte krav",
        summary_lead="Dette er det som gjenstår å betale per {day}.",
        nothing_open="Ingenting er ubetalt per {day}.",
        columns=("Faktura", "Forfall", "Hovedstol", "Gebyr", "Renter", "Sum"),
        last="Sist: {step} {day}",
        next="Neste: {step}, tidligst {day}",
    ),
    "sv": StatementWords(
        interest="Ränteuppgift",
        interest_lead="Dröjsmålsränta på faktura {number} till och med {day}, räknad dag för dag på kapitalet.",
        no_interest="Ingen dröjsmålsränta har räknats på faktura {number} till och med {day}.",
        total="Summa",
        summary="Översikt över obetalda fordringar",
        summary_lead="Detta återstår att betala per {day}.",
        nothing_open="Inget är obetalt per {day}.",
        columns=("Faktura", "Förfaller", "Kapital", "Avgifter", "Ränta", "Summa"),
        last="Senast: {step} {day}",
        next="Nästa: {step}, tidigast {day}",
    ),
    "fi": StatementWords(
        interest="Korkoerittely",
        interest_lead="Laskun {number} viivästyskorko {day} saakka, laskettuna pääomalle päivittäin.",
        no_interest="Laskulle {number} ei ole laskettu viivästyskorkoa {day} saakka.",
        total="Yhteensä",
        summary="Maksamattomat saatavat",
        summary_lead="Maksamatta {day}.",
        nothing_open="Mitään ei ole maksamatta {day}.",
        columns=("Lasku", "Eräpäivä", "Pääoma", "Kulut", "Korko", "Yhteensä"),
        last="Viimeksi: {step} {day}",
        next="Seuraavaksi: {step}, aikaisintaan {day}",
    ),
    "en": StatementWords(
        interest="Interest statement",
        interest_lead="Late-payment interest on invoice {number} up to and with {day}, by the day on the principal.",
        no_interest="No late-payment interest was reckoned on invoice {number} up to and with {day}.",
        total="Total",
        summary="Summary of unpaid claims",
        summary_lead="This is left to pay as of {day}.",
        nothing_open="Nothing is unpaid as of {day}.",
        columns=("Invoice", "Due", "Principal", "Fees", "Interest", "Total"),
        last="Last: {step} {day}",
        next="Next: {step}, not before {day}",
    ),
}
