# data table: the house's own words
"""What the pages of an identification say in Norwegian bokmål."""

from fordring.pages.identity.notices import Notice
from fordring.pages.identity.words import IdentityWords

WORDS = IdentityWords(
    skip="Til innholdet",
    labels=("Butikk", "Betales med faktura", "Bestilling", "Navn på fakturaen"),
    begin="Fortsett med {provider}",
    again="Prøv igjen med {provider}",
    pay="Betal med faktura",
    first_name="Fornavn",
    last_name="Etternavn",
    correct="Rett navnet og betal",
    correct_lead="Er navnet på fakturaen feil skrevet, eller fylte noen andre ut skjemaet? Skriv ditt eget navn.",
    other_way="Eller bekreft identiteten på nytt",
    to_checkout="Tilbake til kassen",
    leave="Avbryt og gå tilbake til butikken",
    privacy="Butikken får vite navnet ditt og hvordan identiteten ble bekreftet. Fødselsnummeret lagres kryptert og "
    "vises ikke til noen.",
    notices={
        Notice.ASK: ("Bekreft hvem du er", "{merchant} ber deg bekrefte hvem du er før {amount} betales med faktura."),
        Notice.READY: ("Identiteten er bekreftet", "Nå gjenstår bare å betale."),
        Notice.PAID: ("Bestillingen er betalt med faktura", "Du trenger ikke gjøre mer her. Fakturaen sendes til deg."),
        Notice.MISMATCH: (
            "Navnet stemmer ikke",
            "Du er identifisert som {person}, men fakturaen står i navnet {billed}. Den må stå i ditt navn.",
        ),
        Notice.CANCELLED: ("Du avbrøt", "Ingenting er betalt. Du kan prøve igjen eller betale på en annen måte."),
        Notice.REFUSED: (
            "Identiteten ble ikke bekreftet",
            "Identitetstjenesten kunne ikke bekrefte hvem du er. Ingenting er betalt.",
        ),
        Notice.UNREACHABLE: ("Identitetstjenesten svarer ikke", "Ingenting er betalt. Vent litt og prøv igjen."),
        Notice.UNTRUSTED: (
            "Svaret kunne ikke brukes",
            "Svaret fra identitetstjenesten besto ikke kontrollen vår. Ingenting er betalt. Prøv igjen.",
        ),
        Notice.LATE: (
            "Det tok for lang tid",
            "For sikkerhets skyld har du 15 minutter på deg. Prøv igjen.",
        ),
        Notice.OTHER_BROWSER: (
            "Fortsett der du begynte",
            "Bekreftelsen ble startet i en annen nettleser. Gå tilbake til den, eller begynn på nytt fra butikken.",
        ),
        Notice.DECLINED: (
            "Denne bestillingen kan ikke betales med faktura",
            "Identiteten er bekreftet, men fakturaen ble ikke godkjent. Velg en annen betalingsmåte i butikken.",
        ),
        Notice.LOCKED: ("Butikken endrer bestillingen", "Ingenting er betalt ennå. Vent litt og betal."),
        Notice.CHANGED: ("Bestillingen er endret", "Ingenting er betalt. Se på bestillingen igjen før du betaler."),
        Notice.UNUSABLE: ("Noe mangler på fakturaen", "Ingenting er betalt. Se over det du fylte ut."),
        Notice.NO_PROVIDER: (
            "Identiteten kan ikke bekreftes her",
            "Butikken spør hvem du er, men ingen identitetstjeneste er satt opp. Velg en annen betalingsmåte.",
        ),
        Notice.LEFT: ("Du avbrøt bekreftelsen", "Ingenting er betalt. Fra kassen kan du begynne på nytt."),
        Notice.OVER: ("Siden gjelder ikke lenger", "Av hensyn til sikkerheten gikk den ut. Begynn på nytt i kassen."),
        Notice.ORDER_CANCELLED: ("Bestillingen er avbestilt", "Det er ingenting å betale."),
        Notice.ORDER_EXPIRED: ("Bestillingen har gått ut", "Det er ingenting å betale. Bestill på nytt i butikken."),
        Notice.UNKNOWN: (
            "Denne siden leder ingen steder",
            "Kanskje ble adressen avkortet. Gå tilbake til butikken.",
        ),
        Notice.TOO_MANY: (
            "Vent litt",
            "Det er prøvd for mange ukjente lenker herfra. Prøv igjen om et minutt.",
        ),
    },
)
