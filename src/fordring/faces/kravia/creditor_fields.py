"""Where each thing that is told of a creditor stands in a body, and what the place is called."""

from collections.abc import Mapping

from fordring.faces.kravia.wire.loose import public_name

_PLAIN = (
    *("accounting_system", "name", "organization_number", "email", "website", "vat_registered"),
    *("in_business_register", "f_skatt", "days_until_due", "line_amounts_exclude_vat", "direct_payment_closes"),
    *("full_credit_writes_off", "disbursement"),
)
PLACES: Mapping[str, tuple[str, ...]] = {
    **{name: (name,) for name in _PLAIN},
    "country": ("country_code",),
    "currency": ("currency_code",),
    "phone": ("phone_number",),
    "address_line": ("postal_address", "address_address_line1"),
    "address_line_2": ("postal_address", "address_address_line2"),
    "postal_code": ("postal_address", "address_postal_code"),
    "postal_place": ("postal_address", "address_city"),
    "contact_name": ("contact", "name"),
    "contact_email": ("contact", "email"),
    "contact_phone": ("contact", "phone_number"),
    "accountant_name": ("accountant", "name"),
    "accountant_number": ("accountant", "organization_number"),
    "accountant_country": ("accountant", "country_code"),
    "accountant_email": ("accountant", "email"),
    "bookkeeping": ("bookkeeping", "mode"),
    "approve_cases": ("follow_up", "approve_cases"),
    "approve_demands": ("follow_up", "approve_payment_demands"),
    "start_level": ("follow_up", "start_level"),
    "automatic_transfer": ("follow_up", "automatic_transfer"),
}
"""By our name the members' names, outermost first; accounts and the ledger's accounts are lists of their own."""

_OUTSIDE = {
    "accounts": "bankAccounts",
    "address_country": "postalAddress.addressCountryCode",
    "ledger_accounts": "bookkeeping.ledgerAccounts",
    "other": "body",
}


def creditor_field(field: str) -> str:
    """A field of an application as this API calls it: `accounts.0.number` is `bankAccounts[0].accountNumber`."""
    if field in PLACES:
        return ".".join(public_name(name) for name in PLACES[field])
    outer, _, inner = field.partition(".")
    place, _, member = inner.partition(".")
    if outer == "accounts" and member:
        return f"{_OUTSIDE[outer]}[{place}].{public_name('account_number' if member == 'number' else member)}"
    return f"{_OUTSIDE[outer]}.{inner}" if inner else _OUTSIDE.get(outer, outer)
