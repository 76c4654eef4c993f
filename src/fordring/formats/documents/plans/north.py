# data table: our own words
"""Payment plans in Norwegian bokmål and Swedish."""

from fordring.formats.documents.plans.words import PlanWords

BOKMAL = PlanWords(
    reminder="Påminnelse om avdrag",
    agreed_on="Avtalt",
    counted=("{count} avdrag", "{count} avdrag"),
    opening="Du og {seller} har avtalt at krav {number} betales i {count}, til sammen {total}. "
    "Så lenge avtalen følges, blir kravet ikke fulgt opp på annen måte.",
    announced="Avdrag {instalment} etter avtalen om krav {number} forfaller {day}: {amount}.",
    late="Vi har ikke fått hele avdrag {instalment} etter avtalen om krav {number}, som forfalt {day}. "
    "Det gjenstår {amount}. Er det betalt de siste dagene, kan du se bort fra brevet.",
    principal="Hovedstol",
    fees="Gebyrer til nå",
    plan_fee="Gebyr for avtalen",
    interest="Forsinkelsesrente til og med {day}",
    owed="Skyldig",
    owed_heading="Dette skylder du",
    columns=("Avdrag", "Forfall", "Beløp"),
    instalments_heading="Avdragene",
    paid="betalt",
    part_paid="betalt {amount}",
    together="Til sammen",
    left="Gjenstår",
    covering="Hvert avdrag har sin egen betalingsreferanse. Du kan når som helst betale mer eller alt: pengene dekker "
    "avdragene i rekkefølge.",
    interest_goes_on="Forsinkelsesrenten løper videre på det som er ubetalt, og kommer på det siste avdraget.",
    noticed="Du får et varsel {days} dager før hvert avdrag. Det koster ingenting.",
    noticed_fee="Du får et varsel {days} dager før hvert avdrag. Det koster {fee}, som betales sammen med avdraget.",
    fee_within="Gebyret for dette varselet, {fee}, er med i beløpet.",
    otherwise="Blir et avdrag ikke betalt, får du en påminnelse. Er det ikke betalt {days} dager etter den, er avtalen "
    "brutt. Da forfaller resten, og kravet følges opp videre der det var.",
    otherwise_now="Er avdraget ikke betalt {days} dager etter dette brevet, er avtalen brutt. Da forfaller resten, og "
    "kravet følges opp videre der det var.",
    trouble_heading="Klarer du ikke et avdrag?",
    trouble="Si fra til {seller} før det forfaller. Mener du at kravet er feil, kan du fortsatt si det.",
)

SWEDISH = PlanWords(
    reminder="Påminnelse om delbetalning",
    agreed_on="Överenskommen",
    counted=("{count} delbetalning", "{count} delbetalningar"),
    opening="Du och {seller} har kommit överens om att krav {number} betalas i {count}, sammanlagt "
    "{total}. Så länge planen följs vidtas inga andra åtgärder.",
    announced="Delbetalning {instalment} enligt planen för krav {number} förfaller {day}: {amount}.",
    late="Vi har inte fått hela delbetalning {instalment} enligt planen för krav {number}, som förföll {day}. "
    "{amount} återstår. Har du betalat de senaste dagarna kan du bortse från brevet.",
    principal="Kapital",
    fees="Avgifter hittills",
    plan_fee="Avgift för planen",
    interest="Dröjsmålsränta till och med {day}",
    owed="Skuld",
    owed_heading="Det här är du skyldig",
    columns=("Delbetalning", "Förfaller", "Belopp"),
    instalments_heading="Delbetalningarna",
    paid="betald",
    part_paid="{amount} betalt",
    together="Sammanlagt",
    left="Återstår",
    covering="Varje delbetalning har en egen betalningsreferens. Du kan när som helst betala mer eller allt: pengarna "
    "täcker delbetalningarna i ordning.",
    interest_goes_on="Dröjsmålsräntan löper vidare på det som är obetalt och läggs på den sista delbetalningen.",
    noticed="Du får en avisering {days} dagar före varje delbetalning. Den kostar ingenting.",
    noticed_fee="Du får en avisering {days} dagar före varje delbetalning. Den kostar {fee}, som betalas tillsammans "
    "med delbetalningen.",
    fee_within="Avgiften för den här aviseringen, {fee}, ingår i beloppet.",
    otherwise="Betalas en delbetalning inte får du en påminnelse. Är den inte betald {days} dagar efter den upphör "
    "planen. Då förfaller resten och kravet drivs vidare där det var.",
    otherwise_now="Är delbetalningen inte betald {days} dagar efter det här brevet upphör planen. Då förfaller resten "
    "och kravet drivs vidare där det var.",
    trouble_heading="Kan du inte betala en delbetalning?",
    trouble="Hör av dig till {seller} innan den förfaller. Anser du att kravet är fel kan du fortfarande säga det.",
)
