"""The sentences of letters of follow-up in Norwegian bokmål."""

from fordring.domain.claim.papers import DUNNING_SUMMARY, INSTALMENT_NOTICE, INTEREST_STATEMENT, PAYMENT_PLAN
from fordring.domain.followup.facts import StepKind
from fordring.formats.documents.letters.words import Bodies, LetterWords

BOKMAL = LetterWords(
    titles={
        "NO": {
            StepKind.ADVANCE_NOTICE: "Påminnelse før forfall",
            StepKind.REMINDER: "Betalingspåminnelse",
            StepKind.COMPENSATION: "Krav om standardkompensasjon",
            StepKind.COLLECTION_NOTICE: "Inkassovarsel",
            StepKind.PAYMENT_DEMAND: "Betalingsoppfordring",
            StepKind.HEAVY_DEMAND: "Ny betalingsoppfordring",
            PAYMENT_PLAN: "Nedbetalingsavtale",
            INSTALMENT_NOTICE: "Varsel om avdrag",
            INTEREST_STATEMENT: "Renteberegning",
            DUNNING_SUMMARY: "Oversikt over ubetalte krav",
        },
        "SE": {
            StepKind.COMPENSATION: "Krav om forsinkelseserstatning",
            StepKind.PAYMENT_DEMAND: "Inkassokrav",
            StepKind.HEAVY_DEMAND: "Nytt inkassokrav",
        },
        "FI": {
            StepKind.COMPENSATION: "Krav om standarderstatning",
            StepKind.PAYMENT_DEMAND: "Betalingskrav (maksuvaatimus)",
            StepKind.HEAVY_DEMAND: "Nytt betalingskrav (maksuvaatimus)",
        },
    },
    openings={
        StepKind.ADVANCE_NOTICE: "Vi minner om et beløp som snart forfaller til betaling til {seller}.",
        StepKind.REMINDER: "Vi kan ikke se å ha mottatt betaling til {seller} for beløpet nedenfor.",
        StepKind.COMPENSATION: "Beløpet nedenfor ble ikke betalt i tide. {seller} krever derfor den faste "
        "kompensasjonen for forsinket betaling mellom næringsdrivende.",
        StepKind.COLLECTION_NOTICE: "Beløpet nedenfor, som {seller} har til gode, er forfalt og ikke betalt.",
        StepKind.PAYMENT_DEMAND: "Beløpet nedenfor, som {seller} har til gode, er fortsatt ikke betalt. "
        "Det kreves nå inn.",
        StepKind.HEAVY_DEMAND: "Fristen i forrige krav er ute, og beløpet nedenfor, som {seller} har til gode, "
        "er fortsatt ikke betalt. Kostnadene har derfor økt.",
    },
    request="Betal {total} innen {day}.",
    request_undated="Betal {total} så snart som mulig.",
    otherwise={
        StepKind.ADVANCE_NOTICE: "",
        StepKind.REMINDER: "Blir det ikke betalt, kan det komme gebyr og renter i tillegg, og kravet kan gå til "
        "inkasso.",
        StepKind.COMPENSATION: "Blir det ikke betalt, kan kravet gå til inkasso, med ytterligere kostnader.",
        StepKind.COLLECTION_NOTICE: "Blir det ikke betalt innen {day}, vil kravet bli inndrevet ved inkasso. Det "
        "gir deg ytterligere kostnader.",
    },
    otherwise_collector="Blir det ikke betalt innen {day}, blir kravet overlatt til et inkassoforetak. Det gir deg "
    "ytterligere kostnader.",
    court={
        "NO": "Blir det ikke betalt innen {day}, kan kravet drives inn rettslig, ved forliksrådet eller namsmannen. "
        "Det gir ytterligere kostnader.",
        "SE": "Blir det ikke betalt eller bestridt innen {day}, kan det søkes om betalingspålegg hos Kronofogden i "
        "Sverige. Det gir ytterligere kostnader.",
        "FI": "Blir det ikke betalt eller bestridt innen {day}, kan kravet bringes inn for tingretten i Finland. Det "
        "gir ytterligere kostnader.",
    },
    invoice="Faktura {number} av {issued}",
    invoice_undated="Faktura {number}",
    claim="Krav {number}",
    due="Forfall {due}",
    taken_off="Betalt eller kreditert",
    fees_of={
        StepKind.ADVANCE_NOTICE: "Gebyr for dette brevet",
        StepKind.REMINDER: "Purregebyr",
        StepKind.COLLECTION_NOTICE: "Gebyr for inkassovarsel",
        StepKind.PAYMENT_DEMAND: "Inkassokostnader for dette kravet",
        StepKind.HEAVY_DEMAND: "Økning av inkassokostnader for dette kravet",
    },
    compensations={
        "NO": "Standardkompensasjon",
        "SE": "Forsinkelseserstatning",
        "FI": "Standarderstatning",
    },
    by_law="Etter {paragraph}",
    vat_on_fee="Merverdiavgift av salær",
    earlier_fees="Tidligere gebyrer og kostnader",
    interest="Forsinkelsesrente til og med {sent}",
    interest_paid="Betalt av renten",
    interest_goes_on="Renten løper videre med {rate} i året av {base} fra dagen etter {sent} til betaling skjer.",
    total="Å betale",
    interest_heading="Slik er renten beregnet",
    columns=("Hva det gjelder", "Beløp"),
    claims_columns=("Krav", "Hovedstol", "Gebyrer", "Rente", "Sum"),
    interest_columns=("Fra og med", "Til og med", "Av", "Sats i året", "Dager", "Rente"),
    fees_added="I gebyrene inngår {fee} for dette brevet.",
    sent_on="Dato",
    pay_by="Betalingsfrist",
    creditor="Kreditor",
    object_heading="Er noe feil?",
    object="Mener du at kravet er feil, eller trenger du mer tid, si fra til {reply}. Har du innvendinger, stanser "
    "automatisk oppfølging til du har fått svar.",
    object_by="Mener du at kravet er feil, si fra til {reply} innen {day}. Har du innvendinger, stanser "
    "automatisk oppfølging til du har fått svar.",
    complain_heading="Hvem du kan klage til",
    bodies={
        "NO": Bodies(
            consumer="Gjelder uenigheten kjøpet, veileder Forbrukertilsynet (forbrukertilsynet.no). Innfordringen kan "
            "klages inn for Finansklagenemnda (finkn.no), som behandler inkassosaker.",
            business="Innfordringen kan klages inn for Finansklagenemnda (finkn.no), som behandler inkassosaker. "
            "Tvist om selve kravet hører til forliksrådet.",
            collector="Finanstilsynet (finanstilsynet.no) fører tilsyn med inkassoforetak.",
        ),
        "SE": Bodies(
            consumer="Gjelder uenigheten kjøpet, kan Allmänna reklamationsnämnden (arn.se) i Sverige prøve den.",
            business="Et krav som bestrides, prøves av tingsrätten i Sverige.",
            collector="Finansinspektionen (fi.se) fører tilsyn med inkassoforetak.",
        ),
        "FI": Bodies(
            consumer="Den finske forbrukerrådgivningen (kuluttajaneuvonta, kkv.fi) veileder, og klagenemnda "
            "kuluttajariitalautakunta (kuluttajariita.fi) kan prøve saken.",
            business="Et krav som bestrides, prøves av tingretten (käräjäoikeus) i Finland.",
            collector="Lupa- ja valvontavirasto i Finland fører tilsyn med inkassoforetak.",
        ),
    },
    stop_heading="Frivillig innfordring kan stanses",
    stop="Du kan be om at innfordringen avbrytes og at saken bringes inn for retten. Det kan gi ytterligere kostnader.",
    collector_heading="Inkassoforetaket",
    licences={"NO": "Inkassobevilling", "SE": "Inkassotillatelse", "FI": "Nummer i inkassoregisteret"},
    collector="Kravet drives inn på vegne av {seller}. {permit}: {licence}.",
    collector_named="{collector} driver inn kravet på vegne av {seller}. {permit}: {licence}.",
    collector_label="Inkassoforetak",
    marks="* Bygger på en sats som ikke er bekreftet for dagen den gjelder, og brukes bare i test:",
    each_reference="Betal hvert beløp for seg, med sin egen referanse",
    each_in_table="Betal hvert beløp for seg, med referansen som står ved det i tabellen",
    paid_already="Har du allerede betalt, kan du se bort fra dette brevet.",
    mail_subject="{title} fra {seller}",
    mail_page="Se, betal eller svar på nett",
    mail_questions="Spørsmål? Ta kontakt med {seller}.",
)
