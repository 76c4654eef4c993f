"""The e-mail that invites somebody to a merchant, in the merchant's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from fordring.channels.mime import one_line
from fordring.domain.calendar import local_day
from fordring.domain.invitation import Invitation
from fordring.domain.merchant import Merchant
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.model import Language
from fordring.formats.documents.texts import WORDS
from fordring.jobs.covering.note import letter_html
from fordring.services.branding import brand_of, merchant_language


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationCover:
    """The sentences of one language. Fields that may be named: merchant, name, day."""

    subject: str
    greeting: str
    contact: str
    accountant: str
    button: str
    until: str
    once: str
    nothing: str
    merchant: str
    organisation: str
    test: str


COVERS: Mapping[Language, InvitationCover] = {
    "nb": InvitationCover(
        subject="Du er invitert til {merchant}",
        greeting="Hei {name},",
        contact="{merchant} sender og følger opp fakturaer gjennom Fordring og inviterer deg som kontaktperson.",
        accountant="{merchant} sender og følger opp fakturaer gjennom Fordring og inviterer deg som regnskapsfører.",
        button="Se invitasjonen",
        until="Lenken gjelder til {day}",
        once="Lenken er personlig og kan godtas én gang. Ikke send den videre.",
        nothing="Kjenner du ikke til dette, kan du se bort fra e-posten.",
        merchant="Kreditor",
        organisation="Organisasjonsnummer",
        test="Dette er en test.",
    ),
    "sv": InvitationCover(
        subject="Du är inbjuden till {merchant}",
        greeting="Hej {name},",
        contact="{merchant} skickar och följer upp fakturor med Fordring och bjuder in dig som kontaktperson.",
        accountant="{merchant} skickar och följer upp fakturor med Fordring och bjuder in dig som redovisningskonsult.",
        button="Se inbjudan",
        until="Länken gäller till och med {day}",
        once="Länken är personlig och kan godkännas en gång. Skicka den inte vidare.",
        nothing="Känner du inte till det här kan du bortse från mejlet.",
        merchant="Fordringsägare",
        organisation="Organisationsnummer",
        test="Det här är ett test.",
    ),
    "fi": InvitationCover(
        subject="Kutsu: {merchant}",
        greeting="Hei {name},",
        contact="{merchant} lähettää ja seuraa laskujaan Fordringin kautta ja kutsuu sinut yhteyshenkilöksi.",
        accountant="{merchant} lähettää ja seuraa laskujaan Fordringin kautta ja kutsuu sinut kirjanpitäjäksi.",
        button="Avaa kutsu",
        until="Linkki on voimassa {day} asti",
        once="Linkki on henkilökohtainen, ja sen voi hyväksyä kerran. Älä lähetä sitä eteenpäin.",
        nothing="Jos et tunne asiaa, voit jättää viestin huomiotta.",
        merchant="Velkoja",
        organisation="Y-tunnus",
        test="Tämä on testi.",
    ),
    "en": InvitationCover(
        subject="You are invited to {merchant}",
        greeting="Hello {name},",
        contact="{merchant} sends and follows its invoices through Fordring, and invites you as a contact.",
        accountant="{merchant} sends and follows its invoices through Fordring, and invites you as its accountant.",
        button="See the invitation",
        until="The link holds until {day}",
        once="The link is personal and can be accepted once. Do not pass it on.",
        nothing="If you know nothing of this, you can ignore the e-mail.",
        merchant="Creditor",
        organisation="Organisation number",
        test="This is a test.",
    ),
}


@dataclass(frozen=True, slots=True)
class InvitationNote:
    """What the guest reads, with the link in it."""

    subject: str
    text: str
    html: str


def invitation_note(merchant: Merchant, invitation: Invitation, url: str) -> InvitationNote:
    """The note: who invites whom, as what, until when, and the link."""
    language = merchant_language(merchant)
    cover, figures = COVERS[language], Figures.typed(WORDS[language], merchant.currency)
    day = figures.day(local_day(invitation.expires_at, merchant.country))
    named = {"merchant": one_line(merchant.name), "name": one_line(invitation.guest.name), "day": day}
    opening = cover.accountant if invitation.guest.accountant else cover.contact
    subject, greeting, said = (text.format(**named) for text in (cover.subject, cover.greeting, opening))
    until = f"{cover.until.format(**named)}."
    facts = [(cover.merchant, named["merchant"]), (cover.organisation, merchant.organization_number)]
    test = cover.test if merchant.sandbox else ""
    html = letter_html(
        {
            "subject": subject,
            "language": language,
            "colour": brand_of(merchant.settings).colour,
            "test": test,
            "greeting": greeting,
            "opening": said,
            "facts": facts,
            "link": {"url": url, "label": cover.button},
            "attached": f"{until} {cover.once}",
            "closing": "",
            "questions": cover.nothing,
            "reach": [],
        }
    )
    parts = [test] if test else []
    parts += [greeting, said, *(f"  {label}: {value}" for label, value in facts), f"{cover.button}:\n{url}"]
    return InvitationNote(subject, "\n\n".join([*parts, f"{until} {cover.once}", cover.nothing]) + "\n", html)
