"""The sentences of letters of follow-up in Swedish."""

from fordring.domain.claim.papers import DUNNING_SUMMARY, INSTALMENT_NOTICE, INTEREST_STATEMENT, PAYMENT_PLAN
from fordring.domain.followup.facts import StepKind
from fordring.formats.documents.letters.words import Bodies, LetterWords

SWEDISH = LetterWords(
    titles={
        "NO": {
            StepKind.ADVANCE_NOTICE: "Påminnelse före förfallodagen",
            StepKind.REMINDER: "Betalningspåminnelse",
            StepKind.COMPENSATION: "Krav på standardersättning",
            StepKind.COLLECTION_NOTICE: "Inkassovarsel",
            StepKind.PAYMENT_DEMAND: "Betalningskrav (betalingsoppfordring)",
            StepKind.HEAVY_DEMAND: "Nytt betalningskrav (betalingsoppfordring)",
            PAYMENT_PLAN: "Avbetalningsplan",
            INSTALMENT_NOTICE: "Avisering av delbetalning",
            INTEREST_STATEMENT: "Ränteberäkning",
            DUNNING_SUMMARY: "Översikt över obetalda krav",
        },
        "SE": {
            StepKind.COMPENSATION: "Krav på förseningsersättning",
            PAYMENT_PLAN: "Amorteringsplan",
            StepKind.PAYMENT_DEMAND: "Inkassokrav",
            StepKind.HEAVY_DEMAND: "Nytt inkassokrav",
        },
        "FI": {
            StepKind.COMPENSATION: "Krav på standardersättning",
            StepKind.PAYMENT_DEMAND: "Betalningskrav",
            StepKind.HEAVY_DEMAND: "Nytt betalningskrav",
            PAYMENT_PLAN: "Betalningsplan",
        },
    },
    openings={
        StepKind.ADVANCE_NOTICE: "Vi påminner om ett belopp som snart ska betalas till {seller}.",
        StepKind.REMINDER: "Vi kan inte se att {seller} har fått betalt för beloppet nedan.",
        StepKind.COMPENSATION: "Beloppet nedan betalades inte i tid. {seller} kräver därför den fasta ersättningen "
        "för försenad betalning mellan näringsidkare.",
        StepKind.COLLECTION_NOTICE: "Beloppet nedan, som {seller} har att fordra, är förfallet och inte betalt.",
        StepKind.PAYMENT_DEMAND: "Beloppet nedan, som {seller} har att fordra, är fortfarande inte betalt. Det krävs "
        "nu in.",
        StepKind.HEAVY_DEMAND: "Tiden i det förra kravet har gått ut, och beloppet nedan, som {seller} har att fordra, "
        "är fortfarande inte betalt.",
    },
    request="Betala {total} senast {day}.",
    request_undated="Betala {total} så snart som möjligt.",
    otherwise={
        StepKind.ADVANCE_NOTICE: "",
        StepKind.REMINDER: "Om betalningen uteblir kan avgift och ränta tillkomma, och kravet kan gå vidare till "
        "inkasso.",
        StepKind.COMPENSATION: "Om betalningen uteblir kan kravet gå vidare till inkasso, med ytterligare kostnader.",
        StepKind.COLLECTION_NOTICE: "Om beloppet inte är betalt senast {day} drivs det in genom inkasso. Det "
        "medför ytterligare kostnader.",
    },
    otherwise_collector="Om beloppet inte är betalt senast {day} lämnas kravet till ett inkassoföretag. Det medför "
    "ytterligare kostnader.",
    court={
        "NO": "Om beloppet inte är betalt senast {day} kan kravet drivas in rättsligt i Norge, hos forliksrådet eller "
        "namsmannen. Det medför ytterligare kostnader.",
        "SE": "Om beloppet varken betalas eller bestrids senast {day} kan vi ansöka om betalningsföreläggande hos "
        "Kronofogden. Det medför ytterligare kostnader.",
        "FI": "Om beloppet varken betalas eller bestrids senast {day} kan saken tas till tingsrätten i Finland. Det "
        "medför ytterligare kostnader.",
    },
    invoice="Faktura {number} från {issued}",
    invoice_undated="Faktura {number}",
    claim="Krav {number}",
    due="Förfallodatum {due}",
    taken_off="Betalt eller krediterat",
    fees_of={
        StepKind.ADVANCE_NOTICE: "Avgift för det här brevet",
        StepKind.REMINDER: "Påminnelseavgift",
        StepKind.COLLECTION_NOTICE: "Avgift för inkassovarslet",
        StepKind.PAYMENT_DEMAND: "Inkassokostnad för det här kravet",
        StepKind.HEAVY_DEMAND: "Ytterligare inkassokostnad för det här kravet",
    },
    compensations={
        "NO": "Standardersättning",
        "SE": "Förseningsersättning",
        "FI": "Standardersättning",
    },
    by_law="Enligt {paragraph}",
    vat_on_fee="Moms på inkassokostnaden",
    earlier_fees="Tidigare avgifter och kostnader",
    interest="Dröjsmålsränta till och med {sent}",
    interest_paid="Betalt av räntan",
    interest_goes_on="Räntan löper vidare med {rate} per år på {base} från dagen efter {sent} tills betalning sker.",
    total="Att betala",
    interest_heading="Så har räntan räknats ut",
    columns=("Vad det gäller", "Belopp"),
    claims_columns=("Krav", "Kapital", "Avgifter", "Ränta", "Summa"),
    interest_columns=("Från och med", "Till och med", "På", "Per år", "Dagar", "Ränta"),
    fees_added="I avgifterna ingår {fee} för det här brevet.",
    sent_on="Datum",
    pay_by="Betala senast",
    creditor="Borgenär",
    object_heading="Stämmer något inte?",
    object="Anser du att kravet är fel, eller behöver du mer tid, meddela {reply}. Har du invändningar stoppas den "
    "automatiska uppföljningen tills du har fått svar.",
    object_by="Anser du att kravet är fel, meddela {reply} senast {day}. Har du invändningar stoppas den "
    "automatiska uppföljningen tills du har fått svar.",
    complain_heading="Hit kan du vända dig",
    bodies={
        "NO": Bodies(
            consumer="I en tvist om köpet vägleder Forbrukertilsynet i Norge (forbrukertilsynet.no). Klagomål på "
            "indrivningen prövas av Finansklagenemnda (finkn.no).",
            business="Klagomål på indrivningen prövas av Finansklagenemnda i Norge (finkn.no). En tvist om själva "
            "kravet prövas av forliksrådet.",
            collector="Finanstilsynet i Norge har tillsyn över inkassoföretag.",
        ),
        "SE": Bodies(
            consumer="En tvist om köpet kan prövas av Allmänna reklamationsnämnden (arn.se). Råd ger Konsumentverket "
            "(hallakonsument.se) och kommunens konsumentvägledare.",
            business="Ett krav som bestrids prövas av tingsrätten.",
            collector="Finansinspektionen (fi.se) har tillsyn över inkassoföretag.",
        ),
        "FI": Bodies(
            consumer="Konsumentrådgivningen (kkv.fi) ger råd, och konsumenttvistenämnden (kuluttajariita.fi) kan pröva "
            "en tvist.",
            business="Ett krav som bestrids prövas av tingsrätten.",
            collector="Tillstånds- och tillsynsverket har tillsyn över inkassoföretag.",
        ),
    },
    stop_heading="Frivillig indrivning kan avbrytas",
    stop="Du kan begära att indrivningen avbryts och att saken tas till domstol. Det kan kosta mer.",
    collector_heading="Inkassoföretaget",
    licences={"NO": "Inkassotillstånd", "SE": "Inkassotillstånd", "FI": "Nummer i inkassoregistret"},
    collector="Kravet drivs in för {seller}. {permit}: {licence}.",
    collector_named="{collector} driver in kravet för {seller}. {permit}: {licence}.",
    collector_label="Inkassoföretag",
    marks="* Bygger på en sats som inte är bekräftad för sin dag, och bara används i test:",
    each_reference="Betala varje belopp för sig, med dess egen referens",
    each_in_table="Betala varje belopp för sig, med referensen som står vid det i tabellen",
    paid_already="Har du redan betalat kan du bortse från det här brevet.",
    mail_subject="{title} från {seller}",
    mail_page="Visa, betala eller svara på nätet",
    mail_questions="Frågor? Kontakta {seller}.",
)
