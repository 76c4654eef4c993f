"""An invoice that a client hands over to be issued: what it gave, what makes that unusable, and what is doubtful.

Only what makes a claim unprocessable is refused; the rest is kept as given and travels as a warning.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from fordring.domain.calendar import LAST_TOLD
from fordring.domain.claim.brought import Agreed, BroughtStep
from fordring.domain.claim.claim import ClaimKind
from fordring.domain.claim.distribution import DECIDING, Wish, grants, way_of
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.identifiers import email_is_usable, person_number, phone_is_usable
from fordring.domain.merchant import Merchant
from fordring.domain.money import BASIS_POINTS, divide_rounded
from fordring.domain.parties import COUNTRIES, Billing, billing_warnings
from fordring.domain.purchase.purchase import Channel
from fordring.domain.purchase.totals import GivenLine
from fordring.domain.references import Scheme, check_holds, is_valid, normalise

AMOUNT_MAX = 99_999_999_999
"""The largest amount of one SEPA credit transfer (999 999 999,99), which a payer must be able to pay it with."""

DAYS_UNTIL_DUE = 14
FIRST_DAY, LAST_DAY = date(2022, 1, 1), LAST_TOLD
"""No VAT rates are known before the first."""

LANGUAGES = ("nb", "sv", "fi", "en")

_PAYER = "billing_address."
_LATER = {
    "Registration": ("interrupted_on", "credited_no", "credited_number", "wish", "steps", "agreed"),
    "GivenLine": ("unit", "discount_minor"),
}
"""Fields that came later: unsaid, they leave the fingerprints of what was registered before as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What the client gave. Amounts are minor units; `given` keeps the figures exactly as they came, as texts.

    `own_id` and `own_number` are the client's names for it, `invoice_on` and `due_on` the days it wants printed.
    `interrupted_on` is the day from which the period of limitation runs anew. `credited_no` and `credited_number` say
    what a credit note credits: our public id, or the number on the paper. `wish` is how it should travel.
    `steps` are what the creditor sent of follow-up before it handed the claim over, the oldest first.
    """

    currency: str
    amount_minor: int
    billing: Billing
    business: bool
    lines: tuple[GivenLine, ...] = ()
    kind: ClaimKind = ClaimKind.INVOICE
    customer_number: str = ""
    person_number: str = ""
    own_id: str | None = None
    own_number: str | None = None
    invoice_on: date | None = None
    due_on: date | None = None
    description: str = ""
    reference: str | None = None
    channel: Channel = Channel.OPERATOR
    language: str | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    interrupted_on: date | None = None
    credited_no: int | None = None
    credited_number: str | None = None
    wish: Wish | None = None
    steps: tuple[BroughtStep, ...] = ()
    agreed: Agreed | None = None

    @property
    def fees_minor(self) -> int:
        """What its creditor claimed for letters of its own, beside the amount."""
        return sum(step.fee_minor for step in self.steps) if self.kind.handed_over else 0

    @property
    def name_of_lines(self) -> str:
        """What a line that we have to make up is called on the paper."""
        return self.description or self.own_number or self.own_id or "–"

    @property
    def fingerprint(self) -> str:
        """The same for two registrations of equal content, however they were spelled."""
        return hashlib.sha256(_CANONICAL.encode(self).encode()).hexdigest()


def _facts(value: Any) -> Any:
    """What the fingerprint is made of: a dataclass by its fields (`asdict` costs thrice as much), else a text."""
    names = _fields(value.__class__)
    if not names:
        return str(value)
    return {name: fact for name, later in names if (fact := getattr(value, name)) or not later}


@cache
def _fields(kind: type) -> tuple[tuple[str, bool], ...]:
    """The fields of a dataclass, each with whether it came later; of anything else none."""
    later = _LATER.get(kind.__name__, ())
    return tuple((each.name, each.name in later) for each in fields(kind)) if is_dataclass(kind) else ()


_CANONICAL = json.JSONEncoder(sort_keys=True, default=_facts, ensure_ascii=False, check_circular=False)


def card_key(registration: Registration, home: str) -> str | None:
    """The payer's card: by customer number, else by organisation or person number; None is a card of its own.

    `home` is the country of a payer of whom none was given.
    """
    country = registration.billing.country or home
    if registration.customer_number:
        return f"customer:{registration.customer_number}"
    organisation = _alphanumeric(registration.billing.organization_number)
    if registration.business and organisation:
        return f"org:{country}:{organisation}"
    person = _alphanumeric(registration.person_number)
    return f"person:{country}:{hashlib.sha256(person.encode()).hexdigest()}" if person else None


def registration_problems(registration: Registration, merchant: Merchant) -> tuple[FieldProblem, ...]:
    """Every field that makes the claim unprocessable; empty when it can be issued as it stands."""
    return (
        *_money_problems(registration, merchant),
        *_line_problems(registration.lines),
        *_day_problems(registration),
        *_payer_problems(registration),
        *_reference_problems(registration, merchant),
    )


def registration_warnings(registration: Registration, today: date) -> tuple[FieldProblem, ...]:
    """What is kept as given but should be seen by a person, named by field."""
    billing = registration.billing
    return (
        *billing_warnings(billing, business=registration.business),
        *_payer_warnings(registration),
        *_day_warnings(registration, today),
        *_sum_warnings(registration),
    )


def reference_warnings(registration: Registration, merchant: Merchant) -> tuple[FieldProblem, ...]:
    """A reference that the bank lets through although its check digit is wrong (soft OCR agreements)."""
    if registration.reference and not check_holds(merchant.bank_account.agreement, registration.reference):
        return (FieldProblem("reference", "its check digit is wrong; the bank lets it through, it is kept as given"),)
    return ()


def deliverable(billing: Billing) -> Billing:
    """The address without an e-mail or telephone number that nothing could be sent to."""
    usable = {"email": email_is_usable(billing.email), "phone_number": phone_is_usable(billing.phone_number)}
    unusable = {name: "" for name, good in usable.items() if not good and getattr(billing, name)}
    return replace(billing, **unusable) if unusable else billing


def _place(billing: Billing) -> Mapping[str, str]:
    """What of the address decides how a document can travel."""
    usable = deliverable(billing)
    return {name: getattr(usable, name) for name in DECIDING}


def lines_with_vat(lines: tuple[GivenLine, ...], default_bp: int | None) -> tuple[GivenLine, ...]:
    """Lines whose amounts exclude VAT, with it added at each line's rate, rounded half away from zero.

    A line without a rate takes the default; without a default it stays, to be refused by name when it is billed.
    """
    return tuple(
        replace(
            line,
            amount_minor=_with_vat(line.amount_minor, rate_bp),
            discount_minor=_with_vat(line.discount_minor, rate_bp),
        )
        for line in lines
        for rate_bp in (default_bp or 0 if line.vat_bp is None else line.vat_bp,)
    )


def _with_vat(net_minor: int, rate_bp: int) -> int:
    return divide_rounded(net_minor * (BASIS_POINTS + rate_bp), BASIS_POINTS)


def days_until_due(registration: Registration, today: date, usual: int) -> int:
    """From the invoice day to the due day; the merchant's usual term where no due day was given."""
    if registration.due_on is None:
        return usual
    return (registration.due_on - (registration.invoice_on or today)).days


