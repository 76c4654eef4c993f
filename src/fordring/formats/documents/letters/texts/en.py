"""The sentences of letters of follow-up in English."""

from fordring.domain.claim.papers import DUNNING_SUMMARY, INSTALMENT_NOTICE, INTEREST_STATEMENT, PAYMENT_PLAN
from fordring.domain.followup.facts import StepKind
from fordring.formats.documents.letters.words import Bodies, LetterWords

ENGLISH = LetterWords(
    titles={
        "NO": {
            StepKind.ADVANCE_NOTICE: "Payment due soon",
            StepKind.REMINDER: "Payment reminder",
            StepKind.COMPENSATION: "Late payment compensation",
            StepKind.COLLECTION_NOTICE: "Collection notice (inkassovarsel)",
            StepKind.PAYMENT_DEMAND: "Payment demand (betalingsoppfordring)",
            StepKind.HEAVY_DEMAND: "New payment demand (betalingsoppfordring)",
            PAYMENT_PLAN: "Payment plan",
            INSTALMENT_NOTICE: "Notice of instalment",
            INTEREST_STATEMENT: "Interest statement",
            DUNNING_SUMMARY: "Summary of unpaid claims",
        },
        "SE": {
            StepKind.PAYMENT_DEMAND: "Payment demand (inkassokrav)",
            StepKind.HEAVY_DEMAND: "New payment demand (inkassokrav)",
        },
        "FI": {
            StepKind.PAYMENT_DEMAND: "Payment demand (maksuvaatimus)",
            StepKind.HEAVY_DEMAND: "New payment demand (maksuvaatimus)",
        },
    },
    openings={
        StepKind.ADVANCE_NOTICE: "This is to remind you of an amount that is soon due to {seller}.",
        StepKind.REMINDER: "We have no record of a payment to {seller} for the amount below.",
        StepKind.COMPENSATION: "The amount below was not paid on time. {seller} therefore claims the fixed "
        "compensation for late payment between businesses.",
        StepKind.COLLECTION_NOTICE: "The amount below, owed to {seller}, is overdue and has not been paid.",
        StepKind.PAYMENT_DEMAND: "The amount below, owed to {seller}, is still not paid. It is now being collected.",
        StepKind.HEAVY_DEMAND: "The time given in the last demand has passed, and the amount below, owed to {seller}, "
        "is still not paid.",
    },
    request="Please pay {total} by {day}.",
    request_undated="Please pay {total} as soon as you can.",
    otherwise={
        StepKind.ADVANCE_NOTICE: "",
        StepKind.REMINDER: "If it is not paid, fees and interest may be added, and the claim may go to collection.",
        StepKind.COMPENSATION: "If it is not paid, the claim may go to collection, at further cost.",
        StepKind.COLLECTION_NOTICE: "If it is not paid by {day}, it will go to collection. That will cost you more.",
    },
    otherwise_collector="If it is not paid by {day}, the claim will be passed to a collection agency. That will cost "
    "you more.",
    court={
        "NO": "If it is not paid by {day}, the claim may be taken to the conciliation board (forliksrådet) or the "
        "enforcement officer (namsmannen) in Norway, at further cost.",
        "SE": "If it is neither paid nor disputed by {day}, an order for payment may be applied for at the Swedish "
        "Enforcement Authority (Kronofogden), at further cost.",
        "FI": "If it is neither paid nor disputed by {day}, the matter may be taken to the District Court "
        "(käräjäoikeus) in Finland, at further cost.",
    },
    invoice="Invoice {number} of {issued}",
    invoice_undated="Invoice {number}",
    claim="Claim {number}",
    due="Due {due}",
    taken_off="Paid or credited",
    fees_of={
        StepKind.ADVANCE_NOTICE: "Fee for this letter",
        StepKind.REMINDER: "Reminder fee",
        StepKind.COLLECTION_NOTICE: "Fee for the collection notice",
        StepKind.PAYMENT_DEMAND: "Collection cost of this demand",
        StepKind.HEAVY_DEMAND: "Further collection cost of this demand",
    },
    compensations=dict.fromkeys(("NO", "SE", "FI"), "Late payment compensation"),
    by_law="Under {paragraph}",
    vat_on_fee="VAT on the collection cost",
    earlier_fees="Earlier fees and costs",
    interest="Late-payment interest to {sent}",
    interest_paid="Interest already paid",
    interest_goes_on="Interest runs on at {rate} a year on {base} from the day after {sent} until payment.",
    total="Amount due",
    interest_heading="How the interest was worked out",
    columns=("What it is for", "Amount"),
    claims_columns=("Claim", "Principal", "Fees", "Interest", "Sum"),
    interest_columns=("From", "To", "On", "Rate a year", "Days", "Interest"),
    fees_added="The fees include {fee} for this letter.",
    sent_on="Date",
    pay_by="Pay by",
    creditor="Creditor",
    object_heading="Is something wrong?",
    object="If you think the claim is wrong, or need more time, tell {reply}. If you object, automatic follow-up stops "
    "until you have been answered.",
    object_by="If you think the claim is wrong, tell {reply} by {day}. If you object, automatic follow-up stops until "
    "you have been answered.",
    complain_heading="Where to turn",
    bodies={
        "NO": Bodies(
            consumer="Forbrukertilsynet (forbrukertilsynet.no) gives advice in a dispute about the purchase. "
            "Complaints about the collection are heard by Finansklagenemnda (finkn.no).",
            business="Complaints about the collection are heard by Finansklagenemnda (finkn.no). A dispute about the "
            "claim itself is heard by forliksrådet.",
            collector="Finanstilsynet licenses and supervises collection agencies in Norway.",
        ),
        "SE": Bodies(
            consumer="Allmänna reklamationsnämnden (arn.se) can hear a dispute about the purchase.",
            business="A disputed claim is heard by the District Court (tingsrätten) in Sweden.",
            collector="Finansinspektionen (fi.se) supervises collection agencies.",
        ),
        "FI": Bodies(
            consumer="Consumer advice (kuluttajaneuvonta, kkv.fi) is free, and the Consumer Disputes Board "
            "(kuluttajariita.fi) can hear a dispute.",
            business="A disputed claim is heard by the District Court (käräjäoikeus) in Finland.",
            collector="Lupa- ja valvontavirasto supervises collection agencies in Finland.",
        ),
    },
    stop_heading="You can have collection stopped",
    stop="You may ask that voluntary collection stops and the matter is taken to court. That may cost you more.",
    collector_heading="The collection agency",
    licences={"NO": "Collection licence", "SE": "Collection licence", "FI": "Number in the collectors' register"},
    collector="The claim is collected for {seller}. {permit}: {licence}.",
    collector_named="{collector} collects the claim for {seller}. {permit}: {licence}.",
    collector_label="Collection agency",
    marks="* Rests on a figure that is not verified for its day, and is used in tests only:",
    each_reference="Pay each amount by itself, with its own reference",
    each_in_table="Pay each amount by itself, with the reference beside it in the table",
    paid_already="If you have paid already, please disregard this letter.",
    mail_subject="{title} from {seller}",
    mail_page="View, pay or reply online",
    mail_questions="Questions? Please contact {seller}.",
)
