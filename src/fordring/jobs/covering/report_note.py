"""The e-mail that brings a settlement's report to the merchant, in the merchant's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from fordring.channels.mime import one_line
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.model import Language
from fordring.formats.documents.texts import WORDS
from fordring.formats.settlements.model import SettlementReport
from fordring.formats.settlements.texts import REPORT_WORDS
from fordring.jobs.covering.note import letter_html

Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCover:
    """The sentences of one language. Fields that may be named: payee, day."""

    subject: str
    greeting: str
    opening: str
    attached: str
    closing: str
    questions: str
    test: str


COVERS: Mapping[Language, ReportCover] = {
    "nb": ReportCover(
        subject="Oppgjør {day} for {payee}",
        greeting="Hei,",
        opening="Her er rapporten for oppgjøret som ble utbetalt {day}.",
        attached="Rapporten ligger ved.",
        closing="Hver linje i rapporten er en betaling som er med i oppgjøret.",
        questions="Du får denne e-posten fordi {payee} har bestilt oppgjørsrapporter til denne adressen.",
        test="Dette er en test. Ingen ekte penger er utbetalt.",
    ),
    "sv": ReportCover(
        subject="Avräkning {day} för {payee}",
        greeting="Hej,",
        opening="Här är rapporten för avräkningen som betalades ut {day}.",
        attached="Rapporten är bifogad.",
        closing="Varje rad i rapporten är en betalning som ingår i avräkningen.",
        questions="Du får det här mejlet eftersom {payee} har beställt avräkningsrapporter till den här adressen.",
        test="Det här är ett test. Inga riktiga pengar har betalats ut.",
    ),
    "fi": ReportCover(
        subject="Tilitys {day}, {payee}",
        greeting="Hei,",
        opening="Tässä on raportti tilityksestä, joka maksettiin {day}.",
        attached="Raportti on liitteenä.",
        closing="Raportin jokainen rivi on tilitykseen sisältyvä maksu.",
        questions="Saat tämän viestin, koska {payee} on tilannut tilitysraportit tähän osoitteeseen.",
        test="Tämä on testi. Oikeaa rahaa ei ole maksettu.",
    ),
    "en": ReportCover(
        subject="Settlement {day} for {payee}",
        greeting="Hello,",
        opening="Here is the report of the settlement that was paid out on {day}.",
        attached="The report is attached.",
        closing="Every line of the report is a payment that is part of the settlement.",
        questions="You get this e-mail because {payee} asked for settlement reports to this address.",
        test="This is a test. No real money was paid out.",
    ),
}


@dataclass(frozen=True, slots=True)
class ReportNote:
    """What stands around the report's files."""

    subject: str
    text: str
    html: str


def report_note(report: SettlementReport) -> ReportNote:
    """The note of this report: how much, when, for which payments, under which reference."""
    cover, figures = COVERS[report.language], Figures.typed(WORDS[report.language], report.currency)
    named = {"payee": one_line(report.payee.name), "day": figures.day(report.settled_on)}
    said = {
        name: getattr(cover, name).format(**named)
        for name in ("subject", "greeting", "opening", "attached", "closing", "questions")
    }
    facts = _facts(report, figures)
    shown = {
        "language": report.language,
        "colour": report.colour,
        "test": cover.test if report.sandbox else "",
        "facts": facts,
        "reach": [],
    }
    return ReportNote(said["subject"], _text(said, facts, str(shown["test"])), letter_html(said | shown))


def _facts(report: SettlementReport, figures: Figures) -> Facts:
    words, sums = REPORT_WORDS[report.language], report.totals
    return [
        (words.captured, figures.money(sums.capture_minor - sums.refund_minor)),
        (words.fee, figures.money(-sums.fee_minor)),
        (words.paid_out, figures.money(sums.net_minor)),
        (words.period, f"{figures.day(report.data_from)} – {figures.day(report.data_to)}"),
        (words.provider_reference, report.provider_reference),
    ]


def _text(said: Mapping[str, str], facts: Facts, test: str) -> str:
    width = max(len(label) for label, _ in facts) + 2
    lines = "\n".join(f"  {label + ':':<{width}}{value}" for label, value in facts)
    parts = [test] if test else []
    parts += [said["greeting"], said["opening"], lines, said["attached"], said["closing"], said["questions"]]
    return "\n\n".join(parts) + "\n"
