"""The e-mail with the code that confirms an account for a refund, in the payer's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from fordring.channels.mime import one_line
from fordring.domain.merchant import Merchant
from fordring.domain.payment.confirmation import LASTS, Confirmation
from fordring.formats.documents.model import Language
from fordring.jobs.covering.note import letter_html
from fordring.services.branding import brand_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCover:
    """The sentences of one language. Fields that may be named: merchant, minutes."""

    subject: str
    greeting: str
    opening: str
    code: str
    account: str
    lasts: str
    closing: str
    questions: str
    test: str


@dataclass(frozen=True, slots=True)
class CodeNote:
    """The mail in its parts."""

    subject: str
    text: str
    html: str


COVERS: Mapping[Language, CodeCover] = {
    "nb": CodeCover(
        subject="Kode for tilbakebetaling fra {merchant}",
        greeting="Hei,",
        opening="Noen har oppgitt denne kontoen for en tilbakebetaling til deg. Er det du, skriv inn koden på siden.",
        code="Kode",
        account="Konto",
        lasts="Koden gjelder i {minutes} minutter.",
        closing="Er det ikke du? Da trenger du ikke å gjøre noe: uten koden skjer ingenting. Gi den ikke til noen.",
        questions="Spørsmål? Ta kontakt med {merchant}.",
        test="Dette er en test. Ingen penger betales.",
    ),
    "sv": CodeCover(
        subject="Kod för återbetalning från {merchant}",
        greeting="Hej,",
        opening="Någon har angett det här kontot för en återbetalning till dig. Är det du, skriv in koden på sidan.",
        code="Kod",
        account="Konto",
        lasts="Koden gäller i {minutes} minuter.",
        closing="Är det inte du? Då behöver du inte göra något: utan koden händer ingenting. Ge den inte till någon.",
        questions="Frågor? Kontakta {merchant}.",
        test="Det här är ett test. Inga pengar betalas.",
    ),
    "fi": CodeCover(
        subject="Palautuksen vahvistuskoodi, {merchant}",
        greeting="Hei,",
        opening="Joku on ilmoittanut tämän tilin sinulle maksettavaa palautusta varten. Jos se olit sinä, kirjoita "
        "koodi sivulle.",
        code="Koodi",
        account="Tili",
        lasts="Koodi on voimassa {minutes} minuuttia.",
        closing="Etkö se ollut sinä? Sinun ei tarvitse tehdä mitään: ilman koodia mitään ei tapahdu. Älä anna koodia "
        "kenellekään.",
        questions="Kysyttävää? Ota yhteyttä: {merchant}.",
        test="Tämä on testi. Rahaa ei makseta.",
    ),
    "en": CodeCover(
        subject="Code for your refund from {merchant}",
        greeting="Hello,",
        opening="Somebody gave this account for a refund to you. If it was you, enter the code on the page.",
        code="Code",
        account="Account",
        lasts="The code is good for {minutes} minutes.",
        closing="Was it not you? Then there is nothing to do: without the code nothing happens. Give it to nobody.",
        questions="Questions? Please contact {merchant}.",
        test="This is a test. No money is paid.",
    ),
}


def code_note(merchant: Merchant, confirmation: Confirmation, code: str, language: Language) -> CodeNote:
    """The mail; of the account only what its owner knows it by."""
    cover = COVERS[language]
    named = {"merchant": one_line(merchant.name), "minutes": int(LASTS.total_seconds()) // 60}
    account = f"{confirmation.account[:4]} … {confirmation.account[-4:]}"
    told = {name: getattr(cover, name).format(**named) for name in CodeCover.__slots__}
    facts = [(cover.code, code), (cover.account, account)]
    said = {"greeting": told["greeting"], "opening": told["opening"], "attached": told["lasts"]}
    said |= {"closing": told["closing"], "questions": told["questions"]}
    look = {"subject": told["subject"], "language": language, "colour": brand_of(merchant.settings).colour}
    test = told["test"] if merchant.sandbox else ""
    lines = "\n".join(f"  {label}: {value}" for label, value in facts)
    parts = [*([test] if test else []), told["greeting"], told["opening"], lines]
    parts += [told["lasts"], told["closing"], told["questions"]]
    html = letter_html({**said, **look, "test": test, "facts": facts, "reach": []})
    return CodeNote(told["subject"], "\n\n".join(parts) + "\n", html)
