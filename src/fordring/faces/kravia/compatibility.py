"""The compatibility module: every word of this API that is a guess or our own addition, to be renamed here only.

Statuses, actions and types are guesses where the public pages fix none. What they do not have at all, paths and
members of bodies, is an *own addition* and stands in the two tables at the end; docs/faces/kravia.md lists them.
"""

from fordring.domain.application import Bookkeeping, StartLevel
from fordring.domain.claim.actions import Action
from fordring.domain.claim.claim import ClaimKind
from fordring.domain.claim.distribution import Way, Wish
from fordring.domain.claim.papers import Purpose
from fordring.domain.followup.facts import StepKind
from fordring.domain.payment.disbursement import Disbursement
from fordring.domain.purchase.purchase import Channel
from fordring.domain.references import Level

CLAIM_TYPES = {
    "Invoice": ClaimKind.INVOICE,
    "CreditNote": ClaimKind.CREDIT_NOTE,
    "CollectionCase": ClaimKind.COLLECTION_CASE,
    "Reminder": ClaimKind.REMINDER,
}
TYPE_OF_KIND = {kind: word for word, kind in CLAIM_TYPES.items()}

STEP_TYPES = {
    "Reminder": StepKind.REMINDER,
    "CollectionNotice": StepKind.COLLECTION_NOTICE,
    "PaymentDemand": StepKind.PAYMENT_DEMAND,
    "Compensation": StepKind.COMPENSATION,
}
"""What a creditor may have sent before it handed an invoice over; two of them are names of its start levels."""

TYPE_OF_STEP = {
    **{kind: word for word, kind in STEP_TYPES.items()},
    StepKind.ADVANCE_NOTICE: "AdvanceNotice",
    StepKind.HEAVY_DEMAND: "HeavyPaymentDemand",
    StepKind.LEGAL_ACTION: "LegalAction",
    StepKind.MONITORED: "Monitored",
}
"""What the steps of follow-up are called in what we answer."""

CHANNELS = {"kravia": Channel.OPERATOR, "merchant": Channel.MERCHANT}
WISHES = {"EHF": Wish.EHF, "eInvoice": Wish.E_INVOICE, "Email": Wish.EMAIL, "Print": Wish.LETTER}
"""The other words of `distribution`: how what we send should travel."""

LANGUAGES = {"no": "nb", "nn": "nb"}
NOTIFICATIONS = {Way.EMAIL: "Email", Way.LETTER: "Print"}

START, PAUSE, RESUME, WITHDRAW, CANCEL, TRANSFER = ACTIONS = (
    *("Start", "Pause", "Resume", "Withdraw", "Cancel"),
    "Transfer",
)
ACTION_OF = {
    START: Action.START,
    PAUSE: Action.PAUSE,
    RESUME: Action.RESUME,
    WITHDRAW: Action.WITHDRAW,
    CANCEL: Action.WITHDRAW,
    TRANSFER: Action.TRANSFER,
}
"""`Transfer` is our own: an overdue invoice becomes a case."""

DOCUMENT_TYPES = {
    "invoice": ("Invoice", Purpose.INVOICE),
    "invoiceattachment": ("InvoiceAttachment", Purpose.ATTACHMENT),
}
"""By the query parameter `type` in small letters; any other is kept as it is said."""

LETTER_TYPES = {
    "advance_notice": "AdvanceNotice",
    "reminder": "Reminder",
    "compensation": "LateCompensation",
    "collection_notice": "CollectionNotice",
    "payment_demand": "PaymentDemand",
    "heavy_demand": "HeavyPaymentDemand",
    "payment_plan": "PaymentPlan",
    "instalment_notice": "InstalmentNotice",
    "interest_statement": "InterestStatement",
    "dunning_summary": "DunningSummary",
}
"""The types of the letters that were made here, by their kind."""

STATUSES = {
    "Registered": "Registered, not started",
    "Scheduled": "Started, waiting to be sent",
    "Sent": "Sent to the debtor",
    "Overdue": "Not paid on time",
    "Reminder": "Not paid on time: a reminder was sent",
    "Compensation": "Not paid on time: a compensation for the delay was claimed",
    "CollectionNotice": "Not paid on time: a collection notice was sent",
    "PaymentDemand": "In collection: a payment demand was sent",
    "HeavyPaymentDemand": "In collection: a second payment demand was sent",
    "LegalAction": "In collection: legal action was decided on",
    "Monitored": "Not collected: watched until it is too old to be claimed",
    "AwaitingApproval": "The next step waits for an approval",
    "InstalmentPlan": "Paid in instalments by a plan; every other step waits",
    "OnHold": "Paused or stopped: nothing happens by itself",
    "Paid": "Closed: paid",
    "Credited": "Closed: credited",
    "Withdrawn": "Closed: withdrawn",
    "TimeBarred": "Closed: too old to be claimed",
    "WrittenOff": "Closed: written off",
}

