"""What can be wrong, in the domain's words. Errors carry facts, never a status code; each face has its own table."""

from dataclasses import dataclass
from datetime import date


class DomainError(Exception):
    """The base of everything the domain refuses. `str(error)` is one clear sentence for a person."""


class CurrencyMismatchError(DomainError):
    """Two amounts of different currencies met."""

    def __init__(self, ours: str, theirs: str) -> None:
        super().__init__(f"{theirs} cannot be reckoned with {ours}")


class UnbalancedEntryError(DomainError):
    """A ledger entry whose postings do not sum to zero in each currency."""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One field of a command that cannot be used: its dotted path (`billing_address.postal_code`) and why."""

    field: str
    message: str


class InvalidCommandError(DomainError):
    """A command whose content cannot be used; names every field at once."""

    def __init__(self, *problems: FieldProblem) -> None:
        super().__init__("; ".join(f"{problem.field}: {problem.message}" for problem in problems))
        self.problems = problems


class NotFoundError(DomainError):
    """What was asked for is not there, or belongs to somebody else: the two look alike."""

    def __init__(self, what: str, identifier: object) -> None:
        super().__init__(f"{what} {identifier} was not found")
        self.what = what
        self.identifier = str(identifier)


class IllegalTransitionError(DomainError):
    """An event that the present state does not allow."""

    def __init__(self, what: str, state: str, event: str) -> None:
        super().__init__(f"{what} in state {state} does not allow {event}")
        self.what = what
        self.state = state
        self.event = event


class DuplicateReferenceError(DomainError):
    """The merchant reference was used before, and the caller asked for that to be refused."""


class CheckoutError(DomainError):
    """A checkout cannot do this: not in its state, not for this order, not for who asks."""


class IdempotencyConflictError(DomainError):
    """The same idempotency key came with another command."""


class InactiveSubscriptionError(DomainError):
    """Something is to be delivered to a subscription that takes nothing."""

    def __init__(self) -> None:
        super().__init__("the subscription is not active")


class BusyError(DomainError):
    """Somebody else is doing this right now; the same request may be sent again."""


class ReferenceSpaceExhaustedError(DomainError):
    """A bank agreement's reference length has no room for one more running number."""

    def __init__(self, number: int, largest: int) -> None:
        super().__init__(f"the payment reference agreement ends at number {largest}, there is none for {number}")


class UnsupportedCountryError(DomainError):
    """A country other than the three whose rules are known here."""

    def __init__(self, country: str) -> None:
        super().__init__(f"{country} is not one of NO, SE, FI")
        self.country = country


class MissingVATRateError(DomainError):
    """No row of the VAT table covers the day. It is never carried over from another row."""

    def __init__(self, country: str, day: object) -> None:
        super().__init__(f"no VAT rates of {country} are known for {day}")


class UnusableRuleError(DomainError):
    """A figure of the law that money cannot be demanded by: no row holds, or the row that does is not verified."""

    def __init__(self, country: str, item: str, payer: str, day: date, unverified: str = "") -> None:
        why = f"not verified: {unverified}" if unverified else "no row holds that day"
        super().__init__(f"{country} {item} ({payer}) on {day}: {why}; `fordring rules` adds or verifies it")
        self.country = country
        self.item = item
        self.payer = payer
        self.day = day
        self.unverified = unverified


class NotABankFileError(DomainError):
    """A file handed in as a bank file is none that we read."""


class WrongCurrencyError(DomainError):
    """A currency the merchant has no account for."""

    def __init__(self, currency: str, ours: str) -> None:
        super().__init__(f"order.currency: {currency} is not the merchant's currency ({ours})")
        self.problems = (FieldProblem("order.currency", f"{currency} is not the merchant's currency ({ours})"),)


class ForeignCreditorError(DomainError):
    """A creditor that is not there, or that the caller may not act for: the two look alike."""

    def __init__(self) -> None:
        super().__init__("the creditor is not one that this caller acts for")


class DeactivatedMerchantError(DomainError):
    """A merchant that takes no new claims."""

    def __init__(self, creditor_no: int) -> None:
        super().__init__(f"creditor {creditor_no} is deactivated: no claim is registered or started until it is active")


class SameClientError(DomainError):
    """Whoever made a payment order asks to release it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} made this payment order: another client releases it")


class MayNotOnboardError(DomainError):
    """A token whose holder takes in no merchants."""

    def __init__(self) -> None:
        super().__init__("this token may not take in creditors; the operator issues one that may")
