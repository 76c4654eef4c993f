"""The fixed words of a printed settlement report: Norwegian bokmål, Swedish, Finnish, English."""

from collections.abc import Mapping
from dataclasses import dataclass

from fordring.formats.documents.model import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWords:
    """The words of one language."""

    title: str
    test_title: str
    settlement_id: str
    provider_reference: str
    period: str
    settled_on: str
    payout_account: str
    account: str
    paid_out: str
    captured: str
    refunded: str
    commission: str
    commission_vat: str
    paid_on: str
    reference: str
    transaction: str
    event: str
    invoice: str
    claim: str
    capture: str
    refund: str
    vat: str
    fee: str
    net: str
    total: str
    lines_cut: str
    vat_note: str
    invoiced: str
    test_note: str
    sandbox_note: str


BOKMAL = ReportWords(
    title="Oppgjør",
    test_title="Testoppgjør",
    settlement_id="Oppgjørsnummer",
    provider_reference="Referanse",
    period="Betalinger mottatt",
    settled_on="Utbetalingsdag",
    payout_account="Til konto",
    account="Konto hos oss",
    paid_out="Utbetalt",
    captured="Innbetalt",
    refunded="Tilbakeført",
    commission="Gebyr",
    commission_vat="Mva av gebyr",
    paid_on="Betalt",
    reference="Referanse",
    transaction="Transaksjon / sesjon",
    event="Hendelse",
    invoice="Faktura / krav",
    claim="krav",
    capture="Innbetalt",
    refund="Tilbakeført",
    vat="Herav mva",
    fee="Gebyr",
    net="Netto",
    total="Sum",
    lines_cut="De første {shown} av {all} linjer. Alle linjer står i CSV-, XML- og JSON-filen.",
    vat_note="Gebyr er inkludert mva. «Herav mva» er merverdiavgiften i det som er betalt.",
    invoiced="Negativ saldo på {amount} per {day} er fakturert, faktura {number}, og er ikke med i summene.",
    test_note="Eksempel på en rapport – ingen penger er utbetalt",
    sandbox_note="Sandkasse – ingen ekte penger",
)

SWEDISH = ReportWords(
    title="Avräkning",
    test_title="Testavräkning",
    settlement_id="Avräkningsnummer",
    provider_reference="Referens",
    period="Betalningar mottagna",
    settled_on="Utbetalningsdag",
    payout_account="Till konto",
    account="Konto hos oss",
    paid_out="Utbetalt",
    captured="Inbetalt",
    refunded="Återfört",
    commission="Avgift",
    commission_vat="Moms på avgift",
    paid_on="Betald",
    reference="Referens",
    transaction="Transaktion / session",
    event="Händelse",
    invoice="Faktura / krav",
    claim="krav",
    capture="Inbetalt",
    refund="Återfört",
    vat="Varav moms",
    fee="Avgift",
    net="Netto",
    total="Summa",
    lines_cut="De första {shown} av {all} rader. Alla rader finns i CSV-, XML- och JSON-filen.",
    vat_note="Avgift inkluderar moms. ”Varav moms” är momsen i det som har betalats.",
    invoiced="Negativt saldo på {amount} per {day} har fakturerats, faktura {number}, och ingår inte i summorna.",
    test_note="Exempel på en rapport – inga pengar har betalats ut",
    sandbox_note="Sandlåda – inga riktiga pengar",
)

FINNISH = ReportWords(
    title="Tilitys",
    test_title="Testitilitys",
    settlement_id="Tilitysnumero",
    provider_reference="Viite",
    period="Vastaanotetut maksut",
    settled_on="Maksupäivä",
    payout_account="Tilille",
    account="Tili meillä",
    paid_out="Maksettu",
    captured="Maksuja",
    refunded="Palautettu",
    commission="Palkkio",
    commission_vat="Palkkion ALV",
    paid_on="Maksettu",
    reference="Viite",
    transaction="Transaktio / istunto",
    event="Tapahtuma",
    invoice="Lasku / saatava",
    claim="saatava",
    capture="Maksu",
    refund="Palautus",
    vat="Josta ALV",
    fee="Palkkio",
    net="Netto",
    total="Yhteensä",
    lines_cut="Ensimmäiset {shown} riviä {all} rivistä. Kaikki rivit ovat CSV-, XML- ja JSON-tiedostoissa.",
    vat_note="Palkkio sisältää ALV:n. ”Josta ALV” on maksun sisältämä arvonlisävero.",
    invoiced="Negatiivinen saldo {amount} ({day}) on laskutettu, lasku {number}, eikä se sisälly summiin.",
    test_note="Esimerkki raportista – rahaa ei ole maksettu",
    sandbox_note="Hiekkalaatikko – ei oikeaa rahaa",
)

ENGLISH = ReportWords(
    title="Settlement",
    test_title="Test settlement",
    settlement_id="Settlement no.",
    provider_reference="Reference",
    period="Payments received",
    settled_on="Paid out on",
    payout_account="To account",
    account="Account with us",
    paid_out="Paid out",
    captured="Payments",
    refunded="Taken back",
    commission="Fee",
    commission_vat="VAT on fee",
    paid_on="Paid",
    reference="Reference",
    transaction="Transaction / session",
    event="Event",
    invoice="Invoice / claim",
    claim="claim",
    capture="Payment",
    refund="Taken back",
    vat="VAT in it",
    fee="Fee",
    net="Net",
    total="Total",
    lines_cut="The first {shown} of {all} lines. Every line is in the CSV, XML and JSON files.",
    vat_note="Fees include VAT. “VAT in it” is the VAT within what was paid.",
    invoiced="A negative balance of {amount} as of {day} was invoiced, invoice {number}, and is in none of the sums.",
    test_note="Example of a report – no money was paid out",
    sandbox_note="Sandbox – no real money",
)

REPORT_WORDS: Mapping[Language, ReportWords] = {"nb": BOKMAL, "sv": SWEDISH, "fi": FINNISH, "en": ENGLISH}
