"""What an e-mail with an invoice or a credit note says, per language. `{…}` are filled in by `cover.py`."""

from collections.abc import Mapping
from dataclasses import dataclass

from fordring.formats.documents.model import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The sentences of one language. Fields that may be named: seller, number, buyer, credited."""

    greeting: str
    invoice_subject: str
    invoice_opening: str
    invoice_closing: str
    credit_subject: str
    credit_opening: str
    credit_opening_alone: str
    credit_closing: str
    questions: str
    page: str
    note_page: str
    attached: str
    test: str


BOKMAL = Cover(
    greeting="Hei {buyer},",
    invoice_subject="Faktura {number} fra {seller}",
    invoice_opening="Her er fakturaen din fra {seller}. Slik betaler du:",
    invoice_closing="Har du allerede betalt, kan du se bort fra denne e-posten. Takk for handelen!",
    credit_subject="Kreditnota {number} fra {seller}",
    credit_opening="{seller} har kreditert faktura {credited}. Du trenger ikke å gjøre noe.",
    credit_opening_alone="Her er en kreditnota fra {seller}. Du trenger ikke å gjøre noe.",
    credit_closing="Er noe av fakturaen allerede betalt, hører du fra oss om beløpet.",
    questions="Spørsmål om kjøpet? Ta kontakt med {seller}.",
    page="Se, betal eller svar på nett",
    note_page="Se kreditnotaen på nett",
    attached="PDF-en ligger ved.",
    test="Dette er en test. Ingenting skal betales.",
)

SWEDISH = Cover(
    greeting="Hej {buyer},",
    invoice_subject="Faktura {number} från {seller}",
    invoice_opening="Här är din faktura från {seller}. Så här betalar du:",
    invoice_closing="Har du redan betalat kan du bortse från det här mejlet. Tack för ditt köp!",
    credit_subject="Kreditfaktura {number} från {seller}",
    credit_opening="{seller} har krediterat faktura {credited}. Du behöver inte göra något.",
    credit_opening_alone="Här är en kreditfaktura från {seller}. Du behöver inte göra något.",
    credit_closing="Om du redan har betalat något av fakturan hör vi av oss om beloppet.",
    questions="Frågor om köpet? Kontakta {seller}.",
    page="Visa, betala eller svara på nätet",
    note_page="Visa kreditfakturan på nätet",
    attached="PDF:en är bifogad.",
    test="Det här är ett test. Inget ska betalas.",
)

FINNISH = Cover(
    greeting="Hei {buyer},",
    invoice_subject="Lasku {number}, {seller}",
    invoice_opening="Tässä on laskusi yritykseltä {seller}. Näin maksat:",
    invoice_closing="Jos olet jo maksanut, voit jättää tämän viestin huomiotta. Kiitos ostoksestasi!",
    credit_subject="Hyvityslasku {number}, {seller}",
    credit_opening="{seller} on hyvittänyt laskun {credited}. Sinun ei tarvitse tehdä mitään.",
    credit_opening_alone="Tässä on hyvityslasku yritykseltä {seller}. Sinun ei tarvitse tehdä mitään.",
    credit_closing="Jos olet jo maksanut laskusta osan, otamme sinuun yhteyttä.",
    questions="Kysyttävää ostoksesta? Ota yhteyttä: {seller}.",
    page="Katso, maksa tai vastaa verkossa",
    note_page="Katso hyvityslasku verkossa",
    attached="PDF on liitteenä.",
    test="Tämä on testi. Mitään ei makseta.",
)

ENGLISH = Cover(
    greeting="Hello {buyer},",
    invoice_subject="Invoice {number} from {seller}",
    invoice_opening="Here is your invoice from {seller}. How to pay:",
    invoice_closing="If you have paid already, please disregard this e-mail. Thank you for your purchase!",
    credit_subject="Credit note {number} from {seller}",
    credit_opening="{seller} has credited invoice {credited}. There is nothing you need to do.",
    credit_opening_alone="Here is a credit note from {seller}. There is nothing you need to do.",
    credit_closing="If you have already paid some of the invoice, we will contact you about the amount.",
    questions="Questions about the purchase? Please contact {seller}.",
    page="View, pay or reply online",
    note_page="View the credit note online",
    attached="The PDF is attached.",
    test="This is a test. Nothing is to be paid.",
)

COVERS: Mapping[Language, Cover] = {"nb": BOKMAL, "sv": SWEDISH, "fi": FINNISH, "en": ENGLISH}
