"""What the public pages print, by name only: operations, and the members of each body and query. Data, for one test.

"Observed" operations, which clients of others use, count as printed. A body that is not here is printed nowhere.
"""

PATHS = """
POST  /onboarding/init
POST  /creditor/{id}/invite
PUT   /creditor/{id}/webhook
POST  /invoice/register
POST  /invoice/{id}/document
POST  /invoice/{id}/action
GET   /invoice/search
GET   /invoice/search/q
GET   /invoice/{id}/details
POST  /invoice/payment
POST  /invoice/creditnote
GET   /settlements
PATCH /settlements/{id}/bookkeep
GET   /creditor
GET   /creditor/{id}/settings
GET   /company
GET   /statistic/creditor
GET   /statistic/cases
"""

MEMBERS = """
RegisterBody     claimType creditorId accountingInvoiceId debtorName debtorNumber email ssn organizationNumber
RegisterBody     isPrivateIndividual postalAddress invoiceNo invoiceDate dueDate originalAmount currencyCode description
RegisterBody     orderLines bookkeepingDetails
PostalAddress    addressAddressLine1 addressPostalCode addressCity addressCountryCode
OrderLine        description unitPrice count vatInPercent unit total discountInPercent
BookkeepingLine  amount description bookingDate ledgerAccount vatCode
ActionBody       Message
DocumentBody     file
PaymentBody      date description AccountingPaymentId amount invoices
PaidInvoice      invoiceId amount
CreditNoteBody   Date Amount AccountingPaymentId Description Invoices
CreditedInvoice  InvoiceId Amount
InitBody         accountingSystem
InviteBody       email name isAccountant countryCode organizationNumber
WebhookBody      secret enabled url
SearchQuery      top skip lastUpdatedTime orderBy byAscending
SettlementsQuery ExcludeClosed
BookkeepQuery    internalAccountingId
"""


def printed_paths() -> set[tuple[str, str]]:
    """Method and path of each operation."""
    return {(method, path) for method, path in (line.split() for line in PATHS.strip().splitlines())}


def printed_members() -> dict[str, set[str]]:
    """By the name of our shape, its members as they are printed."""
    found: dict[str, set[str]] = {}
    for line in MEMBERS.strip().splitlines():
        shape, *names = line.split()
        found.setdefault(shape, set()).update(names)
    return found