PRINTED_SYSTEMS = (
    *("VismaBusiness", "PowerOfficeGo", "Tripletex", "UniEconomy", "VismaBusinessAzets", "VismaBusinessBookkeeper"),
    *("ManualTransfer", "OnProperty", "KraviaAgent", "Spense", "Tabs", "Fiken", "Husleie", "Xena", "Xledger"),
    *("TwentyFourSevenOffice", "Intunor", "Centiga", "Conta", "Procountor", "Two", "Steddy", "Validius", "Puro"),
    *("Isolta", "Kassaturva", "Azets", "UniMicro", "VismaNet", "Duett", "VismaEaccounting", "VismaGlobal"),
    *("DynamicsNav", "DynamicsBusinessCentral", "Lemonsoft", "Netvisor", "Cobrasystems", "VismaNova", "VismaL7"),
    *("VismaPasseli", "Dafo", "Magento", "Tehden", "Systima"),
)
"""The accounting systems that the public page prints; any other is as good, and kept as it is said."""

FINNISH_SYSTEMS = frozenset(
    ["Procountor", "Isolta", "Kassaturva", "Lemonsoft", "Netvisor", "VismaNova", "VismaL7", "VismaPasseli", "Tehden"]
)
"""Those whose template is a Finnish creditor's; the others' is a Norwegian one's."""

WITHOUT_BOOKS = frozenset(["ManualTransfer", "KraviaAgent", "Magento"])
"""Those that take no bookkeeping suggestions: their template is paid per invoice."""

BOOKKEEPING_MODES = {"Unposted": Bookkeeping.UNPOSTED, "Automatic": Bookkeeping.AUTOMATIC}
DISBURSEMENTS = {"Batch": Disbursement.BATCH, "PerInvoice": Disbursement.PER_INVOICE}
START_LEVELS = {"CollectionNotice": StartLevel.NOTICE, "PaymentDemand": StartLevel.DEMAND}
OCR_LEVELS = {
    "Soft": Level.SOFT,
    "CheckDigit": Level.CHECK_DIGIT,
    "LengthDigit": Level.LENGTH_DIGIT,
    "FixedLength": Level.FIXED_LENGTH,
}

CASE_UPDATE = "CaseUpdate"
SIGNATURE_ALGORITHM = "MD5"
NO_CLAIM = 0
"""The claim that a test of a webhook tells of where the creditor has none yet."""
TEST_HEADER = "webhook-test"
"""A header of our own on what a test sends; its body is like any other."""

OPEN = "Open"
"""As a filter of a search, a type or a status: not closed. Never answered."""

SETTLEMENT_STATUSES = {False: "Open", True: "Closed"}
"""By whether the creditor's books have the settlement."""

SUGGESTED = {
    "bank": "Settlement {settlement}",
    "receivable": "Capital of invoice {invoice}",
    "fees": "Fees of invoice {invoice}",
    "interest": "Interest of invoice {invoice}",
    "commission": "Commission, settlement {settlement}",
    "vat": "VAT on commission, settlement {settlement}",
}
"""What the lines of a bookkeeping suggestion are called, by the account they are on."""

FORMATS = ("json", "csv")


OWN_PATHS = {
    "activate": "/onboarding/activate",
    "bookkeeping": "/invoice/{id}/bookkeeping",
    "change": "/creditor/{id}",
    "change_debtor": "/creditor/{id}/debtor/{debtorNumber}",
    "change_settings": "/creditor/{id}/settings",
    "deactivate": "/creditor/{id}/deactivate",
    "export_bookkeeping_lines": "/bookkeeping",
    "list_debtors": "/creditor/{id}/debtor",
    "list_documents": "/invoice/{id}/document",
    "one_creditor": "/creditor/{id}",
    "preview": "/invoice/{id}/preview",
    "reactivate": "/creditor/{id}/reactivate",
    "remove_document": "/invoice/{id}/document/{documentId}",
    "remove_webhook": "/creditor/{id}/webhook",
    "show_debtor": "/creditor/{id}/debtor/{debtorNumber}",
    "show_document": "/invoice/{id}/document/{documentId}",
    "show_pdf": "/invoice/{id}/pdf",
    "show_webhook": "/creditor/{id}/webhook",
    "test_webhook": "/creditor/{id}/webhook/test",
}
"""By handler, the paths of operations that the public pages do not show."""

