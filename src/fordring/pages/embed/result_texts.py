# data table: the sentences of the page that stands where the checkout was
"""What the page says when everything is over, by language and by how it ended."""

from collections.abc import Mapping

TEXTS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "nb": {
        "paid": ("Takk! Du betaler med faktura", "Bestillingen er registrert. Butikken viser deg resten."),
        "cancelled": ("Du avbrøt", "Ingenting er bestilt, og du får ingen faktura."),
        "failed": ("Det gikk ikke", "Ingenting er bestilt, og du får ingen faktura. Prøv igjen i butikken."),
        "unknown": ("Ikke betalt", "Denne bestillingen er ikke betalt. Gå tilbake til butikken."),
    },
    "sv": {
        "paid": ("Tack! Du betalar med faktura", "Beställningen är registrerad. Butiken visar dig resten."),
        "cancelled": ("Du avbröt", "Ingenting är beställt, och du får ingen faktura."),
        "failed": ("Det gick inte", "Ingenting är beställt, och du får ingen faktura. Försök igen i butiken."),
        "unknown": ("Inte betald", "Den här beställningen är inte betald. Gå tillbaka till butiken."),
    },
    "fi": {
        "paid": ("Kiitos! Maksat laskulla", "Tilaus on kirjattu. Kauppa kertoo, miten jatketaan."),
        "cancelled": ("Keskeytit maksamisen", "Mitään ei ole tilattu, etkä saa laskua."),
        "failed": ("Maksaminen ei onnistunut", "Mitään ei ole tilattu, etkä saa laskua. Yritä kaupassa uudelleen."),
        "unknown": ("Ei maksettu", "Tätä tilausta ei ole maksettu. Palaa kauppaan."),
    },
    "en": {
        "paid": ("Thank you! You pay by invoice", "Your order is placed. The shop shows you the rest."),
        "cancelled": ("You cancelled", "Nothing is ordered, and you get no invoice."),
        "failed": ("That did not work", "Nothing is ordered, and you get no invoice. Try again in the shop."),
        "unknown": ("Not paid", "This order is not paid. Go back to the shop."),
    },
}
