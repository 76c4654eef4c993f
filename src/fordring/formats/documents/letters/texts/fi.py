"""The sentences of letters of follow-up in Finnish."""

from fordring.domain.claim.papers import DUNNING_SUMMARY, INSTALMENT_NOTICE, INTEREST_STATEMENT, PAYMENT_PLAN
from fordring.domain.followup.facts import StepKind
from fordring.formats.documents.letters.words import Bodies, LetterWords

FINNISH = LetterWords(
    titles={
        "NO": {
            StepKind.ADVANCE_NOTICE: "Muistutus eräpäivästä",
            StepKind.REMINDER: "Maksumuistutus",
            StepKind.COMPENSATION: "Vakiokorvausvaatimus",
            StepKind.COLLECTION_NOTICE: "Perintäilmoitus (inkassovarsel)",
            StepKind.PAYMENT_DEMAND: "Maksuvaatimus (betalingsoppfordring)",
            StepKind.HEAVY_DEMAND: "Uusi maksuvaatimus (betalingsoppfordring)",
            PAYMENT_PLAN: "Maksusuunnitelma",
            INSTALMENT_NOTICE: "Ilmoitus maksuerästä",
            INTEREST_STATEMENT: "Korkolaskelma",
            DUNNING_SUMMARY: "Yhteenveto maksamattomista saatavista",
        },
        "SE": {
            StepKind.COMPENSATION: "Viivästyskorvausvaatimus",
            StepKind.PAYMENT_DEMAND: "Maksuvaatimus (inkassokrav)",
            StepKind.HEAVY_DEMAND: "Uusi maksuvaatimus (inkassokrav)",
        },
        "FI": {
            StepKind.COLLECTION_NOTICE: "Perintäilmoitus",
            StepKind.PAYMENT_DEMAND: "Maksuvaatimus",
            StepKind.HEAVY_DEMAND: "Uusi maksuvaatimus",
        },
    },
    openings={
        StepKind.ADVANCE_NOTICE: "Muistutamme pian erääntyvästä maksusta. Saaja on {seller}.",
        StepKind.REMINDER: "Alla olevaa summaa ei ole merkitty maksetuksi. Saaja on {seller}.",
        StepKind.COMPENSATION: "Alla olevaa summaa ei maksettu ajoissa. Velkoja {seller} vaatii siksi elinkeinon"
        "harjoittajien välisen viivästyneen maksun vakiokorvausta.",
        StepKind.COLLECTION_NOTICE: "Alla oleva saatava on erääntynyt, eikä sitä ole maksettu. Velkoja on {seller}.",
        StepKind.PAYMENT_DEMAND: "Alla oleva saatava on yhä maksamatta, ja se peritään nyt. Velkoja on {seller}.",
        StepKind.HEAVY_DEMAND: "Edellisen vaatimuksen määräaika on päättynyt, ja alla oleva saatava on yhä "
        "maksamatta. Velkoja on {seller}.",
    },
    request="Maksa {total} viimeistään {day}.",
    request_undated="Maksa {total} mahdollisimman pian.",
    otherwise={
        StepKind.ADVANCE_NOTICE: "",
        StepKind.REMINDER: "Jos maksua ei suoriteta, summaan voi tulla lisää kuluja ja korkoa, ja saatava voi siirtyä "
        "perintään.",
        StepKind.COMPENSATION: "Jos maksua ei suoriteta, saatava voi siirtyä perintään, mistä tulee lisää kuluja.",
        StepKind.COLLECTION_NOTICE: "Jos maksua ei ole suoritettu viimeistään {day}, saatava siirtyy perintään. Siitä "
        "tulee lisää kuluja.",
    },
    otherwise_collector="Jos maksua ei ole suoritettu viimeistään {day}, saatava siirtyy perintätoimistolle. Siitä "
    "tulee lisää kuluja.",
    court={
        "NO": "Jos saatavaa ei ole maksettu viimeistään {day}, se voidaan periä oikeusteitse Norjassa (forliksrådet, "
        "namsmannen). Siitä tulee lisää kuluja.",
        "SE": "Jos saatavaa ei makseta tai kiistetä viimeistään {day}, Ruotsin ulosottoviranomaiselta (Kronofogden) "
        "voidaan hakea maksumääräystä. Siitä tulee lisää kuluja.",
        "FI": "Jos saatavaa ei makseta tai kiistetä viimeistään {day}, asia voidaan viedä käräjäoikeuteen. Siitä "
        "tulee lisää kuluja.",
    },
    invoice="Lasku {number}, päivätty {issued}",
    invoice_undated="Lasku {number}",
    claim="Saatava {number}",
    due="Eräpäivä {due}",
    taken_off="Maksettu tai hyvitetty",
    fees_of={
        StepKind.ADVANCE_NOTICE: "Tämän kirjeen kulut",
        StepKind.REMINDER: "Maksumuistutuksen kulut",
        StepKind.COLLECTION_NOTICE: "Perintäilmoituksen kulut",
        StepKind.PAYMENT_DEMAND: "Tämän maksuvaatimuksen kulut",
        StepKind.HEAVY_DEMAND: "Tämän maksuvaatimuksen lisäkulut",
    },
    compensations={"NO": "Vakiokorvaus", "SE": "Viivästyskorvaus", "FI": "Vakiokorvaus"},
    by_law="Peruste: {paragraph}",
    vat_on_fee="Perintäkulujen arvonlisävero",
    earlier_fees="Aiemmat perintäkulut",
    interest="Viivästyskorko {sent} asti",
    interest_paid="Korosta maksettu",
    interest_goes_on="Korkoa kertyy edelleen {rate} vuodessa summalle {base} päivän {sent} jälkeen maksupäivään asti.",
    total="Maksettava",
    interest_heading="Näin korko on laskettu",
    columns=("Mistä on kyse", "Summa"),
    claims_columns=("Saatava", "Pääoma", "Kulut", "Korko", "Yhteensä"),
    interest_columns=("Alkaen", "Asti", "Pääomalle", "Vuodessa", "Päiviä", "Korko"),
    fees_added="Kuluihin sisältyy {fee} tästä kirjeestä.",
    sent_on="Päivämäärä",
    pay_by="Maksettava viimeistään",
    creditor="Velkoja",
    object_heading="Onko jotain väärin?",
    object="Jos vaatimus on mielestäsi väärä tai tarvitset lisää aikaa, ilmoita siitä: {reply}. Jos kiistät saatavan, "
    "automaattinen perintä keskeytyy, kunnes olet saanut vastauksen.",
    object_by="Jos vaatimus on mielestäsi väärä, ilmoita siitä viimeistään {day}: {reply}. Jos kiistät saatavan, "
    "automaattinen perintä keskeytyy, kunnes olet saanut vastauksen.",
    complain_heading="Mistä saat apua",
    bodies={
        "NO": Bodies(
            consumer="Ostosta koskevassa riidassa neuvoo Norjan Forbrukertilsynet (forbrukertilsynet.no). Perintää "
            "koskevat valitukset käsittelee Finansklagenemnda (finkn.no).",
            business="Perintää koskevat valitukset käsittelee Norjan Finansklagenemnda (finkn.no). Saatavaa koskevan "
            "riidan käsittelee forliksrådet.",
            collector="Norjan Finanstilsynet valvoo perintätoimistoja.",
        ),
        "SE": Bodies(
            consumer="Ostosta koskevan riidan voi viedä Ruotsin kuluttajariitalautakuntaan (Allmänna "
            "reklamationsnämnden, arn.se).",
            business="Kiistetyn saatavan ratkaisee Ruotsin käräjäoikeus (tingsrätten).",
            collector="Finansinspektionen (fi.se) valvoo perintätoimistoja.",
        ),
        "FI": Bodies(
            consumer="Kuluttajaneuvonta (kkv.fi) neuvoo maksutta, ja riidan voi viedä kuluttajariitalautakuntaan "
            "(kuluttajariita.fi).",
            business="Kiistetyn saatavan ratkaisee käräjäoikeus.",
            collector="Lupa- ja valvontavirasto valvoo perintätoimistoja.",
        ),
    },
    stop_heading="Vapaaehtoisen perinnän voi keskeyttää",
    stop="Voit pyytää, että perintä keskeytetään ja asia viedään tuomioistuimeen. Siitä voi tulla lisää kuluja.",
    collector_heading="Perintätoimisto",
    licences={"NO": "Perintälupa", "SE": "Perintälupa", "FI": "Perintärekisterin numero"},
    collector="Saatavaa peritään velkojan {seller} puolesta. {permit}: {licence}.",
    collector_named="{collector} perii saatavaa velkojan {seller} puolesta. {permit}: {licence}.",
    collector_label="Perintätoimisto",
    marks="* Perustuu lukuun, jota ei ole vahvistettu kyseiselle päivälle ja jota käytetään vain testissä:",
    each_reference="Maksa kukin summa erikseen omalla viitteellään",
    each_in_table="Maksa kukin summa erikseen viitteellä, joka on sen kohdalla taulukossa",
    paid_already="Jos olet jo maksanut, tämä kirje ei aiheuta toimenpiteitä.",
    mail_subject="{title}, {seller}",
    mail_page="Katso, maksa tai vastaa verkossa",
    mail_questions="Kysyttävää? Ota yhteyttä: {seller}.",
)
