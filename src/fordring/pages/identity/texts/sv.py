# data table: the house's own words
"""What the pages of an identification say in Swedish."""

from fordring.pages.identity.notices import Notice
from fordring.pages.identity.words import IdentityWords

WORDS = IdentityWords(
    skip="Till innehållet",
    labels=("Butik", "Betalas med faktura", "Beställning", "Namn på fakturan"),
    begin="Fortsätt med {provider}",
    again="Försök igen med {provider}",
    pay="Betala med faktura",
    first_name="Förnamn",
    last_name="Efternamn",
    correct="Rätta namnet och betala",
    correct_lead="Är namnet på fakturan felstavat, eller fyllde någon annan i formuläret? Skriv ditt eget namn.",
    other_way="Eller legitimera dig igen",
    to_checkout="Tillbaka till kassan",
    leave="Avbryt och gå tillbaka till butiken",
    privacy="Butiken får veta ditt namn och hur du legitimerade dig. Personnumret lagras krypterat och visas inte för "
    "någon.",
    notices={
        Notice.ASK: ("Legitimera dig", "{merchant} ber dig legitimera dig innan {amount} betalas med faktura."),
        Notice.READY: ("Du är legitimerad", "Nu återstår bara att betala."),
        Notice.PAID: (
            "Beställningen är betald med faktura",
            "Du behöver inte göra mer. Fakturan skickas till dig.",
        ),
        Notice.MISMATCH: (
            "Namnet stämmer inte",
            "Du är legitimerad som {person}, men fakturan står i namnet {billed}. Den måste stå i ditt namn.",
        ),
        Notice.CANCELLED: ("Du avbröt", "Ingenting är betalt. Du kan försöka igen eller betala på ett annat sätt."),
        Notice.REFUSED: (
            "Legitimeringen lyckades inte",
            "Legitimationstjänsten kunde inte bekräfta vem du är. Ingenting är betalt.",
        ),
        Notice.UNREACHABLE: (
            "Legitimationstjänsten svarar inte",
            "Ingenting är betalt. Försök igen om en stund.",
        ),
        Notice.UNTRUSTED: (
            "Svaret kunde inte användas",
            "Legitimationstjänstens svar klarade inte vår kontroll. Ingenting är betalt. Försök igen.",
        ),
        Notice.LATE: ("Det tog för lång tid", "Av säkerhetsskäl måste du bli klar inom 15 minuter. Försök igen."),
        Notice.OTHER_BROWSER: (
            "Fortsätt där du började",
            "Legitimeringen påbörjades i en annan webbläsare. Gå tillbaka till den, eller börja om från butiken.",
        ),
        Notice.DECLINED: (
            "Beställningen kan inte betalas med faktura",
            "Du är legitimerad, men fakturan godkändes inte. Välj ett annat betalsätt i butiken.",
        ),
        Notice.LOCKED: ("Butiken ändrar beställningen", "Ingenting är betalt ännu. Vänta en stund och betala."),
        Notice.CHANGED: (
            "Beställningen har ändrats",
            "Ingenting är betalt. Se på beställningen igen.",
        ),
        Notice.UNUSABLE: ("Något saknas på fakturan", "Ingenting är betalt. Se över det du fyllde i."),
        Notice.NO_PROVIDER: (
            "Legitimering är inte möjlig här",
            "Butiken frågar vem du är, men ingen legitimationstjänst är inställd. Välj ett annat betalsätt.",
        ),
        Notice.LEFT: ("Du avbröt legitimeringen", "Ingenting är betalt. Från kassan kan du börja om."),
        Notice.OVER: ("Sidan gäller inte längre", "Av säkerhetsskäl gick den ut. Börja om i kassan."),
        Notice.ORDER_CANCELLED: ("Beställningen är avbeställd", "Det finns inget att betala."),
        Notice.ORDER_EXPIRED: ("Beställningen har gått ut", "Det finns inget att betala. Beställ på nytt i butiken."),
        Notice.UNKNOWN: ("Sidan leder ingenstans", "Kanske kom inte hela adressen med. Gå tillbaka till butiken."),
        Notice.TOO_MANY: (
            "Vänta lite",
            "För många okända länkar har prövats härifrån. Försök igen om en minut.",
        ),
    },
)