OWN_MEMBERS = {
    "RegisterBody": {
        "kid": "kid",
        "phone_number": "phoneNumber",
        "credited_invoice_id": "creditedInvoiceId",
        "credited_invoice_no": "creditedInvoiceNo",
        "limitation_interrupted_date": "limitationInterruptedDate",
        "creditor_steps": "creditorSteps",
        "follow_up": "followUp",
        "language": "language",
        "distribution": "distribution",
    },
    "CreditorStep": {
        "step_type": "type",
        "sent_date": "sentDate",
        "pay_by_date": "payByDate",
        "fee": "fee",
    },
    "FollowUpTerms": {
        "electronic_consent_date": "electronicConsentDate",
        "electronic_address_reaches": "electronicAddressReaches",
        "reminder_fee_agreed": "reminderFeeAgreed",
        "interest_demanded_date": "interestDemandedDate",
        "directly_enforceable": "directlyEnforceable",
    },
    "PostalAddress": {
        "address_address_line2": "addressAddressLine2",
    },
    "ActionBody": {
        "until": "until",
    },
    "DocumentBody": {
        "file_name": "fileName",
    },
    "BookkeepingQuery": {
        "creditor_id": "creditorId",
        "date_from": "dateFrom",
        "date_to": "dateTo",
        "format": "format",
    },
    "SearchQuery": {
        "creditor_id": "creditorId",
        "claim_type": "claimType",
        "status": "status",
        "invoice_no": "invoiceNo",
        "search_text": "q",
    },
    "Template": {
        "name": "name",
        "organization_number": "organizationNumber",
        "country_code": "countryCode",
        "currency_code": "currencyCode",
        "postal_address": "postalAddress",
        "bank_accounts": "bankAccounts",
        "contact": "contact",
        "accountant": "accountant",
    },
    "SettingsBody": {
        "accounting_system": "accountingSystem",
        "email": "email",
        "phone_number": "phoneNumber",
        "website": "website",
        "vat_registered": "vatRegistered",
        "in_business_register": "inBusinessRegister",
        "f_skatt": "fSkatt",
        "days_until_due": "daysUntilDue",
        "line_amounts_exclude_vat": "lineAmountsExcludeVat",
        "direct_payment_closes": "directPaymentCloses",
        "full_credit_writes_off": "fullCreditWritesOff",
        "disbursement": "disbursement",
        "bookkeeping": "bookkeeping",
        "follow_up": "followUp",
    },
    "BankAccount": {
        "account_number": "accountNumber",
        "bic": "bic",
        "kid_length": "kidLength",
        "kid_modulus": "kidModulus",
        "ocr_level": "ocrLevel",
        "ocr_length": "ocrLength",
    },
    "Contact": {
        "name": "name",
        "email": "email",
        "phone_number": "phoneNumber",
    },
    "Accountant": {
        "name": "name",
        "organization_number": "organizationNumber",
        "country_code": "countryCode",
        "email": "email",
    },
    "Bookkeeping": {
        "mode": "mode",
        "ledger_accounts": "ledgerAccounts",
    },
    "LedgerAccounts": {
        "bank": "bank",
        "receivable": "receivable",
        "fees": "fees",
        "interest": "interest",
        "commission": "commission",
        "vat": "vat",
    },
    "FollowUp": {
        "approve_cases": "approveCases",
        "approve_payment_demands": "approvePaymentDemands",
        "start_level": "startLevel",
        "automatic_transfer": "automaticTransfer",
    },
    "StatisticQuery": {
        "creditor_id": "creditorId",
    },
    "SettlementsQuery": {
        "creditor_id": "creditorId",
        "date_from": "dateFrom",
        "date_to": "dateTo",
        "top": "top",
        "skip": "skip",
    },
    "DebtorsQuery": {
        "top": "top",
        "skip": "skip",
        "debtor_number": "debtorNumber",
    },
    "DebtorBody": {
        "debtor_name": "debtorName",
        "is_private_individual": "isPrivateIndividual",
        "organization_number": "organizationNumber",
        "email": "email",
        "phone_number": "phoneNumber",
        "postal_address": "postalAddress",
    },
}
"""By the shape of a body or query, and by our own name of each, the members that the public pages do not show."""

OWN_SPELLINGS = {ours: public for members in OWN_MEMBERS.values() for ours, public in members.items()}
"""The same by our own name alone: a member bears one name wherever it stands."""
