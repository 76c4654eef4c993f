# data table: our own words
"""What stands behind an asterisk in four languages: which figure of the law it is, and how far it can be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass

from fordring.domain.followup.figures import Item, Standing
from fordring.formats.documents.model import Language


@dataclass(frozen=True, slots=True)
class MarkWords:
    """One language. Fields that may be named: item, country, day, source. An item without a word is any `figure`."""

    standings: Mapping[Standing, str]
    items: Mapping[Item, str]
    figure: str


MARK_WORDS: Mapping[Language, MarkWords] = {
    "nb": MarkWords(
        standings={
            Standing.UNVERIFIED: "{item} ({country}) fra {day}: ikke kontrollert. Kilde: {source}",
            Standing.CARRIED: "{item} ({country}) fra {day}: videreført, ingen nyere sats er kjent. Kilde: {source}",
        },
        items={
            Item.LATE_INTEREST: "Forsinkelsesrente",
            Item.REMINDER_FEE: "Purregebyr",
            Item.NOTICE_FEE: "Gebyr for inkassovarsel",
            Item.OWN_DEMAND_FEE: "Gebyr for betalingsoppfordring",
            Item.DEMAND_FEE: "Inkassokostnader",
            Item.ENFORCEABLE_DEMAND_FEE: "Inkassokostnader med tvangsgrunnlag",
            Item.COLLECTION_RATE: "Inkassosats",
            Item.COLLECTOR_SHARE: "Lett salær, andel av inkassosatsen",
            Item.COLLECTOR_BUSINESS_SHARE: "Lett salær for næringsdrivende, andel av inkassosatsen",
            Item.COLLECTOR_HEAVY_SHARE: "Tungt salær, andel av lett",
            Item.COLLECTOR_VAT: "Merverdiavgift av salær",
            Item.FURTHER_DEMAND_SHARE: "Ny oppfordring, andel av den første",
            Item.COMPENSATION: "Standardkompensasjon",
            Item.PLAN_FEE: "Gebyr for nedbetalingsavtale",
            Item.PLAN_NOTICE_FEE: "Gebyr for varsel om avdrag",
            Item.PLAN_SHARE: "Salær for nedbetalingsavtale, andel av inkassosatsen",
            Item.TOTAL_CAP: "Høyeste samlede kostnader",
            Item.ENFORCEABLE_TOTAL_CAP: "Høyeste samlede kostnader med tvangsgrunnlag",
            Item.INTEREST_AFTER_DEMAND: "Renter fra påkrav: dager etter kravet",
            Item.REMINDERS_MAX: "Antall purregebyr",
            Item.NOTICES_MAX: "Antall gebyr for inkassovarsel",
            Item.LETTERS_MAX: "Antall brev med gebyr",
            Item.DEMANDS_MAX: "Antall betalingsoppfordringer med gebyr",
        },
        figure="Sats",
    ),
    "sv": MarkWords(
        standings={
            Standing.UNVERIFIED: "{item} ({country}) från {day}: inte kontrollerad. Källa: {source}",
            Standing.CARRIED: "{item} ({country}) från {day}: överförd, ingen nyare sats är känd. Källa: {source}",
        },
        items={
            Item.LATE_INTEREST: "Dröjsmålsränta",
            Item.REMINDER_FEE: "Påminnelseavgift",
            Item.NOTICE_FEE: "Avgift för inkassovarsel",
            Item.OWN_DEMAND_FEE: "Avgift för eget krav",
            Item.DEMAND_FEE: "Inkassokostnad",
            Item.ENFORCEABLE_DEMAND_FEE: "Inkassokostnad för verkställbar fordran",
            Item.COLLECTION_RATE: "Norsk inkassosats",
            Item.COLLECTOR_SHARE: "Lågt inkassoarvode, andel av inkassosatsen",
            Item.COLLECTOR_BUSINESS_SHARE: "Lågt inkassoarvode för företag, andel av inkassosatsen",
            Item.COLLECTOR_HEAVY_SHARE: "Högt inkassoarvode, andel av det låga",
            Item.COLLECTOR_VAT: "Moms på inkassoarvode",
            Item.FURTHER_DEMAND_SHARE: "Nytt krav, andel av det första",
            Item.COMPENSATION: "Förseningsersättning",
            Item.PLAN_FEE: "Avgift för amorteringsplan",
            Item.PLAN_NOTICE_FEE: "Avgift för avisering av delbetalning",
            Item.PLAN_SHARE: "Arvode för betalningsplan, andel av inkassosatsen",
            Item.TOTAL_CAP: "Högsta sammanlagda kostnader",
            Item.ENFORCEABLE_TOTAL_CAP: "Högsta sammanlagda kostnader för verkställbar fordran",
            Item.INTEREST_AFTER_DEMAND: "Ränta från krav: dagar efter kravet",
            Item.REMINDERS_MAX: "Antal påminnelser med avgift",
            Item.NOTICES_MAX: "Antal varsel med avgift",
            Item.LETTERS_MAX: "Antal brev med avgift",
            Item.DEMANDS_MAX: "Antal krav med avgift",
        },
        figure="Sats",
    ),
    "fi": MarkWords(
        standings={
            Standing.UNVERIFIED: "{item} ({country}) {day} alkaen: ei tarkistettu. Lähde: {source}",
            Standing.CARRIED: "{item} ({country}) {day} alkaen: viimeisin tunnettu luku. Lähde: {source}",
        },
        items={
            Item.LATE_INTEREST: "Viivästyskorko",
            Item.REMINDER_FEE: "Maksumuistutuksen kulut",
            Item.NOTICE_FEE: "Perintäilmoituksen kulut",
            Item.OWN_DEMAND_FEE: "Velkojan oman maksuvaatimuksen kulut",
            Item.DEMAND_FEE: "Maksuvaatimuksen kulut",
            Item.ENFORCEABLE_DEMAND_FEE: "Ulosottokelpoisen saatavan maksuvaatimuksen kulut",
            Item.COLLECTION_RATE: "Norjan perintäkulujen perusmäärä",
            Item.COLLECTOR_SHARE: "Perintäpalkkio, osuus perusmäärästä",
            Item.COLLECTOR_BUSINESS_SHARE: "Perintäpalkkio yritykseltä, osuus perusmäärästä",
            Item.COLLECTOR_HEAVY_SHARE: "Korotettu perintäpalkkio, osuus tavallisesta",
            Item.COLLECTOR_VAT: "Perintäpalkkion arvonlisävero",
            Item.FURTHER_DEMAND_SHARE: "Uusi maksuvaatimus, osuus ensimmäisestä",
            Item.COMPENSATION: "Vakiokorvaus",
            Item.PLAN_FEE: "Maksusuunnitelman kulut",
            Item.PLAN_NOTICE_FEE: "Maksuerän ilmoituksen kulut",
            Item.PLAN_SHARE: "Maksusuunnitelman palkkio, osuus perusmäärästä",
            Item.TOTAL_CAP: "Perintäkulujen enimmäismäärä",
            Item.ENFORCEABLE_TOTAL_CAP: "Ulosottokelpoisen saatavan perintäkulujen enimmäismäärä",
            Item.INTEREST_AFTER_DEMAND: "Korko vaatimuksesta: päiviä vaatimuksen jälkeen",
            Item.REMINDERS_MAX: "Maksullisten muistutusten määrä",
            Item.NOTICES_MAX: "Maksullisten ilmoitusten määrä",
            Item.LETTERS_MAX: "Maksullisten kirjeiden määrä",
            Item.DEMANDS_MAX: "Maksullisten vaatimusten määrä",
        },
        figure="Luku",
    ),
    "en": MarkWords(
        standings={
            Standing.UNVERIFIED: "{item} ({country}) from {day}: not verified. Source: {source}",
            Standing.CARRIED: "{item} ({country}) from {day}: carried over, no later figure is known. Source: {source}",
        },
        items={
            Item.LATE_INTEREST: "Late-payment interest",
            Item.REMINDER_FEE: "Reminder fee",
            Item.NOTICE_FEE: "Collection notice fee",
            Item.OWN_DEMAND_FEE: "Fee of a creditor's own demand",
            Item.DEMAND_FEE: "Collection cost",
            Item.ENFORCEABLE_DEMAND_FEE: "Collection cost of an enforceable claim",
            Item.COLLECTION_RATE: "Norwegian collection rate",
            Item.COLLECTOR_SHARE: "Light collection cost, share of the rate",
            Item.COLLECTOR_BUSINESS_SHARE: "Light collection cost for businesses, share of the rate",
            Item.COLLECTOR_HEAVY_SHARE: "Heavy collection cost, share of the light one",
            Item.COLLECTOR_VAT: "VAT on the collection cost",
            Item.FURTHER_DEMAND_SHARE: "Further demand, share of the first",
            Item.COMPENSATION: "Late payment compensation",
            Item.PLAN_FEE: "Fee of a payment plan",
            Item.PLAN_NOTICE_FEE: "Fee of an instalment's notice",
            Item.PLAN_SHARE: "Fee of a payment plan, share of the rate",
            Item.TOTAL_CAP: "Cap of all collection costs",
            Item.ENFORCEABLE_TOTAL_CAP: "Cap of all collection costs of an enforceable claim",
            Item.INTEREST_AFTER_DEMAND: "Interest from a demand: days after it",
            Item.REMINDERS_MAX: "Number of reminders with a fee",
            Item.NOTICES_MAX: "Number of notices with a fee",
            Item.LETTERS_MAX: "Number of letters with a fee",
            Item.DEMANDS_MAX: "Number of demands with a fee",
        },
        figure="Figure",
    ),
}
