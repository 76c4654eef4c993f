"""From event to postings: the only place that knows which event makes which entry (+ debit, - credit)."""

from collections.abc import Iterator
from uuid import UUID

from fordring.domain.claim.parts import Part, Parts
from fordring.domain.followup.settings import Whose
from fordring.domain.ledger.accounts import OPERATORS, RECEIVABLE, Account
from fordring.domain.ledger.entry import Posting, without_zeros
from fordring.domain.money import Money
from fordring.domain.plentiful import plentiful

Postings = tuple[Posting, ...]


@plentiful(frozen=True, slots=True)
class ClaimBook:
    """Where a claim's money is posted. `operators` names the parts that are the operator's by contract."""

    claim_id: UUID
    bank_account_id: UUID
    currency: str
    operators: frozenset[Part] = frozenset()

    def claimed(self, account: Account, minor: int) -> Posting:
        """A posting on the claim."""
        return Posting(account, Money(minor, self.currency), claim_id=self.claim_id)

    def banked(self, account: Account, minor: int) -> Posting:
        """A posting on the bank account, bearing the claim it is for."""
        money = Money(minor, self.currency)
        return Posting(account, money, claim_id=self.claim_id, bank_account_id=self.bank_account_id)

    def asked(self, fee_minor: int, interest_minor: int, whose: Whose) -> Parts:
        """What a step adds to the claim. Where the contract says that fees are the operator's, this fee is too."""
        operators = whose is Whose.OPERATOR or Part.FEES in self.operators
        return Parts(fees=fee_minor, interest=interest_minor, fees_operator=fee_minor if operators else 0)

    def of_operator(self, part: Part, parts: Parts) -> int:
        """How much of a part of these will be the operator's money: a fee by its step, interest by the contract."""
        if part is Part.FEES:
            return parts.fees_operator
        return parts.of(part) if part in self.operators else 0


def demanded(book: ClaimBook, parts: Parts) -> Postings:
    """Issue or register a principal; demand a fee or interest: receivable +, expected -."""
    return tuple(_demanded(book, parts))


def _demanded(book: ClaimBook, parts: Parts) -> Iterator[Posting]:
    """Only what is not zero is made at all, for a run of follow-up takes a hundred thousand steps."""
    for part, amount in parts:
        operators = book.of_operator(part, parts)
        if amount:
            yield book.claimed(RECEIVABLE[part], amount)
        if operators - amount:
            yield book.claimed(Account.EXPECTED_MERCHANT, operators - amount)
        if operators:
            yield book.claimed(Account.EXPECTED_OPERATOR, -operators)


def step_demanded(book: ClaimBook, fee_minor: int, interest_minor: int, whose: Whose) -> Postings:
    """A step's fee, VAT included, and the interest that it posts; `book.asked` is what the claim grows by."""
    return demanded(book, book.asked(fee_minor, interest_minor, whose))


def cancelled(book: ClaimBook, parts: Parts) -> Postings:
    """Credit, void or write off what is open: the mirror of demanding it."""
    return demanded(book, -parts)


def paid(book: ClaimBook, covered: Parts, surplus: int) -> Postings:
    """A payment on the parts it covers, and the rest owed back to the payer."""
    return tuple(_paid(book, covered, surplus))


def _paid(book: ClaimBook, covered: Parts, surplus: int) -> Iterator[Posting]:
    """Only what is not zero is made at all, for a bank file has a hundred thousand payments."""
    if received := covered.total + surplus:
        yield book.banked(Account.CLIENT_FUNDS, received)
    if surplus:
        yield book.banked(Account.OWED_PAYER, -surplus)
    for part, amount in covered:
        if not amount:
            continue
        operators = book.of_operator(part, covered)
        merchants = amount - operators
        if merchants:
            yield book.banked(Account.OWED_MERCHANT, -merchants)
        if operators:
            yield book.banked(OPERATORS[part], -operators)
        yield book.claimed(RECEIVABLE[part], -amount)
        if merchants:
            yield book.claimed(Account.EXPECTED_MERCHANT, merchants)
        if operators:
            yield book.claimed(Account.EXPECTED_OPERATOR, operators)


