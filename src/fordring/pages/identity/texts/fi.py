# data table: the house's own words
"""What the pages of an identification say in Finnish."""

from fordring.pages.identity.notices import Notice
from fordring.pages.identity.words import IdentityWords

WORDS = IdentityWords(
    skip="Siirry sisältöön",
    labels=("Kauppa", "Maksetaan laskulla", "Tilaus", "Nimi laskulla"),
    begin="Jatka: {provider}",
    again="Yritä uudelleen: {provider}",
    pay="Maksa laskulla",
    first_name="Etunimi",
    last_name="Sukunimi",
    correct="Korjaa nimi ja maksa",
    correct_lead="Onko laskun nimi kirjoitettu väärin, tai täyttikö joku muu lomakkeen? Kirjoita oma nimesi.",
    other_way="Tai tunnistaudu uudelleen",
    to_checkout="Takaisin kassalle",
    leave="Keskeytä ja palaa kauppaan",
    privacy="Kauppa saa tietää nimesi ja sen, miten tunnistauduit. Henkilötunnus tallennetaan salattuna, "
    "eikä sitä näytetä kenellekään.",
    notices={
        Notice.ASK: ("Tunnistaudu", "{merchant} pyytää sinua tunnistautumaan, ennen kuin {amount} maksetaan laskulla."),
        Notice.READY: ("Olet tunnistautunut", "Enää maksu puuttuu."),
        Notice.PAID: ("Tilaus on maksettu laskulla", "Sinun ei tarvitse tehdä muuta. Lasku lähetetään sinulle."),
        Notice.MISMATCH: (
            "Nimi ei täsmää",
            "Tunnistauduit nimellä {person}, mutta laskulla on nimi {billed}. Laskun on oltava sinun nimelläsi.",
        ),
        Notice.CANCELLED: (
            "Keskeytit tunnistautumisen",
            "Mitään ei maksettu. Yritä uudelleen tai maksa toisin.",
        ),
        Notice.REFUSED: (
            "Tunnistautuminen ei onnistunut",
            "Tunnistuspalvelu ei voinut vahvistaa henkilöllisyyttäsi. Mitään ei maksettu.",
        ),
        Notice.UNREACHABLE: ("Tunnistuspalvelu ei vastaa", "Mitään ei maksettu. Odota hetki ja yritä uudelleen."),
        Notice.UNTRUSTED: (
            "Vastausta ei voitu käyttää",
            "Tunnistuspalvelun vastaus ei läpäissyt tarkistuksiamme. Mitään ei maksettu. Yritä uudelleen.",
        ),
        Notice.LATE: ("Se kesti liian kauan", "Turvallisuuden vuoksi aikaa on 15 minuuttia. Yritä uudelleen."),
        Notice.OTHER_BROWSER: (
            "Jatka siinä selaimessa, jossa aloitit",
            "Tunnistautuminen aloitettiin toisessa selaimessa. Palaa siihen tai aloita kaupassa alusta.",
        ),
        Notice.DECLINED: (
            "Tilausta ei voi maksaa laskulla",
            "Olet tunnistautunut, mutta laskua ei hyväksytty. Valitse kaupassa toinen maksutapa.",
        ),
        Notice.LOCKED: ("Kauppa muuttaa tilausta", "Mitään ei ole vielä maksettu. Odota hetki ja maksa."),
        Notice.CHANGED: ("Tilaus on muuttunut", "Mitään ei maksettu. Katso tilaus uudelleen ennen maksamista."),
        Notice.UNUSABLE: ("Laskusta puuttuu jotakin", "Mitään ei maksettu. Tarkista täyttämäsi tiedot."),
        Notice.NO_PROVIDER: (
            "Tunnistautuminen ei ole käytettävissä",
            "Kauppa kysyy, kuka olet, mutta tunnistuspalvelua ei ole otettu käyttöön. Valitse toinen maksutapa.",
        ),
        Notice.LEFT: ("Keskeytit tunnistautumisen", "Mitään ei maksettu. Kassalta voit aloittaa alusta."),
        Notice.OVER: ("Sivu ei ole enää voimassa", "Se vanheni turvallisuuden vuoksi. Aloita kassalla alusta."),
        Notice.ORDER_CANCELLED: ("Tilaus on peruttu", "Maksettavaa ei ole."),
        Notice.ORDER_EXPIRED: ("Tilaus on vanhentunut", "Maksettavaa ei ole. Tilaa kaupasta uudelleen."),
        Notice.UNKNOWN: ("Sivu ei johda mihinkään", "Ehkä osoite katkesi. Palaa kauppaan."),
        Notice.TOO_MANY: (
            "Odota hetki",
            "Täältä on kokeiltu liian monta tuntematonta linkkiä. Yritä uudelleen minuutin kuluttua.",
        ),
    },
)