def stored_reference(reference: str, scheme: Scheme) -> str:
    """A client's own reference in the form that payments are matched by."""
    return normalise(reference, scheme)


def _alphanumeric(text: str) -> str:
    return "".join(character for character in text if character.isalnum()).upper()


def _money_problems(registration: Registration, merchant: Merchant) -> Iterator[FieldProblem]:
    if not 1 <= registration.amount_minor <= AMOUNT_MAX:
        yield FieldProblem("order.amount", "must be above zero and at most 999999999.99")
    if registration.currency != merchant.currency:
        message = f"{registration.currency} is not the currency of the receiving account ({merchant.currency})"
        yield FieldProblem("order.currency", message)


def _line_problems(lines: tuple[GivenLine, ...]) -> Iterator[FieldProblem]:
    for place, line in enumerate(lines):
        if abs(line.amount_minor) > AMOUNT_MAX:
            yield FieldProblem(f"order.items.{place}.amount", "must be at most 999999999.99 either way")
        if line.vat_bp is not None and not 0 <= line.vat_bp <= BASIS_POINTS:
            yield FieldProblem(f"order.items.{place}.vat", "must be 0 to 100 percent")


def _day_problems(registration: Registration) -> Iterator[FieldProblem]:
    if registration.kind.handed_over:
        return  # its days are long past: `handover` has their bounds
    for name, day in (("invoice_on", registration.invoice_on), ("due_on", registration.due_on)):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            yield FieldProblem(name, f"must lie between {FIRST_DAY} and {LAST_DAY}")


