"""The chart of accounts. A receivable and its other side belong to a claim; money belongs to a bank account."""

from enum import StrEnum

from fordring.domain.claim.parts import Part


class Account(StrEnum):
    """Every ledger account there is."""

    RECEIVABLE_PRINCIPAL = "receivable.principal"
    RECEIVABLE_FEES = "receivable.fees"
    RECEIVABLE_INTEREST = "receivable.interest"
    EXPECTED_MERCHANT = "expected.merchant"
    EXPECTED_OPERATOR = "expected.operator"
    CLIENT_FUNDS = "client_funds"
    IN_TRANSIT = "in_transit"
    OWED_MERCHANT = "owed.merchant"
    OWED_PAYER = "owed.payer"
    OWED_UNIDENTIFIED = "owed.unidentified"
    OWED_OPERATOR_FEES = "owed.operator.fees"
    OWED_OPERATOR_INTEREST = "owed.operator.interest"
    OWED_OPERATOR_COMMISSION = "owed.operator.commission"
    OWED_OPERATOR_VAT = "owed.operator.vat"
    OWED_OPERATOR_CHARGES = "owed.operator.charges"
    OWED_OPERATOR_SWEPT = "owed.operator.swept"
    OWED_OPERATOR_LOSSES = "owed.operator.losses"
    OWED_OPERATOR_SHORTFALLS = "owed.operator.shortfalls"


RECEIVABLE = {
    Part.PRINCIPAL: Account.RECEIVABLE_PRINCIPAL,
    Part.FEES: Account.RECEIVABLE_FEES,
    Part.INTEREST: Account.RECEIVABLE_INTEREST,
}

OPERATORS = {Part.FEES: Account.OWED_OPERATOR_FEES, Part.INTEREST: Account.OWED_OPERATOR_INTEREST}


_OF_CLAIMS = frozenset(account for account in Account if account.startswith(("receivable.", "expected.")))


def belongs_to_claim(account: Account) -> bool:
    """Receivables and expectations are kept per claim; all other accounts per bank account."""
    return account in _OF_CLAIMS