def covered_anew(book: ClaimBook, back: Parts, covered: Parts, surplus: int) -> Postings:
    """Of a payment what covered something not asked for any more: it covers other parts, or is owed to the payer."""
    lines = (*mirrored(paid(book, back, 0)), *paid(book, covered, surplus))
    sums: dict[tuple[Account, bool], int] = {}
    for line in lines:
        key = line.account, line.bank_account_id is not None
        sums[key] = sums.get(key, 0) + line.amount.minor
    return without_zeros(
        book.banked(account, minor) if banked else book.claimed(account, minor)
        for (account, banked), minor in sums.items()
    )


def unidentified(bank_account_id: UUID, money: Money) -> Postings:
    """Money whose claim is not known yet, in the house book."""
    return (
        Posting(Account.CLIENT_FUNDS, money, bank_account_id=bank_account_id),
        Posting(Account.OWED_UNIDENTIFIED, -money, bank_account_id=bank_account_id),
    )


def returned(bank_account_id: UUID, money: Money) -> Postings:
    """Money whose claim was never found is owed to whoever paid it, in the house book."""
    return (
        Posting(Account.OWED_UNIDENTIFIED, money, bank_account_id=bank_account_id),
        Posting(Account.OWED_PAYER, -money, bank_account_id=bank_account_id),
    )


def operators_debit(bank_account_id: UUID, account: Account, money: Money) -> Postings:
    """A charge of the bank, or the operator's sweep: what left the account was the operator's; in the house book."""
    return (
        Posting(account, money, bank_account_id=bank_account_id),
        Posting(Account.CLIENT_FUNDS, -money, bank_account_id=bank_account_id),
    )


def payout_sent(bank_account_id: UUID, gross: Money, commission: Money, vat: Money) -> Postings:
    """A payout in a file to the bank: gross leaves what is owed; commission and VAT stay with the operator."""
    amounts = (
        (Account.OWED_MERCHANT, gross),
        (Account.OWED_OPERATOR_COMMISSION, -commission),
        (Account.OWED_OPERATOR_VAT, -vat),
        (Account.IN_TRANSIT, -(gross - commission - vat)),
    )
    return without_zeros(Posting(account, money, bank_account_id=bank_account_id) for account, money in amounts)


def payout_confirmed(bank_account_id: UUID, net: Money) -> Postings:
    """The bank has sent the money."""
    return (
        Posting(Account.IN_TRANSIT, net, bank_account_id=bank_account_id),
        Posting(Account.CLIENT_FUNDS, -net, bank_account_id=bank_account_id),
    )


def mirrored(postings: Postings) -> Postings:
    """The same entry the other way round: a reversal, a rejected payout."""
    return tuple(
        Posting(line.account, -line.amount, claim_id=line.claim_id, bank_account_id=line.bank_account_id)
        for line in postings
    )


def refund_sent(bank_account_id: UUID, money: Money) -> Postings:
    """Money on its way back to a payer."""
    return (
        Posting(Account.OWED_PAYER, money, bank_account_id=bank_account_id),
        Posting(Account.IN_TRANSIT, -money, bank_account_id=bank_account_id),
    )


def refund_written_off(bank_account_id: UUID, money: Money) -> Postings:
    """What a payer owes of a refund that had left is given up: the operator bears it."""
    return (
        Posting(Account.OWED_OPERATOR_LOSSES, money, bank_account_id=bank_account_id),
        Posting(Account.OWED_PAYER, -money, bank_account_id=bank_account_id),
    )


def shortfall_invoiced(bank_account_id: UUID, money: Money) -> Postings:
    """What a merchant owes is invoiced: its book owes nothing, and the operator bears it until the invoice is paid."""
    return (
        Posting(Account.OWED_OPERATOR_SHORTFALLS, money, bank_account_id=bank_account_id),
        Posting(Account.OWED_MERCHANT, -money, bank_account_id=bank_account_id),
    )