def _payer_problems(registration: Registration) -> Iterator[FieldProblem]:
    billing = registration.billing
    if not billing.name:
        yield FieldProblem(_PAYER + "name", "is missing")
    if billing.country not in COUNTRIES:
        yield FieldProblem(_PAYER + "country", f"has no process yet; there is one for {', '.join(COUNTRIES)}")
    elif registration.channel is Channel.OPERATOR and registration.kind is not ClaimKind.COLLECTION_CASE:
        try:
            way_of(billing.country, registration.kind, _place(billing))
        except InvalidCommandError as error:
            yield from error.problems


def _reference_problems(registration: Registration, merchant: Merchant) -> Iterator[FieldProblem]:
    if registration.reference and not is_valid(merchant.bank_account.agreement, registration.reference):
        yield FieldProblem("reference", "the bank of the receiving account would refuse payments with this reference")


def _payer_warnings(registration: Registration) -> Iterator[FieldProblem]:
    billing = registration.billing
    if registration.language not in {None, *LANGUAGES}:
        yield FieldProblem("language", f"is none of {', '.join(LANGUAGES)}; the payer's country decides")
    collected = registration.kind is ClaimKind.COLLECTION_CASE  # refused without it
    if registration.business and not billing.organization_number and not collected:
        yield FieldProblem(_PAYER + "organization_number", "is missing; a business needs it before it can be collected")
    if registration.steps and not registration.kind.handed_over:
        yield FieldProblem("steps", "are not used: what is issued here is followed up from its own first step")
    if registration.wish and not grants(registration.wish, _place(billing)):
        yield FieldProblem("channel", f"cannot be {registration.wish} here; e-mail or letter, as the address allows")
    if registration.person_number:
        for message in person_number(registration.person_number, billing.country).warnings:
            yield FieldProblem("person_number", message)
    if billing.email and not email_is_usable(billing.email):
        yield FieldProblem(_PAYER + "email", "is not an e-mail address and is not used")
    if billing.phone_number and not phone_is_usable(billing.phone_number):
        yield FieldProblem(_PAYER + "phone_number", "is not a telephone number and is not used")


def _day_warnings(registration: Registration, today: date) -> Iterator[FieldProblem]:
    if registration.due_on is None or registration.kind is ClaimKind.CREDIT_NOTE:
        return
    delivery_on = max(today, registration.invoice_on or today)
    if registration.invoice_on is not None and registration.due_on < registration.invoice_on:
        yield FieldProblem("due_on", "lies before the invoice's own day; it is kept as given")
    elif not registration.kind.handed_over and registration.due_on < delivery_on + timedelta(days=DAYS_UNTIL_DUE):
        early = f"is less than {DAYS_UNTIL_DUE} days after the first possible delivery; it stays as printed"
        yield FieldProblem("due_on", f"{early}, but no fee or step counts days from before the delivery")


def _sum_warnings(registration: Registration) -> Iterator[FieldProblem]:
    total = sum(line.amount_minor for line in registration.lines)
    if registration.lines and total != registration.amount_minor:
        difference = _major(registration.amount_minor - total)
        yield FieldProblem("order.amount", f"differs from the sum of its lines; {difference} was added to the lines")


def _major(minor: int) -> str:
    """An amount of hundredths in plain decimal text."""
    whole, hundredths = divmod(abs(minor), 100)
    return f"{'-' if minor < 0 else ''}{whole}.{hundredths:02}"
