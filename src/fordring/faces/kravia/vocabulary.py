"""How this API calls what we call otherwise: fields of commands, places in a body, the states of a claim.

The words themselves stand in `compatibility.py`.
"""

import re
from collections.abc import Iterable
from datetime import date

from fordring.domain.acceptable import FIELD
from fordring.domain.claim.actions import does_something
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.hold import Hold
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.errors import IllegalTransitionError, NotFoundError
from fordring.domain.followup.facts import StepKind
from fordring.domain.merchant import Merchant
from fordring.faces.kravia.compatibility import ACTION_OF, OPEN, TYPE_OF_STEP
from fordring.faces.kravia.creditor_fields import creditor_field
from fordring.storage.searching import Standing

_OPEN = {State.DRAFT: "Registered", State.SCHEDULED: "Scheduled", State.ISSUED: "Sent"}
_CLOSED = {
    Closed.PAID: "Paid",
    Closed.CREDITED: "Credited",
    Closed.WITHDRAWN: "Withdrawn",
    Closed.TIME_BARRED: "TimeBarred",
    Closed.WRITTEN_OFF: "WrittenOff",
}

_STATES = {str(state): word for state, word in (*_OPEN.items(), *_CLOSED.items())}
_NOTE = Standing(kind=ClaimKind.CREDIT_NOTE, state=State.CLOSED)
_STEPS: dict[StepKind, str] = {kind: word for kind, word in TYPE_OF_STEP.items() if kind is not StepKind.ADVANCE_NOTICE}
_HOLDS = {
    Hold.PAUSED: "OnHold",
    Hold.STOPPED: "OnHold",
    Hold.PLAN: "InstalmentPlan",
    Hold.APPROVAL: "AwaitingApproval",
}
STANDINGS = {
    **{word: (Standing(state=state, overdue=False, held=False),) for state, word in _OPEN.items()},
    **{word: (Standing(state=State.ISSUED, last_step=step, held=False),) for step, word in _STEPS.items()},
    **{word: tuple(Standing(held=hold) for hold in Hold if _HOLDS[hold] == word) for word in _HOLDS.values()},
    **{word: (Standing(state=State.CLOSED, closed_because=why),) for why, word in _CLOSED.items()},
    "Sent": (Standing(state=State.ISSUED, overdue=False, stepped=False, held=False), _NOTE),
    "Overdue": (Standing(state=State.ISSUED, overdue=True, stepped=False, held=False),),
    OPEN: tuple(Standing(state=state) for state in _OPEN),
}
"""Where the claims of a status stand: `status_code` backwards."""

_FIELDS = {
    "order.amount": "originalAmount",
    "order.currency": "currencyCode",
    "order.items": "orderLines",
    "guest.email": "email",
    "guest.country": "countryCode",
    "guest.organization_number": "organizationNumber",
    "accounting_id": "AccountingPaymentId",
    "value_on": "date",
    "own_id": "accountingInvoiceId",
    "own_number": "invoiceNo",
    "invoice_on": "invoiceDate",
    "due_on": "dueDate",
    "channel": "distribution",
    "credited_no": "creditedInvoiceId",
    "credited_number": "creditedInvoiceNo",
    "interrupted_on": "limitationInterruptedDate",
    "steps": "creditorSteps",
    "follow_up.consented_on": "followUp.electronicConsentDate",
    "follow_up.interest_demanded_on": "followUp.interestDemandedDate",
    "reference": "kid",
    "person_number": "ssn",
    "billing_address.name": "debtorName",
    "billing_address.business_name": "debtorName",
    "billing_address.first_name": "debtorName",
    "billing_address.last_name": "debtorName",
    "billing_address.email": "email",
    "billing_address.phone_number": "phoneNumber",
    "billing_address.organization_number": "organizationNumber",
    "billing_address.address_line": "postalAddress.addressAddressLine1",
    "billing_address.address_line_2": "postalAddress.addressAddressLine2",
    "billing_address.postal_code": "postalAddress.addressPostalCode",
    "billing_address.postal_place": "postalAddress.addressCity",
    "billing_address.country": "postalAddress.addressCountryCode",
}
_LINE = re.compile(r"order\.items\.([0-9]+)\.(\w+)")
_LINE_FIELDS = {"amount": "total", "vat": "vatInPercent", "vat_amount": "vatInPercent", "quantity": "count"}

_STEP = re.compile(r"steps\.([0-9]+)\.(\w+)")
_STEP_FIELDS = {"kind": "type", "sent_on": "sentDate", "pay_by": "payByDate", "fee": "fee"}


def field_name(field: str) -> str:
    """A field of a command as this API calls it: `order.items.0.vat` is `orderLines[0].vatInPercent`."""
    if field.startswith(FIELD):
        return creditor_field(field.removeprefix(FIELD))
    line = _LINE.fullmatch(field)
    if line:
        return f"orderLines[{line[1]}].{_LINE_FIELDS.get(line[2], line[2])}"
    step = _STEP.fullmatch(field)
    if step:
        return f"creditorSteps[{step[1]}].{_STEP_FIELDS[step[2]]}"
    return _FIELDS.get(field, field)


def path_name(path: Iterable[int | str]) -> str:
    """A place in a body: `("orderLines", 0, "total")` is `orderLines[0].total`; the whole is `body`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "body"


def status_code(
    state: State,
    closed: Closed | None,
    *,
    overdue: bool = False,
    hold: Hold | None = None,
    step: StepKind | None = None,
) -> str:
    """The status of a claim in that state. A credit note, closed from the first and for no reason, counts as sent.

    What holds up an open claim is told before how far its follow-up came: the last `step` that stands.
    """
    if state is State.CLOSED:
        return _CLOSED[closed] if closed else "Sent"
    if hold:
        return _HOLDS[hold]
    if step and state is State.ISSUED:
        return _STEPS[step]
    return "Overdue" if overdue and state is State.ISSUED else _OPEN[state]


NO_INTEGER = "0"
"""What an id in a path is read as when it is no integer; it is nobody's."""

_THINGS = {"claim": "invoice", "merchant": "creditor", "file": "document"}


def not_found(error: NotFoundError) -> str:
    """What is not there, in the words of this API; it may be there and another creditor's."""
    thing = _THINGS.get(error.what, error.what)
    return f"there is no such {thing}" if error.identifier == NO_INTEGER else f"there is no {thing} {error.identifier}"


def not_allowed(error: IllegalTransitionError) -> str:
    """What the present status of an invoice does not allow, as a sentence."""
    what = "the invoice" if error.what == "a claim" else error.what
    return f"{what} is {_STATES.get(error.state, error.state)}, which does not allow {error.event.replace('_', ' ')}"


def available_actions(merchant: Merchant, claim: Claim, today: date) -> dict[str, bool]:
    """Every action by name, and whether it would do something to the claim now; `today` is the creditor's day."""
    active = merchant.deactivated_at is None
    return {name: does_something(claim, action, today, active=active) for name, action in ACTION_OF.items()}
