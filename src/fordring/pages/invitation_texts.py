"""What the page of an invitation says, in the language of who invites."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationTexts:
    """The sentences of one language. Fields that may be named: merchant, email, day."""

    skip: str
    title: str
    lead: str
    contact: str
    accountant: str
    labels: tuple[str, str, str, str]
    accept: str
    later: str
    accepted: str
    accepted_lead: str
    over: str
    over_lead: str
    unknown: str
    unknown_lead: str


TEXTS: Mapping[str, InvitationTexts] = {
    "nb": InvitationTexts(
        skip="Til innholdet",
        title="{merchant} har invitert deg",
        lead="Du får følge fakturaene og sakene til {merchant}.",
        contact="kontaktperson",
        accountant="regnskapsfører",
        labels=("Kreditor", "Invitert", "Som", "Gjelder til"),
        accept="Godta invitasjonen",
        later="Innlogging kommer senere, sammen med saksbehandlerens sider. Inntil da er det ingenting å åpne: "
        "her sier du bare ja.",
        accepted="Invitasjonen er godtatt",
        accepted_lead="Du sa ja {day}. Innlogging kommer senere; du trenger ikke å gjøre noe mer nå.",
        over="Invitasjonen gjelder ikke lenger",
        over_lead="Den gikk ut {day}, eller en nyere er sendt. Be {merchant} om en ny.",
        unknown="Denne lenken leder ingen steder",
        unknown_lead="Kanskje ble ikke hele lenken med. Åpne den fra e-posten, eller be om en ny invitasjon.",
    ),
    "sv": InvitationTexts(
        skip="Till innehållet",
        title="{merchant} har bjudit in dig",
        lead="Du får följa fakturor och ärenden hos {merchant}.",
        contact="kontaktperson",
        accountant="redovisningskonsult",
        labels=("Fordringsägare", "Inbjuden", "Som", "Gäller till"),
        accept="Godkänn inbjudan",
        later="Inloggningen kommer senare, tillsammans med handläggarens sidor. Till dess finns inget att öppna: "
        "här säger du bara ja.",
        accepted="Inbjudan är godkänd",
        accepted_lead="Du sa ja {day}. Inloggningen kommer senare; du behöver inte göra något mer nu.",
        over="Inbjudan gäller inte längre",
        over_lead="Den gick ut {day}, eller så har en nyare skickats. Be {merchant} om en ny.",
        unknown="Länken leder ingenstans",
        unknown_lead="Kanske kom inte hela länken med. Öppna den från mejlet, eller be den som bjöd in dig om en ny.",
    ),
    "fi": InvitationTexts(
        skip="Siirry sisältöön",
        title="{merchant} on kutsunut sinut",
        lead="Pääset seuraamaan laskuja ja asioita: {merchant}.",
        contact="yhteyshenkilö",
        accountant="kirjanpitäjä",
        labels=("Velkoja", "Kutsuttu", "Rooli", "Voimassa"),
        accept="Hyväksy kutsu",
        later="Kirjautuminen tulee myöhemmin käsittelijän sivujen mukana. Siihen asti avattavaa ei ole: "
        "tässä vain hyväksyt kutsun.",
        accepted="Kutsu on hyväksytty",
        accepted_lead="Hyväksyit kutsun {day}. Kirjautuminen tulee myöhemmin; nyt sinun ei tarvitse tehdä muuta.",
        over="Kutsu ei ole enää voimassa",
        over_lead="Se vanheni {day}, tai uudempi on lähetetty. Uuden kutsun lähettää {merchant}.",
        unknown="Linkki ei johda mihinkään",
        unknown_lead="Ehkä linkki katkesi. Avaa se viestistä tai pyydä kutsujalta uusi.",
    ),
    "en": InvitationTexts(
        skip="Skip to content",
        title="{merchant} has invited you",
        lead="You may follow the invoices and cases of {merchant}.",
        contact="contact",
        accountant="accountant",
        labels=("Creditor", "Invited", "As", "Holds until"),
        accept="Accept the invitation",
        later="Logging in comes later, with the case handlers' pages. Until then there is nothing to open: "
        "here you only say yes.",
        accepted="The invitation is accepted",
        accepted_lead="You said yes on {day}. Logging in comes later; there is nothing more to do now.",
        over="The invitation holds no longer",
        over_lead="It ran out on {day}, or a newer one was sent. Ask {merchant} for another.",
        unknown="This link leads nowhere",
        unknown_lead="Perhaps a part of it was lost. Open it from the e-mail, or ask whoever invited you for another.",
    ),
}
