# data table: the checkout page's own words
"""What the checkout page says in Finnish."""

from fordring.pages.checkout.texts.words import Notice, ProductTexts, Texts

FINNISH = Texts(
    name="Suomi",
    skip="Siirry maksamiseen",
    title="Maksa laskulla",
    lead="Tilauksesi, myyjä {merchant}",
    test="Tämä on testi. Mitään ei osteta eikä oikeaa laskua lähetetä.",
    summary="Tilauksesi",
    line="Tuote",
    quantity="Määrä",
    amount="Summa",
    more_lines="{count} riviä lisää",
    discount="Alennus",
    codes="Alennuskoodit: {codes}",
    shipping="Toimitus",
    vat="josta alv {rate}",
    total="Maksettavaa",
    how="Miten haluat laskun?",
    products={
        "consumer": ProductTexts(name="Lasku minulle", due="Eräpäivä on {due}."),
        "business": ProductTexts(name="Lasku yritykselle", due="Eräpäivä on {due}."),
        "grouped": ProductTexts(name="Koontilasku yritykselle", due="Laskun eräpäivä on {due}."),
    },
    due_today="Eräpäivä on tänään.",
    grouped_until="Ostokset viimeistään {until} tulevat samalle laskulle. Laskun lähetyspäivä on {issue}.",
    sent_by_operator="Saat laskun sähköpostiin. Myyjä on {merchant}.",
    sent_by_merchant="{merchant} lähettää sinulle laskun.",
    grouped_sent="Se tulee sähköpostiin. Myyjä on {merchant}.",
    identity="Vahvistat henkilöllisyytesi sähköisellä tunnistautumisella.",
    amount_outside="Ei mahdollinen tämän suuruiselle tilaukselle.",
    who="Laskutustiedot",
    contact="Yhteyshenkilö",
    fields={
        "business_name": "Yrityksen nimi",
        "organization_number": "Y-tunnus",
        "customer_reference": "Viitteenne",
        "first_name": "Etunimi",
        "last_name": "Sukunimi",
        "email": "Sähköposti",
        "phone_number": "Puhelin",
        "address_line": "Osoite",
        "postal_code": "Postinumero",
        "postal_place": "Postitoimipaikka",
        "country": "Maa",
    },
    optional="vapaaehtoinen",
    hints={
        "organization_number": "9 numeroa Norjassa, 10 Ruotsissa, 8 Suomessa",
        "organization_number_NO": "9 numeroa",
        "organization_number_SE": "10 numeroa",
        "organization_number_FI": "8 numeroa",
        "customer_reference": "Näkyy laskussa, esimerkiksi nimi tai tilausnumero.",
        "customer_reference_grouped": "Eri viitteillä tehdyt ostokset tulevat eri laskuille.",
        "email": "Lasku lähetetään tähän osoitteeseen.",
    },
    countries={"NO": "Norja", "SE": "Ruotsi", "FI": "Suomi"},
    terms="Maksamalla hyväksyt nämä: {link} ({merchant}).",
    shop_terms="ehdot",
    required_box="pakollinen",
    opens_new="avautuu uuteen välilehteen",
    pay="Maksa {amount} laskulla",
    cancel="Peruuta ja palaa kauppaan {merchant}",
    back="Takaisin kauppaan {merchant}",
    look_again="Katso tilausta uudelleen",
    problems="Tarkista seuraavat kohdat:",
    missing={
        "business_name": "Anna yrityksen nimi.",
        "organization_number": "Anna Y-tunnus.",
        "first_name": "Anna etunimesi.",
        "last_name": "Anna sukunimesi.",
        "email": "Anna sähköpostiosoitteesi.",
        "phone_number": "Anna puhelinnumerosi.",
        "address_line": "Anna osoite.",
        "postal_code": "Anna postinumero.",
        "postal_place": "Anna postitoimipaikka.",
        "country": "Valitse maa.",
    },
    unusable={
        "organization_number": "Tunnuksessa on {digits} numeroa.",
        "email": "Tämä ei ole sähköpostiosoite. Sen pitää olla muotoa nimi@example.com.",
        "phone_number": "Puhelinnumerossa on 5–15 numeroa, edessä voi olla +.",
        "postal_code": "Postinumerossa on {digits} numeroa ({country}).",
        "country": "Valitse jokin luettelon maista.",
    },
    too_long="Tämä on liian pitkä: enintään {most} merkkiä.",
    must_tick="Rastita tämä, jotta voit jatkaa.",
    choose_product="Valitse, miten haluat laskun.",
    not_offered="Tätä tilausta ei voi maksaa näin. Valitse toinen tapa.",
    find="Hae yritys",
    company={
        "found": "Löytyi: {company}.",
        "kept": "Rekisterissä on: {company}. Säilytimme antamasi tiedot.",
        "unknown": "Tällä tunnuksella ei löytynyt yritystä. Tarkista se tai täytä loput itse.",
        "down": "Yritysrekisteri ei vastaa juuri nyt. Täytä loput itse.",
        "uncovered": "Tämän maan yrityksiä ei voi hakea täällä. Täytä loput itse.",
    },
    language="Kieli",
    notices={
        "unknown": Notice(
            title="Tilausta ei löydy",
            text="Ehkä osa osoitteesta puuttui. Palaa kauppaan ja yritä uudelleen.",
        ),
        "expired": Notice(
            title="Tilaus on vanhentunut", text="Aikaa on kulunut liikaa. Palaa kauppaan ja aloita alusta."
        ),
        "cancelled": Notice(title="Tilaus on peruttu", text="Kauppa on perunut sen. Mitään ei laskuteta."),
        "paid": Notice(
            title="Tilaus on maksettu laskulla", text="Kaikki on valmista. Sinun ei tarvitse maksaa uudelleen."
        ),
        "left": Notice(title="Poistuit maksamisesta", text="Mitään ei ole maksettu. Voit sulkea ikkunan."),
        "nothing": Notice(
            title="Tätä tilausta ei voi maksaa laskulla",
            text="Palaa kauppaan ja valitse toinen maksutapa.",
        ),
        "closed_shop": Notice(
            title="{merchant} ei ota laskumaksuja nyt",
            text="Palaa kauppaan ja valitse toinen maksutapa.",
        ),
        "changed": Notice(
            title="Tilaus on muuttunut",
            text="Katso se uudelleen ennen maksamista. Mitään ei ole vielä maksettu.",
        ),
        "locked": Notice(
            title="Kauppa muuttaa tilaustasi",
            text="Odota hetki ja yritä uudelleen. Mitään ei ole vielä maksettu.",
        ),
        "declined": Notice(
            title="Et voi maksaa tätä tilausta laskulla",
            text="Mitään ei ole maksettu. Valitse kaupassa toinen maksutapa tai kokeile toisia tietoja.",
        ),
        "stale": Notice(title="Yritä vielä kerran", text="Sivu oli auki liian kauan. Antamasi tiedot ovat tallella."),
        "busy": Notice(
            title="Liian monta yritystä", text="Odota minuutti ja yritä uudelleen. Mitään ei ole vielä maksettu."
        ),
        "unusable": Notice(
            title="Emme voineet lukea tätä", text="Palaa ja yritä uudelleen. Mitään ei ole vielä maksettu."
        ),
        "failed": Notice(
            title="Meillä meni jotain vikaan", text="Yritä hetken kuluttua. Mitään ei ole vielä maksettu."
        ),
    },
)
